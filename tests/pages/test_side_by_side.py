"""The reading pages of a provision's wordings, and the same by the interface: side by side, as a delegation, word by word."""

import re
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from tests.factories import Cast
from tests.treaty_drafts.test_authors import chairs_text
from tests.treaty_drafts.test_paragraphs import stated, table
from tests.treaty_drafts.test_side_by_side import joined
from tests.treaty_drafts.test_sourcing import publish

from .test_publishing import client, words
from .test_substance import SHALL, effects, tabled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def shown(cast: Cast, eid: str = "art_3", who: str = "chair", **asked: str) -> str:
    address = reverse("side-by-side", kwargs={"pk": cast.provision(eid).pk})
    return client(cast, who).get(address, asked).content.decode()


def heads(page: str) -> list[str]:
    return [words(head) for head in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page.split("<tbody>")[0], re.S)]


def asked(cast: Cast, route: str, pk: Any, who: str = "chair", **query: str) -> Any:
    api = APIClient()
    api.force_login(cast.users[who])
    answer = api.get(reverse(route, kwargs={"pk": pk}), query)
    return answer.json() if answer.status_code == 200 else answer.status_code


def test_without_proposals_there_are_only_the_points_that_stand(cast: Cast) -> None:
    page = shown(cast)
    assert 'class="columns"' not in page
    assert "No wording other than the base is on the table; 1 point to settle" in words(page)
    assert re.findall(r'<li class="point sheet" id="(\S+)"', page) == ["point-1"]
    assert "There is nothing to settle here" in shown(cast, "art_1")


def test_every_wording_has_a_column_under_all_who_hold_it(cast: Cast) -> None:
    version = cast.table("ardenia", "art_3", cast.state("art_3").base.replace(SHALL, "should be stored"))
    assert heads(shown(cast)) == ["Base", "ARD Ardenia, version 1"]
    joined(cast, version)
    page = shown(cast, who="borvale")
    assert heads(page) == ["Base", "ARD Ardenia, version 1BRV Borvale"]
    assert "<del>shall</del><ins>should</ins>" in page
    assert 'data-side="Ardenia, Borvale"' in page


def test_a_text_of_the_chair_has_a_marked_column(cast: Cast) -> None:
    chairs_text(cast, cast.state("art_1").base.replace("quiet", "silent"), "facilitator")
    page = shown(cast, "art_1", "ardenia")
    assert heads(page) == ["Base", "Facilitator’s text, version 1 without prejudice to the position of any delegation"]


def test_points_tell_holders_and_effects_and_are_sorted_by_them(cast: Cast) -> None:
    base = cast.state("art_3").base
    cast.table(
        "ardenia", "art_3", base.replace(SHALL, "should be stored").replace("2. Parties may", "2. Parties shall")
    )
    table(cast, stated(cast, "art_3", "brackets", name="borvale"), "borvale")
    page = shown(cast)
    first, second = page.split('<li class="point sheet"')[1], page.split('<li class="point sheet"')[3]
    assert words(first.split("<tbody>")[1].split("</tbody>")[0]) == (
        "shall Base shouldbinds States less “shall” became “should”: a duty became a recommendation; "
        "States are bound less. ARD"
    )
    assert "BRV puts these words in brackets, without other ones." in words(second)
    assert effects(page, 'class="verdict"') == ["binds States less", "binds States more"]
    assert effects(shown(cast, order="effect"), 'class="verdict"') == ["binds States more", "binds States less"]
    weaker = shown(cast, effect="weaker")
    assert re.findall(r'<li class="point sheet" id="(\S+)"', weaker) == ["point-1"]
    assert "At none of the 4 points" in words(shown(cast, effect="neutral"))


def test_the_interface_gives_the_same(cast: Cast) -> None:
    less, more = tabled(cast)
    found = asked(cast, "api-wordings", cast.provision("art_3").pk)
    base = cast.state("art_3").base
    assert (found["state"], found["base"]["text"]) == (str(cast.state("art_3").pk), base)
    assert [(w["text"], w["delegations"], w["versions"]) for w in found["wordings"]] == [
        (less.text, ["ARD"], [str(less.pk)]), (more.text, ["BRV"], [str(more.pk)]),
    ]  # fmt: skip
    first = found["points"][0]
    assert base[first["span"]["start"] : first["span"]["end"]] == first["words"]
    assert [(o["delegations"], o["is_base"], o["effect"] and o["effect"]["effect"]) for o in first["wordings"]] == [
        (["BRV"], True, None), (["ARD"], False, "weaker"),
    ]  # fmt: skip
    assert asked(cast, "api-wordings", cast.provision("art_3").pk, "observer") == 404


