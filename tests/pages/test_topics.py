"""The page of watched subjects: seen by all, used by chair and secretariat; the same by the interface."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from tests.api.conftest import problem
from tests.factories import Cast
from treaty_drafts.models import OwnTopic

from .test_publishing import client, words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

SENT = {
    "name": "Standard of proof", "definition": "What must be <shown>.", "strong": "basis of evidence\r\n\r\nburden of proof",
    "examples": "The burden of proof is hers.\r\nIt must be shown.", "counter_examples": "A burden of proof-reading.",
}  # fmt: skip


def test_a_subject_is_tried_then_saved_changed_and_removed(cast: Cast) -> None:
    chair = client(cast, "chair")
    address = reverse("topics", kwargs={"slug": "quiet"})
    page = chair.post(address, {**SENT, "try": "yes"}).content.decode()
    assert "1 open bracket in the text, 0 points where tabled wordings differ. Nothing is saved yet." in words(page)
    assert "It does not catch:It must be shown." in words(page)
    assert "It catches what is none:A burden of proof-reading." in words(page)
    assert "burden of proof</textarea>" in page  # what was sent stays in the form
    assert OwnTopic.objects.count() == 0
    assert chair.post(address, {**SENT, "save": "yes"})["Location"] == address
    topic = OwnTopic.objects.get()
    assert topic.strong == ["basis of evidence", "burden of proof"]
    page = client(cast, "observer").get(address).content.decode()
    assert "Standard of proof" in page
    assert "What must be &lt;shown&gt;." in page
    assert '<form method="post" class="sheet"' not in page
    assert "Standard of proof" in client(cast, "ardenia").get(reverse("negotiation", args=["quiet"])).content.decode()
    one = reverse("topic", kwargs={"slug": "quiet", "pk": topic.pk})
    assert "basis of evidence\nburden of proof</textarea>" in chair.get(one).content.decode()
    chair.post(one, {**SENT, "strong": "evidence", "save": "yes"})
    topic.refresh_from_db()
    assert topic.strong == ["evidence"]
    chair.post(one, {"remove": "yes"})
    assert OwnTopic.objects.count() == 1
    chair.post(one, {"remove": "yes", "confirm": "yes"})
    assert OwnTopic.objects.count() == 0


def test_what_cannot_be_read_is_said_beside_its_field(cast: Cast) -> None:
    address = reverse("topics", kwargs={"slug": "quiet"})
    answer = client(cast, "chair").post(address, {**SENT, "unless": "sea & land", "save": "yes"})
    assert answer.status_code == 400
    page = answer.content.decode()
    field = page.split('id="id_unless"')[1].split('class="field"')[0]
    assert "is neither a word nor a known list" in field
    assert "sea &amp; land</textarea>" in page


def test_the_interface_does_the_same(cast: Cast) -> None:
    api = APIClient()
    api.force_login(cast.users["secretariat"])
    address = reverse("api-topics", kwargs={"slug": "quiet"})
    given = {"name": "Proof", "definition": "Of it.", "strong": ["basis of evidence"], "examples": ["Nothing."]}
    tried = api.post(reverse("api-topics-try", kwargs={"slug": "quiet"}), given, format="json").json()
    assert [p["cited"] for p in tried["open_points"]] == ["Article 2, paragraph 1"]
    assert (tried["differences"], tried["missed"], tried["caught"]) == ([], ["Nothing."], [])
    made = api.post(address, given, format="json").json()
    assert (made["key"], made["counter_examples"]) == ("proof", [])
    found = api.get(address).json()
    assert [t["key"] for t in found["ships"]] == ["attribution", "data_sovereignty"]
    assert found["own"] == [made]
    text = cast.instrument.rolling_texts.get()
    counts = api.get(reverse("api-flags", kwargs={"pk": text.pk})).json()["counts"]
    assert counts["art_2"] == {"attribution": 1, "proof": 1}
    one = reverse("api-topic", kwargs={"slug": "quiet", "pk": made["id"]})
    refused = problem(api.put(one, {**given, "strong": []}, format="json"), 400)
    assert "needs a term" in refused["detail"]
    assert api.put(one, {**given, "name": "Evidence"}, format="json").json()["name"] == "Evidence"
    assert api.delete(one).status_code == 204
    assert api.get(one).status_code == 404
