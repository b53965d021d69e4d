"""Brackets through successive revisions."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.text import lineage, parse

from .strategies import bracketed

HEAD = "Article 1\nConduct\n\n"


def told(*revisions: str) -> list[list[tuple[int, str, str | None]]]:
    """For each thread: revision, event, and what stands there, or for a resolved bracket what won."""
    return [
        [
            (s.revision, str(s.event), s.won if s.event == "resolved" else s.span.of(revisions[s.revision]))
            for s in thread.steps
        ]
        for thread in lineage(revisions)
    ]


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        ("Each Party [shall] act.", "Each Party [shall] act.", ("continued", "[shall]")),
        (
            "Each Party [shall promptly act] now.",
            "Each Party shall [promptly act] now.",
            ("narrowed", "[promptly act]"),
        ),
        (
            "Each Party shall [promptly act] now.",
            "Each Party [shall promptly act] now.",
            ("widened", "[shall promptly act]"),
        ),
        ("Each Party acts [promptly].", "Each Party acts promptly.", ("resolved", "promptly")),
        ("Each Party acts [promptly] now.", "Each Party acts now.", ("resolved", "")),
        ("Each Party acts [promptly] now.", "Each Party acts quickly now.", ("resolved", "quickly")),
        ("Each Party [acts [promptly]] now.", "Each Party [acts promptly] now.", ("continued", "[acts promptly]")),
    ],
)
def test_from_one_revision_to_the_next(before: str, after: str, step: tuple[str, str]) -> None:
    assert told(HEAD + before, HEAD + after)[0][1][1:] == step


def test_which_alternative_won() -> None:
    assert told(HEAD + "Each Party [shall][should] act.", HEAD + "Each Party should act.") == [
        [(0, "born", "[shall]"), (1, "resolved", "should")],
        [(0, "born", "[should]"), (1, "resolved", "should")],
    ]


def test_an_alternative_that_is_dropped_while_the_others_stand_won_nothing() -> None:
    assert told(HEAD + "Each Party [shall][should][may] act.", HEAD + "Each Party [shall][should] act.")[2] == [
        (0, "born", "[may]"),
        (1, "resolved", ""),
    ]


def test_words_that_go_into_a_new_bracket_are_not_settled() -> None:
    assert told(
        HEAD + "Parties act [soon] and with care, all of them.", HEAD + "[Parties act soon and with care, all of them.]"
    )[0][1] == (
        1,
        "resolved",
        None,
    )


def test_a_bracket_that_moves_to_another_article() -> None:
    one = (
        "Article 1\nConduct\n\nParties act [without any further delay at all].\n\nArticle 2\nReview\n\nParties meet.\n"
    )
    two = (
        "Article 1\nConduct\n\nParties act.\n\nArticle 2\nReview\n\nParties meet [without any further delay at all].\n"
    )
    assert [step[1] for step in told(one, two)[0]] == ["born", "moved"]


def test_a_point_that_is_opened_again() -> None:
    open_, settled = HEAD + "Each Party [shall] act.", HEAD + "Each Party shall act."
    assert [step[1] for step in told(open_, settled, settled, open_)[0]] == ["born", "resolved", "reopened"]


@given(st.lists(bracketed, max_size=4))
def test_every_bracket_of_every_revision_is_in_one_thread(revisions: list[str]) -> None:
    threads = lineage(revisions)
    steps = [step for thread in threads for step in thread.steps if step.event != "resolved"]
    found = sorted((s.revision, s.span.start, s.span.end) for s in steps)
    assert found == sorted((n, b.start, b.end) for n, text in enumerate(revisions) for b in parse(text).brackets)
    for thread in threads:
        assert thread.steps[0].event == "born"
        assert [s.event == "born" for s in thread.steps].count(True) == 1
        numbers = [s.revision for s in thread.steps]
        assert numbers == sorted(set(numbers))
        assert numbers[-1] == len(revisions) - 1 or not thread.open


@pytest.mark.parametrize("text", ["[" * 20_000 + "]" * 20_000, "[x] " * 20_000, "[x][y]" * 10_000])
def test_soup_is_followed_in_time(text: str) -> None:
    start = time.process_time()
    lineage([text, text + "[z]"])
    assert time.process_time() - start < 10
