"""The first pages: negotiations, a negotiation, a provision, a comparison."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import (
    access,
    by_effect,
    comparison,
    finding,
    own_topics,
    reservations,
    review,
    rolling,
    settled_words,
    substance,
    tagged,
    watch_list,
)
from ..access import Seat
from ..errors import BadInput
from ..models import Authorship, Instrument, Provision, RollingProvision, Version
from ..text.kinds import OPEN_KINDS
from . import drawing, effects, news, on_table, outline, redline, sources, tags
from .waiting import waiting


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The negotiations that the person takes part in."""
    found = access.negotiations(request.user).prefetch_related("instruments")
    seats = [(n, finding.seated(request.user, n)) for n in found]
    return render(request, "home.html", {"negotiations": seats, "may_set_up": access.may_set_up(request.user)})


@login_required
@require_safe
def negotiation(request: HttpRequest, slug: str) -> HttpResponse:
    """Outline with open brackets, flags and proposals, instrument by instrument."""
    found, seat = finding.negotiation(request.user, slug)
    names = found.names
    delegations = found.parties.prefetch_related("members")
    shown = {
        "negotiation": found,
        "seat": seat,
        "instruments": [outline.instrument(i, seat, names) for i in found.instruments.all()],
        "topics": own_topics.topics(found),
        "waiting": waiting(seat),
        "watched": watch_list.since_last_look(seat),
        "delegations": [(d, drawing.chip(d.code, names)) for d in delegations],
        **news.shown(seat),
    }
    return render(request, "negotiation.html", shown)


@login_required
@require_safe
def provision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A provision: its text in the standing revision, what is proposed, every version, and what to compare."""
    found, seat = finding.provision(request.user, pk)
    names, topics = seat.negotiation.names, own_topics.topics(seat.negotiation)
    states = list(access.states(seat, found))
    state = _chosen(states, request.GET.get("state"))
    if state:
        prefetch_related_objects([state.rolling_text], "provisions")
    versions = Prefetch(
        "versions", queryset=Version.objects.order_by("-number").select_related("base__rolling_text", "handed_in")
    )
    of = access.proposals(seat).filter(provision=found).select_related("delegation", "package")
    standing = rolling.state(found)
    settled = settled_words.of(found) if seat.sees_proposals and state == standing else ()
    tabled = on_table.proposals(list(of.prefetch_related(versions)), state, names, seat, settled)
    words = sources.word_sources(state, states, names, seat)
    lines = drawing.lines(state.text, names=names, marked=words.marked) if state else []
    choice = by_effect.choice(request.GET)
    sides = on_table.sides(found, seat)
    points, standing_points = on_table.points(state, found, seat, names, topics)
    shown = {
        "negotiation": seat.negotiation,
        "instrument": found.instrument,
        "provision": found,
        "seat": seat,
        "state": state,
        "states": states,
        "standing": standing,
        "heading": state.heading if state else drawing.headed(tabled[0]["version"].text),
        "lines": lines,
        "words": words,
        "made_on": reservations.made_on(state) if state and seat.sees_proposals else (),
        "holders": _holders(lines, names),
        "open_kinds": OPEN_KINDS,
        "kinds": drawing.kinds(state.text, names=names) if state else [],
        "proposals": by_effect.pick(tabled, choice, lambda one: [one["verdict"].effect]),
        "in_all": len(tabled),
        "choice": choice,
        "points": points,
        "open_points": sum("open" in one for one in points),
        "standing_points": standing_points,
        "settled": drawing.settled_words(settled, names),
        "flags": on_table.flags_in(state, names, topics),
        "unread": next((u for u in review.unread(state.rolling_text) if u.state == state), None) if state else None,
        "tags": tags.shown(tagged.tags(found.instrument, seat, only=found), topics),
        "topics": topics,
        "watching": set(access.watches(seat).filter(provision=found).values_list("delegation__code", flat=True)),
        "sides": sides,
        "offered": _offered(sides, state),
        "parties": seat.negotiation.parties,
        "authorships": Authorship.choices,
        "agreement": access.agreements(seat).filter(provision=found).select_related("reserved_by").last(),
    }
    return render(request, "provision.html", shown)


@login_required
@require_safe
def version(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One tabled version, every word of it, against the text it was measured against."""
    found, seat = finding.version(request.user, pk)
    state = rolling.state(found.proposal.provision)
    shown = {
        "negotiation": seat.negotiation, "instrument": found.proposal.instrument, "seat": seat, "version": found,
        "proposal": found.proposal, "state": state, "heading": drawing.headed(found.text or found.base_text),
        "look": on_table.look(found),
    }  # fmt: skip
    return render(request, "version.html", shown)


