"""Comparison: inline, side by side and clean tell the same two texts."""

from hypothesis import given

from tests.text.strategies import bracketed
from treaty_drafts.comparison import Piece, compare
from treaty_drafts.pages import redline


@given(bracketed, bracketed)
def test_every_view_holds_both_texts_whole(before: str, after: str) -> None:
    found = compare(before, after)
    assert "".join(p.text for p in found.inline if p.kind != "insert") == before
    assert "".join(p.text for p in found.inline if p.kind != "delete") == after
    assert "".join(p.text for row in found.rows for p in row.before) == before
    assert "".join(p.text for row in found.rows for p in row.after) == after


def test_paragraphs_that_stay_stand_beside_each_other() -> None:
    rows = compare("One.\n\nTwo.\n\nThree.\n", "One.\n\nTwo.\n\nTwo bis.\n\nThree.\n").rows
    assert ("Three.\n", "Three.\n") in [
        ("".join(p.text for p in r.before), "".join(p.text for p in r.after)) for r in rows
    ]


def test_a_changed_word_is_marked_in_its_row() -> None:
    (row,) = compare("Parties shall act.", "Parties may act.").rows
    assert row.before == (Piece("same", "Parties "), Piece("delete", "shall"), Piece("same", " act."))
    assert row.after == (Piece("same", "Parties "), Piece("insert", "may"), Piece("same", " act."))


def test_a_paragraph_that_stands_elsewhere_is_marked_as_moved_at_both_ends() -> None:
    first, second = "One paragraph of at least six words.\n", "Another one that is longer and stays where it is.\n"
    found = compare(first + second, second + first)
    assert [(p.kind, p.text) for p in found.inline if p.moved] == [("delete", first), ("insert", first)]
    assert [line.html.count("moved from here") for line in redline.inline(found) if "moved" in line.html] == [1, 0]
    assert [line.html.count("moved here") for line in redline.inline(found) if "moved" in line.html] == [0, 1]
