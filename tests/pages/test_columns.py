"""Columns lose no word of a wording or of the base, and every one has all the points, in the same paragraph."""

import html
import re

from hypothesis import example, given

from tests.text.strategies import bracketed, plain, witnesses
from treaty_drafts.numbering import numbered as numbers
from treaty_drafts.pages.columns import numbered, rows
from treaty_drafts.point_by_point import Open
from treaty_drafts.side_by_side import SideBySide, Wording
from treaty_drafts.text import collate

NUMBER = re.compile(r'<(a|b) class="point-no"[^>]*><span class="vh">Point </span>(\d+)</\1>')


def beside(base: str, wordings: dict[str, str]) -> SideBySide:
    collation = collate(base, wordings)
    found = [(n, n.point) for n in numbers(collation, collation, ())]
    opened = tuple(Open(n, p, "", p.span.of(base), "", (), (), ()) for n, p in found if p)
    columns = tuple(Wording(text, (code,), ()) for code, text in wordings.items())
    return SideBySide(None, Wording(base, (), ()), columns, (), opened, collation)


def letters(drawn: str, *without: str) -> str:
    """What is left of HTML without numbers, marks and the words in the tags `without`; white space aside."""
    drawn = NUMBER.sub("", re.sub(r'<span class="(break|moved)">[^<]*</span>', "", drawn))
    for tag in without:
        drawn = re.sub(rf"<{tag}>[^<]*</{tag}>", "", drawn)
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", drawn)).split())


@given(bracketed, witnesses(bracketed))
def test_every_word_of_the_base_and_of_the_wordings_is_there(base: str, wordings: dict[str, str]) -> None:
    drawn = rows(beside(base, wordings))
    for n, text in enumerate((base, *wordings.values())):
        column = "".join(row.cells[n].html for row in drawn)
        assert letters(column, "del") == "".join(text.split())
        assert sorted(letters(column, "ins")) == sorted(
            "".join(base.split())
        )  # an inserted paragraph stands behind one


@given(plain, witnesses(plain))
def test_every_point_has_its_number_in_the_same_row_of_every_column(base: str, wordings: dict[str, str]) -> None:
    found = beside(base, wordings)
    drawn = rows(found)
    in_base = [[n for _, n in NUMBER.findall(row.cells[0].html)] for row in drawn]
    assert [n for row in in_base for n in row] == [str(p.number) for p in found.points]
    for side in range(1, len(wordings) + 1):
        assert [[n for _, n in NUMBER.findall(row.cells[side].html)] for row in drawn] == in_base


@given(bracketed, witnesses(bracketed))
@example("Article 2\n", {"AA": "Article 2\nshall"})
def test_the_base_is_drawn_whole_with_its_numbers(base: str, wordings: dict[str, str]) -> None:
    found = beside(base, wordings)
    drawn = "".join(line.html for line in numbered(base, found.points))
    assert letters(drawn) == "".join(base.split())
    assert [n for _, n in NUMBER.findall(drawn)] == [str(p.number) for p in found.points]


def test_a_paragraph_that_comes_in_stands_behind_the_one_before() -> None:
    base = "1. One stays.\n\n2. Two stays too."
    drawn = rows(beside(base, {"AA": "1. One stays.\n\n1 bis. Another one.\n\n2. Two stays too."}))
    assert [(letters(r.cells[1].html), r.cells[1].changed) for r in drawn] == [
        ("1.Onestays.1bis.Anotherone.", True), ("2.Twostaystoo.", False),
    ]  # fmt: skip
