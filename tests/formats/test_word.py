import io
from itertools import chain
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treaty_drafts.formats.docx import write
from treaty_drafts.formats.word import Notice, read
from treaty_drafts.formats.word.numerals import written as numeral
from treaty_drafts.text import outline, units
from treaty_drafts.text.errors import TextError

from .sample import TEXT, document_of, packed
from .word_files import MAIN, cell, item, level, lists, p, parts, style, t, table, word, zipped

INS = '<w:ins w:id="1" w:author="{0}" w:date="2026-01-01T00:00:00Z">{1}</w:ins>'
TREATY = lists(level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)"))
BOX = "<w:txbxContent>{}</w:txbxContent>"


def text(body: str, **others: str) -> str:
    return read(word(body, **others)).text


def notices(body: str, **others: str) -> list[tuple[int, str]]:
    return [(n.paragraph, n.what) for n in read(word(body, **others)).notices]


def ins(words: str, author: str = "ARD") -> str:
    return INS.format(author, t(words))


def deleted(words: str, author: str = "ARD") -> str:
    return INS.format(author, t(words)).replace("w:ins", "w:del").replace("w:t", "w:delText")


def field(code: str, result: str | None, nested: str = "") -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end"))
    shown = "" if result is None else separate + result
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{nested}{shown}{end}"


def test_paragraphs_stand_apart() -> None:
    assert text(p(t("Article 1")) + p() + p(t("Each "), t("Party [shall]")) + p(t("   "))) == (
        "Article 1\n\nEach Party [shall]\n"
    )


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (["a", "<w:br/>", "b"], "a\nb"),
        (["a", '<w:br w:type="page"/>'], "a"),
        (['<w:br w:type="page"/>', "a"], "a"),
        (["a", "<w:br/>", "<w:br/>", "b"], "a\n\nb"),
        (["a", "<w:cr/>", "b", "<w:tab/>", "c", "<w:ptab/>", "d"], "a\nb\tc\td"),
        (["State", "<w:noBreakHyphen/>", "owned"], "State-owned"),
        (["co", "<w:softHyphen/>", "operation"], "cooperation"),
        (['<w:sym w:font="Symbol" w:char="F0B3"/>'], "≥"),
        (['<w:sym w:font="Symbol" w:char="F061"/>'], "α"),
        (['<w:sym w:font="Wingdings" w:char="F0FC"/>'], "✓"),
        (['<w:sym w:font="Wingdings" w:char="F021"/>'], "\ufffd"),
        (['<w:sym w:font="Arial" w:char="2265"/>'], "≥"),
        (['<w:sym w:font="Arial" w:char="D800"/>'], "\ufffd"),
        (['<w:sym w:font="Arial" w:char="FFFFFFFFF"/>'], "\ufffd"),
        (['<w:sym w:char="x"/>'], "\ufffd"),
        (["<w:lastRenderedPageBreak/>", "a", "<w:bookmarkStart/>"], "a"),
        (
            [
                "<w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby>"
            ],
            "漢",
        ),
    ],
)
def test_what_stands_in_a_run(run: list[str], expected: str) -> None:
    inside = (piece if piece.startswith("<") else f"<w:t>{piece}</w:t>" for piece in run)
    assert text(p(f"<w:r>{''.join(inside)}</w:r>")) == f"{expected}\n"


@pytest.mark.parametrize(
    "inside",
    [
        '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
        '<w:smartTag w:element="place"><w:smartTagPr/>{}</w:smartTag>',
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
        '<w:bdo w:val="rtl">{}</w:bdo>',
        "<w:customXml>{}</w:customXml>",
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback><w:r><w:t>old</w:t></w:r></mc:Fallback>"
        "</mc:AlternateContent>",
        "<w:unknown>{}</w:unknown>",
    ],
)
def test_what_wraps_words(inside: str) -> None:
    assert text(p(t("a "), inside.format(t("words")), t(" b"))) == "a words b\n"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_what_wraps_paragraphs(wrapped: str) -> None:
    assert text(wrapped.format(p(t("a")) + p(t("b")))) == "a\n\nb\n"


