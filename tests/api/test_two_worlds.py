"""Two worlds that differ only in one delegation's private work, seen by everybody else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, Cast
from treaty_drafts import circulation, tagged, tagging, watch_list

from .test_matrix import API, PAGES, bytes_of, without_tokens
from .world import WHO

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_the_private_work_of_one_changes_no_byte_for_another(cast: Cast) -> None:
    """Two worlds that differ only in Ardenia's private work answer everybody else alike."""
    version = cast.table("ardenia", "art_2", "Article 2\n\nTabled words.")
    text = cast.instrument.rolling_texts.get()
    ids: dict[str, dict[str, Any]] = {
        "nothing": {}, "negotiation": {"slug": "quiet"}, "instrument": {"pk": cast.instrument.pk},
        "provision": {"pk": cast.provision("art_1").pk}, "proposal": {"pk": version.proposal_id}, "version": {"pk": version.pk},
        "published": {"pk": text.pk}, "unpublished": {"pk": text.pk},
    }  # fmt: skip
    asked = [(r, (API | PAGES)[r][0]) for r in (*API, *PAGES) if (API | PAGES)[r][0] in ids]

    clients = {letter: Client() for letter in "BCSO"}
    for letter, client in clients.items():
        client.force_login(cast.users[WHO[letter]])

    def answers() -> dict[tuple[str, str], tuple[int, bytes]]:
        found = {}
        for letter, client in clients.items():
            for route, thing in asked:
                response = client.get(reverse(route, kwargs=ids[thing]))
                found[route, letter] = response.status_code, without_tokens(bytes_of(response))
        return found

    before = answers()
    cast.draft("ardenia", "art_1", "Article 1\n\nA private word.", note="A private note.")
    cast.draft("ardenia", "art_2", "Article 2\n\nA private revision.")
    cast.draft("ardenia", "art_1", "Article 9\n\nA private article.", kind="insert")
    circulation.request(text=text, format="docx", by=cast.seat("ardenia"), at=NOON)
    state, seat = cast.state("art_1"), cast.seat("ardenia")
    span = tagged.quoted(state, "networks quiet", None)
    tagging.tag(state=state, span=span, name="A private tag", delegation=seat.delegations[0], by=seat, at=NOON)
    watch_list.watch(provision=cast.provision("art_1"), delegation=cast.delegation("ARD"), by=cast.seat("ardenia"))
    assert answers() == before
