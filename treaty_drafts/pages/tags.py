"""Tags by hand: words of a provision are quoted and given a name, and the tag is taken off again."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from .. import finding, rolling, tagged, tagging
from ..errors import BadInput, Refused
from ..models import RollingProvision
from ..tagged import Ambiguous, Tagged
from ..text import Span, Topic
from .flag import around, line_of

AROUND = 80  # characters on either side by which a place is told from the others


class TagForm(forms.Form):
    """The words, the name, and which of several places."""

    quote = forms.CharField(max_length=20_000, strip=False)
    name = forms.CharField(max_length=tagging.LONGEST)
    topic = forms.CharField(required=False)
    delegation = forms.CharField(required=False)
    occurrence = forms.IntegerField(required=False, min_value=1)


@login_required
@require_POST
def tag(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tag the quoted words; where they are there more than once, ask which."""
    provision, seat = finding.provision(request.user, pk)
    delegation = finding.tagging_for(seat, request.POST.get("delegation", ""))
    state, form = rolling.state(provision), TagForm(request.POST)
    if state is None:
        raise BadInput("words are tagged in the text that stands: this provision is not in it")
    shown = {
        "negotiation": seat.negotiation, "instrument": provision.instrument, "seat": seat, "state": state, "form": form,
        "delegation": delegation,
    }  # fmt: skip
    if not form.is_valid():
        return render(request, "tag.html", shown, status=400)
    sent = form.cleaned_data
    try:
        span = tagged.quoted(state, sent["quote"], sent["occurrence"])
        tagging.tag(
            state=state, span=span, name=sent["name"], topic=sent["topic"], delegation=delegation, by=seat,
            at=timezone.now(),
        )  # fmt: skip
    except Ambiguous as asked:
        places = [_place(state, place) for place in asked.places]
        return render(request, "tag.html", shown | {"places": places}, status=400)
    except Refused as refused:
        return render(request, "tag.html", shown | {"refused": refused}, status=refused.status)
    sees = f"only {delegation.name} sees it" if delegation else "all delegations see it"
    messages.success(request, f"Tagged “{sent['name']}”: {sees}.")
    return redirect("provision", pk=pk)


@login_required
@require_POST
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a tag off, and back to the flags."""
    found, seat = finding.tag(request.user, pk)
    instrument = found.anchor.state.rolling_text.instrument_id
    tagging.remove(tag=found, by=seat, at=timezone.now())
    messages.success(request, f"The tag “{found.name}” is removed.")
    return redirect("flags", pk=instrument)


def shown(marks: Iterable[Tagged], topics: tuple[Topic, ...]) -> list[dict[str, Any]]:
    """Tags as a page shows them, those of each owner together: the delegations' in a private frame, the chair's open."""
    owners: dict[Any, dict[str, Any]] = {}
    names = {t.id: t.name for t in topics}
    for mark in marks:
        owner = owners.setdefault(mark.tag.delegation, {"delegation": mark.tag.delegation, "tags": []})
        owner["tags"].append({"mark": mark, "place": _address(mark), "topic": names.get(mark.tag.topic, "")})
    return sorted(owners.values(), key=lambda o: o["delegation"].name if o["delegation"] else "")


def _address(mark: Tagged) -> str:
    page = reverse("provision", args=[mark.state.provision_id])
    return page if mark.start is None else f"{page}#l{line_of(mark.state.text, mark.start)}"


def _place(state: RollingProvision, place: Span) -> dict[str, Any]:
    before, after = around(state.text, place.start, place.end, AROUND)
    return {"line": line_of(state.text, place.start), "before": before, "words": place.of(state.text), "after": after}
