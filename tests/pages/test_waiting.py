"""What waits for a delegation is shown to it on the negotiation page, and to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, Cast
from treaty_drafts import behalf, sponsoring

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_what_waits_for_a_delegation(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", "Article 1\n\nOurs.")
    sponsoring.ask(proposal=version.proposal, delegation=cast.delegation("BRV"), by=cast.seat("borvale"), at=NOON)
    behalf.enter(
        instrument=cast.instrument, delegation=cast.delegation("BRV"), kind="delete", text="", at=NOON,
        by=cast.seat("secretariat"), provision=cast.provision("art_1"),
    )  # fmt: skip
    asks, entered = "Borvale asks to co-sponsor", "The secretariat entered a text for Borvale"
    shown = {}
    for name in ("ardenia", "borvale", "chair", "secretariat", "observer"):
        client = Client()
        client.force_login(cast.users[name])
        page = client.get(reverse("negotiation", kwargs={"slug": "quiet"})).content.decode()
        shown[name] = [words for words in (asks, entered) if words in page]
    assert shown == {"ardenia": [asks], "borvale": [entered], "chair": [], "secretariat": [], "observer": []}
