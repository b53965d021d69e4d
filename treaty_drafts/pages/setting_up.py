"""Set up a negotiation: begin it; its description, instruments and delegations."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import access, countries, delegations, finding, setting_up
from ..access import Seat
from ..errors import BadInput, NotThere, Refused
from ..models import Delegation


class DescriptionForm(forms.Form):
    """How a negotiation is called, and whether observers are let in."""

    title = forms.CharField(max_length=300, label="Title")
    session = forms.CharField(required=False, max_length=200, label="Session")
    observers_admitted = forms.BooleanField(required=False, label="Observers see what delegations have tabled")


class BeginForm(DescriptionForm):
    slug = forms.SlugField(
        max_length=50, label="Short name", help_text="Letters, digits and hyphens; it stands in addresses, and stays."
    )
    field_order = ("title", "slug", "session")
    observers_admitted = None  # type: ignore[assignment]  # asked for later


class InstrumentForm(forms.Form):
    title = forms.CharField(max_length=300, label="Title of the instrument")


class CountryForm(forms.Form):
    """A country of the list that is not here yet."""

    country = forms.ChoiceField(label="Country", help_text="Type the first letters of its name.")

    def __init__(self, there: set[str], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        left = [(code, f"{name} ({code})") for code, name in countries.names().items() if code not in there]
        self.fields["country"].choices = [("", "Choose a country"), *left]  # type: ignore[attr-defined]


class OwnForm(forms.Form):
    """A delegation that is not in the list of countries."""

    code = forms.CharField(max_length=20, label="Code", help_text="It stands in brackets and in the record, and stays.")
    name = forms.CharField(max_length=200, label="Name")
    is_group = forms.BooleanField(required=False, label="A group that speaks for its members")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a negotiation; the person becomes its secretariat."""
    if not access.may_set_up(request.user):
        raise NotThere
    form = BeginForm(request.POST if request.method == "POST" else None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = setting_up.create(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as error:
            refused = error
        else:
            messages.success(request, f"{made.title} is set up, and you are its secretariat.")
            return redirect("delegations", slug=made.slug)
    status = 400 if request.method == "POST" else 200
    return render(request, "set_up.html", {"form": form, "refused": refused}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delegations_(request: HttpRequest, slug: str) -> HttpResponse:
    """The delegations, the instruments and the description of a negotiation, each with a form to add or change."""
    _, seat = finding.set_up(request.user, slug)
    forms_ = _forms(seat, request.POST if request.method == "POST" else None)
    refused = None
    if request.method == "POST":
        act = request.POST.get("act", "")
        form = forms_.get(act)
        try:
            if form is None:
                raise BadInput("say what is to be done")
            if form.is_valid():
                return ACTS[act](request, seat, form.cleaned_data)
        except Refused as error:
            refused = error
    shown = {
        "negotiation": seat.negotiation, "seat": seat, "forms": forms_, "refused": refused,
        "delegations": seat.negotiation.parties.prefetch_related("members"),
    }  # fmt: skip
    return render(request, "delegations.html", shown, status=400 if request.method == "POST" else 200)


def _forms(seat: Seat, sent: Any) -> dict[str, forms.Form]:
    """The forms of the page by what they do; only the one that was sent is filled with what was sent."""
    act = sent.get("act") if sent else None
    now = {f: getattr(seat.negotiation, f) for f in DescriptionForm.base_fields}
    there = set(seat.negotiation.parties.values_list("code", flat=True))
    return {
        "describe": DescriptionForm(sent if act == "describe" else None, initial=now, prefix="describe"),
        "instrument": InstrumentForm(sent if act == "instrument" else None, prefix="instrument"),
        "country": CountryForm(there, sent if act == "country" else None, prefix="country"),
        "own": OwnForm(sent if act == "own" else None, prefix="own"),
    }


def _describe(request: HttpRequest, seat: Seat, sent: dict[str, Any]) -> HttpResponse:
    setting_up.describe(by=seat, at=timezone.now(), **sent)
    messages.success(request, "Saved.")
    return redirect("delegations", slug=seat.negotiation.slug)


def _instrument(request: HttpRequest, seat: Seat, sent: dict[str, Any]) -> HttpResponse:
    made = setting_up.add_instrument(title=sent["title"], by=seat, at=timezone.now())
    messages.success(request, f"Added: {made.title}. Its text is imported on the negotiation’s page.")
    return redirect("delegations", slug=seat.negotiation.slug)


def _country(request: HttpRequest, seat: Seat, sent: dict[str, Any]) -> HttpResponse:
    code, name = countries.named(sent["country"])
    return _added(request, delegations.add(code=code, name=name, by=seat, at=timezone.now()))


def _own(request: HttpRequest, seat: Seat, sent: dict[str, Any]) -> HttpResponse:
    return _added(request, delegations.add(by=seat, at=timezone.now(), **sent))


def _added(request: HttpRequest, made: Delegation) -> HttpResponse:
    messages.success(request, f"Added: {made.name} ({made.code}).")
    if made.is_group:  # its members are chosen next
        return redirect("delegation", slug=made.negotiation.slug, code=made.code)
    return redirect("delegations", slug=made.negotiation.slug)


ACTS: dict[str, Callable[[HttpRequest, Seat, dict[str, Any]], HttpResponse]] = {
    "describe": _describe, "instrument": _instrument, "country": _country, "own": _own,
}  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delegation(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One delegation: its name, the members of a group, and its removal while nothing is on record for it."""
    negotiation, seat = finding.set_up(request.user, slug)
    found = finding.one(negotiation.parties, code=code)
    refused = None
    if request.method == "POST":
        try:
            return _changed(request, seat, found)
        except Refused as error:
            refused = error
            found.refresh_from_db()
    others = negotiation.parties.filter(is_group=False)
    shown = {
        "negotiation": negotiation, "seat": seat, "delegation": found, "refused": refused,
        "named": delegations.has_acted(found), "stays": delegations.has_acted(found) or delegations.was_seated(found),
        "others": others if found.is_group else (), "members": set(found.members.values_list("code", flat=True)),
    }  # fmt: skip
    return render(request, "delegation.html", shown, status=refused.status if refused else 200)


def _changed(request: HttpRequest, seat: Seat, found: Delegation) -> HttpResponse:
    act, at = request.POST.get("act", ""), timezone.now()
    if act == "rename":
        delegations.rename(delegation=found, name=request.POST.get("name", "")[:1000], by=seat, at=at)
        said = f"The delegation is called {found.name} now."
    elif act == "members":
        delegations.set_members(group=found, members=request.POST.getlist("members"), by=seat, at=at)
        said = "The members are saved."
    elif act == "remove" and request.POST.get("confirm") == "yes":
        delegations.remove(delegation=found, by=seat, at=at)
        said = f"{found.name} is removed."
    else:
        raise BadInput("say what is to be done, and confirm it where that is asked for")
    messages.success(request, said)
    return redirect("delegations", slug=seat.negotiation.slug)
