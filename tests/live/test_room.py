"""Type and delete in the drafting room, publish: then search every byte that others can fetch, and what the server keeps."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.api.world import WHO
from tests.factories import NOON, Cast
from treaty_drafts import commenting, drafting_room, history, room_revision
from treaty_drafts.live import door
from treaty_drafts.live.refusals import Ended, Why
from treaty_drafts.live.watching import facts, how
from treaty_drafts.models import Membership

from .sockets import cookie_of
from .test_leaks import everything, fetched
from .test_log import Tab

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

SECRET = "what the chair thought first"
CHECKPOINT = "before the break"


def test_nothing_of_how_the_room_came_to_its_words_leaves_with_them(cast: Cast) -> None:
    cast.table("ardenia", "art_2", "Article 2\n\nTabled words.")
    chair, secretariat = cast.seat("chair"), cast.seat("secretariat")
    room = drafting_room.open_room(instrument=cast.instrument, by=secretariat, at=NOON)
    draft = drafting_room.begin(room=room, by=chair, at=NOON, provision=cast.provision("art_1"))
    words = draft.text
    one, two = (Tab(draft, door.caller(cookie_of(cast.users[name]))) for name in ("chair", "secretariat"))
    one.type(0, SECRET)
    one.type(0, delete=len(SECRET))
    two.type(len(words), " Written together.")
    history.name(draft=draft, seq=2, name=CHECKPOINT, by=secretariat, at=NOON)
    commenting.comment(draft=draft, said=f"Not {SECRET}?", by=secretariat, at=NOON)
    assert everything(SECRET) == ["Comment", "DraftUpdate"]  # it is there to be found, before
    was = facts(draft.pk)
    assert was
    clients = [str(tab.writer.client) for tab in (one, two)]
    look = room_revision.look(room=room, by=chair, at=NOON)
    room_revision.publish(room=room, text_hash=look.text_hash, by=chair, at=NOON, dated=NOON.date())
    assert cast.state("art_1").text == f"{words} Written together."
    assert how(was) == Why.PUBLISHED
    traces = [SECRET, CHECKPOINT, str(draft.pk), draft.pk.hex, *clients]
    assert [everything(trace) for trace in traces] == [[]] * len(traces)
    searched = 0
    for letter in WHO.keys() - "N":
        for found in fetched(cast, letter):
            searched += len(found)
            assert [trace for trace in traces if trace.encode() in found] == []
    assert searched > 100_000


def test_who_may_be_at_it(cast: Cast) -> None:
    room = drafting_room.open_room(instrument=cast.instrument, by=cast.seat("chair"), at=NOON)
    draft = drafting_room.begin(room=room, by=cast.seat("chair"), at=NOON, provision=cast.provision("art_1"))
    callers = {name: door.caller(cookie_of(user)) for name, user in cast.users.items()}
    away = door.turned_away(draft, callers.values())
    assert {name for name, one in callers.items() if one not in away} == {"chair", "secretariat"}
    for name in ("ardenia", "observer", "outsider", "admin"):
        with pytest.raises(Ended, match=Why.NOT_THERE):
            Tab(draft, callers[name])
    client = Client()
    client.force_login(cast.users["secretariat"])
    address = reverse("draft", kwargs={"pk": draft.pk})
    assert client.get(address).status_code == 200
    Membership.objects.filter(user=cast.users["secretariat"]).delete()
    assert client.get(address).status_code == 404
    assert door.turned_away(draft, [callers["secretariat"]]) == {callers["secretariat"]: Why.REVOKED}
