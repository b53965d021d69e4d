"""What is new on the page of a negotiation, and the whole record in words."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from .. import access, finding, news
from ..access import Seat
from ..news import Line
from . import sent

ON_A_PAGE = 50


def shown(seat: Seat) -> dict[str, Any]:
    """What is new for this person, grouped, each line with its address."""
    found = news.since_last_look(seat)
    groups = [(name, [(line, address(line)) for line in lines]) for name, lines in found.groups]
    return {"news": found, "groups": groups}


def address(line: Line) -> str:
    """Where a line leads: the proposal, the provision, or the documents of the revision; nowhere for other acts."""
    if line.provision:
        anchor = f"#proposal-{line.proposal}" if line.proposal else ""
        return reverse("provision", kwargs={"pk": line.provision}) + anchor
    return reverse("exports", kwargs={"pk": line.rolling_text}) if line.rolling_text else ""


@login_required
@require_POST
def mark_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark the record as read, up to the last line that the page showed."""
    _, seat = finding.negotiation(request.user, slug)
    upto = request.POST.get("upto", "")
    number = int(upto) if upto.isascii() and upto.isdigit() and len(upto) < 10 else 0
    if number:
        done = news.mark_read(seat=seat, upto=number)
        messages.success(request, f"Marked as read up to no. {done.sequence} in the record.")
    return redirect("negotiation", slug=slug)


@login_required
@require_safe
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """The record in words, the latest first, page by page; asked for an entry by its number, the page that it is on."""
    negotiation, seat = finding.negotiation(request.user, slug)
    every = access.entries(seat).order_by("-sequence")
    no = sent.number(request.GET.get("no"))
    asked = every.filter(sequence__gt=no).count() // ON_A_PAGE + 1 if no > 0 else request.GET.get("page")
    page = Paginator(every, ON_A_PAGE).get_page(asked)
    entries = list(page.object_list)
    lines = zip(news.lines(entries, seat), entries, strict=True)
    rows = [(line, address(line), entry.hash) for line, entry in lines]
    return render(request, "record.html", {"negotiation": negotiation, "seat": seat, "page": page, "rows": rows})
