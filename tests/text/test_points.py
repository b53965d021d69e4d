"""What is to be settled is listed as it is printed, and one point is settled without touching another."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from treaty_drafts.text import (
    Collation,
    Shared,
    Site,
    Span,
    TextError,
    collate,
    parse,
    points,
    settle,
    wordings_at,
)

from .strategies import WORDS, witnesses

STANDING = "Each Party [shall][should] prepare [and communicate] plans."


def listed(collation: Collation) -> list[tuple[str, list[tuple[str, tuple[str, ...]]]]]:
    return [(p.span.of(collation.base), [(w.text, w.sigla) for w in p.wordings]) for p in points(collation)]


def test_points_are_where_wordings_differ() -> None:
    collation = collate("Parties shall act now.", {"AA": "Parties should act.", "BB": "Parties may act now."})
    assert listed(collation) == [
        ("shall", [("shall", ()), ("should", ("AA",)), ("may", ("BB",))]),
        (" now", [(" now", ("BB",)), ("", ("AA",))]),
    ]


def test_points_are_what_stands_in_brackets_too() -> None:
    assert listed(collate(STANDING, {})) == [
        ("[shall][should]", [("shall", ()), ("should", ())]),
        ("[and communicate]", [("and communicate", ())]),
    ]
    assert [p.standing for p in points(collate(STANDING, {}))] == [True, True]


def test_a_wording_joins_the_alternatives_that_stand_at_its_point() -> None:
    collation = collate(STANDING, {"AA": "Each Party may prepare [and communicate] plans."})
    assert listed(collation) == [
        ("[shall][should]", [("shall", ()), ("should", ()), ("may", ("AA",))]),
        ("[and communicate]", [("and communicate", ())]),
    ]


def test_a_bracket_stands_before_those_inside_it() -> None:
    assert [span for span, _ in listed(collate("A [b [c] d] e [shall/should].", {}))] == [
        "[b [c] d]", "[c]", "[shall/should]",
    ]  # fmt: skip


def test_a_settled_point_is_the_base_and_the_other_proposals_live_on() -> None:
    collation = collate("Parties shall act now.", {"AA": "Parties should act.", "BB": "Parties may act now."})
    settled = settle(collation, points(collation)[0].span, "should")
    assert settled.base == "Parties should act now."
    assert [settled.reading(s) for s in ("AA", "BB")] == ["Parties should act.", "Parties should act now."]


def test_a_stretch_that_cuts_a_wording_is_refused() -> None:
    collation = collate("Parties shall act now.", {"AA": "Parties should never act now."})
    with pytest.raises(TextError, match="across an end"):
        settle(collation, Span(0, 10), "")


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Each Party [promptly] acts.", "Each Party acts."),
        ("Each Party acts [promptly].", "Each Party acts."),
        ("Each Party acts[, promptly].", "Each Party acts."),
        ("[Each] Party acts.", "Party acts."),
    ],
)
def test_what_is_deleted_takes_the_space_along_that_would_be_one_too_many(text: str, without: str) -> None:
    collation = collate(text, {})
    assert settle(collation, points(collation)[0].gone, "").base == without


def test_words_put_in_beside_a_bracket_are_another_point() -> None:
    collation = collate(
        "Each Party [shall] [should] act [yearly] now.",
        {"AA": "Each Party always [shall] [should] act [yearly] soon and now."},
    )
    found = {p.span.of(collation.base): p for p in points(collation)}
    settled = settle(collation, found["[shall] [should]"].span, "shall")
    (yearly,) = (p for p in points(settled) if p.span.of(settled.base) == "[yearly]")
    settled = settle(settled, yearly.gone, "")
    assert settled.reading("AA").startswith("Each Party always shall act")
    assert "soon and now" in settled.reading("AA")


@given(WORDS, witnesses(WORDS))
def test_settling_changes_one_point_and_nothing_else(base: str, wordings: dict[str, str]) -> None:
    collation = collate(base, wordings)
    for point in points(collation):
        for wording in point.wordings:
            check(collation, point.span, wording.text)
        check(collation, point.gone, "")


def check(collation: Collation, span: Span, text: str) -> None:
    settled = settle(collation, span, text)
    start, end = span.start, span.end
    assert settled.base == collation.base[:start] + text + collation.base[end:]
    outside = [
        s for at, to, s in placed(collation) if at < start or end < to or (at == to in (start, end) and start < end)
    ]
    assert list(settled.sites) == outside
    for siglum, there in wordings_at(collation, span).items():  # the words around the point are as they were
        whole, left = collation.reading(siglum), settled.reading(siglum)
        assert len(whole) - len(there) == len(left) - len(text)


def placed(collation: Collation) -> Iterator[tuple[int, int, Site]]:
    at = 0
    for segment in collation.segments:
        end = at + len(segment.text if isinstance(segment, Shared) else segment.readings[0].text)
        if isinstance(segment, Site):
            yield at, end, segment
        at = end


@pytest.mark.corpus
def test_the_brackets_of_geneva_are_settled_one_by_one(corpus: Path) -> None:
    text = (corpus / "unfccc_geneva_2015-02-12.txt").read_bytes().decode()[:60_000]
    left = len(parse(text).brackets)
    n = 0
    while (found := points(collate(text, {}))) and left > 20:
        collation = collate(text, {})
        kept = n % 2 == 0
        text = settle(
            collation, found[0].span if kept else found[0].gone, found[0].wordings[0].text if kept else ""
        ).base
        assert len(parse(text).brackets) < left
        left = len(parse(text).brackets)
        n += 1
    assert n > 80
