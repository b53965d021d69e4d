"""The page on which points are settled, and what the other pages say of it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CONVENTION, Cast
from treaty_drafts import settlements, settling
from treaty_drafts.models import Settlement

from .test_publishing import client, words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def on_table(cast: Cast) -> None:
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("shall take", "should take"))
    cast.table("borvale", "art_2", base.replace("serious harm", "harm"))


def address(cast: Cast) -> str:
    return reverse("settle", kwargs={"pk": cast.provision("art_2").pk})


def settle(cast: Cast, chair: Client, was: str, wording: str) -> str:
    there = settlements.on_table(cast.provision("art_2"))
    (key,) = (o.key for o in settling.open_points(there) if o.point.span.of(there.collation.base) == was)
    return chair.post(address(cast), {"key": key, "wording": wording}, follow=True).content.decode()


def test_a_point_is_settled_and_opened_again(cast: Cast) -> None:
    on_table(cast)
    chair = client(cast, "chair")
    page = chair.get(address(cast)).content.decode()
    assert "Point 2 paragraph 2, shall" in words(page)
    assert "should ARD binds States less" in words(page)
    page = settle(cast, chair, "shall", "1")
    said = "Point 2: “should” instead of “shall”. Settled for the next revision, no. 4 in the record."
    assert words(page).count(said) == 1
    assert f"{said} Point 3 paragraph 2, serious" in words(page)
    assert "should instead of shall" in words(page)
    assert "2. Each Party should take measures" in words(page)
    made = Settlement.objects.get()
    assert 'aria-label="Open it again: point 2, should">Open it again</button>' in page
    page = chair.post(reverse("settle-undo", kwargs={"pk": made.pk}), follow=True).content.decode()
    assert "Point 2 is open again, no. 5 in the record. Point 2 paragraph 2, shall" in words(page)


def test_who_settles_goes_on_with_the_next_point(cast: Cast) -> None:
    on_table(cast)
    chair = client(cast, "chair")
    keys = [o.key for o in settling.open_points(settlements.on_table(cast.provision("art_2")))]
    where = [chair.post(address(cast), {"key": keys[1], "wording": "0"})["Location"]]
    for _ in keys[1:]:
        key = settling.open_points(settlements.on_table(cast.provision("art_2")))[-1].key
        where.append(chair.post(address(cast), {"key": key, "wording": "0"})["Location"])
    assert [w.removeprefix(address(cast)) for w in where] == ["?at=3#point-3", "?at=1#point-1", ""]


def test_a_long_sentence_is_shown_in_whole_words(cast: Cast) -> None:
    long = f"take {'considered ' * 40}measures"
    cast.import_text(CONVENTION.replace("take measures", long))
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious harm", "harm"))
    page = words(client(cast, "chair").get(address(cast)).content.decode())
    assert f"Each Party shall {long} to prevent serious harm" in page


def test_nothing_is_settled_without_a_choice_or_twice(cast: Cast) -> None:
    on_table(cast)
    chair = client(cast, "chair")
    assert "Not settled: choose a wording" in words(settle(cast, chair, "shall", ""))
    old = settling.open_points(settlements.on_table(cast.provision("art_2")))[1].key
    settle(cast, chair, "shall", "0")
    page = chair.post(address(cast), {"key": old, "wording": "0"}, follow=True).content.decode()
    assert "Not settled: something was tabled, withdrawn or settled here since you looked" in words(page)
    assert Settlement.objects.count() == 1


def test_delegations_look_on(cast: Cast) -> None:
    on_table(cast)
    settle(cast, client(cast, "chair"), "shall", "1")
    page = client(cast, "borvale").get(address(cast)).content.decode()
    assert "should instead of shall" in words(page)
    assert '<button type="submit">Settle' not in page
    record = client(cast, "borvale").get(reverse("record", kwargs={"slug": "quiet"})).content.decode()
    assert "settled a point on Article 2: “should” instead of “shall”, as Ardenia would have it" in words(record)


def test_the_preparation_of_the_next_revision_says_what_is_settled(cast: Cast) -> None:
    on_table(cast)
    chair = client(cast, "chair")
    settle(cast, chair, "[shall] [should]", "0")
    prepare = reverse("consolidate", kwargs={"pk": cast.instrument.pk})
    assert "Article 2: 1" in words(chair.get(prepare).content.decode())
    page = chair.post(prepare, {"step": "preview", "notation": "un"}).content.decode()
    assert "1 point settled by the chair." in words(page)
    assert "1. A State Party shall attribute" in words(page)


def test_the_page_of_a_provision_says_what_became_of_each_proposal(cast: Cast) -> None:
    on_table(cast)
    cast.import_text(CONVENTION.replace("Each Party shall take", "Each Party undertakes to take"))
    page = client(cast, "borvale").get(reverse("provision", kwargs={"pk": cast.provision("art_2").pk})).content.decode()
    assert "the text changed where it does: 1 place for Ardenia to settle" in words(page)
    assert "carried forward to Rev.2 " in words(page)
    assert "On Rev.2 it reads:" in words(page)
    assert "Each Party undertakes to take measures to prevent serious harm" in words(page)
    whole = reverse("text-of", kwargs={"pk": cast.instrument.pk})
    page = client(cast, "borvale").get(whole, {"delegation": "ARD"}).content.decode()
    assert "Not in it: Ardenia, version 1, waits until Ardenia settles it with Rev.2" in words(page)


@pytest.mark.parametrize("wording", ["77", "zzz", "²", "1" * 5000])
def test_odd_input_settles_nothing(cast: Cast, wording: str) -> None:
    on_table(cast)
    page = settle(cast, client(cast, "chair"), "shall", wording)
    assert "Not settled: that wording is not on offer at this point." in words(page)
    assert not Settlement.objects.exists()
