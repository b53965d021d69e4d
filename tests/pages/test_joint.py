"""Joint drafts on the pages: taking a copy, and what is said when one ends."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, Cast
from treaty_drafts import sharing
from treaty_drafts.models import Draft, Sharing

from .test_publishing import client

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return cast.draft("ardenia", "art_1", "Article 1\n\nQuiet.")


@pytest.fixture
def borvale(cast: Cast) -> Client:
    return client(cast, "borvale")


def invited(cast: Cast, draft: Draft) -> Sharing:
    return sharing.invite(draft=draft, delegation=cast.delegation("BRV"), by=cast.seat("ardenia"), at=NOON)


def joined(cast: Cast, draft: Draft) -> Sharing:
    return sharing.accept(sharing=invited(cast, draft), by=cast.seat("borvale"), at=NOON)


def test_who_has_a_draft_there_is_shown_it_instead_of_a_copy(cast: Cast, draft: Draft, borvale: Client) -> None:
    joined(cast, draft)
    own = cast.draft("borvale", "art_1", "Article 1\n\nOurs.")
    page, copy = (reverse(route, args=[draft.pk]) for route in ("draft", "draft-copy"))
    shown = unescape(borvale.get(page).content.decode())
    there, compared = (
        reverse("draft", args=[own.pk]),
        f"{reverse('compare', args=[cast.instrument.pk])}?before=draft:{own.pk}&after=draft:{draft.pk}",
    )
    assert (copy in shown, f'href="{there}"' in shown, f'href="{compared}"' in shown) == (False, True, True)
    assert borvale.get(compared).status_code == 200
    answer = borvale.post(copy, follow=True)
    assert (answer.redirect_chain, Draft.objects.count()) == ([(there, 302)], 2)
    assert "Nothing is copied: Borvale has this draft on the provision already." in answer.content.decode()
    own.delete()
    assert copy in borvale.get(page).content.decode()
    borvale.post(copy)
    assert Draft.objects.get(delegation=cast.delegation("BRV")).text == draft.text


@pytest.mark.parametrize(
    ("before", "who", "said", "history"),
    [
        (invited, "ardenia", "Borvale no longer finds it", "The invitation of Borvale was taken back"),
        (invited, "borvale", "Ardenia is told so; nobody else learns of it.", "Borvale declined"),
        (
            joined,
            "ardenia",
            "Whoever drafts it now finds that in the draft’s history",
            "Ardenia ended the sharing with Borvale",
        ),
        (joined, "borvale", "Whoever drafts it now finds that in the draft’s history", "Borvale left"),
    ],
)
def test_who_ends_it_is_told_who_learns_of_that(
    cast: Cast, draft: Draft, ardenia: Client, borvale: Client, before: object, who: str, said: str, history: str
) -> None:
    assert callable(before)
    found = before(cast, draft)
    sender = {"ardenia": ardenia, "borvale": borvale}[who]
    answer = sender.post(reverse("sharing", args=[found.pk]), {"answer": "end"}, follow=True)
    assert said in unescape(answer.content.decode())
    assert history in ardenia.get(reverse("draft-history", args=[draft.pk])).content.decode()
    assert borvale.get(reverse("sharing", args=[found.pk])).status_code == 404
