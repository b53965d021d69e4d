"""A Word document laid out like one of the United Nations, in a package that holds nothing but the document.

Every character of the text is kept; only white space at the start of a line and behind a number becomes indents and
tabs. Characters that XML forbids are printed as U+FFFD, a form feed ends a line.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import cast
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.section import CT_SectPr
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Twips

from treaty_drafts.text.outline import ProvisionKind

from .document import Block, Document, Progress, Unresolved
from .layout import LANGUAGES, NOTHING_UNRESOLVED, UNRESOLVED, Line, Paragraph, Role, paragraphs, visible

COLUMNS = {"Topic": 1680, "Place": 1500, "Words": 3376, "Because": 1950}  # and their widths, 1/20 of a point


def write(document: Document, *, progress: Progress = lambda *_: None) -> bytes:
    """The document as DOCX: cover, provisions, unresolved points; `progress` hears of each block and of the end."""
    word = docx.Document(io.BytesIO(_zipped(_parts(document))))
    end = word.sections[0]._sectPr
    total = len(document.blocks) + 1
    for style, text in _cover(document):
        _fill(_added(end), style, (text, ""))
    for done, block in enumerate(document.blocks, 1):
        for paragraph in paragraphs(block):
            _add(end, block, paragraph)
        progress(done, total)
    _add_unresolved(word, end, document.unresolved)
    saved = io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as package:
        written = _zipped({name: package.read(name) for name in package.namelist()})
    progress(total, total)
    return written


def _cover(document: Document) -> Iterator[tuple[str, str]]:
    """The paragraphs of the cover, each its style and text; what is empty is left out."""
    lines = [
        ("CoverSymbol", document.symbol),
        ("CoverDate", document.date),
        ("CoverDate", document.original_language and f"Original: {document.original_language}"),
        ("CoverSession", document.session),
        ("Title", document.title),
        ("Subtitle", document.revision),
        *(("CoverNote", note) for note in document.notes),
    ]
    return ((style, text) for style, text in lines if text)


def _add(end: CT_SectPr, block: Block, paragraph: Paragraph) -> None:
    """Add a paragraph of a provision; the title of an article and the verb of a preambular paragraph stand out."""
    texts = [_text(paragraph.role, line, first=n == 0) for n, line in enumerate(paragraph.lines)]
    whole = "\n".join(texts)
    if paragraph.role is Role.HEADING:
        article = block.kind == ProvisionKind.ARTICLE
        number = len(texts[0]) if article and len(texts) > 1 else 0
        _fill(_added(end), "Heading2" if article else "Heading1", (whole[:number], ""), (whole[number:], "b"))
    else:
        first = paragraph.lines[0]
        verb = len(first.prefix) + first.opening if first.opening else 0
        _fill(_added(end), STYLE_IDS[paragraph.role], (whole[:verb], "i"), (whole[verb:], ""))


def _text(role: Role, line: Line, *, first: bool) -> str:
    """The line, its indent and the space behind its number made part of the layout where the style has one."""
    if role in (Role.TEXT, Role.PREAMBULAR):
        return line.prefix + line.words
    return f"{line.prefix.strip()}\t{line.words}" if first and role is not Role.HEADING else line.words


def _added(end: CT_SectPr) -> CT_P:
    """A new paragraph before `end`. python-docx would look for the end itself each time, past all paragraphs."""
    paragraph = cast(CT_P, OxmlElement("w:p"))
    end.addprevious(paragraph)
    return paragraph


def _fill(paragraph: CT_P, style: str, *parts: tuple[str, str]) -> None:
    """Give the paragraph its words, each part with its look (`b`, `i` or none), brackets in bold."""
    paragraph.style = style
    strong = (c for text, _ in parts for c in map(unicodedata.bidirectional, text) if c in ("L", "R", "AL"))
    rtl = next(strong, "L") != "L"
    if rtl:
        paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for text, look in parts:
        for n, piece in enumerate(BRACKETS.split("\n".join(visible(text).splitlines()))):
            if piece:
                run = paragraph.add_r()
                run.append(deepcopy(_properties(n % 2 == 1 or look == "b", look == "i", rtl)))
                run.text = piece


@cache
def _properties(bold: bool, italic: bool, rtl: bool) -> BaseOxmlElement:
    chosen = BOLD * bold + ITALIC * italic + "<w:rtl/>" * rtl
    return parse_xml(f"<w:rPr {W}>{chosen}</w:rPr>")


def _add_unresolved(word: WordDocument, end: CT_SectPr, unresolved: tuple[Unresolved, ...]) -> None:
    _fill(_added(end), "Heading1", (UNRESOLVED, "b"))
    if not unresolved:
        return _fill(_added(end), "TableText", (NOTHING_UNRESOLVED, ""))
    table = word.add_table(rows=0, cols=len(COLUMNS), style="Unresolved")
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS.values(), strict=True):
        column.width = Twips(width)
    rows = [(u.topic, u.place, u.words, "; ".join(u.because)) for u in unresolved]
    for n, texts in enumerate([tuple(COLUMNS), *rows]):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit" if n else "w:tblHeader"))
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell.paragraphs[0]._p, "TableText", (text, "" if n else "b"))
    return _fill(_added(end), "TableText")


def _zipped(parts: dict[str, bytes]) -> bytes:
    """A package of these parts. They are stored, not deflated: what deflate makes differs between versions of zlib."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(parts, key=PARTS.index):  # a part that is not listed is an error
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # Unix, whatever the machine
            package.writestr(entry, parts[name])
    return packed.getvalue()


