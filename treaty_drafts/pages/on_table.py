"""What a provision's page shows beside its text: proposals, points of difference, and what can be compared."""

from typing import Any
from uuid import UUID

from .. import access, comparison, flagged, review, rolling
from ..access import Seat
from ..flagged import Flagged
from ..models import Proposal, Provision, RollingProvision, Version
from ..review import Difference
from ..text import DEFAULT
from . import drawing, flag, redline

Side = tuple[str, str]  # what can be compared: its name in an address, its name for the reader


def proposals(found: list[Proposal], state: RollingProvision | None, names: dict[str, str]) -> list[dict[str, Any]]:
    """Each proposal with its versions, the last first; those withdrawn at the end."""
    shown = []
    for proposal in found:
        last, *earlier = (_version(v) for v in proposal.versions.all())
        shown.append(
            {
                "proposal": proposal,
                "chip": drawing.chip(proposal.delegation.code, names),
                "last": last,
                "earlier": earlier,
                "on_another_text": state is not None and not rolling.speaks_to(last["version"], state.base),
            }
        )
    return sorted(shown, key=lambda s: s["proposal"].withdrawn_at is not None)


def _version(version: Version) -> dict[str, Any]:
    """A version as a redline against the text it was measured against."""
    compared = comparison.compare(version.base_text, version.text)
    return {"version": version, "lines": redline.inline(compared), "changes": len(compared.changes)}


def points(
    state: RollingProvision | None, provision: Provision, seat: Seat, names: dict[str, str]
) -> list[dict[str, Any]]:
    """Where the wordings on the table differ, if `state` is the one they are held against."""
    if not seat.sees_proposals or (state and not state.rolling_text.published):
        return []
    found = [d for d in review.differences(provision.instrument, only=provision) if d.state == state]
    flags = flagged.between(provision.instrument, found)
    return [_point(d, [f for f in flags if f.point is d], names) for d in found]


def _point(difference: Difference, flags: list[Flagged], names: dict[str, str]) -> dict[str, Any]:
    wordings = [
        {"text": r.text, "is_base": r.is_base, "chips": [drawing.chip(code, names) for code in r.sigla]}
        for r in difference.site.readings
    ]
    topics = [t for t in DEFAULT if t.id in difference.topics]
    return {"point": difference, "wordings": wordings, "topics": topics, "flags": flags}


def flags_in(state: RollingProvision | None, names: dict[str, str]) -> list[dict[str, Any]]:
    """The flags on open brackets of a provision."""
    every = flagged.in_text(state.rolling_text) if state else ()
    return [flag.drawn(f, (), names) for f in every if f.state == state]


def sides(provision: Provision, seat: Seat) -> list[Side]:
    """The texts of a provision that the person may compare."""
    found: list[Side] = []
    for state in states(provision, seat):
        found.append((f"text:{state.pk}", f"{state.rolling_text.label}, as printed"))
        if state.base != state.text:
            found.append((f"base:{state.pk}", f"{state.rolling_text.label}, without the proposals"))
    tabled = Version.objects.filter(proposal__in=access.proposals(seat), proposal__provision=provision)
    for version in tabled.select_related("proposal__delegation").order_by("proposal__delegation__name", "-number"):
        withdrawn = ", withdrawn" if version.proposal.withdrawn_at else ""
        name = f"{version.proposal.delegation.name}, version {version.number}{withdrawn}"
        found.append((f"version:{version.pk}", name))
    for draft in access.drafts(seat).filter(provision=provision).select_related("delegation"):
        found.append((f"draft:{draft.pk}", f"{draft.delegation.name}, private draft"))
    return found


def states(provision: Provision, seat: Seat) -> list[RollingProvision]:
    """The provision in each revision that the person may see, the latest first."""
    shown = provision.states.filter(rolling_text__in=access.rolling_texts(seat)).select_related("rolling_text")
    return list(shown.order_by("-rolling_text__number").prefetch_related("sources__version__proposal__delegation"))


def provision_of(seat: Seat, name: str) -> Provision | None:
    """The provision whose text `name` stands for, if there is one and the person may see the text."""
    kind, _, key = name.partition(":")
    try:
        pk = UUID(key)
    except ValueError:
        return None
    every = Provision.objects.filter(instrument__negotiation=seat.negotiation)
    if kind in ("text", "base"):
        return every.filter(states=pk, states__rolling_text__in=access.rolling_texts(seat)).first()
    if kind == "version":
        return every.filter(proposals__versions=pk, proposals__in=access.proposals(seat)).first()
    return every.filter(drafts=pk, drafts__in=access.drafts(seat)).first() if kind == "draft" else None