def test_the_strict_format() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    written = parts(item("Each Party"), numbering=TREATY)
    changed = {name: content.replace(MAIN.encode(), strict.encode()) for name, content in written.items()}
    assert read(zipped(changed)).text == "1. Each Party\n"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (field(" REF x ", t("Article 5")), "see Article 5 here"),
        (field(" XE x ", None), "see  here"),
        (field("IF", t("yes"), nested=field("MERGEFIELD a", t("secret"))), "see yes here"),
        (field("REF x", t("Article ") + field("REF y", t("6"))), "see Article 6 here"),
        ('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "see  here"),
        ('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "see  here"),
    ],
)
def test_fields_give_their_result(inside: str, expected: str) -> None:
    assert text(p(t("see "), inside, t(" here"))) == f"{expected}\n"


def test_a_field_without_an_end_hides_nothing() -> None:
    body = p(t("a "), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', t("b")) + p(t("c"))
    assert text(body) == "a b\n\nc\n"
    assert notices(body) == [(1, "a field without an end; its text is kept")]


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("decimal", ["1", "2", "27"]), ("lowerLetter", ["a", "b", "aa"]), ("upperLetter", ["A", "B", "AA"]),
        ("lowerRoman", ["i", "ii", "xxvii"]), ("upperRoman", ["I", "II", "XXVII"]),
        ("ordinal", ["1st", "2nd", "27th"]), ("decimalZero", ["01", "02", "27"]),
        ("cardinalText", ["One", "Two", "Twenty-seven"]), ("ordinalText", ["First", "Second", "Twenty-seventh"]),
        ("russianLower", ["а", "б", "э"]), ("arabicAbjad", ["أ", "ب", "ظ"]), ("hindiNumbers", ["١", "٢", "٢٧"]),
        ("chineseCounting", ["一", "二", "二十七"]), ("none", ["", "", ""]),
    ],
)  # fmt: skip
def test_numerals(format: str, shown: list[str]) -> None:
    assert [numeral(n, format) for n in (1, 2, 27)] == shown


@pytest.mark.parametrize(
    ("number", "format", "shown"),
    [
        (10, "chineseCounting", "十"), (105, "chineseCounting", "一百零五"), (2010, "chineseCounting", "二千零一十"),
        (1994, "lowerRoman", "mcmxciv"), (4000, "lowerRoman", "4000"), (0, "lowerRoman", "0"),
        (112, "ordinal", "112th"), (40, "ordinalText", "Fortieth"), (12, "ordinalText", "Twelfth"),
        (9, "ordinalText", "Ninth"), (18, "ordinalText", "Eighteenth"), (999_999_999, "lowerLetter", "999999999"),
        (0, "upperLetter", "0"), (100, "cardinalText", "100"), (1, "unheardOf", None),
    ],
)  # fmt: skip
def test_numerals_at_their_limits(number: int, format: str, shown: str | None) -> None:
    assert numeral(number, format) == shown


