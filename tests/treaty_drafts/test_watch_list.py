"""A delegation's watch list: private to it, and what changed in substance since a person last looked."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from tests.factories import CONVENTION, NOON, Cast
from tests.pages.test_publishing import client, words
from treaty_drafts import carrying, news, tabling, watch_list
from treaty_drafts.errors import NotAllowed
from treaty_drafts.models import Watch

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def watch(cast: Cast, name: str = "ardenia", code: str = "ARD", eid: str = "art_3") -> Watch:
    return watch_list.watch(provision=cast.provision(eid), delegation=cast.delegation(code), by=cast.seat(name))


def changed(cast: Cast) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What Ardenia sees: the place, what the text does, and each version tabled since."""
    _, found = watch_list.since_last_look(cast.seat("ardenia"))
    return [
        (w.label, w.text.effect if w.text else "", [(t.version.author, t.verdict.effect) for t in w.versions])
        for w in found
    ]


def test_what_changed_since_the_last_look(cast: Cast) -> None:
    watch(cast)
    base = cast.state("art_3").base
    cast.table("borvale", "art_3", base.replace("shall be stored", "may be stored"))
    cast.table("ardenia", "art_3", base.replace("shall be stored", "must be stored"))  # its own is no news to it
    assert changed(cast) == [("Article 3", "", [("Borvale", "weaker")])]
    look = news.since_last_look(cast.seat("ardenia"))
    news.mark_read(seat=cast.seat("ardenia"), upto=look.upto)
    assert changed(cast) == [("Article 3", "", [])]
    cast.import_text(CONVENTION.replace("shall be stored", "should be stored"))
    assert changed(cast) == [("Article 3", "weaker", [])]
    later = cast.draft("borvale", "art_3", cast.state("art_3").base.replace("should be", "shall be"))
    state = cast.state("art_3").pk  # the draft began with what waits to be settled, on its own base
    later = carrying.carry(draft=later, edition=later.edition, state=state, by=cast.seat("borvale"), at=NOON, keep=True)
    version = tabling.table(draft=later, edition=later.edition, by=cast.seat("borvale"), at=NOON)
    assert changed(cast) == [("Article 3", "weaker", [("Borvale", "stronger")])]
    tabling.withdraw(proposal=version.proposal, by=cast.seat("borvale"), at=NOON)
    assert changed(cast) == [("Article 3", "weaker", [])]


def test_a_watch_list_is_its_delegations_alone(cast: Cast) -> None:
    watch(cast)
    for name in ("borvale", "chair", "secretariat", "observer"):
        assert watch_list.since_last_look(cast.seat(name))[1] == ()
        with pytest.raises(NotAllowed):
            watch(cast, name)
    with pytest.raises(NotAllowed):
        watch_list.unwatch(
            provision=cast.provision("art_3"), delegation=cast.delegation("ARD"), by=cast.seat("borvale")
        )
    assert cast.negotiation.entries.filter(act__contains="watch").count() == 0
    assert watch(cast) == watch(cast)


def test_the_pages_and_the_interface(cast: Cast) -> None:
    ardenia, borvale = client(cast, "ardenia"), client(cast, "borvale")
    provision = reverse("provision", kwargs={"pk": cast.provision("art_3").pk})
    address = reverse("watch", kwargs={"pk": cast.provision("art_3").pk})
    assert ardenia.post(address, {"delegation": "ARD", "act": "watch"})["Location"] == provision
    assert borvale.post(address, {"delegation": "ARD"}).status_code == 403
    assert "Ardenia watches this provision" in words(ardenia.get(provision).content.decode())
    assert "watches this provision" not in borvale.get(provision).content.decode()
    cast.table("borvale", "art_3", cast.state("art_3").base.replace("shall be stored", "may be stored"))
    negotiation = reverse("negotiation", kwargs={"slug": "quiet"})
    page = words(ardenia.get(negotiation).content.decode())
    assert "Your watch list: what changed in substance so far 1 provision, in the order of the text. Article 3" in page
    assert "Article 3 Borvale, version 1 binds States less" in page
    assert "watch list" not in borvale.get(negotiation).content.decode()
    api = APIClient()
    api.force_login(cast.users["ardenia"])
    (found,) = api.get(reverse("api-watched", kwargs={"slug": "quiet"})).json()
    assert (found["place"], found["text"]) == ("Article 3", None)
    assert [(v["author"], v["effect"]["effect"]) for v in found["versions"]] == [("Borvale", "weaker")]
    one = reverse("api-watch", kwargs={"pk": cast.provision("art_3").pk})
    assert api.put(one, {"watched": False}, format="json").status_code == 204
    assert Watch.objects.count() == 0
    assert api.put(one, {"watched": True}, format="json").status_code == 204
    ardenia.post(address, {"delegation": "ARD", "act": "unwatch"})
    assert Watch.objects.count() == 0


def test_no_provision_is_left_out_of_a_long_list(cast: Cast) -> None:
    text = "".join(f"Article {n}\nWrecks\n\nParties shall mark wreck {n}.\n\n" for n in range(1, 62))
    cast.import_text(text)
    for n in range(61, 0, -1):
        watch(cast, eid=f"art_{n}")
    news.mark_read(seat=cast.seat("ardenia"), upto=news.since_last_look(cast.seat("ardenia")).upto)
    cast.import_text(text.replace("shall", "may"))
    effects = ["weaker"] * watch_list.MOST + ["unread"] * (61 - watch_list.MOST)
    assert changed(cast) == [(f"Article {n}", effect, []) for n, effect in enumerate(effects, 1)]
    page = words(client(cast, "ardenia").get(reverse("negotiation", kwargs={"slug": "quiet"})).content.decode())
    assert "61 provisions, in the order of the text." in page
    assert page.count("The text that stands: binds States less") == 50
    assert page.count("The text that stands: not read yet") == page.count("Changed, and not read here") == 11
