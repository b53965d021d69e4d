"""The consolidation pages: what the chair picks is what is shown, and what is shown is what is stored."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Cast
from treaty_drafts import rolling
from treaty_drafts.models import RollingText, Version

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def versions(cast: Cast) -> list[Version]:
    base = cast.state("art_2").base
    return [
        cast.table("ardenia", "art_2", base.replace("shall take", "should take")),
        cast.table("borvale", "art_2", base.replace("serious harm", "harm")),
        cast.table("borvale", "art_3", kind="delete"),
    ]


@pytest.fixture
def chair(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.users["chair"])
    return client


def hidden(page: str) -> dict[str, Any]:
    """What a form of the page carries along."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def test_what_is_picked_is_shown_and_stored(cast: Cast, versions: list[Version], chair: Client) -> None:
    address = reverse("consolidate", kwargs={"pk": cast.instrument.pk})
    page = chair.get(address).content.decode()
    assert all(f'value="{v.pk}"' in page for v in versions)
    article_2, article_3 = cast.provision("art_2").pk, cast.provision("art_3").pk
    picked = {f"p-{article_2}": "bracket", f"v-{article_2}": [str(versions[1].pk)], f"p-{article_3}": "none"}
    page = chair.post(address, {**picked, "step": "preview"}).content.decode()
    assert "1 provision of 8 differ from Rev.1" in page
    assert RollingText.objects.count() == 1
    carried = hidden(page)
    assert chair.post(address, {**carried, "step": "save", "symbol": "QN/2"})["Location"] == address
    stored = RollingText.objects.get(number=None)
    assert stored.symbol == "QN/2"
    assert "[serious - BRV delete]" in stored.text
    assert "ARD" not in stored.text
    publish = reverse("publish", kwargs={"pk": stored.pk})
    chair.post(publish)
    assert rolling.current(cast.instrument) != stored
    chair.post(publish, {"confirm": "yes"})
    assert rolling.current(cast.instrument) == stored


def test_a_wording_is_taken_and_published_at_once(cast: Cast, versions: list[Version], chair: Client) -> None:
    address = reverse("consolidate", kwargs={"pk": cast.instrument.pk})
    picked = {f"p-{cast.provision('art_2').pk}": f"take:{versions[0].pk}", f"p-{cast.provision('art_3').pk}": "none"}
    page = chair.post(address, picked).content.decode()
    assert "taken from Ardenia" in page
    chair.post(address, {**hidden(page), "step": "publish", "confirm": "yes"})
    text = rolling.current(cast.instrument)
    assert text
    assert text.provisions.get(eid="art_2").text == versions[0].text


def test_something_tabled_since_the_preview_is_noticed(cast: Cast, versions: list[Version], chair: Client) -> None:
    address = reverse("consolidate", kwargs={"pk": cast.instrument.pk})
    page = chair.post(address, {"step": "preview"}).content.decode()
    cast.table("ardenia", "art_3", cast.state("art_3").base.replace("may transfer", "shall transfer"))
    answer = chair.post(address, {**hidden(page), "step": "save"})
    assert answer.status_code == 409
    assert "since the preview" in answer.content.decode()
    assert RollingText.objects.count() == 1
