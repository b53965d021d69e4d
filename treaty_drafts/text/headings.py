"""What a line of an instrument begins: a part, an article, a numbered paragraph, an option. One line at a time.

Quantifiers are possessive: a line of a million brackets costs one pass.
"""

import regex

BIS = r"(?:[ .]?(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)\b)?"
OPENING = r"[ \t\f]*+(?:[\[*_({>]++[ ]?+)*+"  # indent, then brackets and emphasis that open before the first word

MARKDOWN = regex.compile(r"#{1,6}[ \t]+(?P<rest>.+)")
PART = regex.compile(
    OPENING
    + r"(?P<word>PART|SECTION|TITLE|ANNEX|Part|Section|Annex|CHAPTER|Chapter|APPENDIX|Appendix|SCHEDULE|Schedule)"
    + r"[ ]+(?P<number>[IVXLC]+|\d+(?:[-.][A-Z\d]+)?|[A-Z])\b(?P<rest>.*)"
)
# A proposal may name its sponsors in front of what it begins: `[AA propose; BB oppose: Article 3`, `[AA: 2. Each Party`.
SPONSORED = (
    r"(?:[ \t\f]*+[*_]*+\[++[*_]*+\p{Lu}[\w/;, ]{1,90}:[ *_]*+(?=[\[*_({>\w])(?:[\[*_{>]++[ ]?+)*+|" + OPENING + r")"
)
# `12`, `7.4`, `QQ.A.3`, `XX`, `[4]`, each with a bis
ARTICLE_NUMBER = r"(?:[A-Z]{1,3}\.){0,3}(?:\d+(?:\.\d+)*+|[IVXLC]+|[XY]{1,2}|xx)" + BIS
ARTICLE = regex.compile(
    SPONSORED + r"(?:Article|ARTICLE|Art\.)[ ]+\[?(?P<number>" + ARTICLE_NUMBER + r")(?![\w])\]*+(?P<rest>.*)"
)
# Behind "Article 4" a heading has nothing, a title, or a bracket; a sentence goes on with a comma or a small letter.
HEADING_REST = regex.compile(r"\.?\d{0,2}[ \t\]*_]*+|[ ]*[.:*_({\[–—-][ ]?.*[^,;]|[ ]+[A-Z\"“].*[^.,;]")
LETTERED = regex.compile(r"[ \t\f]*+(?P<number>[A-Z])\.[ ]+[\[*_]*+(?P<rest>[A-Z{].*)")
PREAMBLE = regex.compile(OPENING + r"(?:PREAMBLE\b|Preamble\b[^\w]*+\d{0,2}[ ]*+$)")
OPENING_WORDS = regex.compile(
    r"[ \t]*+[\[*_]*+[ ]?The[ ](?:[A-Z]\w*[ ]){0,3}(?:Parties|Governments|States|Members)\b.{0,80}"
)
ENACTING = regex.compile(OPENING + r"(?:Have|HAVE)[ ](?:hereby )?agreed\b.{0,40}")
PREAMBULAR = regex.compile(
    OPENING + r"(?:(?:Also|Further|Deeply|Gravely|Fully|Strongly)[ ])?[\[*_]*+"
    r"(?:[A-Z]\p{L}{1,}(?:ing|ed)|Mindful|Conscious|Aware|Desirous|Pursuant|In [\[*_]*+(?:pursuit|furtherance))\b"
)
SPONSORS = r"(?:[ \t\f]*+[*_]*+\[++[*_]*+\p{Lu}[\w/;, ]{1,90}:[ *_]*+(?=[\[\d(])|[ \t\f]*+)[\[*_]*+"
NUMBERED = regex.compile(SPONSORS + r"(?P<number>\d{1,3}" + BIS + r")\.(?!\d)[ \t]*+(?P<rest>.*)")
BIS_ALONE = regex.compile(
    r"[ \t\f]*+[\[*_]*+(?P<number>\d{1,3}[ .]?(?:bis|ter|quater|quinquies)\b)\.?[ \t]*+(?P<rest>.*)"
)
# "3.1 Parties shall" inside paragraph 3, which is not "1.5 degrees" at the head of a broken line
DECIMAL = regex.compile(
    r"[ \t\f]*+[\[*_]*+(?P<number>(?P<whole>\d{1,3})\.[ ]?\d{1,2}" + BIS + r")\.?[ \t]+(?=[\[(“\"*{]*+\p{Lu})"
)
LABELLED = regex.compile(
    r"[ \t]*+[Pp][Pp][ ]?\d{1,3}(?:bis|ter)?\.?[ \t]*+"
)  # "PP1" in front of a preambular paragraph
SUBPARAGRAPH = regex.compile(SPONSORS + r"\((?P<number>[a-z]{1,2}|[ivxl]{1,6}|\d{1,2})\)[ \t]+(?P<rest>.*)")
OPTION = regex.compile(
    OPENING
    + r"(?:Option|OPTION|Alternative|ALTERNATIVE|ALT\.?|Alt\.?)[ ]+"
    + r"\(?(?P<number>[ivx]{1,4}(?=\))|[a-z]|[IVX]+|\d{1,2}|[A-Z])\)?(?:\[\^?\d+\])?"
    + r"[*_]*+(?:[:.]|[ ]*$|[ ][–-])[*_:.]*+(?P<rest>.*)"
)
# Where a paragraph begins, as far as a text shows it: behind a blank line, and at a line with a number, letter or label.
PARAGRAPH_START = regex.compile(
    r"\n[ \t\f\r]*+\n[ \t]*+|\n[ \t]*+(?=[\[*_(]*+(?:\d{1,3}[ ]?(?:bis|ter|quater)?[.)]|\([a-z]{1,4}\)|(?:Option|ALT)\b))"
)
ROMAN = regex.compile(r"[ivxl]+")
WRAPPING = regex.compile(r"^[\s\[\]*_#({:.–—-]+|[\s\[\]*_)}:]+$|(?<=[\p{L}\])])\d{1,2}$")
TITLE_LENGTH = 120


def title(text: str) -> str:
    """`text` without the brackets, emphasis and footnote number around it."""
    start = text.replace("*", "")[: 3 * TITLE_LENGTH]  # the pattern is quadratic in what it is given
    found = WRAPPING.sub("", WRAPPING.sub("", start))
    return found if len(found) <= TITLE_LENGTH else f"{found[:TITLE_LENGTH].rsplit(' ', 1)[0]} …"


def is_article(line: str, *, after_blank: bool) -> regex.Match[str] | None:
    """The line as the heading of an article, or None where it is a sentence that begins with "Article 4"."""
    found = ARTICLE.match(line)
    fits = found and len(line.strip()) <= TITLE_LENGTH and HEADING_REST.fullmatch(found["rest"].rstrip())
    return found if fits and after_blank else None


def is_part(line: str, *, after_blank: bool) -> regex.Match[str] | None:
    """The line as the heading of a part, chapter, section or annex."""
    found = PART.match(line)
    fits = found and len(line.strip()) <= TITLE_LENGTH and HEADING_REST.fullmatch(found["rest"].rstrip())
    return found if fits and after_blank else None


def is_title(line: str) -> bool:
    """Whether a line under a bare "Article 4" is its title and not its first words."""
    words = line.strip()
    begun = any(p.match(line) for p in (NUMBERED, SUBPARAGRAPH, ARTICLE, PART, OPTION))
    return bool(words) and len(words) <= TITLE_LENGTH and not begun and words[-1] not in ".,;:"
