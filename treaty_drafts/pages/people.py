"""People and their roles: who takes part, invite, change, revoke; and the link that lets somebody in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .. import delegations, finding, invitations, membership
from ..access import Seat
from ..errors import BadInput, NotThere, Refused
from ..models import Delegation, Membership, Role, name_of


class RoleForm(forms.Form):
    """A role, and for drafters the delegation."""

    role = forms.ChoiceField(choices=[("", "Choose a role"), *Role.choices], label="Role")
    delegation = forms.ChoiceField(required=False, label="Delegation", help_text="For drafters, and only for them.")

    def __init__(self, seat: Seat, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        named = [(d.code, f"{d.name} ({d.code})") for d in seat.negotiation.parties]
        self.fields["delegation"].choices = [("", "None"), *named]  # type: ignore[attr-defined]


class InviteForm(RoleForm):
    email = forms.EmailField(required=False, max_length=254, label="E-mail address")
    username = forms.CharField(
        required=False, max_length=150, label="Name to sign in with",
        help_text="Left empty, it is the e-mail address. For somebody who signs in here already, give this name alone.",
    )  # fmt: skip
    name = forms.CharField(required=False, max_length=150, label="Full name")
    field_order = ("email", "username", "name", "role", "delegation")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part, and as what; and a form to invite."""
    negotiation, seat = finding.set_up(request.user, slug)
    form = InviteForm(seat, request.POST if request.method == "POST" else None)
    refused = None
    if request.method == "POST" and form.is_valid():
        sent = dict(form.cleaned_data)
        try:
            sent["delegation"] = _of(seat, sent["delegation"])
            made = membership.invite(by=seat, at=timezone.now(), **sent)
        except Refused as error:
            refused = error
        else:
            return invited(request, seat, (made,))
    seats = negotiation.memberships.select_related("user", "delegation").order_by("delegation__name", "role", "pk")
    shown = {"negotiation": negotiation, "seat": seat, "form": form, "refused": refused, "seats": seats}
    status = refused.status if refused else 400 if request.method == "POST" else 200
    return render(request, "people.html", shown, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One person's role: change it, revoke it, or make another link."""
    negotiation, seat = finding.set_up(request.user, slug)
    found = finding.one(negotiation.memberships.select_related("user", "delegation", "negotiation"), pk=pk)
    was = {"role": found.role, "delegation": found.delegation.code if found.delegation else ""}
    act = request.POST.get("act", "")
    form = RoleForm(seat, request.POST if act == "change" else None, initial=was)
    refused = None
    try:
        if request.method == "POST" and (act != "change" or form.is_valid()):
            return _acted(request, seat, found, act, form)
    except Refused as error:
        refused = error
        found.refresh_from_db()
    shown = {"negotiation": negotiation, "seat": seat, "form": form, "refused": refused, "person": found}
    return render(request, "person.html", shown, status=400 if request.method == "POST" else 200)


def _acted(request: HttpRequest, seat: Seat, found: Membership, act: str, form: RoleForm) -> HttpResponse:
    who = name_of(found.user)
    if act == "link":
        return invited(request, seat, (found,))
    if act == "change":
        of = _of(seat, form.cleaned_data["delegation"])
        role = form.cleaned_data["role"]
        membership.change(membership=found, role=role, delegation=of, by=seat, at=timezone.now())
        messages.success(request, f"{who} is {invitations.called(found)} now.")
    elif act == "head":
        named = membership.name_head(membership=found, is_head=not found.is_head, by=seat, at=timezone.now())
        messages.success(request, f"{who} is {'the head of delegation' if named.is_head else 'a drafter only'} now.")
    elif act == "revoke" and request.POST.get("confirm") == "yes":
        membership.revoke(membership=found, by=seat, at=timezone.now())
        messages.success(request, f"Revoked: {who} is no longer {invitations.called(found)}.")
        if found.user == request.user:
            return redirect("home")
    else:
        raise BadInput("say what is to be done, and confirm it where that is asked for")
    return redirect("people", slug=seat.negotiation.slug)


def invited(request: HttpRequest, seat: Seat, made: tuple[Membership, ...]) -> HttpResponse:
    """The links, shown this once: they are kept nowhere."""
    absolute = request.build_absolute_uri
    links = [(m, absolute(invitations.path(m)), invitations.mail(m, absolute)) for m in made]
    shown = {"negotiation": seat.negotiation, "seat": seat, "links": links}
    return render(request, "invited.html", shown)


def _of(seat: Seat, code: str) -> Delegation | None:
    return delegations.named(seat, code) if code else None


@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of an invitation leads; it needs no sign-in, since it comes before the first one."""
    try:
        return redirect(invitations.opened(token))
    except NotThere:
        return render(request, "account/invitation_gone.html", status=404)
