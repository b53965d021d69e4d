"""The pages of setting up: what is refused is said where it was asked, and links are shown once."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import NOON, Cast
from treaty_drafts import delegations
from treaty_drafts.models import Delegation, Membership

from .test_imports import carried
from .test_publishing import client

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
AT = "/negotiations/quiet/"


@pytest.fixture
def secretariat(cast: Cast) -> Client:
    return client(cast, "secretariat")


def test_only_who_may_is_offered_it(cast: Cast, secretariat: Client) -> None:
    admin, chair = Client(), Client()
    admin.force_login(cast.users["admin"])
    chair.force_login(cast.users["chair"])
    assert [b"Set up a negotiation" in c.get("/").content for c in (admin, secretariat)] == [True, False]
    assert [b"People and delegations" in c.get(AT).content for c in (secretariat, chair)] == [True, False]


def test_delegations_are_added_and_refused_on_the_page(cast: Cast, secretariat: Client) -> None:
    address = f"{AT}delegations/"
    assert secretariat.post(address, {"act": "country", "country-country": "FRA"}).status_code == 302
    page = secretariat.get(address).content.decode()
    assert "Added: France (FRA)." in page
    assert '<option value="FRA">' not in page  # it is here already
    group = {"act": "own", "own-code": "UNI", "own-name": "Union", "own-is_group": "on"}
    assert secretariat.post(address, group)["Location"] == f"{address}UNI/"
    refused = secretariat.post(address, {"act": "own", "own-code": "A - B", "own-name": "Nowhere"})
    assert (refused.status_code, "cannot stand" in refused.content.decode()) == (400, True)
    assert 'value="Nowhere"' in refused.content.decode()
    assert secretariat.post(address, {"act": "country", "country-country": "XXX"}).status_code == 400
    assert Delegation.objects.filter(negotiation=cast.negotiation).count() == 4


def test_a_description_keeps_what_is_not_said(cast: Cast, secretariat: Client) -> None:
    sent = {"act": "describe", "describe-title": "Quiet networks", "describe-session": "Second"}
    secretariat.post(f"{AT}delegations/", {**sent, "describe-observers_admitted": "on"})
    cast.negotiation.refresh_from_db()
    assert (cast.negotiation.session, cast.negotiation.observers_admitted) == ("Second", True)


def test_a_delegation_is_removed_only_when_it_is_said(cast: Cast, secretariat: Client) -> None:
    delegations.add(code="ERR", name="Error", by=cast.seat("secretariat"), at=NOON)
    address = f"{AT}delegations/ERR/"
    assert secretariat.post(address, {"act": "remove"}).status_code == 400
    assert secretariat.post(address, {"act": "rename", "name": "Errata"}).status_code == 302
    assert cast.delegation("ERR").name == "Errata"
    assert secretariat.post(address, {"act": "remove", "confirm": "yes"}).status_code == 302
    assert secretariat.get(address).status_code == 404
    assert "it stays" in secretariat.get(f"{AT}delegations/ARD/").content.decode()


def test_a_link_is_shown_once(cast: Cast, secretariat: Client) -> None:
    sent = {"email": "dana@borvale.example", "name": "Dana Dal", "role": "drafter", "delegation": "BRV"}
    page = secretariat.post(f"{AT}people/", sent)
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store, private")
    assert len(re.findall(r"/accounts/invitation/[^<]+</code>", page.content.decode())) == 1
    assert "/accounts/invitation/" not in secretariat.get(f"{AT}people/").content.decode()
    again = secretariat.post(f"{AT}people/", sent)
    assert (again.status_code, b"has this role already" in again.content) == (409, True)


def test_the_same_is_said_of_who_has_an_account_and_who_has_none(cast: Cast, secretariat: Client) -> None:
    pages = []
    for name in ("outsider", "newcomer"):
        page = secretariat.post(f"{AT}people/", {"username": name, "role": "observer"}).content.decode()
        pk = Membership.objects.get(user__username=name, negotiation=cast.negotiation).pk
        plain = re.sub(r"/accounts/invitation/[^\"<]+", "LINK", page).replace(name, "NAME").replace(f"link-{pk}", "ID")
        pages.append(re.sub(r"csrfmiddlewaretoken\" value=\"\w+", "", plain))
    assert pages[0] == pages[1]


def test_a_role_is_changed_and_revoked(cast: Cast, secretariat: Client) -> None:
    one = Membership.objects.get(user=cast.users["observer"])
    address = f"{AT}people/{one.pk}/"
    assert secretariat.post(address, {"act": "change", "role": "drafter"}).status_code == 400
    assert secretariat.post(address, {"act": "change", "role": "drafter", "delegation": "BRV"}).status_code == 302
    assert secretariat.post(address, {"act": "revoke"}).status_code == 400
    assert secretariat.post(address, {"act": "revoke", "confirm": "yes"}).status_code == 302
    assert secretariat.get(address).status_code == 404
    own = Membership.objects.get(user=cast.users["secretariat"])
    last = secretariat.post(f"{AT}people/{own.pk}/", {"act": "revoke", "confirm": "yes"})
    assert (last.status_code, b"last secretariat" in last.content) == (400, True)


def test_a_file_is_shown_and_then_stored(cast: Cast, secretariat: Client) -> None:
    def sent(text: str) -> Any:
        return secretariat.post(f"{AT}tables/delegations/", {"file": SimpleUploadedFile("d.csv", text.encode())})

    bad = sent("code,name\nNEW,Newland\nA - B,Badland\n")
    assert (bad.status_code, "cannot stand" in bad.content.decode()) == (400, True)
    page = sent("code,name\nNEW,Newland\n").content.decode()
    assert not cast.negotiation.delegations.filter(code="NEW").exists()
    stored = secretariat.post(f"{AT}tables/delegations/", {"packed": carried(page)["packed"], "store": "yes"})
    assert stored.status_code == 302
    assert cast.delegation("NEW").name == "Newland"
    assert secretariat.post(f"{AT}tables/delegations/", {"packed": "nonsense", "store": "yes"}).status_code == 400
