"""A negotiation set up from nothing by the interface alone; and fields that nobody may set."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from tests.factories import PASSWORD, Cast
from treaty_drafts.models import Delegation, Membership, Negotiation

from .conftest import problem

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_a_negotiation_from_nothing(cast: Cast, api: Any) -> None:
    client: APIClient = api("admin")
    made = client.post("/api/negotiations/", {"title": "New talks", "slug": "new"})
    assert (made.status_code, made.json()["slug"]) == (201, "new")
    at = "/api/negotiations/new/"
    assert client.post(f"{at}instruments/", {"title": "A treaty"}).status_code == 201
    country = client.post(f"{at}delegations/", {"country": "fra"}).json()
    assert country == {"code": "FRA", "name": "France", "is_group": False, "members": []}
    assert client.post(f"{at}delegations/", {"code": "CAL", "name": "Caldry"}).status_code == 201
    group = client.post(
        f"{at}delegations/", {"code": "U/1", "name": "Union", "is_group": True, "members": ["CAL", "FRA"]}
    )
    assert sorted(group.json()["members"]) == ["CAL", "FRA"]
    changed = client.patch(f"{at}delegations/U/1/", {"name": "New Union", "members": ["CAL"]}).json()
    assert (changed["name"], changed["members"]) == ("New Union", ["CAL"])
    assert client.delete(f"{at}delegations/FRA/").status_code == 204
    assert client.patch(at, {"observers_admitted": True}).json()["observers_admitted"] is True

    invited = client.post(
        f"{at}people/", {"email": "dana@caldry.example", "name": "Dana Dal", "role": "drafter", "delegation": "CAL"}
    ).json()
    assert invited["mailed"] is True
    person = APIClient()
    form = person.get(invited["link"], follow=True).redirect_chain[-1][0]
    person.post(form, {"password1": PASSWORD, "password2": PASSWORD}, format="multipart")
    assert person.login(username="dana@caldry.example", password=PASSWORD)
    assert person.get(at).status_code == 200
    one = f"{at}people/{invited['id']}/"
    assert client.patch(one, {"role": "observer"}).json()["role"] == "observer"
    assert client.delete(one).status_code == 204
    assert person.get(at).status_code == 404


def test_a_table_is_shown_and_then_stored(cast: Cast, api: Any) -> None:
    client: APIClient = api("secretariat")

    def sent(text: str, what: str = "people", **more: Any) -> Any:
        file = SimpleUploadedFile("table.csv", text.encode())
        return client.post(f"/api/negotiations/quiet/tables/{what}/", {"file": file, **more}, format="multipart").json()

    text = "email,role,delegation\ndana@borvale.example,drafter,BRV\n"
    shown = sent(text)
    assert (shown["stored"], shown["lines"][0]["does"], shown["invited"]) == (False, "added", [])
    bad = sent(text + "x@example.org,king,\n", store=True)
    assert (bad["stored"], [(p["line"], p["column"]) for p in bad["problems"]]) == (False, [(3, "role")])
    stored = sent(text, store=True)
    assert (stored["stored"], stored["invited"][0]["username"]) == (True, "dana@borvale.example")
    assert stored["invited"][0]["link"].startswith("http://testserver/accounts/invitation/")
    answer = client.get("/api/negotiations/quiet/tables/people/")
    assert answer["Content-Disposition"] == 'attachment; filename="quiet-people.csv"'
    assert b"dana@borvale.example,,dana@borvale.example,drafter,BRV" in answer.content


@pytest.mark.parametrize(
    ("address", "sent", "field"),
    [
        ("/api/negotiations/quiet/people/", {"email": "a@b.example", "role": "observer", "user": 1}, "user"),
        ("/api/negotiations/quiet/people/", {"email": "no address", "role": "observer"}, "email"),
        (
            "/api/negotiations/quiet/people/",
            {"email": "a@b.example", "role": "drafter", "delegation": "X"},
            "delegation",
        ),
        ("/api/negotiations/quiet/delegations/", {"country": "XXX"}, "country"),
        ("/api/negotiations/quiet/delegations/", {"code": "NEW", "name": "New", "negotiation": 2}, "negotiation"),
        ("/api/negotiations/quiet/instruments/", {"title": "a\0b"}, "title"),
        ("/api/negotiations/quiet/instruments/", {"title": "x", "id": 1}, "id"),
    ],
)
def test_what_makes_no_sense_names_its_field(
    cast: Cast, api: Any, address: str, sent: dict[str, Any], field: str
) -> None:
    before = Delegation.objects.count(), Membership.objects.count()
    assert problem(api("secretariat").post(address, sent), 400)["errors"][0]["field"] == field
    assert (Delegation.objects.count(), Membership.objects.count()) == before


def test_who_is_not_let_begins_nothing(cast: Cast, api: Any) -> None:
    for sent in ({"title": "Mine", "slug": "mine"}, {}):
        problem(api("secretariat").post("/api/negotiations/", sent), 404)
    assert not Negotiation.objects.filter(slug="mine").exists()
