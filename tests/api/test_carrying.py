"""A private draft carried forward by REST; nobody else sees a trace of it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CONVENTION, Cast
from treaty_drafts.models import Draft

from .test_matrix import without_tokens
from .world import WHO

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
JSON = "application/json"


@pytest.fixture
def draft(cast: Cast) -> Draft:
    base = cast.state("art_1").base
    made = cast.draft("ardenia", "art_1", base.replace("keep networks quiet", "hold all networks silent"))
    cast.import_text(CONVENTION.replace("keep networks quiet", "leave networks quiet"))
    return made


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def test_it_is_seen_settled_and_carried(cast: Cast, draft: Draft) -> None:
    client, address = client_of(cast, "ardenia"), reverse("api-draft-base", kwargs={"pk": draft.pk})
    seen = client.get(address).json()
    state = str(cast.state("art_1").pk)
    place = {
        "number": 1, "cited": "Article 1", "old": "keep networks quiet", "new": "leave networks quiet",
        "mine": "hold all networks silent", "both": "[leave networks quiet][hold all networks silent]",
        "before": "The purpose of this Convention is to ", "after": ".", "at": {"start": 56, "end": 76}, "changes": 2,
    }  # fmt: skip
    text = "Article 1\nPurpose\n\nThe purpose of this Convention is to leave networks quiet."
    assert seen == {
        "state": state, "revision": "Rev.2", "text": text, "applied": 0, "already": 0, "to_settle": [place],
    }  # fmt: skip

    def post(**sent: object) -> tuple[int, str]:
        answer = client.post(address, sent, content_type=JSON)
        return answer.status_code, answer.json().get("text") or answer.json()["detail"]

    assert post(edition=2, state=state) == (400, "place 1 is to be settled first: new, mine, both")
    assert post(edition=2, state=str(uuid4()), choices=["mine"])[0] == 409
    assert post(edition=1, state=state, choices=["mine"])[0] == 409
    assert post(edition=2, state=state, choices=["theirs"])[0] == 400
    assert Draft.objects.get().edition == 2
    assert post(edition=2, state=state, choices=["mine"]) == (
        200, "Article 1\nPurpose\n\nThe purpose of this Convention is to hold all networks silent.",
    )  # fmt: skip
    assert client.get(address).status_code == 409


def test_words_are_kept_where_it_says_so(cast: Cast, draft: Draft) -> None:
    address = reverse("api-draft-base", kwargs={"pk": draft.pk})
    sent = {"edition": 2, "state": str(cast.state("art_1").pk), "keep": True}
    answer = client_of(cast, "ardenia").post(address, sent, content_type=JSON)
    assert (answer.status_code, answer.json()["text"]) == (200, draft.text)


@pytest.mark.parametrize("route", ["api-draft-base", "draft-base"])
def test_to_others_it_is_not_there(cast: Cast, draft: Draft, route: str) -> None:
    for name in (n for n in WHO.values() if n not in ("", "ardenia")):
        client = client_of(cast, name)
        answers = [client.get(reverse(route, kwargs={"pk": pk})) for pk in (draft.pk, uuid4())]
        assert [a.status_code for a in answers] == [404, 404]
        assert without_tokens(answers[0].content) == without_tokens(answers[1].content)
    assert client_of(cast, "ardenia").get(reverse(route, kwargs={"pk": draft.pk})).status_code == 200
