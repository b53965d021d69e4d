"""The pages of a provision on which everybody has tabled: 193 delegations, 200 versions."""

import re
import time
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, Cast
from treaty_drafts import drafting, substance, tabling
from treaty_drafts.models import Delegation, Membership, Version

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

WORDS = ("serious", "grave", "lasting", "any", "all")


def table(cast: Cast, delegation: Delegation, text: str) -> Version:
    Membership.objects.get_or_create(
        user=cast.users["ardenia"], negotiation=cast.negotiation, role="drafter", delegation=delegation
    )
    seat = cast.seat("ardenia")
    draft = drafting.open_draft(
        instrument=cast.instrument, delegation=delegation, kind="amend", by=seat, at=NOON,
        provision=cast.provision("art_2"),
    )  # fmt: skip
    draft = drafting.edit(draft=draft, edition=1, by=seat, at=NOON, text=text)
    return tabling.table(draft=draft, edition=draft.edition, by=seat, at=NOON)


def test_a_provision_with_200_versions_of_193_delegations_stays_readable(
    cast: Cast, django_assert_max_num_queries: Callable[..., object]
) -> None:
    base = cast.state("art_2").base
    codes = [f"D{n:03}" for n in range(191)]
    more = [Delegation(negotiation=cast.negotiation, code=code, name=f"Delegation {code}") for code in codes]
    everybody = [*Delegation.objects.all(), *Delegation.objects.bulk_create(more)]
    assert len(everybody) == 193
    chair = Client()
    chair.force_login(cast.users["chair"])
    address = reverse("provision", kwargs={"pk": cast.provision("art_2").pk})
    counts = []
    for n, delegation in enumerate(everybody):
        text = base.replace("serious harm", f"{WORDS[n % 5]} harm, {delegation.code}")
        table(cast, delegation, text if n % 5 else text.replace("shall take", "may take"))
        if n == 1:
            chair.get(address)
            counts.append(queries(chair, address, django_assert_max_num_queries))
    for delegation in everybody[:7]:
        table(cast, delegation, base.replace("serious harm", f"utter harm, {delegation.code}"))
    assert Version.objects.count() == 200
    counts.append(queries(chair, address, django_assert_max_num_queries))
    assert counts[0] == counts[1]
    substance._kept.cache_clear()
    started = time.perf_counter()
    chair.get(address)
    assert time.perf_counter() - started < 5  # nothing is known of their effects yet
    weaker = chair.get(address, {"effect": "weaker", "order": "effect"}).content.decode()
    assert weaker.count("<article") == 37  # one in five, but for those that were tabled again
    started = time.perf_counter()
    page = chair.get(address).content.decode()
    print(f"{len(page):,} characters in {time.perf_counter() - started:.2f} s, {counts[1]} queries")
    assert page.count("<article") == 193
    assert page.count("<ins") < 20  # each wording is drawn when it is opened
    assert len(page) < 1_500_000


def queries(client: Client, address: str, at_most: Callable[..., object]) -> int:
    with at_most(60) as counted:  # type: ignore[attr-defined]
        assert client.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize("distinct", [1, 20, 193])
def test_the_wordings_of_193_delegations_stand_side_by_side(
    cast: Cast, distinct: int, django_assert_max_num_queries: Callable[..., object]
) -> None:
    base = cast.state("art_2").base
    more = [Delegation(negotiation=cast.negotiation, code=f"D{n:03}", name=f"Delegation {n:03}") for n in range(191)]
    everybody = [*Delegation.objects.all(), *Delegation.objects.bulk_create(more)]
    for n, delegation in enumerate(everybody):
        table(
            cast, delegation, base.replace("serious harm", f"{WORDS[n % distinct % 5]} damage of kind {n % distinct}")
        )
    chair = Client()
    chair.force_login(cast.users["chair"])
    address = reverse("side-by-side", kwargs={"pk": cast.provision("art_2").pk})
    counted = queries(chair, address, django_assert_max_num_queries)
    substance._kept.cache_clear()
    started = time.perf_counter()
    page = chair.get(address).content.decode()
    print(f"{distinct} wordings: {len(page):,} characters in {time.perf_counter() - started:.2f} s, {counted} queries")
    assert time.perf_counter() - started < 5
    assert page.count('<th scope="col"') == 1 + distinct + 2 * page.count('class="wordings"')
    assert len(re.findall(r'data-code="D\d\d\d"', page.split("<tbody>")[0])) == 191
    assert len(page) < 1_500_000
