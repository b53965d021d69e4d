"""The exports page: choose, watch it being made, download; and earlier exports with what they were made from."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from .. import access, circulation, finding, tasks
from ..errors import Refused
from ..models import RollingText

FORMATS = [("docx", "Word"), ("html", "Web page"), ("text", "Plain text"), ("source", "The words alone, byte for byte")]


class ExportForm(forms.Form):
    """What is to be exported, and how."""

    format = forms.ChoiceField(choices=FORMATS, widget=forms.RadioSelect, initial="docx")
    provisions = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Only these provisions (all, if none is chosen)"
    )
    attributed = forms.BooleanField(required=False, initial=True, label="With the delegations’ names in the brackets")
    line_numbers = forms.BooleanField(required=False, initial=True, label="With line numbers")

    def __init__(self, text: RollingText, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        names = [(s.eid, f"{s.label.capitalize()} {s.heading}".strip()) for s in text.provisions.all()]
        self.fields["provisions"].choices = names  # type: ignore[attr-defined]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The exports of a revision that the person asked for, and a form to ask for another."""
    text, seat = finding.rolling_text(request.user, pk)
    form = ExportForm(text, request.POST if request.method == "POST" else None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            export = circulation.request(text=text, by=seat, at=timezone.now(), **form.cleaned_data)
        except Refused as error:
            refused = error
        else:
            tasks.start_export(str(export.pk))
            return redirect("exports", pk=pk)
    shown = {
        "negotiation": seat.negotiation, "instrument": text.instrument, "seat": seat, "text": text, "form": form,
        "exports": access.exports(request.user).filter(rolling_text=text), "refused": refused, "formats": dict(FORMATS),
    }  # fmt: skip
    return render(request, "exports.html", shown, status=400 if request.method == "POST" else 200)


@login_required
@require_safe
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far one export is; the page asks again until it is ready."""
    shown = {"one": finding.export(request.user, pk), "formats": dict(FORMATS)}
    return render(request, "parts/export.html", shown)
