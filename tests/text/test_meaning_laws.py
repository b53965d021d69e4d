"""Laws of shifts, on generated rules: swapping flips, the same gives nothing, editorial rewrites are only that."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from treaty_drafts.text import Effect, ShiftKind, overall, shifts
from treaty_drafts.text.meaning.kinds import opposite

from .meaning_texts import (
    BEARERS,
    CONDITIONS,
    DENIED,
    DESCRIBED,
    EDITORIAL,
    HEDGES,
    LEAVES,
    LIMITS,
    MODALS,
    ONLY,
    OPPOSITES,
    ORDERED,
    PERMITTED,
    VERBS,
    Rule,
    passive,
    rules,
    said,
)
from .strategies import bracketed

texts = st.one_of(bracketed, st.text(max_size=80), rules.map(str), st.lists(rules.map(str), max_size=4).map("\n".join))
changed = st.tuples(rules, rules).map(lambda pair: (str(pair[0]), str(replace(pair[1], thing=pair[0].thing))))
pairs = st.one_of(st.tuples(texts, texts), changed)


@given(texts)
def test_a_text_against_itself_gives_nothing(text: str) -> None:
    assert shifts(text, text) == ()


@given(pairs)
def test_swapped_versions_flip_every_direction(pair: tuple[str, str]) -> None:
    there, back = shifts(*pair), shifts(*pair[::-1])
    flipped = sorted((s.kind, s.rule, opposite(s.effect), s.after, s.before) for s in back)
    assert sorted((s.kind, s.rule, s.effect, s.before, s.after) for s in there) == flipped
    assert overall(back) is opposite(overall(there))


@given(pairs)
def test_every_shift_points_at_both_texts_and_says_why(pair: tuple[str, str]) -> None:
    for shift in shifts(*pair):
        for span, text in zip((shift.before, shift.after), pair, strict=True):
            assert 0 <= span.start <= span.end <= len(text)
        assert shift.before != shift.after or shift.before.of(pair[0]) != shift.after.of(pair[1]) or shift.before.end
        assert shift.because.endswith(".")


@given(pairs)
def test_different_texts_have_a_shift(pair: tuple[str, str]) -> None:
    assert bool(shifts(*pair)) is (pair[0] != pair[1])


@pytest.mark.parametrize("rewrite", EDITORIAL, ids=lambda rewrite: rewrite.__name__)
@given(rule=rules)
def test_editorial_rewrites_give_only_editorial(rewrite, rule: Rule) -> None:  # type: ignore[no-untyped-def]
    assume(not (rewrite is passive and rule.entries))
    before, after = str(rule), rewrite(rule)
    found = shifts(before, after)
    assert {s.kind for s in found} <= {ShiftKind.EDITORIAL}
    assert overall(found) is Effect.NEUTRAL


@given(texts)
def test_white_space_and_numbering_are_editorial(text: str) -> None:
    for after in (text.replace(" ", "  "), text + "\n", "  " + text):
        assert {s.kind for s in shifts(text, after)} <= {ShiftKind.EDITORIAL}


SUBSTANCE = [
    *(("modal", modal) for modal in MODALS),
    *(("hedge", hedge) for hedge in dict.fromkeys(HEDGES)),
    *(("condition", condition) for condition in dict.fromkeys(CONDITIONS)),
    *(("limit", limit) for limit in dict.fromkeys(LIMITS)),
    *(("verb", verb) for verb in VERBS),
]
KINDS = {
    "modal": {ShiftKind.MODALITY, ShiftKind.NEGATION},
    "hedge": {ShiftKind.HEDGE},
    "condition": {ShiftKind.CONDITION},
    "limit": {ShiftKind.QUANTITY},
    "verb": {ShiftKind.ACTION},
}


@given(rules, st.sampled_from(SUBSTANCE))
def test_a_change_of_substance_is_found_and_of_its_kind(rule: Rule, change: tuple[str, object]) -> None:
    part, value = change
    assume(getattr(rule, part) != value and {rule.modal, value} != {"shall not", "may not"})  # both forbid
    after = replace(rule, **{part: value})  # type: ignore[arg-type]
    assert {s.kind for s in shifts(str(rule), str(after))} <= KINDS[part]
    assert ShiftKind.EDITORIAL not in {s.kind for s in shifts(str(rule), str(after))}


@given(rules, st.sampled_from(EDITORIAL), st.sampled_from(SUBSTANCE))
def test_substance_is_not_lost_in_a_rewrite(rule: Rule, rewrite, change: tuple[str, object]) -> None:  # type: ignore[no-untyped-def]
    part, value = change
    assume(getattr(rule, part) != value and {rule.modal, value} != {"shall not", "may not"})
    assume(not (rewrite is passive and rule.entries))
    after = rewrite(replace(rule, **{part: value}))  # type: ignore[arg-type]
    assert ShiftKind.EDITORIAL not in {s.kind for s in shifts(str(rule), after)}


def only_editorial(before: str, after: str) -> bool:
    return {s.kind for s in shifts(before, after)} <= {ShiftKind.EDITORIAL}


@given(st.sampled_from(ORDERED), st.permutations(BEARERS))
def test_who_or_what_changed_places_is_never_editorial_alone(template: str, bearers: list[str]) -> None:
    one, other, *_ = bearers
    assert not only_editorial(said(template, one, other), said(template, other, one))


@given(st.sampled_from(PERMITTED), st.sampled_from(LEAVES))
def test_with_and_without_are_never_editorial_alone(template: str, leave: str) -> None:
    assert not only_editorial(said(template, f"with {leave}"), said(template, f"without {leave}"))


@given(st.permutations(ONLY))
def test_an_only_that_moved_is_never_editorial_alone(texts: list[str]) -> None:
    assert not only_editorial(*texts[:2])


@given(st.permutations(DENIED))
def test_denials_that_moved_are_never_editorial_alone(texts: list[str]) -> None:
    assert not only_editorial(*texts[:2])


@given(st.sampled_from(DESCRIBED), st.sampled_from(OPPOSITES))
def test_a_word_and_its_opposite_are_never_editorial_alone(template: str, pair: tuple[str, str]) -> None:
    assert not only_editorial(*(said(template, word) for word in pair))


@pytest.mark.corpus
def test_real_revisions_flip_too(corpus: Path) -> None:
    old, new = ((corpus / f"paris_2015-12-{day}.md").read_bytes().decode() for day in ("09", "12"))
    there, back = shifts(old, new), shifts(new, old)
    assert sorted((s.kind, s.effect, s.before) for s in there) == sorted(
        (s.kind, opposite(s.effect), s.after) for s in back
    )
