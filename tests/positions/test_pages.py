"""Positions on the page of a provision, and the divergences."""

import pytest
from django.test import Client
from django.urls import reverse

from positions import stating
from positions.models import Position
from tests.factories import NOON, Cast
from treaty_drafts import drafting, paragraphs, tabling

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def test_support_lapses_and_an_objection_is_to_be_confirmed(cast: Cast) -> None:
    base = cast.state("art_2").base
    first = cast.table("ardenia", "art_2", base.replace("shall take", "should take"))
    address = reverse("position", kwargs={"pk": first.pk})
    answer = client_of(cast, "borvale").post(address, {"stance": "supports", "statement": "With thanks."})
    assert answer["Location"] == reverse("provision", kwargs={"pk": first.proposal.provision_id})
    assert [h.status for h in stating.held([first.proposal])[first.proposal_id]] == ["stands"]
    second = cast.table("ardenia", "art_2", base.replace("shall take", "may take"))
    shown = client_of(cast, "chair").get(answer["Location"]).content.decode()
    assert "lapsed: the wording has changed" in shown
    assert "With thanks." in shown
    stating.state(version=second, delegation=cast.delegation("BRV"), stance="opposes", by=cast.seat("borvale"), at=NOON)
    cast.table("ardenia", "art_2", base.replace("shall take", "must take"))
    assert [h.status for h in stating.held([first.proposal])[first.proposal_id]] == ["to be confirmed"]
    assert "is not in a position to support" in client_of(cast, "chair").get(answer["Location"]).content.decode()


def test_nobody_states_for_another_and_nothing_unknown(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", kind="delete")
    address = reverse("position", kwargs={"pk": version.pk})
    assert client_of(cast, "ardenia").post(address, {"stance": "supports", "delegation": "BRV"}).status_code == 403
    assert client_of(cast, "borvale").post(address, {"stance": "loves"}).status_code == 400
    assert not Position.objects.exists()


def test_divergences_are_listed_filtered_and_counted(cast: Cast) -> None:
    for name, words in (("ardenia", "may be stored"), ("borvale", "should be stored")):
        cast.table(name, "art_3", cast.state("art_3").base.replace("shall be stored", words))
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    chair, address = client_of(cast, "chair"), reverse("divergences", kwargs={"pk": cast.instrument.pk})
    assert "2 open points of difference" in chair.get(address).content.decode()
    filtered = chair.get(address, {"topic": "data_sovereignty"}).content.decode()
    assert "1 open point of difference" in filtered
    assert "the text that stands" in filtered
    of_article_1 = chair.get(address, {"provision": str(cast.provision("art_1").pk)}).content.decode()
    assert "silent" in of_article_1
    assert "1 open point of difference" in of_article_1


def test_the_page_asks_as_often_for_many_proposals_as_for_one(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    chair, provision = client_of(cast, "chair"), cast.provision("art_2")
    address = reverse("provision", kwargs={"pk": provision.pk})
    counts = []
    for name, words in (("ardenia", "should"), ("borvale", "may")):
        version = cast.table(name, "art_2", cast.state("art_2").base.replace("shall take", f"{words} take"))
        other = "borvale" if name == "ardenia" else "ardenia"
        delegation = cast.seat(other).delegations[0]
        stating.state(version=version, delegation=delegation, stance="reserves", by=cast.seat(other), at=NOON)
        chair.get(address)
        with django_assert_max_num_queries(60) as counted:
            chair.get(address)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_a_stance_without_words_stands_among_the_divergences(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_3")
    start = paragraphs.paragraphs(draft.text)[0].start
    draft = drafting.edit(
        draft=draft, edition=1, by=cast.seat("ardenia"), at=NOON, stances=[{"stance": "reserves", "start": start}]
    )
    tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON)
    address = reverse("divergences", kwargs={"pk": cast.instrument.pk})
    said = "reserves its position on paragraph 1"
    shown = {topic: said in client_of(cast, "chair").get(f"{address}?topic={topic}").content.decode() for topic in (
        "", "data_sovereignty", "attribution"
    )}  # fmt: skip
    assert shown == {"": True, "data_sovereignty": True, "attribution": False}