def test_paragraphs_subparagraphs_and_points() -> None:
    levels = [0, 1, 1, 2, 2, 1, 0, 1, 2]
    found = text("".join(item("x", n) for n in levels), numbering=TREATY)
    assert found.split("\n\n") == [
        "1. x", "(a) x", "(b) x", "(i) x", "(ii) x", "(c) x", "2. x", "(a) x", "(i) x\n",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbering", "items", "labels"),
    [
        (lists(level(0, "decimal", "%1.", start=5)), [(0, 1), (0, 1)], "5. 6."),
        (lists(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")), [(0, 1), (1, 1), (1, 1), (0, 1), (1, 1)],
         "1. 1.1 1.2 2. 2.1"),
        (lists(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")), [(1, 1)], "1.1"),
        (lists(level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")), [(0, 1), (1, 1)], "I 1.1"),
        (lists(level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')),
         [(0, 1), (1, 1), (0, 1), (1, 1)], "1. 1) 2. 2)"),
        (lists(level(0, "decimal", "%1."), level(1, "decimal", "%2)"),
               level(2, "decimal", "%3:", '<w:lvlRestart w:val="1"/>')),
         [(0, 1), (1, 1), (2, 1), (1, 1), (2, 1), (0, 1), (2, 1)], "1. 1) 1: 2) 2: 2. 1:"),
        (lists(level(0, "decimal", "%1."), more='<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'),
         [(0, 1), (0, 2), (0, 1)], "1. 2. 3."),
        (lists(level(0, "decimal", "%1."), more='<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
               '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'),
         [(0, 1), (0, 1), (0, 2), (0, 2)], "1. 2. 1. 2."),
        (lists(level(0, "decimal", "%1."), more='<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
               f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "[%1]")}</w:lvlOverride></w:num>'),
         [(0, 2), (0, 2)], "[A] [B]"),
        (lists(level(0, "bullet", "\uf0b7", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>')), [(0, 1)], "•"),
        (lists(level(0, "bullet", "–")), [(0, 1)], "–"),
        (lists(level(0, "bullet", "o", '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>')), [(0, 1)], "•"),
        (lists(level(0, "none", "")), [(0, 1)], ""),
        (lists(level(0, "none", "Note:")), [(0, 1)], "Note:"),
        (lists(level(0, "unheardOf", "%1.")), [(0, 1)], "1."),
        (lists(level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")), [(0, 1)], ""),
        (lists(level(0, "chineseCounting", "第%1条")), [(0, 1), (0, 1)], "第一条 第二条"),
        (lists(level(0, "decimal", "%9.")), [(0, 1)], "1."),
        (lists(level(0, "decimal", "%1.")), [(0, 0), (0, 7), (5, 1)], ""),
        (lists(level(0, "decimal", "%1.", start=0)), [(0, 1), (0, 1)], "0. 1."),
        (lists(more='<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num><w:abstractNum w:abstractNumId="8">'
               '<w:numStyleLink w:val="S"/></w:abstractNum><w:abstractNum w:abstractNumId="9"><w:styleLink w:val="S"/>'
               f'{level(0, "decimal", "%1.")}</w:abstractNum>'), [(0, 3), (0, 3)], "1. 2."),
    ],
)  # fmt: skip
def test_automatic_numbers(numbering: str, items: list[tuple[int, int]], labels: str) -> None:
    found = text("".join(item("x", at, of_list) for at, of_list in items), numbering=numbering)
    assert " ".join(found.replace("x", " ").split()) == labels


def test_an_unknown_kind_of_number_is_told() -> None:
    assert notices(item("x"), numbering=lists(level(0, "hebrew1", "%1."))) == [
        (0, "automatic numbers of a kind not known here are written in digits (hebrew1)")
    ]


def test_numbers_by_style() -> None:
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    second = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("heading 1", numbered)
        + style("Clause", numbered)
        + style("Special clause", more='<w:basedOn w:val="Clause"/>')
        + style("No number", '<w:numPr><w:numId w:val="0"/></w:numPr>', more='<w:basedOn w:val="Clause"/>')
    )
    numbering = lists(
        level(0, "decimal", "Article %1", '<w:pStyle w:val="heading1"/>'),
        level(1, "decimal", "%2.", '<w:pStyle w:val="Clause"/>'),
    )
    body = (
        p(t("Use of terms"), properties='<w:pStyle w:val="heading1"/>')
        + p(t("a"), properties='<w:pStyle w:val="Clause"/>')
        + p(t("b"), properties='<w:pStyle w:val="Clause"/>')
        + p(t("c"), properties='<w:pStyle w:val="Nonumber"/>')
        + p(t("d"), properties=f'<w:pStyle w:val="Clause"/>{second}')
        + p(t("each Party shall go."), properties='<w:pStyle w:val="heading1"/>')
        + p(properties='<w:pStyle w:val="heading1"/>')
        + p(t("e"), properties='<w:pStyle w:val="Clause"/>')
    )
    found = text(body, styles=styles, numbering=numbering)
    assert found.split("\n\n") == [
        "Article 1\nUse of terms", "1. a", "2. b", "c", "3. d", "Article 2\neach Party shall go.", "Article 3", "1. e\n",
    ]  # fmt: skip
    assert [(u.eid, u.heading) for u in units(found)] == [("art_1", "Use of terms"), ("art_2", ""), ("art_3", "")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1.\tEach Party", "1. Each Party"), ("(a)\xa0the word", "(a) the word"), ("\t(i)\t\tthe word", "(i) the word"),
        ("[2.\tEach Party]", "[2. Each Party]"), ("Article\xa05", "Article 5"), ("Article 5\tUse", "Article 5 Use"),
        ("PART\xa0II\tUse", "PART II Use"), ("10\xa0000 tonnes", "10\xa0000 tonnes"), ("a\tb", "a\tb"),
        ("Article\xa05 applies, mutatis mutandis, to it.", "Article\xa05 applies, mutatis mutandis, to it."),
    ],
)  # fmt: skip
def test_white_space_is_that_of_a_text(words: str, expected: str) -> None:
    assert text(p(tabbed(words))) == f"{expected}\n"


def tabbed(words: str) -> str:
    return (
        "<w:r>" + "<w:tab/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' for piece in words.split("\t")) + "</w:r>"
    )


@pytest.mark.parametrize(
    ("style_name", "properties"),
    [("heading 3", ""), ("Title", ""), ("Ours", '<w:outlineLvl w:val="1"/>')],
)
def test_headings_lose_their_tabs(style_name: str, properties: str) -> None:
    of_it = style_name.replace(" ", "")
    body = p(tabbed("III.\tGeneral\xa0 terms"), properties=f'<w:pStyle w:val="{of_it}"/>')
    assert text(body, styles=style(style_name, properties)) == "III. General terms\n"


def test_tables_row_by_row() -> None:
    inner = table(cell(p(t("x"))) + cell(p(t("y"))))
    body = p(t("before")) + table(
        cell(p(t("Article 1"))) + cell(p(t("a")), p(t("b<c"))),
        cell(p()) + cell(p(t("d")), inner),
        cell(p()) + cell(p()),
    )
    assert text(body) == "before\n\nArticle 1 | a b<c\n | d x | y\n"
    assert notices(body) == [(2, "2 tables are written as text, row by row")]


def test_a_table_of_one_column_frames_paragraphs() -> None:
    body = table(cell(p(t("Article 1")), p(t("Scope"))), cell(p(t("1. x"))))
    assert text(body) == "Article 1\n\nScope\n\n1. x\n"
    assert notices(body) == [(1, "a table of one column is written as paragraphs")]


def test_footnotes_and_endnotes() -> None:
    def mark(kind: str, of_it: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{of_it}"/></w:r>'

    def note(kind: str, of_it: int, *paragraphs: str) -> str:
        return f'<w:{kind} w:id="{of_it}">{"".join(paragraphs)}</w:{kind}>'

    body = p(t("shall"), mark("footnote", 7), t(" go"), mark("endnote", 7)) + p(
        t("or"), mark("footnote", 2), mark("footnote", 99)
    )
    footnotes = (
        note("footnote", 0, p(t("separator")))
        + note("footnote", 2, p("<w:r><w:footnoteRef/></w:r>", t(" Reserved."), mark("footnote", 3)))
        + note("footnote", 7, p(t("ARD: "), "<w:r><w:drawing/></w:r>"), p(t("opposes.")))
        + note("footnote", 3, p(t("never")))
    )
    endnotes = note("endnote", 7, p(t("End.")))
    assert text(body, footnotes=footnotes, endnotes=endnotes).split("\n\n") == [
        "shall[^1] go[^2]", "or[^3][^4]", "[^1]: ARD: opposes.", "[^2]: End.", "[^3]: Reserved.", "[^4]:\n",
    ]  # fmt: skip
    assert notices(body, footnotes=footnotes, endnotes=endnotes) == [
        (3, "a drawing is left out"), (6, "a note has no text"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected", "told"),
    [
        (p(t("Each Party "), deleted("shall"), ins("should"), ins("may", "BRV"), t(" go")), "Each Party shall go",
         "2 insertions and 1 deletion"),
        (p(ins("a "), ins("b "), t("c"), ins("d")), "c", "2 insertions"),
        (p(INS.format("ARD", t("a") + deleted("b", "BRV")), t("c")), "c", "1 insertion"),
        (p(deleted("a").replace("w:del ", "w:moveFrom ").replace("w:del>", "w:moveFrom>"), t("b"),
           ins("a").replace("w:ins", "w:moveTo")), "ab", "1 move"),
        (p(t("One, "), properties=f"<w:rPr>{INS.format('ARD', '')}</w:rPr>") + p(t("two")), "One, two", "1 insertion"),
        (p(t("a")) + p(ins("x"), properties=f"<w:rPr>{INS.format('ARD', '')}</w:rPr>") + p(t("b")), "a\n\nb",
         "1 insertion"),
        (p(t("a"), properties=f"<w:rPr>{INS.format('ARD', '').replace('w:ins', 'w:del')}</w:rPr>") + p(t("b")),
         "a\n\nb", "1 deletion"),
        (p(t("a"), properties=f"<w:rPr>{INS.format('ARD', '')}</w:rPr>"), "a", "1 insertion"),
        (table(f"<w:trPr>{INS.format('ARD', '')}</w:trPr>" + cell(p(t("x"))) + cell(p(t("y"))),
               cell(p(t("a"))) + cell(p(t("b")))), "a | b", "1 insertion"),
    ],
)  # fmt: skip
def test_tracked_changes_are_not_carried_out(body: str, expected: str, told: str) -> None:
    assert text(body) == f"{expected}\n"
    assert notices(body)[0] == (0, f"tracked changes are not carried out: {told}; the text is as it was before them")


def test_a_changed_number_is_that_before_the_change() -> None:
    new = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    old = '<w:pPrChange w:author="ARD"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    added = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:author="ARD"/></w:numPr>'
    assert text(p(t("x"), properties=new + old) + p(t("y"), properties=added), numbering=TREATY) == "1. x\n\ny\n"


def test_hidden_and_struck_text() -> None:
    styles = style("Hide", run="<w:vanish/>", kind="character") + style("Gone", run="<w:vanish/>")
    body = (
        p(t("a"), t("b", "<w:vanish/>"), t("c", '<w:vanish w:val="0"/>'), t("d", '<w:rStyle w:val="Hide"/>'))
        + p(t("e", "<w:strike/>"), t("f", "<w:dstrike/>"), t(" ", "<w:strike/>"))
        + p(t("g"), t("h", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="Gone"/>')
        + p(t("i", "<w:vanish/>"), properties="<w:numPr><w:numId w:val='1'/></w:numPr><w:rPr><w:vanish/></w:rPr>")
        + item("j")
    )
    assert text(body, styles=styles, numbering=TREATY) == "ac\n\nef\n\nh\n\n1. j\n"
    assert notices(body, styles=styles, numbering=TREATY) == [
        (1, "hidden text is left out"), (2, "text struck through is kept"), (3, "hidden text is left out"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<w:drawing><a:graphic><pic:pic/></a:graphic></w:drawing>", "an image is left out"),
        ("<w:pict><v:shape><v:imagedata/></v:shape></w:pict>", "an image is left out"),
        ("<w:drawing><a:graphic><c:chart/></a:graphic></w:drawing>", "a chart is left out"),
        ("<w:drawing><a:graphic/></w:drawing>", "a drawing is left out"),
        ("<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object>", "an embedded object is left out"),
        ("<w:commentReference/>", "a comment is left out"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "an equation is left out"),
        ("<w:drawing><a:x><pic:pic/></a:x></w:drawing><w:drawing><a:x><pic:pic/></a:x></w:drawing>",
         "2 images are left out"),
        ("<w:fldChar w:fldCharType='begin'/><w:instrText>LISTNUM</w:instrText><w:fldChar w:fldCharType='end'/>",
         "a number that only Word counts is left out"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_told(inside: str, what: str) -> None:
    body = p(t("before")) + p(t("here"), f"<w:r>{inside}</w:r>") + p(t("after"))
    assert text(body) == "before\n\nhere\n\nafter\n"
    assert notices(body) == [(2, what)]


def test_text_boxes_follow_their_paragraph() -> None:
    new, old = BOX.format(p(t("[in the box]")) + p(t("two"))), BOX.format(p(t("old")))
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><a:x><wps:txbx>{new}</wps:txbx></a:x></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{old}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = p(t("before ")) + p(t("here "), drawing, t("goes on")) + p(t("after"))
    assert text(body) == "before\n\nhere goes on\n\n[in the box]\n\ntwo\n\nafter\n"
    assert notices(body) == [(2, "a text box stands here; its text follows")]


def test_contents_headers_and_many_notices() -> None:
    styles = style("toc 1")
    section = '<w:sectPr><w:headerReference w:type="default"/></w:sectPr>'
    body = p(t("Article 1 Scope 3"), properties='<w:pStyle w:val="toc1"/>')
    body += "".join(p(t(f"{n}"), "<w:commentReference/>") for n in range(25)) + section
    found = read(word(body, styles=styles))
    assert found.text.startswith("0\n\n1\n\n")
    assert [n.what for n in found.notices if n.paragraph == 0] == [
        "page headers and footers are left out",
        "a line of a table of contents left out",
        "a comment is left out, in 5 more paragraphs",
    ]
    assert [n.paragraph for n in found.notices if n.paragraph] == [*range(1, 21)]


def test_a_notice_names_a_paragraph_of_the_text() -> None:
    body = p("<w:r><w:t>a</w:t><w:br/><w:br/><w:t>b</w:t></w:r>") + p(t("c", "<w:strike/>"))
    found = read(word(body))
    assert found.notices == (Notice(3, "text struck through is kept"),)
    assert found.text.split("\n\n")[3 - 1] == "c\n"


def test_an_export_comes_back_as_it_was() -> None:
    found = read(write(document_of()))
    assert found.text == TEXT.strip() + "\n"
    assert found.notices[0].what == "the cover and the list of open points, as they are printed here, are left out"


def test_the_provisions_of_an_export_come_back() -> None:
    def found(of: str) -> list[tuple[str, str]]:
        return [(u.eid, packed(of[u.start : u.end])) for u in outline(of) if u.kind not in ("part", "chapter")]

    exported = read(write(document_of())).text
    assert found(exported[exported.index("PREAMBLE") :]) == found(TEXT.rstrip())


@pytest.mark.corpus
def test_real_texts_come_back_from_an_export(corpus: Path) -> None:
    for file in sorted(corpus.iterdir()):
        given = file.read_text()
        found = read(write(document_of(given))).text
        assert packed(found) == packed(given.replace("\f", "")), file.name
        assert [u.eid for u in units(found)] == [u.eid for u in units(given)], file.name


def test_what_python_docx_writes() -> None:
    document = docx.Document()
    document.add_heading("Draft agreement", 0)
    document.add_heading("Article 1", 1)
    document.add_paragraph("[shall][should – ARD]", style="List Number")
    document.add_paragraph("and", style="List Number")
    document.add_paragraph("point", style="List Bullet")
    rows = document.add_table(rows=1, cols=2).rows
    rows[0].cells[0].text, rows[0].cells[1].text = "a", "b"
    saved = io.BytesIO()
    document.save(saved)
    assert read(saved.getvalue()).text == (
        "Draft agreement\n\nArticle 1\n\n1. [shall][should – ARD]\n\n2. and\n\n• point\n\na | b\n"
    )


XML_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=60)


@settings(max_examples=150)
@given(st.lists(st.lists(XML_TEXT, max_size=4), min_size=1, max_size=5))
def test_no_character_is_lost(paragraphs: list[list[str]]) -> None:
    words = packed("".join(chain.from_iterable(paragraphs)))
    body = "".join(p(*map(t, runs)) for runs in paragraphs)
    if not words:
        with pytest.raises(TextError, match=r"^there is no text in the Word document$"):
            read(word(body))
    else:
        assert packed(read(word(body)).text) == words


@settings(max_examples=100)
@given(st.lists(st.sampled_from([0, 0, 1, 1, 2]), min_size=1, max_size=30))
def test_numbers_follow_one_another(levels: list[int]) -> None:
    found = text("".join(item("x", at) for at in levels), numbering=TREATY).rstrip("\n").split("\n\n")
    counts = [0, 0, 0]
    for at, label in zip(levels, found, strict=True):
        counts[at] += 1
        counts[at + 1 :] = [0] * (2 - at)
        style_of = ("decimal", "lowerLetter", "lowerRoman")[at]
        assert label == f"{'' if at == 0 else '('}{numeral(counts[at], style_of)}{'.' if at == 0 else ')'} x"
