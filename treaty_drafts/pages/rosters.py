"""Delegations or people from a file: what it would do, row by row, with every problem; then all of it or nothing."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import finding, rosters
from ..errors import NotThere
from ..formats.table import MAX_BYTES, MAX_ROWS
from .imports import packed, unpacked
from .people import invited


class TableForm(forms.Form):
    file = forms.FileField(label="File (CSV in UTF-8, separated by commas or semicolons)", allow_empty_file=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest, slug: str, what: str) -> HttpResponse:
    """Choose a file, see what it would do, store it. The file travels with the page: nothing waits on the server."""
    negotiation, seat = finding.set_up(request.user, slug)
    if what not in rosters.COLUMNS:
        raise NotThere
    shown = {"negotiation": negotiation, "seat": seat, "what": what, "columns": rosters.COLUMNS[what], "most": MAX_ROWS}
    carried = "packed" in request.POST
    form = TableForm(request.POST or None, request.FILES or None)
    if not carried and not form.is_valid():
        status = 400 if request.method == "POST" else 200
        form = form if request.method == "POST" else TableForm()
        return render(request, "roster.html", {**shown, "form": form}, status=status)
    data = unpacked(request.POST["packed"]) if carried else form.cleaned_data["file"].read(MAX_BYTES + 1)
    store = carried and "store" in request.POST
    found = rosters.read(what=what, data=data, by=seat, at=timezone.now(), store=store)
    if not store or found.problems:
        status = 400 if found.problems else 200
        rows = [(one.row.line, *(one.row.cells.get(c, "") for c in found.columns), one.does) for one in found.lines]
        sent = {"found": found, "shown": rows, "packed": "" if found.problems else packed(data), "form": TableForm()}
        return render(request, "roster.html", {**shown, **sent}, status=status)
    new = sum(line.does != "there already" for line in found.lines)
    messages.success(request, f"Stored: {new} of {len(found.lines)} rows; the others said what is there already.")
    if found.invited:
        return invited(request, seat, found.invited)
    return redirect(what, slug=slug)
