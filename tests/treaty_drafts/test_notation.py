"""The brackets of a revision at their places, what is to be mended, and how many are left from revision to revision."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.cache import cache

from bench.brackets import PARIS
from tests.factories import CONVENTION, Cast
from treaty_drafts import notation, rolling
from treaty_drafts.models import RollingText

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
GOES_ON = ("continued", "narrowed", "widened", "moved")


@pytest.fixture(autouse=True)
def no_figures_of_another_test() -> None:
    cache.clear()


def standing(cast: Cast) -> RollingText:
    text = rolling.current(cast.instrument)
    assert text
    return text


def test_every_bracket_with_its_provision_line_kind_and_holders(cast: Cast) -> None:
    cast.import_text(CONVENTION.replace("serious harm", "[serious - ARD] [date] harm"))
    found = notation.notation(standing(cast))
    assert [
        (p.provision.eid, p.line, p.provision.text[p.start : p.end], str(b.kind), [s.siglum for s in b.stances])
        for p, b in found.brackets
    ] == [
        ("art_2", 4, "[shall]", "alternative", []),
        ("art_2", 4, "[should]", "alternative", []),
        ("art_2", 6, "[serious - ARD]", "contested", ["ARD"]),
        ("art_2", 6, "[date]", "placeholder", []),
        ("art_3", 4, "[, as appropriate]", "contested", []),
    ]
    assert found.problems == ()


def test_a_bracket_around_two_articles_ends_in_the_later_one(cast: Cast) -> None:
    whole = CONVENTION.replace("Article 2\n", "[Article 2\n").replace("across borders.", "across borders.]")
    cast.import_text(whole)
    place, bracket = notation.notation(standing(cast)).brackets[0]
    assert (place.provision.eid, place.line, place.start, place.ends_in.eid) == ("art_2", 1, 0, "art_3")
    assert place.ends_in.text[: place.end].endswith("across borders.]")
    assert (bracket.depth, bracket.unresolved) == (1, True)


def test_what_is_to_be_mended_and_where(cast: Cast) -> None:
    mended = CONVENTION.replace("where feasible", "[where feasible").replace("[, as appropriate]", "[][may - XYZ]")
    cast.import_text(mended)
    found = notation.findings(standing(cast))
    assert [(f.place.provision.eid, f.place.line, f.rule, f.words) for f in found] == [
        ("art_2", 6, "unbalanced-unclosed", "[where feasible."),
        ("art_3", 4, "empty", "[]"),
        ("art_3", 4, "unknown-delegation", "XYZ"),
    ]
    assert found[1].what == "This bracket is empty."


def test_a_line_is_counted_as_pages_number_it(cast: Cast) -> None:
    words = "Article 1\x0cPurpose\u2028The purpose [] is.\r\nA [] one."
    assert [line for line, _ in notation.of_wording(words, sigla=())] == [3, 4]


def test_the_burn_down_accounts_for_every_open_bracket(cast: Cast) -> None:
    cast.import_text(CONVENTION.replace("[shall] [should]", "shall").replace("serious harm", "[serious] [date] harm"))
    cast.import_text(CONVENTION.replace("[shall] [should]", "shall").replace("[, as appropriate]", ", as appropriate"))
    first, second, third = notation.burn_down(cast.instrument)
    assert (first.text.label, first.kinds, first.events) == ("Rev.1", {"alternative": 2, "contested": 1}, None)
    assert (second.text.label, second.kinds, second.events) == (
        "Rev.2", {"contested": 2, "placeholder": 1}, {"continued": 1, "resolved": 2, "born": 2},
    )  # fmt: skip
    assert (third.text.label, third.open, third.events) == ("Rev.3", 0, {"resolved": 3})


def test_what_becomes_open_or_settled_without_moving_is_born_or_resolved(empty_cast: Cast) -> None:
    """A bracket that is only read in another way, here as a note, leaves and enters the sum like any other."""
    words = "Article 1\n\nEach Party shall act [{}] on its own."
    for inside in ("without delay", "Note: to be moved to Article 2", "without delay"):
        empty_cast.import_text(words.format(inside))
    counted = [(left.open, left.events) for left in notation.burn_down(empty_cast.instrument)]
    assert [n for n, _ in counted] == [1, 0, 1]
    assert [e and sum(e.values()) for _, e in counted] == [None, 1, 1]


def test_an_unpublished_revision_is_not_in_it_and_a_new_one_is_at_once(cast: Cast) -> None:
    assert [left.text.label for left in notation.burn_down(cast.instrument)] == ["Rev.1"]
    published = cast.import_text(CONVENTION.replace("[shall]", "shall"))
    RollingText.objects.filter(pk=published.pk).update(number=None, published_at=None, sequence=None)
    assert [left.text.label for left in notation.burn_down(cast.instrument)] == ["Rev.1"]
    cast.import_text(CONVENTION.replace("[shall] [should]", "shall"))
    assert [(left.text.label, left.open) for left in notation.burn_down(cast.instrument)] == [
        ("Rev.1", 3),
        ("Rev.2", 1),
    ]


def test_of_very_many_revisions_the_latest_are_followed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., object]
) -> None:
    monkeypatch.setattr(notation, "LATEST", 3)
    for word in ("one", "two", "three"):
        cast.import_text(CONVENTION.replace("serious harm", f"[{word} harm]"))
    with django_assert_num_queries(3):  # type: ignore[attr-defined]  # texts, codes, provisions
        found = notation.burn_down(cast.instrument)
    assert [(left.text.label, left.events is None) for left in found] == [
        ("Rev.2", True), ("Rev.3", False), ("Rev.4", False),
    ]  # fmt: skip
    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # what is known is not worked out again
        assert notation.burn_down(cast.instrument) == found


@pytest.mark.corpus
def test_the_four_revisions_of_paris(empty_cast: Cast, corpus: Path) -> None:
    for name in PARIS:
        empty_cast.import_text((corpus / name).read_bytes().decode(), name)
    found = notation.burn_down(empty_cast.instrument)
    read = [notation.notation(left.text) for left in found]
    opened = [len(n.brackets) + sum(p.what == "unclosed" for _, p in n.problems) for n in read]
    settled = [sum(not b.unresolved for _, b in n.brackets) for n in read]
    # the signs that open; less those without a partner, and footnote marks, notes, glosses: what is open
    assert opened == [1052, 1055, 222, 6]
    assert settled == [28, 41, 5, 6]
    assert [left.open for left in found] == [1023, 1013, 216, 0]
    assert [left.events for left in found] == [
        None,
        {"born": 555, "continued": 371, "narrowed": 26, "widened": 58, "moved": 3, "resolved": 565},
        {"born": 94, "reopened": 2, "continued": 102, "narrowed": 5, "widened": 13, "resolved": 893},
        {"resolved": 216},
    ]
    for before, after in pairwise(found):
        assert after.events is not None
        going_on = sum(after.events.get(e, 0) for e in GOES_ON)
        assert before.open == going_on + after.events["resolved"]
        assert after.open == going_on + after.events.get("born", 0) + after.events.get("reopened", 0)
