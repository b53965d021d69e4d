"""The words of one paragraph of Word as paragraphs of plain text: only white space is changed."""

import re

from treaty_drafts.text.headings import is_article, is_part

EDGES = " \t\n"
GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")  # two line breaks in one paragraph: two paragraphs of text
SPACES = re.compile(r"[ \t\xa0]+")
TYPED = re.compile(r"(\S{1,12}[.)\]])[ \t\xa0]+")  # a number that was typed, and the tab behind it


def written(label: str, words: str, *, heading: bool) -> list[str]:
    """The paragraphs that `words` are, with their automatic number; none for no words.

    Behind a number stands one space. The number is a line of its own where it is a heading by itself, as "Article 3"
    is, so that words behind it that look like a sentence do not hide it. In headings tabs, protected spaces and
    several spaces become one space.
    """
    label, words = label.strip(EDGES), words.strip(EDGES)
    if label:
        number = SPACES.sub(" ", label)
        alone = is_article(number, after_blank=True) or is_part(number, after_blank=True)
        words = f"{number if alone else label}{(chr(10) if alone else ' ') if words else ''}{words}"
    return [_line(part, heading=heading) for part in GAP.split(words) if part.strip()]


def _line(words: str, *, heading: bool) -> str:
    first, separator, rest = words.strip(EDGES).partition("\n")
    flat = SPACES.sub(" ", first)
    if heading or is_article(flat, after_blank=True) or is_part(flat, after_blank=True):
        return flat + separator + (SPACES.sub(" ", rest) if heading else rest)
    return TYPED.sub(r"\1 ", first, count=1) + separator + rest if TYPED.match(first) else words.strip(EDGES)


def on_one_line(paragraphs: list[str]) -> str:
    """All of them on one line, as in the cell of a table or in a note."""
    return " ".join(" ".join(paragraphs).split("\n"))
