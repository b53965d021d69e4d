"""The rolling text that stands now, and what each delegation has on the table against it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Max

from .models import Draft, Instrument, Proposal, Provision, RollingProvision, RollingText, Version, hash_of


@dataclass(frozen=True, slots=True)
class Tabled:
    """A standing proposal with its latest version.

    `current` where that version speaks to the text that stands; `in_text` where it is that text: the chair took it.
    """

    proposal: Proposal
    version: Version
    current: bool
    in_text: bool


def current(instrument: Instrument) -> RollingText | None:
    """The last published revision."""
    return instrument.rolling_texts.filter(number__isnull=False).order_by("-number").first()


def state(provision: Provision) -> RollingProvision | None:
    """The provision in the last published revision, or None where it is not, or no longer, in it."""
    text = current(provision.instrument)
    return text.provisions.filter(provision=provision).first() if text else None


def base_of(state: RollingProvision | None) -> str:
    """The wording that proposals are measured against; empty for a provision that is only proposed."""
    return state.base if state else ""


def speaks_to(version: Version, base: str) -> bool:
    """Whether a version was measured against `base`, or tabled when that stood, knowing that the text had moved on."""
    return version.base_text == base or (version.base_had_moved and version.stood_hash == hash_of(base))


def has_moved(draft: Draft) -> bool:
    """Whether the text that stands is another one than the draft is measured against."""
    return draft.provision is not None and base_of(state(draft.provision)) != base_of(draft.base)


def standing(instrument: Instrument, provisions: Iterable[Provision] | None = None) -> dict[str, list[Tabled]]:
    """By provision id, each delegation's latest version, in the order of the delegations' names.

    `speaks_to` says which of them count.
    """
    versions = Version.objects.filter(proposal__instrument=instrument, proposal__withdrawn_at=None)
    if provisions is not None:
        versions = versions.filter(proposal__provision__in=list(provisions))
    last = versions.alias(last=Max("proposal__versions__number")).filter(number=F("last"))
    text = current(instrument)
    bases = dict(text.provisions.values_list("provision_id", "base")) if text else {}
    found: dict[str, list[Tabled]] = {}
    for version in last.select_related("proposal__delegation", "proposal__provision", "base__rolling_text").order_by(
        "proposal__delegation__name", "sequence"
    ):
        proposal = version.proposal
        base = bases.get(proposal.provision_id, "")
        fits = speaks_to(version, base)
        in_text = not fits and version.text == base
        found.setdefault(str(proposal.provision_id), []).append(Tabled(proposal, version, fits, in_text))
    return found
