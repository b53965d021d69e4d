"""The import page: a file in, what was recognised and every problem shown, then stored whole or not at all."""

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import decoding, finding, importing, previewing, publishing, rolling
from ..errors import BadInput, NotAllowed, Refused, Where
from . import redline

ENCODINGS = [("utf-8", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows Western"), ("iso-8859-1", "Latin 1")]


class AboutForm(forms.Form):
    """What is printed on the cover, and how the file is to be read."""

    symbol = forms.CharField(required=False, max_length=100, label="Symbol")
    session = forms.CharField(required=False, max_length=200, label="Session")
    date = forms.DateField(label="Date of the document", widget=forms.DateInput(attrs={"type": "date"}))
    original_language = forms.CharField(max_length=50, initial="English", label="Original language")
    encoding = forms.ChoiceField(choices=ENCODINGS, label="Encoding")


class FileForm(AboutForm):
    file = forms.FileField(label="File (plain text, Markdown or Word)", allow_empty_file=True)
    field_order = ("file",)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a file; see what would be imported; import it. The file travels with the page: nothing waits on the server."""
    instrument, seat = finding.instrument(request.user, pk)
    if not seat.prepares:
        raise NotAllowed("only the chair and the secretariat import a rolling text")
    shown: dict[str, Any] = {
        "negotiation": seat.negotiation,
        "instrument": instrument,
        "seat": seat,
        "publishes": publishing.may_publish(instrument, seat),
    }
    if request.method != "POST":
        empty = FileForm(initial={"date": timezone.now().date().isoformat(), "session": seat.negotiation.session})
        return render(request, "import.html", {**shown, "form": empty})
    carried = "packed" in request.POST
    form: AboutForm = AboutForm(request.POST) if carried else FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "import.html", {**shown, "form": form}, status=400)
    about = dict(form.cleaned_data)
    file, dated = about.pop("file", None), about.pop("date")
    reading = {"instrument": instrument, "by": seat, "encoding": about["encoding"]}
    try:
        data = file.read(decoding.limit() + 1) if file else unpacked(request.POST["packed"])
        name = file.name if file else request.POST.get("name", "")[:200]
        if "store" in request.POST:
            text = importing.store(
                data=data, by=seat, at=timezone.now(), name=name, dated=dated, instrument=instrument,
                expected_hash=request.POST.get("text_hash", ""), brackets_stand=request.POST.get("brackets_stand") == "yes",
                **about,
            )  # fmt: skip
            done = f"{text.label} is published." if text.published else "Stored, not published: the chair releases it."
            messages.success(request, done)
            return redirect("negotiation", slug=seat.negotiation.slug)
        found = previewing.preview(data=data, **reading)
    except Refused as refused:
        return render(request, "import.html", {**shown, "form": form, "refused": refused}, status=refused.status)
    along = {**request.POST.dict(), "packed": packed(data), "name": name, "text_hash": found.text_hash}
    sent = [(k, v) for k, v in along.items() if k in (*AboutForm.base_fields, "packed", "name", "text_hash")]
    drawn = [(one, redline.inline(one.compared)) for one in found.provisions if one.compared]
    last = rolling.current(instrument)
    return render(
        request,
        "import_preview.html",
        {**shown, "found": found, "name": name, "sent": sent, "drawn": drawn, "last": last},
    )


def packed(data: bytes) -> str:
    """A file as the page carries it."""
    return base64.b85encode(zlib.compress(data)).decode()


def unpacked(carried: str) -> bytes:
    """The file that a page carried; never more of it than may be imported. Raises `BadInput` for anything else."""
    try:
        return zlib.decompressobj().decompress(base64.b85decode(carried), decoding.limit() + 1)
    except (ValueError, binascii.Error, zlib.error):
        raise BadInput("the file was lost on the way: choose it again", Where("file", "not as it was sent")) from None
