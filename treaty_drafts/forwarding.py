"""Carry what is on the table forward when the wording that it speaks to is replaced: applied, there already, or waiting."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from . import rolling
from .models import Carried, Instrument, ProposalKind, RollingText, Version, hash_of
from .rolling import Tabled
from .text import held_by_others, load, rebase


class Outcome(StrEnum):
    """What becomes of a proposal where another wording of its provision is to stand."""

    CARRIED = "carried"
    WAITING = "waiting"  # for its delegation
    IN_TEXT = "in the text"


@dataclass(frozen=True, slots=True)
class Next:
    """The wording of a provision that is to stand, and by version id what each says that is printed in it."""

    base: str
    said: Mapping[UUID, str] = field(default_factory=dict)


def forward(text: RollingText, last: RollingText | None) -> Iterator[Carried]:
    """What becomes of every proposal where `text` replaces the wording of `last`; nothing is stored.

    A wording that was consolidated has what the new text gives for it, at points that were settled, too. What was settled
    before stays so: a proposal goes on from the last wording that it was carried to.
    """
    states = text.provisions.prefetch_related("sources__version__proposal__delegation")
    following = {
        s.provision_id: Next(s.base, printed(s.collation, (x.version for x in s.sources.all() if not x.taken)))
        for s in states
    }
    yield from (now for _, now in become(text.instrument, last, following) if now)


def become(
    instrument: Instrument, last: RollingText | None, following: Mapping[UUID, Next]
) -> Iterator[tuple[Tabled, Carried | None]]:
    """Every proposal, the chair's texts too, and what becomes of it where `following` is to stand, by provision id.

    None where it stays as it is, and where its provision is not there any more.
    """
    before = {s.provision_id: s.base for s in last.provisions.all()} if last else {}
    every = [one for tabled in rolling.standing(instrument, by_chair=None).values() for one in tabled]
    earlier = _earlier(every)
    for one in every:
        there = following.get(one.proposal.provision_id)
        now = _one(one, there, before.get(one.proposal.provision_id, ""), earlier) if there else None
        yield one, now


def carried(tabled: list[Tabled], before: str, base: str) -> list[tuple[Tabled, Carried | None]]:
    """What becomes of `tabled`, all on one provision, where `base` is to stand for `before`."""
    earlier = _earlier(tabled)
    return [(one, _one(one, Next(base), before, earlier)) for one in tabled]


def outcome(tabled: Tabled, now: Carried | None, base: str) -> Outcome | None:
    """What a proposal is where `base` is to stand; None where it spoke to an earlier text and speaks to none now."""
    if now is None:
        stays = tabled.current or tabled.aside or rolling.speaks_to(tabled.version, base)
        there = tabled.in_text or tabled.settled
        return Outcome.WAITING if tabled.to_settle else Outcome.IN_TEXT if there else Outcome.CARRIED if stays else None
    if now.conflicts:
        return Outcome.WAITING
    return Outcome.CARRIED if now.text != base or not tabled.version.offers_words else Outcome.IN_TEXT


def _earlier(tabled: list[Tabled]) -> dict[UUID, Carried]:
    """By version id, the last wording that each was carried to."""
    found = Carried.objects.filter(version__in=[t.version for t in tabled], conflicts=0).order_by("sequence")
    return {c.version_id: c for c in found}


def _one(tabled: Tabled, there: Next, before: str, earlier: Mapping[UUID, Carried]) -> Carried | None:
    version, base, consolidated = tabled.version, there.base, there.said.get(tabled.version.pk)
    if base == before and consolidated in (None, tabled.wording):
        return None
    if consolidated is None and rolling.speaks_to(version, base) and version.pk not in earlier:
        return None
    text, conflicts = version.text, 0
    if consolidated is not None:
        text = consolidated
    elif not version.offers_words:
        text = base  # what it says of paragraphs is carried along by `paragraphs`
    elif version.kind == ProposalKind.DELETE and not tabled.in_text:
        conflicts = 1  # it was proposed of other words
    else:
        old, new, mine = _from(tabled, before, earlier, base)
        closed = held_by_others(old, new, [version.proposal.delegation.code])
        made = rebase(old, new, mine, closed=closed)
        text, conflicts = made.text.rstrip(), len(made.conflicts)
    return Carried(version=version, base=base, base_hash=hash_of(base), text=text, conflicts=conflicts)


def _from(tabled: Tabled, before: str, earlier: Mapping[UUID, Carried], base: str) -> tuple[str, str, str]:
    """What a wording is measured against, what stands now, and the wording."""
    version, last = tabled.version, earlier.get(tabled.version.pk)
    if tabled.current or tabled.aside or tabled.in_text:
        return before, base, before if tabled.in_text else tabled.wording
    return (last.base, base, last.text) if last else (version.base_text, base, version.text)


def printed(collation: Any, versions: Iterable[Version]) -> dict[UUID, str]:
    """By version id, what each of `versions` says in the stored collation that a provision was printed from."""
    found = load(collation) if collation else None
    return {
        v.pk: found.reading(v.proposal.delegation.code)
        for v in versions
        if found and v.proposal.delegation.code in found.sigla
    }


def store(carried: list[Carried], sequence: int) -> None:
    """Keep what was carried forward, as of no. `sequence` in the record."""
    for one in carried:
        one.sequence = sequence
    Carried.objects.bulk_create(
        carried, update_conflicts=True, unique_fields=["version", "base_hash"],
        update_fields=["base", "text", "conflicts", "sequence"],
    )  # fmt: skip


def on_record(carried: list[Carried]) -> list[dict[str, Any]]:
    """What the record says of it: which version, its wording's hash from now on, and what waits for its delegation."""
    return [{"version": str(c.version_id), "text_hash": hash_of(c.text), "conflicts": c.conflicts} for c in carried]
