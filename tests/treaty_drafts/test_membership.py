"""Who takes part as what: invited, changed, revoked at once; and what a secretariat may not learn or take."""

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, PASSWORD, Cast
from treaty_drafts import access, delegations, invitations, membership
from treaty_drafts.errors import BadInput, NotAllowed, NothingChanged
from treaty_drafts.models import Membership, Negotiation

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
EMAIL = "dana@borvale.example"


def invite(cast: Cast, **more: Any) -> Membership:
    given = {"role": "observer", "email": EMAIL, "name": "Dana Dal", **more}
    return membership.invite(by=cast.seat("secretariat"), at=NOON, **given)


def roles(cast: Cast) -> list[tuple[str, str, Any]]:
    return [(e.act, e.by, e.what) for e in cast.negotiation.entries.filter(act__startswith="role ")]


def of(cast: Cast, name: str, role: str) -> Membership:
    return Membership.objects.get(user=cast.users[name], negotiation=cast.negotiation, role=role)


def test_a_new_person_has_an_account_without_a_password(cast: Cast) -> None:
    made = invite(cast, role="drafter", delegation=cast.delegation("BRV"))
    user = made.user
    assert (user.username, user.email, user.get_full_name(), user.has_usable_password()) == (
        EMAIL,
        EMAIL,
        "Dana Dal",
        False,
    )
    assert roles(cast) == [("role given", "secretariat", {"role": "drafter", "delegation": "BRV"})]
    seat = access.seat(user, cast.negotiation)
    assert seat
    assert seat.speaks_for(cast.delegation("BRV"))


def test_a_drafter_is_named_head_of_delegation_until_the_role_changes(cast: Cast) -> None:
    one = of(cast, "ardenia", "drafter")
    membership.name_head(membership=one, is_head=True, by=cast.seat("secretariat"), at=NOON)
    assert cast.seat("ardenia").heads == (cast.delegation("ARD"),)
    with pytest.raises(NothingChanged):
        membership.name_head(membership=one, is_head=True, by=cast.seat("secretariat"), at=NOON)
    with pytest.raises(BadInput, match="only a drafter"):
        membership.name_head(membership=of(cast, "chair", "chair"), is_head=True, by=cast.seat("secretariat"), at=NOON)
    with pytest.raises(NotAllowed):
        membership.name_head(membership=one, is_head=False, by=cast.seat("chair"), at=NOON)
    membership.change(
        membership=one, role="drafter", delegation=cast.delegation("BRV"), by=cast.seat("secretariat"), at=NOON
    )
    assert cast.seat("ardenia").heads == ()
    assert [e.act for e in cast.negotiation.entries.all()][1:] == ["head of delegation named", "role changed"]