def test_the_text_as_a_delegation_would_have_it_is_marked_or_plain(cast: Cast) -> None:
    less, _ = tabled(cast)
    cast.table("ardenia", "art_1", kind="delete")
    cast.table("ardenia", "art_2", "Article 2 bis\n\nNetworks rest.", kind="insert")
    address = reverse("text-of", kwargs={"pk": cast.instrument.pk})
    page = client(cast, "ardenia").get(address).content.decode()
    assert "The text as Ardenia would have it" in words(page)
    assert "on the table on 3 provisions" in words(page)
    ids = re.findall(r'id="change-(\d+)"', page)
    assert ids == [str(n) for n in range(1, len(ids) + 1)]
    assert f">{len(ids)} changes</output>" in page
    plain = client(cast, "ardenia").get(address, {"view": "plain"}).content.decode()
    assert "<ins" not in plain.split('id="whole"')[1]
    assert "The purpose of this Convention" not in plain
    assert "Networks rest." in plain
    theirs = client(cast, "ardenia").get(address, {"delegation": "BRV"}).content.decode()
    assert "The text as Borvale would have it" in words(theirs)
    assert "Networks rest." not in theirs
    assert client(cast, "ardenia").get(address, {"delegation": "ZZZ"}).status_code == 400
    found = asked(cast, "api-text-of", cast.instrument.pk, delegation="ARD")
    own = [(p["eid"], p["version"]) for p in found["provisions"] if p["version"]]
    assert own[2] == ("art_3", str(less.pk))
    assert [p["text"] for p in found["provisions"] if not p["base"]] == ["Article 2 bis\n\nNetworks rest."]


def test_without_a_text_or_delegations_it_says_so(empty_cast: Cast) -> None:
    address = reverse("text-of", kwargs={"pk": empty_cast.instrument.pk})
    assert "There is no text yet" in client(empty_cast, "ardenia").get(address).content.decode()


def test_every_word_of_a_provision_leads_to_its_source(cast: Cast) -> None:
    version = cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious harm", "any harm"))
    publish(cast)
    address = reverse("provision", kwargs={"pk": cast.provision("art_2").pk})
    page = client(cast, "borvale").get(address).content.decode()
    assert re.findall(r'data-source="(\d+)">([^<]*any[^<]*)<', page) == [("2", "any")]
    source = page.split('id="source-2"')[1].split("</div>")[0]
    assert "Ardenia, version 1, tabled 2 November 2026, 12:00 UTC" in words(source)
    assert reverse("version", kwargs={"pk": version.pk}) in source
    assert "In the text since Rev.1, imported from convention.txt." in words(
        page.split('id="source-1"')[1].split("</div>")[0]
    )
    observed = client(cast, "observer").get(address).content.decode()
    assert "data-source" not in observed
    assert "side-by-side" not in observed


def test_the_interface_gives_sources_in_code_points(cast: Cast) -> None:
    version = cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious harm", "any harm"))
    before = cast.state("art_2")
    publish(cast)
    found = asked(cast, "api-sources", cast.provision("art_2").pk)
    spans = {found["text"][w["span"]["start"] : w["span"]["end"]]: w for w in found["words"]}
    assert found["told"] is True
    assert spans["any"]["holders"] == [
        {"delegation": "ARD", "version": str(version.pk), "number": 1, "tabled_at": "2026-11-02T12:00:00Z"}
    ]
    assert spans["any"]["origin"] is None
    assert (spans["serious"]["holders"], spans["serious"]["origin"]["revision"]) == ([], "Rev.1")
    earlier = asked(cast, "api-sources", cast.provision("art_2").pk, state=str(before.pk))
    assert (earlier["text"], len(earlier["words"])) == (before.text, 1)
    assert asked(cast, "api-sources", cast.provision("art_2").pk, state=str(cast.state("art_1").pk)) == 400
    publish(cast, style="anonymous")
    assert asked(cast, "api-sources", cast.provision("art_2").pk)["told"] is False
