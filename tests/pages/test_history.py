"""The page with the history of a draft."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests.factories import Cast
from treaty_drafts.models import Checkpoint, Draft

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return cast.draft("ardenia", "art_1", "Article 1\n\nQuiet.")


def test_a_state_is_looked_at_named_and_brought_back(draft: Draft, ardenia: Client, cast: Cast) -> None:
    address = reverse("draft-history", kwargs={"pk": draft.pk})
    began = cast.state("art_1").base
    assert address in ardenia.get(reverse("draft", kwargs={"pk": draft.pk})).content.decode()
    assert "No. 1 to 2" in ardenia.get(address).content.decode()
    assert escape(began) in ardenia.get(address, {"at": 1}).content.decode()
    named = ardenia.post(address, {"seq": 1, "name": "As it stood"}, follow=True).content.decode()
    assert "As it stood" in named
    assert ardenia.post(address, {"seq": 2, "name": "As it stood"}).status_code == 400
    back = ardenia.post(address, {"seq": 1, "edition": draft.edition, "restore": "yes"})
    assert back["Location"] == reverse("draft", kwargs={"pk": draft.pk})
    assert Draft.objects.get().text == began
    assert "brought back the words of" in ardenia.get(address).content.decode()
    ardenia.post(address, {"forget": str(Checkpoint.objects.get().pk)})
    assert Checkpoint.objects.count() == 0


def test_what_is_not_there_is_not_there(draft: Draft, ardenia: Client) -> None:
    address = reverse("draft-history", kwargs={"pk": draft.pk})
    assert ardenia.get(address, {"at": 3}).status_code == 404
    assert ardenia.post(address, {"forget": "x"}).status_code == 404
    assert ardenia.post(address, {"seq": 1, "edition": 1, "restore": "yes"}).status_code == 409
    assert ardenia.post(address, {"seq": "x", "name": "y"}).status_code == 400
