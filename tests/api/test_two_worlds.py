"""Two worlds that differ only in one delegation's private work, seen by everybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import NOON, Cast
from tests.live.sockets import cookie_of
from treaty_drafts import circulation, drafting, drafting_room, history, sharing, tagged, tagging, watch_list
from treaty_drafts.live import door, joining, present
from treaty_drafts.live.messages import Join
from treaty_drafts.models import Delegation, Membership, Version

from .test_matrix import API, PAGES, bytes_of, without_tokens
from .world import WHO

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


Answers = dict[tuple[str, str], tuple[int, bytes]]


def asked(cast: Cast, version: Version, letters: str) -> Callable[[], Answers]:
    """Asks for what every address that has no private name answers to some people; of the admin, for its lists, too."""
    text = cast.instrument.rolling_texts.get()
    ids: dict[str, dict[str, Any]] = {
        "nothing": {}, "negotiation": {"slug": "quiet"}, "instrument": {"pk": cast.instrument.pk},
        "provision": {"pk": cast.provision("art_1").pk}, "proposal": {"pk": version.proposal_id}, "version": {"pk": version.pk},
        "published": {"pk": text.pk}, "unpublished": {"pk": text.pk},
    }  # fmt: skip
    routes = [(r, (API | PAGES)[r][0]) for r in (*API, *PAGES) if (API | PAGES)[r][0] in ids]
    addresses = {r: reverse(r, kwargs=ids[thing]) for r, thing in routes}
    lists = {f"admin:{what}": f"/admin/treaty_drafts/{what}/" for what in ("delegation", "instrument", "negotiation")}
    clients = {letter: Client() for letter in letters}
    for letter, client in clients.items():
        client.force_login(cast.users[WHO[letter]])

    def answers() -> Answers:
        found = {}
        for letter, client in clients.items():
            for route, address in (addresses | (lists if letter == "D" else {})).items():
                response = client.get(address)
                listed = route in lists  # their headers have the time
                found[route, letter] = (
                    response.status_code,
                    without_tokens(response.content if listed else bytes_of(response)),
                )
        return found

    return answers


def test_the_drafting_room_changes_no_byte_for_whom_it_is_not(cast: Cast) -> None:
    """Two worlds that differ only in the drafting room answer all but chair and secretariat alike, the admin too."""
    answers = asked(cast, cast.table("ardenia", "art_2", "Article 2\n\nTabled words."), "ABOXD")
    before = answers()
    room = drafting_room.open_room(instrument=cast.instrument, by=cast.seat("secretariat"), at=NOON)
    places = {"provision": cast.provision("art_1"), "after": cast.provision("art_2")}
    for place, provision in places.items():
        draft = drafting_room.begin(room=room, by=cast.seat("chair"), at=NOON, **{place: provision})
        drafting.edit(draft=draft, edition=1, by=cast.seat("chair"), at=NOON, text="Article 1\n\nWords of the room.")
    assert (before["room", "A"][0], before["admin:delegation", "D"][0]) == (404, 200)
    assert answers() == before


def test_the_private_work_of_one_changes_no_byte_for_another(cast: Cast) -> None:
    """Two worlds that differ only in Ardenia's private work answer everybody else alike."""
    cast.users["kethmar"] = get_user_model().objects.create_user("kethmar")
    third = Delegation.objects.create(negotiation=cast.negotiation, code="KET", name="Kethmar")
    Membership.objects.create(
        user=cast.users["kethmar"], negotiation=cast.negotiation, role="drafter", delegation=third
    )
    version = cast.table("ardenia", "art_2", "Article 2\n\nTabled words.")
    text = cast.instrument.rolling_texts.get()
    answers = asked(cast, version, "BCSO")

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
