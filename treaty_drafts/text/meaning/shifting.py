"""The shifts between two texts."""

from collections.abc import Iterator, Sequence

from ..language import Language, language_of_both
from ..span import Span
from .because import because
from .compare import differences
from .frame import frame_of
from .kinds import Effect, Shift, ShiftKind, opposite, towards
from .parts import Frame
from .same_words import same_words
from .sentences import Group, groups
from .single import alone
from .words import Read, read_sentence


def shifts(before: str, after: str, *, within: Language | None = None) -> tuple[Shift, ...]:
    """The changes of meaning from `before` to `after`, in the order of the later text; nothing for the same text.

    The same backwards gives the same shifts with the opposite effects. `within` is the language of the text that both
    are cut out of, which tells where a few words do not.
    """
    if before == after:
        return ()
    if before.split() == after.split():
        whole = Span(0, len(before)), Span(0, len(after))
        why = because(ShiftKind.EDITORIAL, Effect.NEUTRAL, "", "", "", "")
        return (Shift(ShiftKind.EDITORIAL, Effect.NEUTRAL, *whole, "editorial.typography", why),)
    language = language_of_both(before, after, within=within)
    if not language.analysed:
        return (_not_analysed(language, before, after),)
    if after < before:  # compared one way only, so that the way back cannot find other things
        found = [
            (kind, rule, opposite(effect), b, a, says[::-1]) for kind, rule, effect, a, b, says in _all(after, before)
        ]
    else:
        found = list(_all(before, after))
    made = [
        Shift(kind, effect, a, b, rule, because(kind, effect, a.of(before), b.of(after), *says))
        for kind, rule, effect, a, b, says in found
    ]
    return tuple(sorted(made, key=lambda s: (s.after, s.before, s.kind, s.rule)))


def _not_analysed(language: Language, before: str, after: str) -> Shift:
    why = f"{language.why[0].upper()}{language.why[1:]}: read both texts."
    whole = Span(0, len(before)), Span(0, len(after))
    return Shift(ShiftKind.UNCLASSIFIED, Effect.MIXED, *whole, f"language.{language.code}", why)


# kinds beside which the other words should stand as they stood: who informs whom may not hide behind a time limit
STEADY = {ShiftKind.MODALITY, ShiftKind.QUANTITY, ShiftKind.HEDGE, ShiftKind.REFERENCE}
LONGEST = 12_000  # characters of what is read as one sentence: a list without stops, or no language

Raw = tuple[ShiftKind, str, Effect, Span, Span, tuple[str, str]]


def _all(before: str, after: str) -> Iterator[Raw]:
    found_groups = groups(before, after)
    if not found_groups:
        yield _editorial("editorial.typography", Span(0, len(before)), Span(0, len(after)))
    for group in found_groups:
        yield from _of_group(group, before, after)


def _of_group(group: Group, before: str, after: str) -> Iterator[Raw]:
    old, new = _whole(group.before, group.after, before), _whole(group.after, group.before, after)
    if group.moved:
        yield _editorial("editorial.moved", old, new)
        return
    if old.end - old.start > LONGEST or new.end - new.start > LONGEST:
        yield ShiftKind.UNCLASSIFIED, "unclassified.long", Effect.MIXED, old, new, ("", "")
        return
    a, b = _frame(before, group.before), _frame(after, group.after)
    found = list(differences(a, b) if group.before and group.after else alone(a, b))
    if group.before and group.after and STEADY.issuperset(f.kind for f in found):
        found += [f for f in same_words(a, b) if not found or f.kind is ShiftKind.UNCLASSIFIED]
    for f in found:
        effect = Effect.NEUTRAL if f.sign is None else towards(f.sign)
        here, there = f.place or (len(a.words), len(b.words))
        yield f.kind, f.rule, effect, _span(a, f.a, here, old), _span(b, f.b, there, new), (f.said, f.says)
    if not found:
        yield _editorial("editorial.rewritten", old, new)


def _editorial(rule: str, a: Span, b: Span) -> Raw:
    return ShiftKind.EDITORIAL, rule, Effect.NEUTRAL, a, b, ("", "")


def _frame(text: str, spans: Sequence[Span]) -> Frame:
    """The frame of some sentences, read as one."""
    whole = Read(0, 0, [], [])
    for span in spans:
        one = read_sentence(text, span.start, span.end)
        shift = len(whole.words)
        if one.words and shift:
            one.words[0].stop = "."
        whole.words += one.words
        whole.marks += [type(m)(m.rule, m.first + shift, m.last + shift) for m in one.marks]
    return frame_of(whole)


def _whole(spans: Sequence[Span], others: Sequence[Span], text: str) -> Span:
    if spans:
        return Span(spans[0].start, spans[-1].end)
    return Span(min(others[0].start, len(text)), min(others[0].start, len(text))) if others else Span(0, 0)


def _span(f: Frame, part: Sequence[int], place: int, whole: Span) -> Span:
    """From the first word to the last; where there is none, the end of the word before the place."""
    if not part:
        at = f.words[place - 1].end if 0 < place <= len(f.words) else whole.start if f.words else whole.end
        return Span(at, at)
    first, last = part[0], part[-1]
    if (m := f.mark[first]) and m.first <= first < m.last and m.rule.kind != "condition":
        first = m.first
    if (m := f.mark[last]) and m.first <= last < m.last:
        last = m.last - 1
    return Span(f.words[first].start, f.words[last].end)
