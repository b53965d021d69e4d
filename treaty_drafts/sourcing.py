"""Where each word of a printed provision comes from: who holds it in which version, or what first brought it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .models import RollingProvision, Settlement, Version
from .text import AmbiguousText, ChangeKind, Span, Traced, diff, load, trace
from .text.grammar import NO_TEXT


@dataclass(frozen=True, slots=True)
class Origin:
    """The state of the provision that first had the words, and the version that the chair took them from, if any."""

    state: RollingProvision
    version: Version | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A delegation's code, and the version in which it holds the words; None where the text alone names it."""

    code: str
    version: Version | None


@dataclass(frozen=True, slots=True)
class Sourced:
    """Words of the printed text, in code points; `origin` where they are words of the base."""

    span: Span
    holders: tuple[Holder, ...]
    origin: Origin | None


def sources(
    *, state: RollingProvision, states: Iterable[RollingProvision], codes: Sequence[str]
) -> tuple[Sourced, ...] | None:
    """Every word of `state` as it is printed, without brackets and names; None where the notation does not tell.

    `states` are those of the provision in all revisions, with their sources, the latest first; `codes` are the
    delegations'.
    """
    traced = _traced(state, codes)
    of_base = [t.span for t in traced or () if t.is_base or not state.collation]
    places = _in_base(state.text, state.base, of_base)
    if traced is None or places is None:
        return None
    whose = _origins([*_before(state, states), state])
    versions = _versions(state)
    found: list[Sourced] = []
    for one in traced:
        holders = tuple(Holder(code, versions.get(code)) for code in sorted(one.sigla))
        if not one.is_base and state.collation:
            found.append(Sourced(one.span, holders, None))
        else:
            found += _by_origin(one.span, holders, whose, places)
    return tuple(_with_words(found, state.text))


def _traced(state: RollingProvision, codes: Sequence[str]) -> Sequence[Traced] | None:
    try:
        return trace(state.text, sigla=codes)
    except AmbiguousText:
        return None if state.collation else [Traced(Span(0, len(state.text)), (), True)]


def _in_base(text: str, base: str, spans: Iterable[Span]) -> dict[int, int] | None:
    """For each letter that is printed in `spans` its place in the base; None where they are not the base's words.

    White space and brackets may be printed otherwise than they stand there.
    """
    letters = _letters(base, Span(0, len(base)))
    if text == base:
        return dict(zip(letters, letters, strict=True))
    places: dict[int, int] = {}
    for span in spans:
        own = _letters(text, span)
        there = letters[len(places) : len(places) + len(own)]
        if "".join(text[n] for n in own) == "".join(base[n] for n in there):
            places |= zip(own, there, strict=True)
        elif span.of(text) != NO_TEXT:
            return None
    return places if len(places) == len(letters) else None


def _letters(text: str, span: Span) -> list[int]:
    return [n for n in range(span.start, span.end) if not text[n].isspace() and text[n] not in "[]"]


def _before(state: RollingProvision, states: Iterable[RollingProvision]) -> list[RollingProvision]:
    """The published states before this one, the earliest first."""

    def place(one: RollingProvision) -> tuple[float, int]:
        text = one.rolling_text
        return (float("inf") if text.number is None else text.number), text.correction

    return sorted((s for s in states if s.rolling_text.published and place(s) < place(state)), key=place)


def _origins(states: Sequence[RollingProvision]) -> list[Origin]:
    """What first brought each character of the base of the last state."""
    base, whose = "", list[Origin]()
    settled = list(_settled(states))
    for state in states:
        taken = next((s.version for s in state.sources.all() if s.taken), None)
        origin = Origin(state, None if state.rolling_text.correction else taken)
        printed = state.rolling_text.sequence
        settled_here = [s for s in settled if not taken and printed and s[0].published_sequence == printed]
        base, whose = state.base, _carried(base, state.base, whose, _Origins(origin, settled_here))
    return whose


def _settled(states: Sequence[RollingProvision]) -> Iterator[tuple[Settlement, Version | None]]:
    """The points that were settled on these states, each with the version whose wording was chosen, if any."""
    made = list(Settlement.objects.filter(state__in=states, undone_sequence=None))
    chosen = {s.pk: next((v for w in s.wordings if w["text"] == s.text for v in w["versions"]), "") for s in made}
    versions = Version.objects.select_related("proposal__delegation").in_bulk([v for v in chosen.values() if v])
    return ((s, next((v for pk, v in versions.items() if str(pk) == chosen[s.pk]), None)) for s in made)


@dataclass(frozen=True, slots=True)
class _Origins:
    """Where what came with a revision is from: the whole of it from `all_`, but for what was settled."""

    all_: Origin
    settled: Sequence[tuple[Settlement, Version | None]]

    def of(self, words: str) -> Origin:
        found = next((v for s, v in self.settled if words.strip() and words.strip() in s.text), None)
        return Origin(self.all_.state, found) if found else self.all_


def _carried(before: str, after: str, whose: list[Origin], origins: _Origins) -> list[Origin]:
    """`whose` of the characters of `before`, for those of `after`; what came with it is of `origins`."""
    found: list[Origin] = []
    at = 0
    for change in diff(before, after):
        found += whose[at : change.before.start]
        if change.kind is ChangeKind.MOVE and change.twin and change.text:
            was = change.twin
            found += _carried(was.of(before), change.text, whose[was.start : was.end], origins)
        else:
            found += [origins.of(change.text)] * len(change.text)
        at = change.before.end
    return found + whose[at:]


def _versions(state: RollingProvision) -> Mapping[str, Version]:
    """By delegation code the version that went into the state: its own, or the one that has its wording."""
    versions = [s.version for s in state.sources.all() if not s.taken]
    own = {v.proposal.delegation.code: v for v in versions}
    if not state.collation:
        return own
    collation = load(state.collation)
    by_text = {collation.reading(c): v for c, v in reversed(own.items()) if c in collation.sigla}
    joined = {c: by_text[collation.reading(c)] for c in collation.sigla if collation.reading(c) in by_text}
    return joined | own


def _by_origin(
    span: Span, holders: tuple[Holder, ...], whose: Sequence[Origin], places: Mapping[int, int]
) -> Iterator[Sourced]:
    """Words of the base, cut where their origin changes; what is no letter goes with the one before it."""
    start, origin = span.start, None
    for at in range(span.start, span.end):
        one = whose[places[at]] if at in places else origin
        if origin is not None and one is not origin:
            yield Sourced(Span(start, at), holders, origin)
            start = at
        origin = one
    if origin is not None:
        yield Sourced(Span(start, span.end), holders, origin)


def _with_words(found: Iterable[Sourced], text: str) -> Iterator[Sourced]:
    """Without white space at the edges, and without what has no word at all."""
    for one in found:
        words = one.span.of(text)
        if words.strip():
            start = one.span.start + len(words) - len(words.lstrip())
            yield replace(one, span=Span(start, start + len(words.strip())))
