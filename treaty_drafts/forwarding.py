"""Carry what is on the table forward when the wording that it speaks to is replaced: applied, there already, or waiting."""

from collections.abc import Iterator
from typing import Any

from . import rolling
from .models import Carried, ProposalKind, RollingProvision, RollingText, Version, hash_of
from .rolling import Tabled
from .text import load, rebase


def forward(text: RollingText, last: RollingText | None) -> Iterator[Carried]:
    """What becomes of every standing proposal where `text` replaces the wording of `last`; nothing is stored.

    A wording that was consolidated has what the new text gives for it, at points that were settled, too.
    """
    before = {s.provision_id: s.base for s in last.provisions.all()} if last else {}
    states = {s.provision_id: s for s in text.provisions.prefetch_related("sources__version__proposal__delegation")}
    on_table = (rolling.standing(text.instrument, by_chair=chairs).values() for chairs in (False, True))
    for one in (one for found in on_table for tabled in found for one in tabled):
        state = states.get(one.proposal.provision_id)
        if state and not one.in_text:
            yield from _one(one, state, before.get(state.provision_id, ""))


def _one(tabled: Tabled, state: RollingProvision, before: str) -> Iterator[Carried]:
    version, consolidated = tabled.version, _as_consolidated(tabled.version, state)
    text, conflicts = version.text, 0
    if state.base == before and consolidated in (None, tabled.wording):
        return
    if consolidated is not None:
        text = consolidated
    elif rolling.speaks_to(version, state.base):
        return
    elif not version.offers_words:
        text = state.base  # what it says of paragraphs is carried along by `paragraphs`
    elif version.kind != ProposalKind.DELETE:
        alive = tabled.current or tabled.aside
        old, words = (before, tabled.wording) if alive else (version.base_text, version.text)
        made = rebase(old, state.base, words)
        text, conflicts = made.text.rstrip(), len(made.conflicts)
    yield Carried(version=version, base_hash=hash_of(state.base), text=text, conflicts=conflicts)


def _as_consolidated(version: Version, state: RollingProvision) -> str | None:
    """What a version says in the collation that a revision was made from; None where it is not in it."""
    code = version.proposal.delegation.code
    if not state.collation or not any(s.version_id == version.pk and not s.taken for s in state.sources.all()):
        return None
    collation = load(state.collation)
    return collation.reading(code) if code in collation.sigla else None


def store(carried: list[Carried], sequence: int) -> None:
    """Keep what was carried forward, as of no. `sequence` in the record."""
    for one in carried:
        one.sequence = sequence
    Carried.objects.bulk_create(
        carried, update_conflicts=True, unique_fields=["version", "base_hash"],
        update_fields=["text", "conflicts", "sequence"],
    )  # fmt: skip


def on_record(carried: list[Carried]) -> list[dict[str, Any]]:
    """What the record says of it: which version, its wording's hash from now on, and what waits for its delegation."""
    return [{"version": str(c.version_id), "text_hash": hash_of(c.text), "conflicts": c.conflicts} for c in carried]
