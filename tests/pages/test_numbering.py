"""A point has one number and one address on the article page, side by side, on the settle page and in the interface."""

import re

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from tests.factories import NOON, Cast
from tests.treaty_drafts.test_paragraphs import stated, table
from tests.treaty_drafts.test_settling import key_of
from treaty_drafts import settlements, settling
from treaty_drafts.models import Settlement
from treaty_drafts.point_by_point import numbers

from .test_publishing import client, words
from .test_settling import on_table

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

BRACKETS = "Point 1 paragraph 1, shall"
FIRST, SECOND = "Point 2 paragraph 2, shall", "Point 3 paragraph 2, serious"


def named(cast: Cast, page: str) -> list[str]:
    """What stands in the heads of the points of a page, in order, badges aside."""
    found = client(cast, "chair").get(reverse(page, kwargs={"pk": cast.provision("art_2").pk})).content.decode()
    heads = re.findall(r"<h3[^>]*>(Point .*?)</h3>", found, re.S)
    return [words(head.split('<span class="badge')[0]) for head in heads]


def interface(cast: Cast, route: str, settled: str) -> list[tuple[int, str]]:
    api = APIClient()
    api.force_login(cast.users["chair"])
    found = api.get(reverse(route, kwargs={"pk": cast.provision("art_2").pk})).json()
    places = [(p["number"], f"{p['cited']}, {p['begins']}") for p in found["points"]]
    return places + [(p["number"], "settled") for p in found[settled] if p["number"]]


def test_all_pages_number_alike_and_a_settled_point_keeps_its_number(cast: Cast) -> None:
    on_table(cast)
    assert named(cast, "side-by-side") == [BRACKETS, FIRST, SECOND]
    assert named(cast, "settle") == [BRACKETS, FIRST, SECOND]
    assert named(cast, "provision") == [FIRST, SECOND]
    chair = cast.seat("chair")
    made = settling.settle(
        provision=cast.provision("art_2"), key=key_of(cast, "shall"), text="should", by=chair, at=NOON
    )
    assert named(cast, "side-by-side") == [BRACKETS, FIRST, SECOND]
    assert named(cast, "settle") == [BRACKETS, SECOND, FIRST]
    assert named(cast, "provision") == [FIRST, SECOND]
    left = [(1, "paragraph 1, shall"), (3, "paragraph 2, serious"), (2, "settled")]
    assert interface(cast, "api-wordings", "settled_points") == left
    assert interface(cast, "api-points", "settled") == left
    settling.undo(settlement=made, by=chair, at=NOON)
    assert named(cast, "settle") == [BRACKETS, FIRST, SECOND]


def test_points_inside_a_settled_one_keep_their_numbers(cast: Cast) -> None:
    base = cast.state("art_2").base.replace("serious harm", "[any [serious] harm] [loss]")
    cast.import_text(cast.state("art_2").rolling_text.text.replace(cast.state("art_2").base, base))
    provision, chair = cast.provision("art_2"), cast.seat("chair")

    def shown() -> list[tuple[int, str, bool]]:
        return [(n.number, n.begins, bool(n.settled)) for n in numbers(settlements.on_table(provision))]

    before = [(1, "shall", False), (2, "any [serious] harm", False), (3, "serious", False)]
    assert shown() == before
    there = settling.open_points(settlements.on_table(provision))
    settling.settle(provision=provision, key=there[1].key, text="any [serious] harm", by=chair, at=NOON)
    assert shown() == [(1, "shall", False), (2, "any [serious] harm", True), (3, "serious", False)]
    inner = settling.open_points(settlements.on_table(provision))[1]
    settling.settle(provision=provision, key=inner.key, text="", by=chair, at=NOON)
    assert shown() == [(1, "shall", False), (2, "any [serious] harm", True), (3, "serious", True)]
    settling.undo(settlement=Settlement.objects.order_by("sequence")[0], by=chair, at=NOON)
    assert shown() == before


def test_a_bracket_that_the_chair_keeps_is_settled_as_it_stands(cast: Cast) -> None:
    base = cast.state("art_2").base.replace("serious harm", "[serious] [grave] harm to [any] [each] State")
    cast.import_text(cast.state("art_2").rolling_text.text.replace(cast.state("art_2").base, base))
    cast.table("ardenia", "art_2", base.replace("[serious] [grave]", "serious"))
    heads = named(cast, "settle")
    assert len(heads) == 3
    assert named(cast, "side-by-side") == heads
    there = settlements.on_table(cast.provision("art_2"))
    kept = settling.open_points(there)[1]
    text = kept.point.span.of(there.collation.base)
    assert text == "[serious] [grave]"
    made = settling.settle(provision=cast.provision("art_2"), key=kept.key, text=text, by=cast.seat("chair"), at=NOON)
    assert named(cast, "side-by-side") == heads
    assert named(cast, "settle") == [heads[0], heads[2], heads[1]]
    assert named(cast, "provision") == [heads[1]]
    there = settlements.on_table(cast.provision("art_2"))
    assert [o.point for o in settling.open_points(there)] == [n.point for n in numbers(there) if n.point]
    for route, settled in (("api-wordings", "settled_points"), ("api-points", "settled")):
        assert [n for n, _ in interface(cast, route, settled)] == [1, 3, 2]
    settling.undo(settlement=made, by=cast.seat("chair"), at=NOON)
    assert named(cast, "settle") == heads


def test_nothing_is_to_choose_where_somebody_only_reserves(cast: Cast) -> None:
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious harm", "harm"))
    table(cast, stated(cast, "art_2", "reserves", name="borvale"), "borvale")
    whole = "Point 2 paragraph 2, 2. Each Party shall take measures …"
    assert named(cast, "settle") == named(cast, "side-by-side") == [BRACKETS, whole, SECOND]
    assert named(cast, "provision") == [whole, SECOND]
    page = client(cast, "chair").get(reverse("settle", kwargs={"pk": cast.provision("art_2").pk})).content.decode()
    assert re.findall(r"Settle point (\d)", page) == ["1", "3"]
    assert "BRV reserves on these words, without other ones." in words(page)
