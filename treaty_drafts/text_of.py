"""The whole text as one delegation would have it: what it has on the table, in the text that stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from . import rolling, settled_words
from .models import Delegation, Instrument, Proposal, RollingProvision, Version
from .rolling import Tabled
from .settled_words import SettledWords


@dataclass(frozen=True, slots=True)
class Part:
    """A provision as the delegation would have it; `text` is empty where it would have none, `base` where it is new.

    `version` says so, where the words are not the base's; it is that of a group where that speaks for the delegation.
    `settled` are words of the chair in it, where the delegation, or the group, had others; their places are in `base`.
    """

    provision: str
    state: RollingProvision | None
    base: str
    text: str
    version: Version | None = None
    waiting: Version | None = None  # its own, which it has to settle with the text: not in `text`
    settled: tuple[SettledWords, ...] = ()


def text_of(*, instrument: Instrument, delegation: Delegation) -> tuple[Part, ...]:
    """Every provision of the text that stands, and the new ones that the delegation proposes, each in its place.

    Where it has said nothing, a group that it is a member of speaks for it; not where its groups differ.
    """
    text = rolling.current(instrument)
    states = list(text.provisions.all()) if text else []
    standing = rolling.standing(instrument)
    tabled = {k: [t for t in on if t.current] for k, on in standing.items()}
    joined = rolling.cosponsors(t.version for on in tabled.values() for t in on)
    groups = list(delegation.groups.values_list("code", flat=True))
    part = partial(_part, code=delegation.code, groups=groups, joined=joined)
    waiting = {
        k: t.version
        for k, on in standing.items()
        for t in on
        if t.to_settle and t.proposal.delegation_id == delegation.pk
    }
    parts = {str(s.provision_id): part(str(s.provision_id), s, tabled.get(str(s.provision_id), ())) for s in states}
    settled = settled_words.printed((t for on in standing.values() for t in on), states)
    parts = {
        k: replace(one, waiting=waiting.get(k), settled=_settled(one, delegation, settled)) for k, one in parts.items()
    }
    proposed = {key: part(key, None, versions) for key, versions in tabled.items() if key not in parts}
    new = {key: one for key, one in proposed.items() if one.text}
    return tuple(_in_place(parts, new, _after(instrument, new)))


def _part(
    key: str, state: RollingProvision | None, tabled: Sequence[Tabled], *, code: str, groups: Sequence[str],
    joined: Mapping[str, Sequence[str]],
) -> Part:  # fmt: skip
    base = rolling.base_of(state)
    said = {c: t for t in tabled for c in joined.get(str(t.version.pk), ())}
    said |= {t.proposal.delegation.code: t for t in tabled}
    own = said.get(code)
    spoken = [own] if own else [said[group] for group in groups if group in said]
    offered = {t.wording: t.version for t in spoken if t.version.offers_words}
    if len(offered) != 1:
        return Part(key, state, base, base)
    ((words, version),) = offered.items()
    return Part(key, state, base, words, version if words != base else None)


def _settled(part: Part, delegation: Delegation, settled: Iterable[SettledWords]) -> tuple[SettledWords, ...]:
    speaking = part.version.proposal.delegation.code if part.version else delegation.code
    own = (one.of({delegation.code, speaking}) for one in settled if one.provision == part.provision and part.text)
    return tuple(one for one in own if one.had)


def _after(instrument: Instrument, new: Iterable[str]) -> dict[str, list[str]]:
    """By provision id, the new ones that are proposed behind it."""
    asked = Proposal.objects.filter(instrument=instrument, provision__in=list(new), withdrawn_at=None)
    found: dict[str, list[str]] = {}
    for key, after in asked.order_by("delegation__name", "pk").values_list("provision_id", "after_id"):
        found.setdefault(str(after), []).append(str(key))
    return found


def _in_place(parts: Mapping[str, Part], new: dict[str, Part], after: Mapping[str, list[str]]) -> Iterator[Part]:
    """What has no place stands at the end."""

    def following(key: str) -> Iterator[Part]:
        for behind in after.get(key, ()):
            if behind in new:
                yield new.pop(behind)
                yield from following(behind)

    for key, part in parts.items():
        yield part
        yield from following(key)
    while new:
        key = next(iter(new))
        yield new.pop(key)
        yield from following(key)
