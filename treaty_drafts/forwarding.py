"""Carry what is on the table forward when the wording that it speaks to is replaced: applied, there already, or waiting."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from . import rolling
from .models import Carried, ProposalKind, RollingProvision, RollingText, hash_of
from .rolling import Tabled
from .text import load, rebase


def forward(text: RollingText, last: RollingText | None) -> Iterator[Carried]:
    """What becomes of every proposal where `text` replaces the wording of `last`; nothing is stored.

    A wording that was consolidated has what the new text gives for it, at points that were settled, too. What was settled
    before stays so: a proposal goes on from the last wording that it was carried to.
    """
    before = {s.provision_id: s.base for s in last.provisions.all()} if last else {}
    states = {s.provision_id: s for s in text.provisions.prefetch_related("sources__version__proposal__delegation")}
    every = [one for tabled in rolling.standing(text.instrument, by_chair=None).values() for one in tabled]
    carried = Carried.objects.filter(version__in=[t.version for t in every], conflicts=0).order_by("sequence")
    earlier = {c.version_id: c for c in carried}
    said: dict[UUID, dict[UUID, str]] = {}  # by provision
    for one in every:
        state = states.get(one.proposal.provision_id)
        if state:
            if state.provision_id not in said:
                said[state.provision_id] = _as_consolidated(state)
            now = _one(one, state, before.get(state.provision_id, ""), earlier, said[state.provision_id])
            yield from [now] if now else []


def _one(
    tabled: Tabled, state: RollingProvision, before: str, earlier: Mapping[UUID, Carried], said: Mapping[UUID, str]
) -> Carried | None:
    version, consolidated = tabled.version, said.get(tabled.version.pk)
    if state.base == before and consolidated in (None, tabled.wording):
        return None
    if consolidated is None and rolling.speaks_to(version, state.base) and version.pk not in earlier:
        return None
    text, conflicts = version.text, 0
    if consolidated is not None:
        text = consolidated
    elif not version.offers_words:
        text = state.base  # what it says of paragraphs is carried along by `paragraphs`
    elif version.kind == ProposalKind.DELETE and not tabled.in_text:
        conflicts = 1  # it was proposed of other words
    else:
        made = rebase(*_from(tabled, before, earlier, state.base))
        text, conflicts = made.text.rstrip(), len(made.conflicts)
    return Carried(version=version, base=state.base, base_hash=hash_of(state.base), text=text, conflicts=conflicts)


def _from(tabled: Tabled, before: str, earlier: Mapping[UUID, Carried], base: str) -> tuple[str, str, str]:
    """What a wording is measured against, what stands now, and the wording."""
    version, last = tabled.version, earlier.get(tabled.version.pk)
    if tabled.current or tabled.aside or tabled.in_text:
        return before, base, before if tabled.in_text else tabled.wording
    return (last.base, base, last.text) if last else (version.base_text, base, version.text)


def _as_consolidated(state: RollingProvision) -> dict[UUID, str]:
    """By version id, what each says in the collation that a revision was made from."""
    collation = load(state.collation) if state.collation else None
    versions = [s.version for s in state.sources.all() if not s.taken]
    return {
        v.pk: collation.reading(v.proposal.delegation.code)
        for v in versions
        if collation and v.proposal.delegation.code in collation.sigla
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
