"""What changes in substance, where people meet it: on the pages and by the interface."""

import re

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from tests.factories import Cast
from treaty_drafts.models import Version

from .test_publishing import client, words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

SHALL = "shall be stored"


def tabled(cast: Cast) -> tuple[Version, Version]:
    """A wording that binds States less, and one that binds them more."""
    base = cast.state("art_3").base
    less = cast.table("ardenia", "art_3", base.replace(SHALL, "should be stored"))
    more = cast.table("borvale", "art_3", base.replace(SHALL, "shall immediately be stored"))
    return less, more


def effects(page: str, where: str = "<article") -> list[str]:
    """The first worded effect behind each `where`."""
    return [re.findall(r'badge effect \w+">([^<]+)<', part)[0] for part in page.split(where)[1:]]


def test_proposals_carry_their_effect_and_are_sorted_and_filtered_by_it(cast: Cast) -> None:
    tabled(cast)
    observer, chair = client(cast, "observer"), client(cast, "chair")
    address = reverse("provision", kwargs={"pk": cast.provision("art_3").pk})
    page = chair.get(address).content.decode()
    assert effects(page) == ["binds States less", "binds States more"]
    assert "a duty became a recommendation; States are bound less." in page
    assert "modality.recommendation" in page
    assert effects(chair.get(address, {"order": "effect"}).content.decode()) == [
        "binds States more",
        "binds States less",
    ]
    page = chair.get(address, {"effect": "stronger"}).content.decode()
    assert effects(page) == ["binds States more"]
    assert "Proposals (1 of 2)" in words(page)
    page = chair.get(address, {"effect": "mixed"}).content.decode()
    assert effects(page) == []
    assert "None of the 2 proposals cuts both ways." in words(page)
    assert effects(chair.get(address, {"effect": "<b>", "order": "x"}).content.decode()) == [
        "binds States less", "binds States more",
    ]  # fmt: skip
    assert "badge effect" not in observer.get(address).content.decode()


def test_the_compare_page_tells_the_shifts_strongest_first_and_leads_to_their_place(cast: Cast) -> None:
    base = cast.state("art_3")
    text = base.base.replace("shall be stored within", "should be kept within").replace("2. Parties", "2. The Parties")
    version = cast.table("ardenia", "art_3", text)
    names = {"before": f"base:{base.pk}", "after": f"version:{version.pk}"}
    address = reverse("compare", kwargs={"pk": cast.instrument.pk})
    page = client(cast, "chair").get(address, names).content.decode()
    first = page.split('<ol class="shifts">')[1].split("</li>")[0]
    assert "“shall” became “should”: a duty became a recommendation; States are bound less." in words(first)
    number = re.findall(r'href="#(change-\d+)"', first)[0]
    assert f'id="{number}" data-change="{number[7:]}">shall<' in page.replace("<del ", "")
    assert "of wording only" in page
    assert 'href="#change' not in client(cast, "chair").get(address, names | {"view": "clean"}).content.decode()


def test_the_version_page_and_the_points_of_difference_tell_it(cast: Cast) -> None:
    less, _ = tabled(cast)
    chair = client(cast, "chair")
    page = words(chair.get(reverse("version", kwargs={"pk": less.pk})).content.decode())
    assert "Taken together: binds States less" in page
    page = chair.get(reverse("provision", kwargs={"pk": cast.provision("art_3").pk})).content.decode()
    points = page.split('id="points"')[1].split('id="proposals"')[0]
    assert effects(points, 'class="verdict"') == ["binds States less", "binds States more"]


def test_divergences_are_sorted_and_filtered_by_effect(cast: Cast) -> None:
    tabled(cast)
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("to prevent serious harm", "to prevent grave harm"))
    address = reverse("divergences", kwargs={"pk": cast.instrument.pk})
    chair = client(cast, "chair")

    def shown(**asked: str) -> list[str]:
        return effects(chair.get(address, asked).content.decode(), 'class="verdict"')

    assert shown() == ["cuts both ways", "binds States less", "binds States more"]
    assert shown(order="effect") == ["binds States more", "binds States less", "cuts both ways"]
    assert shown(effect="weaker") == ["binds States less"]


def test_the_draft_tells_it_as_one_types_and_in_which_language_it_cannot(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_3")
    address = reverse("draft-look", kwargs={"pk": draft.pk})
    drafter = client(cast, "ardenia")
    assert "changes in substance" not in drafter.post(address, {"text": draft.text}).content.decode()
    page = drafter.post(address, {"text": draft.text.replace(SHALL, "may be stored")}).content.decode()
    assert "a duty became a permission; States are bound less." in words(page)
    french = "Les données sont stockées dans les pays et par les Parties qui les ont pour la durée de la convention."
    page = drafter.post(address, {"text": french}).content.decode()
    assert "Not analysed in this language (French): read both texts." in words(page)
    assert "badge effect" not in page


def test_the_interface_tells_it(cast: Cast) -> None:
    less, more = tabled(cast)
    api = APIClient()
    api.force_login(cast.users["chair"])
    found = api.get(reverse("api-shifts", kwargs={"pk": less.pk})).json()
    assert (found["effect"], found["words"], found["unread"]) == ("weaker", "binds States less", "")
    (shift,) = found["shifts"]
    assert (shift["kind"], shift["effect"], shift["rule"]) == ("modality", "weaker", "modality.recommendation")
    assert (shift["words_before"], shift["words_after"]) == ("shall", "should")
    assert less.text[shift["after"]["start"] : shift["after"]["end"]] == "should"
    asked = {"before": f"version:{more.pk}", "after": f"version:{less.pk}"}
    compared = api.get(reverse("api-compare", kwargs={"pk": cast.instrument.pk}), asked).json()
    assert compared["substance"]["effect"] == "weaker"
    differences = api.get(reverse("api-differences", kwargs={"pk": cast.instrument.pk})).json()["differences"]
    assert [[r["effect"]["effect"] for r in d["readings"]] for d in differences] == [
        ["neutral", "weaker"], ["neutral", "stronger"],
    ]  # fmt: skip
