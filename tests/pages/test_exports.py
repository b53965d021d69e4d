"""The exports page: what was asked for, with what it was made from, and the file."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from treaty_drafts import circulation
from treaty_drafts.models import Export

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def test_a_document_is_asked_for_and_downloaded() -> None:
    cast = factories.cast()
    client = Client()
    client.force_login(cast.users["ardenia"])
    address = reverse("exports", kwargs={"pk": cast.instrument.rolling_texts.get().pk})
    answer = client.post(address, {"format": "source", "provisions": ["art_1", "art_2"], "attributed": "on"})
    assert answer["Location"] == address
    export = Export.objects.get()
    assert (export.provisions, export.attributed, export.line_numbers) == (["art_1", "art_2"], True, False)
    circulation.make(export_id=str(export.pk))  # where the worker's thread has not been quicker
    for _ in range(100):
        shown = client.get(reverse("export", kwargs={"pk": export.pk})).content.decode()
        if "Download" in shown:
            break
        time.sleep(0.05)
    assert "2 provisions (art_1, art_2)" in shown
    assert reverse("api-export-file", kwargs={"pk": export.pk}) in shown
    body = client.get(reverse("api-export-file", kwargs={"pk": export.pk})).content.decode()
    assert body == "".join(s.text + s.separator for s in (cast.state("art_1"), cast.state("art_2")))


def test_an_export_of_nothing_is_refused_on_the_page() -> None:
    cast = factories.cast()
    client = Client()
    client.force_login(cast.users["ardenia"])
    address = reverse("exports", kwargs={"pk": cast.instrument.rolling_texts.get().pk})
    answer = client.post(address, {"format": "papyrus", "provisions": ["art_99"]})
    assert answer.status_code == 400
    assert "Select a valid choice" in answer.content.decode()
    assert not Export.objects.exists()
