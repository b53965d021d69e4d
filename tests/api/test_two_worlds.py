"""Two worlds that differ only in one delegation's private work, seen by everybody else."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import NOON, Cast
from tests.live.sockets import cookie_of
from treaty_drafts import circulation, history, sharing, tagged, tagging, watch_list
from treaty_drafts.live import door, joining, present
from treaty_drafts.live.messages import Join
from treaty_drafts.models import Delegation, Membership

from .test_matrix import API, PAGES, bytes_of, without_tokens
from .world import WHO

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_the_private_work_of_one_changes_no_byte_for_another(cast: Cast) -> None:
    """Two worlds that differ only in Ardenia's private work answer everybody else alike."""
    cast.users["kethmar"] = get_user_model().objects.create_user("kethmar")
    third = Delegation.objects.create(negotiation=cast.negotiation, code="KET", name="Kethmar")
    Membership.objects.create(
        user=cast.users["kethmar"], negotiation=cast.negotiation, role="drafter", delegation=third
    )
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

    at_it = door.caller(cookie_of(cast.users["ardenia"]))  # when somebody last signed in is no secret here
    before = answers()
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nA private word.", note="A private note.")
    joined = joining.join(draft=draft.pk, by=at_it, asked=Join(None, 0, None), at=NOON)
    here = present.Here(at_it, present.Person(joined.client, "A private name", 0))
    present.tell(draft=draft.pk, here=[here], at=timezone.now())
    history.name(draft=draft, seq=1, name="A private checkpoint", by=cast.seat("ardenia"), at=NOON)
    shared = cast.draft("ardenia", "art_2", "Article 2\n\nA private revision.")
    invited = [sharing.invite(draft=d, delegation=third, by=cast.seat("ardenia"), at=NOON) for d in (draft, shared)]
    sharing.accept(sharing=invited[0], by=cast.seat("kethmar"), at=NOON)
    cast.draft("ardenia", "art_1", "Article 9\n\nA private article.", kind="insert")
    circulation.request(text=text, format="docx", by=cast.seat("ardenia"), at=NOON)
    state, seat = cast.state("art_1"), cast.seat("ardenia")
    span = tagged.quoted(state, "networks quiet", None)
    tagging.tag(state=state, span=span, name="A private tag", delegation=seat.delegations[0], by=seat, at=NOON)
    watch_list.watch(provision=cast.provision("art_1"), delegation=cast.delegation("ARD"), by=cast.seat("ardenia"))
    assert answers() == before