def _parts(document: Document) -> dict[str, bytes]:
    """The parts of a document without words: of its texts they hold the title and the symbol only."""
    title, symbol = (escape(" ".join(visible(text).split())) for text in (document.title, document.symbol))
    language = LANGUAGES.get(document.original_language, "x-none")
    lines = '<w:lnNumType w:countBy="5" w:distance="360" w:restart="newPage"/>' * document.line_numbers
    styles = "".join(_style(*style) for style in STYLES)
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}+xml"/>' for part, kind, _ in LINKED)
    links = [f'<Relationship Id="rId{n}" Type="{of}" Target="/{part}"/>' for n, (part, _, of) in enumerate(LINKED)]
    relations = f'<Relationships xmlns="{OPC}relationships">%s</Relationships>'
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{OPC}content-types">'
        f'<Default Extension="rels" ContentType="{MIME}package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": relations % "".join(links[:2]),
        "docProps/core.xml": f'<c:coreProperties xmlns:c="{OPC}metadata/core-properties" xmlns:dc="{DC}">'
        f"<dc:identifier>{symbol}</dc:identifier><dc:title>{title}</dc:title></c:coreProperties>",
        "word/document.xml": f'<w:document {W}><w:body><w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1700" w:bottom="1418" w:left="1700" '
        f'w:header="709" w:footer="709" w:gutter="0"/>{lines}</w:sectPr></w:body></w:document>',
        "word/_rels/document.xml.rels": relations % "".join(links[2:]),
        "word/styles.xml": f"<w:styles {W}>{DEFAULTS % language}{styles}{TABLE}</w:styles>",
        "word/settings.xml": f'<w:settings {W}><w:defaultTabStop w:val="680"/><w:compat><w:compatSetting w:val="15" '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"/></w:compat></w:settings>',
        "word/footer1.xml": f'<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>{symbol}</w:t>'
        '<w:tab/></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>',
    }
    return {part: text.encode() for part, text in texts.items()}


def _style(name: str, paragraph: str, run: str = "") -> str:
    """A paragraph style; Word knows a built-in one by its name, in which the id has lost its space."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name.title().replace(" ", "")}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/footer1.xml",
)
STYLE_IDS = {
    Role.TEXT: "BodyText",
    Role.PREAMBULAR: "Preambular",
    Role.NUMBERED: "Level1",
    Role.LETTERED: "Level2",
    Role.ROMAN: "Level3",
}
BRACKETS = re.compile(r"([\[\]]+)")
OPC = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MIME = "application/vnd.openxmlformats-"
WORD = f"{MIME}officedocument.wordprocessingml."
DC = "http://purl.org/dc/elements/1.1/"
LINKED = (
    ("docProps/core.xml", f"{MIME}package.core-properties", f"{OPC}relationships/metadata/core-properties"),
    ("word/document.xml", f"{WORD}document.main", f"{OFFICE}officeDocument"),
    ("word/styles.xml", f"{WORD}styles", f"{OFFICE}styles"),
    ("word/settings.xml", f"{WORD}settings", f"{OFFICE}settings"),
    ("word/footer1.xml", f"{WORD}footer", f"{OFFICE}footer"),
)
W = nsdecls("w", "r")
DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
    'w:eastAsia="SimSun" w:cs="Times New Roman"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
    '<w:lang w:val="%s" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="LineNumber"><w:name w:val="line number"/>'
    '<w:rPr><w:color w:val="595959"/><w:sz w:val="16"/></w:rPr></w:style>'
)
BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
SIZE = '<w:sz w:val="%d"/><w:szCs w:val="%d"/>'
UNCOUNTED = "<w:suppressLineNumbers/>"
RULE = '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="4" w:color="auto"/></w:pBdr>'
SPACE = '<w:spacing w:before="%d" w:after="%d"/>'
CENTRED = f'<w:keepNext/><w:keepLines/>%s{SPACE}<w:jc w:val="center"/><w:outlineLvl w:val="%d"/>'
STYLES = (
    ("Cover Symbol", f'{UNCOUNTED}{RULE}<w:jc w:val="right"/>', BOLD + SIZE % (28, 28)),
    ("Cover Date", f'{UNCOUNTED}{SPACE % (0, 0)}<w:ind w:left="5670"/>'),
    ("Cover Session", UNCOUNTED + SPACE % (240, 0), BOLD),
    ("Title", CENTRED % (UNCOUNTED, 480, 120, 9), BOLD + SIZE % (32, 32)),
    ("Subtitle", CENTRED % (UNCOUNTED, 0, 360, 9)),
    ("Cover Note", f'{UNCOUNTED}<w:ind w:left="680" w:right="680"/>', ITALIC + SIZE % (20, 20)),
    ("heading 1", CENTRED % ("", 480, 240, 0)),
    ("heading 2", CENTRED % ("", 360, 180, 1)),
    ("Preambular", '<w:ind w:firstLine="680"/>'),
    ("Body Text", ""),
    *((f"Level {n}", f'<w:ind w:left="{n * 680}" w:hanging="680"/>') for n in (1, 2, 3)),
    ("Table Text", UNCOUNTED + SPACE % (40, 40), SIZE % (19, 19)),
    ("footer", '<w:tabs><w:tab w:val="right" w:pos="8506"/></w:tabs>', SIZE % (18, 18)),
)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "bottom", "insideH")
)
TABLE = (
    '<w:style w:type="table" w:styleId="Unresolved"><w:name w:val="Unresolved"/>'
    f"<w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr></w:style>"
)
