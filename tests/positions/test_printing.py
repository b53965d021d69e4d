"""Where delegations stand, printed in the notation of trade talks: by the chair's preview, by REST, on the command line."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from positions import stating
from tests.factories import NOON, Cast
from treaty_drafts import consolidation, correcting, next_revision, publishing, rolling
from treaty_drafts.correcting import Corrected
from treaty_drafts.models import Delegation, Membership, Version
from treaty_drafts.text import StanceKind, read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

GOLDEN = "2. Each Party [shall][ARD propose; GRP support; BRV oppose; CAL reserve: should] take measures"


def state(cast: Cast, version: Version, **said: str) -> None:
    for code, stance in said.items():
        delegation = cast.delegation(code)
        stating.state(version=version, delegation=delegation, stance=stance, by=cast.seat("borvale"), at=NOON)


@pytest.fixture
def version(cast: Cast) -> Version:
    """A wording of Ardenia's; Borvale speaks for Caldry, Dorran and their group too."""
    members = [
        Delegation.objects.create(negotiation=cast.negotiation, code=code, name=name)
        for code, name in (("CAL", "Caldry"), ("DOR", "Dorran"))
    ]
    group = Delegation.objects.create(negotiation=cast.negotiation, code="GRP", name="Group", is_group=True)
    group.members.set(members)
    for one in (group, *members):
        Membership.objects.create(
            user=cast.users["borvale"], negotiation=cast.negotiation, role="drafter", delegation=one
        )
    return cast.table("ardenia", "art_2", cast.state("art_2").base.replace("shall take", "should take"))


@pytest.fixture
def said(cast: Cast, version: Version) -> Version:
    state(cast, version, BRV="supports", GRP="supports", CAL="reserves", DOR="can accept")
    state(cast, version, BRV="opposes")  # its last word
    return version


def printed(cast: Cast, notation: str = "trade") -> str:
    """The second paragraph of Article 2 in the next revision as REST shows it."""
    client = Client()
    client.force_login(cast.users["chair"])
    address = reverse("api-consolidate-preview", kwargs={"pk": cast.instrument.pk})
    answer = client.post(address, {"notation": notation}, content_type="application/json").json()
    text: str = next(p["text"] for p in answer["provisions"] if p["eid"] == "art_2")
    return text.split("\n\n")[-1]


def test_stances_are_printed_beside_the_wording_in_trade_notation_alone(cast: Cast, said: Version) -> None:
    end = " to prevent serious harm, where feasible."
    assert printed(cast) == GOLDEN + end
    assert printed(cast, "un") == "2. Each Party [shall][should - ARD] take measures" + end
    assert printed(cast, "anonymous") == "2. Each Party [shall][should] take measures" + end


def test_the_preview_of_the_chair_shows_them_and_what_is_stored_has_them(cast: Cast, said: Version) -> None:
    chair, address = Client(), reverse("consolidate", kwargs={"pk": cast.instrument.pk})
    chair.force_login(cast.users["chair"])
    page = chair.post(address, {"notation": "trade"}).content.decode()
    assert GOLDEN in " ".join(re.sub(r"<[^>]*>", "", page).split())
    assert chair.post(address, {"notation": "trade", "step": "publish", "confirm": "yes"}).status_code == 302
    assert GOLDEN in cast.state("art_2").text
    text = rolling.current(cast.instrument)
    assert text
    for code, words in (("ARD", "should take"), ("BRV", "shall take"), ("CAL", "shall take")):
        of = {s.eid: w for s, w in consolidation.reading(text=text, code=code)}
        assert words in of["art_2"]


def test_who_opposes_a_wording_and_has_another_keeps_it(cast: Cast, said: Version) -> None:
    cast.table("borvale", "art_2", cast.state("art_2").base.replace("shall take", "may take"))
    text = printed(cast)
    start = "2. Each Party [shall][ARD propose; GRP support; BRV oppose; CAL reserve: should][BRV propose: may] take"
    assert text.startswith(start)
    assert read(text, "BRV", sigla=("ARD", "BRV", "CAL", "DOR", "GRP")).startswith("2. Each Party may take measures")


def test_the_command_prints_them_too(cast: Cast, said: Version) -> None:
    out = StringIO()
    call_command("consolidate_text", negotiation="quiet", by="chair", style="trade", stdout=out)
    assert GOLDEN in out.getvalue()


def test_what_was_said_of_an_earlier_version_is_not_printed(cast: Cast, said: Version) -> None:
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("shall take", "may take"))
    assert printed(cast).startswith("2. Each Party [shall][ARD propose: may] take measures")


def test_a_correction_prints_them_as_they_were_printed(cast: Cast, said: Version) -> None:
    chair = cast.seat("chair")
    made = next_revision.prepare(
        instrument=cast.instrument,
        by=chair,
        style="trade",
        positions={said.pk: [("BRV", StanceKind.OPPOSES)]},
    )
    publishing.publish(text=consolidation.save(revision=made, by=chair, at=NOON, dated=NOON.date()), by=chair, at=NOON)
    wording = cast.state("art_2").base.replace("serious harm", "grave harm")
    corrected = correcting.prepare(
        instrument=cast.instrument, by=chair, wordings={str(cast.provision("art_2").pk): Corrected(wording, "A slip.")}
    )
    text = next(s.text for s in corrected.states if s.eid == "art_2")
    assert "[shall][ARD propose; BRV oppose: should] take measures" in text
