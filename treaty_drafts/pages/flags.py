"""The flags page: by topic, article and delegation, each with its evidence and place; the chair sets flags aside."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from .. import finding, flagged, own_topics, review, rolling, setting_aside, tagged
from ..access import Seat
from ..errors import Refused
from ..flagged import Flagged
from ..models import Instrument
from ..text import Topic
from . import tags
from .flag import drawn

MANY = 12  # flags that are shown with their sentences at once; of more, each is opened by hand
GROUPINGS = {"topic": "Subject", "article": "Article", "delegation": "Delegation"}
FILTERS = ("by", "topic", "provision", "delegation", "where", "tag")


@login_required
@require_safe
def flags(request: HttpRequest, pk: int) -> HttpResponse:
    """What is unresolved on the watched topics, grouped and filtered as the address says."""
    instrument, seat = finding.instrument(request.user, pk)
    return _shown(request, instrument, seat, request.GET)


@login_required
@require_POST
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one flag aside, and back to the page as it was; where that is refused, with the reason that was given."""
    instrument, seat = finding.instrument(request.user, pk)
    wanted, reason = QueryDict(request.POST.get("query", "")), request.POST.get("reason", "")
    try:
        made = setting_aside.set_aside(
            instrument=instrument, flag=request.POST.get("flag", ""), reason=reason, by=seat, at=timezone.now()
        )
    except Refused as refused:
        if not seat.chairs:
            raise
        return _shown(request, instrument, seat, wanted, status=refused.status, refused=refused, unsent=reason)
    messages.success(request, f"Set aside: no. {made.sequence} in the record. It is open again when its words change.")
    return _back(instrument, wanted)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a flag again, and back to the page as it was."""
    found, seat = finding.set_aside(request.user, pk)
    opened = setting_aside.take_back(set_aside=found, reason=request.POST.get("reason", ""), by=seat, at=timezone.now())
    messages.success(request, f"The flag is open again: no. {opened.taken_back_sequence} in the record.")
    return _back(found.anchor.state.rolling_text.instrument, QueryDict(request.POST.get("query", "")))


def _back(instrument: Instrument, wanted: QueryDict) -> HttpResponse:
    query = {key: wanted[key] for key in FILTERS if wanted.get(key)}
    return redirect(reverse("flags", kwargs={"pk": instrument.pk}, query=query))


def _shown(
    request: HttpRequest, instrument: Instrument, seat: Seat, wanted: QueryDict, *, status: int = 200, **more: object
) -> HttpResponse:
    text = rolling.current(instrument)
    differences = review.differences(instrument) if seat.sees_proposals else ()
    every = (*(flagged.in_text(text) if text else ()), *flagged.between(instrument, differences))
    names, topics = seat.negotiation.names, own_topics.topics(seat.negotiation)
    chosen = {key: wanted.get(key, "") for key in FILTERS}
    chosen["by"] = chosen["by"] if chosen["by"] in GROUPINGS else "topic"
    found = [f for f in every if _wanted(f, chosen)]
    marks = tagged.tags(instrument, seat)
    shown = {
        "negotiation": seat.negotiation,
        "instrument": instrument,
        "seat": seat,
        "text": text,
        "topics": topics,
        "unread": review.unread(text) if text else (),
        "provisions_in_all": len(text.provisions.all()) if text else 0,
        "groupings": GROUPINGS,
        "provisions": {f.provision_id: f for f in every}.values(),
        "delegations": sorted((name, code) for code, name in names.items() if any(code in f.holders for f in every)),
        "chosen": chosen,
        "query": wanted.urlencode(),
        "filtered": any(chosen[key] for key in FILTERS[1:]),
        "folded": len(found) > MANY and not chosen["provision"],
        "totals": _totals(found, topics),
        "groups": _grouped([drawn(f, differences, names, topics) for f in found], chosen["by"], names, topics),
        "tags": tags.shown((m for m in marks if _marked(m, chosen)), topics),
        "tag_names": sorted({m.tag.name for m in marks}),
    }
    return render(request, "flags.html", shown | more, status=status)


def _wanted(flag: Flagged, chosen: dict[str, str]) -> bool:
    asked = {"topic": flag.topic, "provision": flag.provision_id, "where": flag.side}
    held = chosen["delegation"] in ("", *flag.holders)
    return held and not chosen["tag"] and all(chosen[key] in ("", value) for key, value in asked.items())


def _marked(mark: tagged.Tagged, chosen: dict[str, str]) -> bool:
    asked = {
        "topic": mark.tag.topic, "provision": str(mark.tag.anchor.state.provision_id), "tag": mark.tag.name,
    }  # fmt: skip
    return not chosen["delegation"] and all(chosen[key] in ("", value) for key, value in asked.items())


def _totals(found: Iterable[Flagged], topics: tuple[Topic, ...]) -> list[tuple[Any, int, int, int]]:
    """For each topic: open in the text, open where wordings differ, and set aside."""
    counts = Counter((f.topic, f.side if f.open else "aside") for f in found)
    return [(t, counts[t.id, "text"], counts[t.id, "base"], counts[t.id, "aside"]) for t in topics]


def _grouped(
    entries: list[dict[str, Any]], by: str, names: dict[str, str], topics: tuple[Topic, ...]
) -> list[dict[str, Any]]:
    """The flags under their headings: open ones, and behind them those that are set aside."""
    groups: dict[str, dict[str, Any]] = {}
    for entry in entries:
        for key in _keys(entry["flag"], by):
            group = groups.setdefault(key, {"key": key, "first": entry, "open": [], "aside": []})
            group["open" if entry["flag"].open else "aside"].append(entry)
    if by == "article":
        return list(groups.values())
    order = [t.id for t in topics] if by == "topic" else sorted(names, key=names.__getitem__)
    return [{**groups[key], "name": names.get(key, "")} for key in (*order, "") if key in groups]


def _keys(flag: Flagged, by: str) -> tuple[str, ...]:
    if by == "delegation":
        return flag.holders or ("",)
    return (flag.topic,) if by == "topic" else (flag.provision_id,)
