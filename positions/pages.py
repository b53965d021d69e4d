"""Positions by the page of a provision, and the chair's page of divergences."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from treaty_drafts import access, by_effect, finding, own_topics, review, rolling, substance
from treaty_drafts.errors import NotThere
from treaty_drafts.pages import consolidate

from . import printing, stating
from .models import Stance


@login_required
@require_POST
def state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """State the position of the person's delegation on a version."""
    version, seat = finding.version(request.user, pk)
    position = stating.state(
        version=version, delegation=finding.delegation(seat, request.POST.get("delegation", "")),
        stance=request.POST.get("stance", ""), statement=request.POST.get("statement", "")[:5000], by=seat, at=timezone.now(),
    )  # fmt: skip
    on = " on" if position.stance == Stance.RESERVES else ""
    said = f"{position.delegation.name} {position.get_stance_display()}{on} version {version.number}"
    messages.success(request, f"Recorded: {said}, no. {position.sequence} in the record.")
    return redirect("provision", pk=version.proposal.provision_id)


@login_required
@require_safe
def divergences(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the tabled texts differ, who holds which wording and who stands where; filtered by topic, provision and effect."""
    instrument, seat = finding.instrument(request.user, pk)
    if not seat.sees_proposals:
        raise NotThere
    topic, chosen = request.GET.get("topic", ""), request.GET.get("provision", "")
    choice = by_effect.choice(request.GET)
    every, text = review.differences(instrument), rolling.current(instrument)
    found = [d for d in every if (not topic or topic in d.topics) and chosen in ("", d.provision_id)]
    read = substance.at_sites([(d.before, d.site, d.after, rolling.base_of(d.state)) for d in found])
    points = by_effect.pick(zip(found, read, strict=True), choice, lambda p: [v.effect for v in p[1][1:]])
    said = [s for s in review.on_paragraphs(instrument) if (not topic or topic in s.topics)]
    said = [s for s in said if chosen in ("", s.provision_id) and not choice.effect]
    proposals = list(
        access.proposals(seat).filter(instrument=instrument, withdrawn_at=None).select_related("delegation")
    )
    held = stating.held(proposals)
    tabled = rolling.standing(instrument)
    standing = {k: [(t, held.get(t.proposal.pk, [])) for t in ts if t.current] for k, ts in tabled.items()}
    shown = {
        "negotiation": seat.negotiation,
        "instrument": instrument,
        "seat": seat,
        "topics": own_topics.topics(seat.negotiation),
        "topic": topic,
        "chosen": chosen,
        "provisions": {d.provision_id: d for d in every}.values(),
        "choice": choice,
        "groups": _grouped(points, said, standing, by_effect=choice.sorted),
        "points": len(points),
        "settled": [(s, n) for s, n, _ in consolidate.settled(text) if chosen in ("", str(s.provision_id))]
        if text
        else [],
        **_matrix(seat, every, standing),
    }
    return render(request, "divergences.html", shown)


Judged = tuple[review.Difference, tuple[substance.Verdict, ...]]


def _grouped(
    found: list[Judged], said: list[review.OnParagraph], standing: dict[str, Any], *, by_effect: bool
) -> list[dict[str, Any]]:
    """What is said of each provision together: its points, stances without words, and who stands where.

    In the order of the text, or of the strongest effect.
    """
    groups: dict[str, dict[str, Any]] = {}
    every: list[review.Difference | review.OnParagraph] = [*(point for point, _ in found), *said]
    for one in every:
        empty = {"first": one, "points": [], "stances": [], "tabled": standing.get(one.provision_id, [])}
        groups.setdefault(one.provision_id, empty)
    for point, verdicts in found:
        wordings = list(zip(point.site.readings, verdicts, strict=True))
        groups[point.provision_id]["points"].append((point, wordings))
    for one in said:
        groups[one.provision_id]["stances"].append(one)
    if by_effect:
        return list(groups.values())
    return sorted(
        groups.values(), key=lambda g: (g["first"].state is None, g["first"].state and g["first"].state.position)
    )


def _matrix(seat: access.Seat, every: tuple[review.Difference, ...], standing: dict[str, Any]) -> dict[str, Any]:
    """Provisions by delegations: at how many points a delegation has a wording of its own."""
    delegations = list(seat.negotiation.parties)
    counts: Counter[tuple[str, str]] = Counter()
    for difference in every:
        for reading in difference.site.readings[1:]:
            counts.update((difference.provision_id, code) for code in reading.sigla)
    joined = rolling.cosponsors(t.version for ts in standing.values() for t, _ in ts)
    rows = []
    for provision, first in {d.provision_id: d for d in every}.items():
        versions = [t.version for t, _ in standing.get(provision, [])]
        tabled = {v.proposal.delegation.code for v in versions}.union(*(joined.get(str(v.pk), ()) for v in versions))
        rows.append((first, [(d.code, counts[provision, d.code], d.code in tabled) for d in delegations]))
    return {"delegations": delegations, "matrix": rows}


urlpatterns = [
    path("versions/<uuid:pk>/positions/", state, name="position"),
    path("instruments/<int:pk>/divergences/", divergences, name="divergences"),
    path(
        "instruments/<int:pk>/consolidate/",
        consolidate.consolidate,
        {"positions": printing.printed},
        name="consolidate",
    ),
]
