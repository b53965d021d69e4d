"""The link that lets a person in: what it opens, for whom, how long, and what it proves."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from tests.factories import NOON, PASSWORD, Cast
from treaty_drafts import access, invitations, membership
from treaty_drafts.errors import NotThere
from treaty_drafts.models import Membership, Negotiation

from .test_membership import EMAIL, invite

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def set_password(client: Client, link: str) -> int:
    """Follow a link to the form, and set a password there."""
    answer = client.get(link, follow=True)
    address = answer.redirect_chain[-1][0]
    return client.post(address, {"password1": PASSWORD, "password2": PASSWORD}).status_code


def test_a_link_sets_the_password_once(cast: Cast) -> None:
    made = invite(cast)
    link = invitations.path(made)
    assert set_password(Client(), link) == 302
    made.user.refresh_from_db()
    assert made.user.check_password(PASSWORD)
    assert Client().get(link)["Location"] == "/negotiations/quiet/"  # it leads to the sign-in from then on
    assert Client().login(username=EMAIL, password=PASSWORD)
    assert not EmailAddress.objects.filter(verified=True).exists()  # the secretariat had this link


@pytest.mark.parametrize("how", ["revoked", "inactive", "forged", "old"])
def test_a_link_that_is_nobodys_any_more(cast: Cast, settings: Any, how: str) -> None:
    made = invite(cast)
    link = invitations.path(made)
    if how == "revoked":
        membership.revoke(membership=made, by=cast.seat("secretariat"), at=NOON)
    elif how == "inactive":
        made.user.is_active = False
        made.user.save()
    elif how == "forged":
        link = link[:-3] + "xx/"
    else:
        settings.PASSWORD_RESET_TIMEOUT = -1
    answer = Client().get(link)
    assert (answer.status_code, b"no longer works" in answer.content) == (404, True)


def test_a_link_has_no_hold_on_an_account_that_is_in_use(cast: Cast) -> None:
    made = invite(cast, email="", username="outsider")
    assert Client().get(invitations.path(made))["Location"] == "/negotiations/quiet/"


def test_a_letter_is_sent_and_its_link_shows_whose_the_address_is(cast: Cast) -> None:
    made = invite(cast)
    assert invitations.mail(made, lambda path: f"https://drafts.example{path}")
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([EMAIL], "Invitation: Quiet networks")
    link = next(line for line in letter.body.splitlines() if line.startswith("https"))
    assert set_password(Client(), link.removeprefix("https://drafts.example")) == 302
    assert [(a.user, a.email) for a in EmailAddress.objects.filter(verified=True)] == [(made.user, EMAIL)]


def mailed(made: Membership) -> str:
    return invitations.path(made, mailed_to=made.user.email)


def test_the_mailed_link_voids_what_the_secretariat_saw(cast: Cast) -> None:
    """Else an account could pass for a mailbox whose owner has only looked at the letter."""
    made = invite(cast)
    spy = Client()
    form = spy.get(invitations.path(made), follow=True).redirect_chain[-1][0]
    Client().get(mailed(made))  # the person looks, and goes away
    spy.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    made.user.refresh_from_db()
    assert not made.user.has_usable_password()
    assert Client().get(invitations.path(made))["Location"] == "/negotiations/quiet/"
    assert set_password(Client(), mailed(made)) == 302  # the person comes back


def test_who_reads_the_mailbox_comes_in_wherever_the_invitation_is_from(cast: Cast) -> None:
    Client().get(mailed(invite(cast)))
    other = Negotiation.objects.get(slug="other")
    Membership.objects.create(user=cast.users["borvale"], negotiation=other, role="secretariat")
    theirs = access.seat(cast.users["borvale"], other)
    assert theirs
    second = membership.invite(role="observer", email=EMAIL, by=theirs, at=NOON)
    assert [m.negotiation.slug for m in second.user.memberships.all()] == ["other", "quiet"]
    assert Client().get(invitations.path(second))["Location"] == "/negotiations/other/"
    assert set_password(Client(), mailed(second)) == 302


def test_a_letter_about_an_account_in_use_shows_nothing(cast: Cast) -> None:
    made = invite(cast)
    assert set_password(Client(), invitations.path(made)) == 302  # by whoever saw the link
    Client().get(mailed(made))
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_no_link_is_printed_where_no_mail_is_set_up(cast: Cast, settings: Any, capsys: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert not invitations.mail(invite(cast), str)
    assert capsys.readouterr().out == ""


def test_nonsense_is_no_link() -> None:
    with pytest.raises(NotThere):
        invitations.opened("nonsense")