def _chosen(states: list[RollingProvision], wanted: str | None) -> RollingProvision | None:
    """The state that was asked for, or else the last published one, or else any."""
    published = [s for s in states if s.rolling_text.published]
    return next((s for s in states if str(s.pk) == wanted), None) or next(iter(published or states), None)


def _offered(sides: list[on_table.Side], state: RollingProvision | None) -> tuple[str, str]:
    """The two texts that the form names first: the one on the page without the proposals, and a proposal."""
    names = [name for name, _ in sides]
    tabled = next((n for n in names if n.startswith("version:")), names[-1] if names else "")
    own = [f"{kind}:{state.pk}" for kind in ("base", "text")] if state else []
    return next((n for n in own if n in names), names[0] if names else ""), tabled


def _holders(lines: list[drawing.Line], names: dict[str, str]) -> list[tuple[str, str]]:
    """Name and chip of each delegation that the text names."""
    named = [c for c in names if any(f'data-code="{c}"' in line.html for line in lines)]
    return sorted((names[code], drawing.chip(code, names)) for code in named)


VIEWS = {"inline": "Inline", "side": "Side by side", "clean": "Clean"}


@login_required
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Any two texts: inline, side by side or clean. Its address opens the same view for another delegate."""
    instrument, seat = finding.instrument(request.user, pk)
    names = [request.GET.get(side, "") for side in ("before", "after")]
    provisions = (on_table.provision_of(seat, name) for name in reversed(names))
    provision = next((p for p in provisions if p and p.instrument_id == instrument.pk), None)
    view = request.GET.get("view", "")
    shown: dict[str, Any] = {
        "negotiation": seat.negotiation,
        "instrument": instrument,
        "seat": seat,
        "chosen": names,
        "provision": provision,
        "state": _standing(provision, seat),
        "sides": _sides(provision, names, seat),
        "views": VIEWS,
        "view": view if view in VIEWS else "inline",
    }
    try:
        before, after = (finding.text_named(seat, n, side) for n, side in zip(names, ("before", "after"), strict=True))
    except BadInput as refused:
        shown |= {"problem": refused, "contents": _contents(instrument)}
        return render(request, "compare.html", shown, status=400)
    compared = comparison.compare(before.text, after.text)
    changed = substance.changed(before.text, after.text)
    shown |= {"before": before, "after": after, "compared": compared, "private": before.private or after.private}
    shown |= {"substance": changed, "placed": effects.placed(changed, compared.changes)}
    return render(request, "compare.html", shown | _drawing(compared, shown["view"], seat.negotiation.names))


def _standing(provision: Provision | None, seat: Seat) -> RollingProvision | None:
    return _chosen(list(access.states(seat, provision)), None) if provision else None


def _sides(provision: Provision | None, names: list[str], seat: Seat) -> list[on_table.Side]:
    """What else can be compared: the texts of the provision, and the two that are, wherever they come from."""
    found = on_table.sides(provision, seat) if provision else []
    return found if {name for name, _ in found}.issuperset(names) else []


def _contents(instrument: Instrument) -> list[RollingProvision]:
    text = rolling.current(instrument)
    return list(text.provisions.all()) if text else []


def _drawing(compared: comparison.Comparison, view: str, names: dict[str, str]) -> dict[str, Any]:
    if view == "side":
        return {"rows": redline.rows(compared)}
    return {"lines": redline.inline(compared) if view == "inline" else drawing.lines(compared.after, names=names)}