def test_the_record_names_no_person(cast: Cast) -> None:
    made = invite(cast)
    membership.change(membership=made, role="chair", by=cast.seat("secretariat"), at=NOON)
    membership.revoke(membership=made, by=cast.seat("secretariat"), at=NOON)
    assert roles(cast) == [
        ("role given", "secretariat", {"role": "observer"}),
        ("role changed", "secretariat", {"role": "chair", "before": {"role": "observer"}}),
        ("role revoked", "secretariat", {"role": "chair"}),
    ]
    whole = json.dumps(list(cast.negotiation.entries.values_list("what", flat=True)))
    assert [word for word in ("dana", "Dana", "@") if word in whole] == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": ""}, "email"),
        ({"role": "king"}, "role"),
        ({"role": "drafter"}, "delegation"),
        ({"email": "no address"}, "username"),
        ({"username": "two words"}, "username"),
        ({"name": "x" * 151}, "first_name"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(cast: Cast, given: dict[str, Any], field: str) -> None:
    before = get_user_model().objects.count()
    with pytest.raises(BadInput) as refused:
        invite(cast, **given)
    assert refused.value.where[0].field == field
    assert (get_user_model().objects.count(), roles(cast)) == (before, [])


def test_a_delegation_of_another_negotiation_is_no_delegation(cast: Cast) -> None:
    foreign = Negotiation.objects.get(slug="other").delegations.create(code="FOR", name="Foreign")
    with pytest.raises(BadInput, match="another negotiation"):
        invite(cast, role="drafter", delegation=foreign)


def test_somebody_with_an_account_keeps_it_and_other_seats(cast: Cast) -> None:
    outsider = cast.users["outsider"]
    made = invite(cast, email="", username="outsider", name="Another Name")
    assert made.user == outsider
    assert (made.user.get_full_name(), made.user.check_password(PASSWORD)) == ("", True)
    with pytest.raises(NothingChanged):
        invite(cast, email="", username="outsider")
    membership.revoke(membership=made, by=cast.seat("secretariat"), at=NOON)
    assert [m.negotiation.slug for m in outsider.memberships.all()] == ["other"]


def test_an_address_finds_an_account_only_if_it_was_shown_to_be_its_own(cast: Cast) -> None:
    """Else who made an account with a foreign address before would be given the seat that is meant for another."""
    outsider = cast.users["outsider"]
    outsider.email = EMAIL
    outsider.save()
    made = invite(cast)
    assert made.user != outsider
    membership.revoke(membership=made, by=cast.seat("secretariat"), at=NOON)
    EmailAddress.objects.create(user=outsider, email=EMAIL, verified=True)
    assert invite(cast).user == outsider


def test_an_account_that_another_negotiation_invited_is_not_taken_over(cast: Cast) -> None:
    other = Negotiation.objects.get(slug="other")
    Membership.objects.create(user=cast.users["borvale"], negotiation=other, role="secretariat")
    theirs = access.seat(cast.users["borvale"], other)
    assert theirs
    pending = membership.invite(role="observer", email=EMAIL, by=theirs, at=NOON)
    for given in ({}, {"email": "", "username": EMAIL}):
        with pytest.raises(BadInput) as refused:
            invite(cast, **given)
        assert refused.value.where[0].field == "username"
    membership.revoke(membership=pending, by=theirs, at=NOON)
    link = invitations.path(pending)
    assert invite(cast).user == pending.user  # never taken up, and free again
    assert Client().get(link).status_code == 404


def test_who_prepares_drafts_for_nobody(cast: Cast) -> None:
    for name in ("chair", "secretariat"):
        with pytest.raises(BadInput, match="private drafts"):
            invite(cast, email="", username=name, role="drafter", delegation=cast.delegation("ARD"))
    for role in ("chair", "secretariat"):
        with pytest.raises(BadInput, match="private drafts"):
            invite(cast, email="", username="ardenia", role=role)
    second = invite(cast, email="", username="observer", role="drafter", delegation=cast.delegation("ARD"))
    with pytest.raises(BadInput, match="private drafts"):
        membership.change(
            membership=of(cast, "observer", "observer"), role="chair", by=cast.seat("secretariat"), at=NOON
        )
    changed = membership.change(membership=second, role="chair", by=cast.seat("secretariat"), at=NOON)
    assert (changed.role, changed.delegation) == ("chair", None)


def test_the_last_secretariat_who_can_sign_in_stays(cast: Cast) -> None:
    seat, own = cast.seat("secretariat"), of(cast, "secretariat", "secretariat")
    invited = invite(cast, role="secretariat")
    for act in (
        lambda: membership.revoke(membership=own, by=seat, at=NOON),
        lambda: membership.change(membership=own, role="observer", by=seat, at=NOON),
    ):
        with pytest.raises(BadInput, match="last secretariat"):
            act()
    invited.user.set_password(PASSWORD)
    invited.user.save()
    membership.revoke(membership=own, by=seat, at=NOON)
    assert access.seat(cast.users["secretariat"], cast.negotiation) is None


@pytest.mark.parametrize("name", ["ardenia", "chair", "observer"])
def test_only_the_secretariat_says_who_takes_part(cast: Cast, name: str) -> None:
    seat, theirs = cast.seat(name), of(cast, "borvale", "drafter")
    with pytest.raises(NotAllowed):
        membership.invite(role="observer", email=EMAIL, by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        membership.change(membership=theirs, role="observer", by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        membership.revoke(membership=theirs, by=seat, at=NOON)
    assert roles(cast) == []


def test_revocation_acts_on_the_next_request_and_on_nothing_else(cast: Cast) -> None:
    other = Negotiation.objects.get(slug="other")
    Membership.objects.create(user=cast.users["ardenia"], negotiation=other, role="observer")
    client = Client()
    client.force_login(cast.users["ardenia"])
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nA private word.")
    asked = [reverse("negotiation", kwargs={"slug": s}) for s in ("quiet", "other")]
    asked.append(reverse("draft", kwargs={"pk": draft.pk}))
    assert [client.get(a).status_code for a in asked] == [200, 200, 200]
    membership.revoke(membership=of(cast, "ardenia", "drafter"), by=cast.seat("secretariat"), at=NOON)
    assert [client.get(a).status_code for a in asked] == [404, 200, 404]
    with pytest.raises(BadInput, match="stays: something"):  # somebody drafted for it: there may be drafts
        delegations.remove(delegation=cast.delegation("ARD"), by=cast.seat("secretariat"), at=NOON)


def test_what_was_before_is_nothing_to_the_secretariat(cast: Cast) -> None:
    Client().login(username="outsider", password=PASSWORD)
    old = of(cast, "ardenia", "drafter")
    made = membership.invite(role="observer", username="outsider", by=cast.seat("secretariat"), at=NOON)
    made.user.last_login = NOON.replace(day=1)
    assert made.last_signed_in is None
    made.user.last_login = NOON.replace(day=3)
    assert made.last_signed_in == NOON.replace(day=3).date()
    old.user.last_login = NOON
    assert old.last_signed_in == NOON.date()


def test_a_secretariat_is_appointed_from_outside_and_the_record_says_so(cast: Cast) -> None:
    call_command("appoint_secretariat", "quiet", "outsider")
    assert roles(cast) == [("role given", "administration", {"role": "secretariat"})]
    with pytest.raises(CommandError, match="secretariat already"):
        call_command("appoint_secretariat", "quiet", "outsider")
    with pytest.raises(CommandError, match="private drafts"):
        call_command("appoint_secretariat", "quiet", "ardenia")
    with pytest.raises(CommandError, match="no such negotiation"):
        call_command("appoint_secretariat", "none", "outsider")


def test_the_admin_shows_roles_and_gives_none(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["admin"])
    page = client.get(f"/admin/treaty_drafts/negotiation/{cast.negotiation.pk}/change/").content.decode()
    assert "drafter" in page
    assert 'name="memberships-0-role"' not in page
    for model in ("negotiation", "delegation", "instrument"):
        assert client.get(f"/admin/treaty_drafts/{model}/add/").status_code == 403
        answer = client.post(f"/admin/treaty_drafts/{model}/1/change/", {"title": "Mine"})
        assert answer.status_code in (302, 403)
    assert Negotiation.objects.get(slug="quiet").title == "Quiet networks"


def test_a_membership_of_another_negotiation_is_not_there(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["secretariat"])
    foreign = Membership.objects.get(user=cast.users["outsider"])
    nothing = client.delete("/api/negotiations/quiet/people/999999/")
    found = client.delete(f"/api/negotiations/quiet/people/{foreign.pk}/")
    assert (found.status_code, found.content) == (404, nothing.content)
