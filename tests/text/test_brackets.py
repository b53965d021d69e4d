"""What a bracket is, who holds it, and what happens when one is lost."""

import time

import pytest

from treaty_drafts.text import Kind, Problem, parse


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Parties [shall] act", [Kind.CONTESTED]),
        ("Parties [shall][should] act", [Kind.ALTERNATIVE, Kind.ALTERNATIVE]),
        ("Parties [shall] [should] [may] act", [Kind.ALTERNATIVE] * 3),
        ("by [2020][2021]", [Kind.ALTERNATIVE] * 2),
        ("[shall] act [promptly]", [Kind.CONTESTED, Kind.CONTESTED]),
        ("within [X] days of [date]", [Kind.PLACEHOLDER] * 2),
        ("[...]", [Kind.PLACEHOLDER]),
        ("[ ]", [Kind.PLACEHOLDER]),
        ("The text.[^3]", [Kind.FOOTNOTE]),
        ("The text.[17]\n\n17 A note.", [Kind.FOOTNOTE]),
        ("[Agreed ad ref]", [Kind.STATUS]),
        ("[agreed ad referendum]", [Kind.STATUS]),
        ("[Negotiator's note: to be checked]", [Kind.NOTE]),
        ("paragraph 1 [Article 6.4]", [Kind.GLOSS]),
        ("[the words][source]\n\n[source]: somewhere", [Kind.GLOSS, Kind.GLOSS, Kind.GLOSS]),
        ("communication[s]", [Kind.CONTESTED]),
    ],
)
def test_the_kind_of_a_bracket(text: str, kinds: list[Kind]) -> None:
    assert [b.kind for b in parse(text).brackets] == kinds


def test_nesting() -> None:
    parsed = parse("[a [b [c] d] [e]]")
    assert [(b.depth, b.parent) for b in parsed.brackets] == [(1, None), (2, 0), (3, 1), (2, 0)]


def test_alternatives_know_the_first_of_their_group() -> None:
    parsed = parse("x [a][b] y [c]")
    assert [b.group for b in parsed.brackets] == [0, 0, None]


def test_only_open_kinds_are_unresolved() -> None:
    parsed = parse("[shall] [Agreed ad ref]")
    assert [b.unresolved for b in parsed.brackets] == [True, False]


def test_in_a_forum_that_brackets_deletions_nothing_is_contested() -> None:
    assert [b.kind for b in parse("Parties [shall] act", forum="deletion").brackets] == [Kind.DELETION]


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        (
            "[AA propose; CC/PP oppose: text]",
            [("AA", "proposes", False), ("CC", "opposes", False), ("PP", "opposes", False)],
        ),
        ("[BB: text]", [("BB", "proposes", True)]),
        ("[text - EU, Norway]", [("EU", "proposes", True), ("Norway", "proposes", True)]),
        ("[extreme - US; G77 delete]", [("US", "proposes", True), ("G77", "deletes", False)]),
        ("[NOTE: nothing]", []),
        ("[well - being]", []),
    ],
)
def test_who_holds_a_wording(text: str, stances: list[tuple[str, str, bool]]) -> None:
    bracket = parse(text).brackets[0]
    assert [(s.siglum, str(s.stance), s.inferred) for s in bracket.stances] == stances
    assert [text[s.start : s.end] for s in bracket.stances] == [s[0] for s in stances]


def test_the_wording_stands_apart_from_the_names() -> None:
    text = "[AA propose: the text]"
    bracket = parse(text).brackets[0]
    assert [a.of(text) for a in bracket.alternatives] == ["the text"]


def test_one_lost_bracket_does_not_change_the_next_article() -> None:
    whole = "Article 1\n\nParties [shall] act.\n\nArticle 2\n\nParties [may] [should] act.\n"
    broken = whole.replace("[shall]", "[shall")
    assert parse(broken).problems == (Problem(broken.index("[shall"), "unclosed"),)
    assert [broken[b.start : b.end] for b in parse(broken).brackets] == ["[may]", "[should]"]


def test_a_bracket_may_close_in_a_later_article() -> None:
    text = "Article 1\n\n[Parties [shall] act.\n\nArticle 2\n\nParties act.]\n"
    parsed = parse(text)
    assert parsed.problems == ()
    assert [text[b.start : b.end][-6:] for b in parsed.brackets] == [" act.]", "shall]"]
    assert [b.depth for b in parsed.brackets] == [1, 2]


@pytest.mark.parametrize("text", ["[" * 300_000, "]" * 300_000, "[" * 100_000 + "]" * 100_000, "[x" * 100_000])
def test_bracket_soup_is_read_in_time(text: str) -> None:
    start = time.process_time()
    parse(text)
    assert time.process_time() - start < 5
