"""What a provision's page shows beside its text: proposals, points of difference, and what can be compared."""

from typing import Any
from uuid import UUID

from django.db.models import F

from .. import access, comparison, flagged, review, rolling, substance
from ..access import Seat
from ..flagged import Flagged
from ..models import Delegation, Proposal, Provision, RollingProvision, Sponsorship, Version
from ..review import Difference
from ..rolling import Tabled
from ..substance import Verdict
from ..text import Topic
from . import drawing, flag, redline

MANY = 8  # proposals whose wordings are drawn at once; of more, each is loaded when it is opened
Side = tuple[str, str]  # what can be compared: its name in an address, its name for the reader


def proposals(
    found: list[Proposal], state: RollingProvision | None, names: dict[str, str], seat: Seat
) -> list[dict[str, Any]]:
    """Each proposal with its versions, the last first, and its co-sponsors; those withdrawn at the end."""
    sponsors: dict[UUID, list[Sponsorship]] = {}
    of = access.sponsorships(seat).filter(proposal__in=found)
    for one in of.select_related("delegation", "version", "proposal__delegation"):
        sponsors.setdefault(one.proposal_id, []).append(one)
    many = len(found) > MANY
    holding = {p.delegation_id for p in found if not p.withdrawn_at}
    standing = _standing(state)
    latest = [proposal.versions.all()[0] for proposal in found]
    read = substance.verdicts((v.base_text, v.text) for v in latest)
    shown = []
    for proposal, verdict in zip(found, read, strict=True):
        version, *earlier = proposal.versions.all()
        joined = sponsors.get(proposal.pk, [])
        shown.append(
            {
                "proposal": proposal,
                "chip": drawing.chip(proposal.delegation.code, names),
                "version": version,
                "verdict": verdict,
                "look": None if many else look(version),
                "earlier": earlier,
                "sponsors": [_sponsor(one, seat) for one in joined],
                "may_join": _may_join(proposal, seat, joined, holding),
                **_now(version, state, standing.get(version.pk)),
            }
        )
    return sorted(shown, key=lambda s: s["proposal"].withdrawn_at is not None)


def _standing(state: RollingProvision | None) -> dict[UUID, Tabled]:
    """What is on the table by version, where `state` is the text that stands."""
    if state is None or rolling.current(state.provision.instrument) != state.rolling_text:
        return {}
    found = rolling.standing(state.provision.instrument, [state.provision], by_chair=None)
    return {t.version.pk: t for tabled in found.values() for t in tabled}


def _now(version: Version, state: RollingProvision | None, tabled: Tabled | None) -> dict[str, Any]:
    """What a version says on the text that is shown, if not what it said on the one that it was measured against."""
    if state is None or tabled is None:
        return {"on_another_text": state is not None and not rolling.speaks_to(version, state.base)}
    speaks = tabled.current or tabled.aside or tabled.in_text or tabled.settled
    carried = None
    if tabled.carried and tabled.current and version.offers_words:
        carried = redline.folded(redline.inline(comparison.compare(state.base, tabled.wording)))
    return {
        "on_another_text": not speaks, "before_correction": tabled.before_correction, "carried": carried,
        "to_settle": tabled.to_settle, "settled": tabled.settled,
    }  # fmt: skip


def look(version: Version) -> dict[str, Any]:
    """A version against the text it was measured against: as a redline, whole and its changes only; in substance."""
    compared = comparison.compare(version.base_text, version.text)
    lines = redline.inline(compared)
    return {
        "lines": lines, "folded": redline.folded(lines), "changes": len(compared.changes),
        "substance": substance.of(version),
    }  # fmt: skip


def _sponsor(one: Sponsorship, seat: Seat) -> dict[str, Any]:
    """A co-sponsorship, and what the person can do about it."""
    own, theirs = seat.speaks_for(one.delegation), seat.speaks_for(one.proposal.delegation)
    agrees = (one.state == "invited" and own) or (one.state == "asked" and theirs)
    return {"one": one, "own": own, "party": own or theirs, "agrees": agrees}


def _may_join(proposal: Proposal, seat: Seat, sponsors: list[Sponsorship], holding: set[int]) -> list[Delegation]:
    """The person's own delegations that could ask to co-sponsor: not those of `holding`, with a proposal of their own."""
    there = {proposal.delegation_id, *(s.delegation_id for s in sponsors)}
    return [] if proposal.delegation.is_chair else [d for d in seat.parties if d.pk not in there | holding]


def points(
    state: RollingProvision | None, provision: Provision, seat: Seat, names: dict[str, str], topics: tuple[Topic, ...]
) -> list[dict[str, Any]]:
    """Where the wordings on the table differ, if `state` is the one they are held against."""
    if not seat.sees_proposals or (state and not state.rolling_text.published):
        return []
    found = [d for d in review.differences(provision.instrument, topics=topics, only=provision) if d.state == state]
    flags = flagged.between(provision.instrument, found)
    read = substance.at_sites([(d.before, d.site, d.after, rolling.base_of(d.state)) for d in found])
    return [
        _point(d, [f for f in flags if f.point is d], verdicts, names, topics)
        for d, verdicts in zip(found, read, strict=True)
    ]


def _point(
    difference: Difference, flags: list[Flagged], verdicts: tuple[Verdict, ...], names: dict[str, str],
    topics: tuple[Topic, ...],
) -> dict[str, Any]:  # fmt: skip
    wordings = [
        {"text": r.text, "is_base": r.is_base, "chips": [drawing.chip(code, names) for code in r.sigla], "verdict": v}
        for r, v in zip(difference.site.readings, verdicts, strict=True)
    ]
    on = [t for t in topics if t.id in difference.topics]
    return {"point": difference, "wordings": wordings, "topics": on, "flags": flags}


def flags_in(state: RollingProvision | None, names: dict[str, str], topics: tuple[Topic, ...]) -> list[dict[str, Any]]:
    """The flags on open brackets of a provision."""
    every = flagged.in_text(state.rolling_text) if state else ()
    return [flag.drawn(f, (), names, topics) for f in every if f.state == state]


def sides(provision: Provision, seat: Seat) -> list[Side]:
    """The texts of a provision that the person may compare."""
    found: list[Side] = []
    for state in access.states(seat, provision):
        found.append((f"text:{state.pk}", f"{state.rolling_text.label}, as printed"))
        if state.base != state.text:
            found.append((f"base:{state.pk}", f"{state.rolling_text.label}, without the proposals"))
    tabled = Version.objects.filter(proposal__in=access.proposals(seat), proposal__provision=provision)
    for version in tabled.select_related("proposal__delegation").order_by(
        F("proposal__withdrawn_at").asc(nulls_first=True), "proposal__delegation__name", "-number"
    ):
        withdrawn = ", withdrawn" if version.proposal.withdrawn_at else ""
        name = f"{version.author}, version {version.number}{withdrawn}"
        found.append((f"version:{version.pk}", name))
    for draft in access.drafts(seat).filter(provision=provision).select_related("delegation"):
        found.append((f"draft:{draft.pk}", f"{draft.delegation.name}, private draft"))
    return found


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
