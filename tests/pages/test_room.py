"""The pages of the drafting room, without scripts: opened, written in, looked at, carried forward, published."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CONVENTION, Cast
from treaty_drafts.models import Draft, DraftingRoom, RollingText

from .test_consolidate import hidden
from .test_publishing import client, words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def room(cast: Cast, what: str = "room") -> str:
    return reverse(what, kwargs={"pk": cast.instrument.pk})


def begun(cast: Cast, by: Client, eid: str) -> str:
    """The address of a provision's text in the room."""
    return str(by.post(room(cast, "room-begin"), {"provision": cast.provision(eid).pk}).headers["Location"])


def test_the_room_from_door_to_publication(cast: Cast) -> None:
    secretariat, chair, ardenia = (client(cast, name) for name in ("secretariat", "chair", "ardenia"))
    home = reverse("negotiation", kwargs={"slug": "quiet"})
    link = f'href="{room(cast)}"'
    assert [link in one.get(home).content.decode() for one in (secretariat, chair, ardenia)] == [True, True, False]
    assert "Open the drafting room" in secretariat.get(room(cast)).content.decode()
    secretariat.post(room(cast), {"start": "text"})
    page = begun(cast, secretariat, "art_1")
    assert begun(cast, chair, "art_1") == page
    shown = secretariat.get(page).content.decode()
    assert "only the chair and the secretariat see this until it is published" in shown
    now = cast.state("art_1").text.replace("networks quiet", "[all networks quiet")
    saved = secretariat.post(page, {"edition": "1", "text": now}, follow=True)
    assert "Saved. It is private to the chair and the secretariat." in words(saved.content.decode())
    listed = words(chair.get(room(cast)).content.decode())
    assert "1 provision changed in the room" in listed
    assert "changed in the room 1 change against Rev.1." in listed
    look = words(secretariat.get(room(cast, "room-publish")).content.decode())
    assert "1 provision of 8 differ from Rev.1" in look
    assert "To mend in the brackets" in look
    assert "The chair publishes it." in look
    assert secretariat.post(room(cast, "room-publish"), {"confirm": "yes"}).status_code == 403
    page_of_chair = chair.get(room(cast, "room-publish")).content.decode()
    sent = {"text_hash": hidden(page_of_chair)["text_hash"][0]}
    assert "Not published: say that it is" in words(chair.post(room(cast, "room-publish"), sent).content.decode())
    done = chair.post(room(cast, "room-publish"), sent | {"confirm": "yes"}, follow=True)
    assert "Rev.2 is published. The drafting room is closed." in words(done.content.decode())
    assert cast.state("art_1").text == now
    assert (Draft.objects.count(), DraftingRoom.objects.count()) == (0, 0)


def test_an_overtaken_room_says_so_and_is_carried_forward(cast: Cast) -> None:
    chair = client(cast, "chair")
    chair.post(room(cast), {"start": "text"})
    page = begun(cast, chair, "art_1")
    text = cast.state("art_1").text
    chair.post(page, {"edition": "1", "text": text.replace("to keep", "always to keep")})
    gone = begun(cast, chair, "art_3")
    cast.import_text(CONVENTION.partition("Article 3")[0].replace("networks quiet.", "all networks quiet."))
    assert "Rev.2 was published since" in words(chair.get(room(cast)).content.decode())
    refused = chair.get(room(cast, "room-publish"))
    assert (refused.status_code, "carry the room forward to it first" in refused.content.decode()) == (409, True)
    target = RollingText.objects.get(number=2)
    chair.post(room(cast, "room-move"), {"to": target.pk})
    assert "is always to keep all networks quiet." in chair.get(page).content.decode()
    assert "Not in the text any more" in words(chair.get(room(cast)).content.decode())
    assert chair.get(room(cast, "room-publish")).status_code == 409
    assert "It cannot be carried forward" in words(chair.get(gone).content.decode())
    edition = Draft.objects.get(
        provision=RollingText.objects.get(number=1).provisions.get(eid="art_3").provision
    ).edition
    chair.post(f"{gone}discard/", {"confirm": "yes", "edition": edition})
    assert chair.get(room(cast, "room-publish")).status_code == 200


def test_a_room_is_given_up_only_if_said_so(cast: Cast) -> None:
    secretariat = client(cast, "secretariat")
    secretariat.post(room(cast), {"start": "text"})
    page = begun(cast, secretariat, "art_1")
    secretariat.post(room(cast, "room-close"))
    assert DraftingRoom.objects.count() == 1
    looked = {"confirm": "yes", "text_hash": hidden(secretariat.get(room(cast)).content.decode())["text_hash"][0]}
    text = cast.state("art_1").text.replace("networks quiet", "all networks quiet")
    client(cast, "chair").post(page, {"edition": "1", "text": text})
    refused = secretariat.post(room(cast, "room-close"), looked)
    assert (refused.status_code, "Somebody wrote in the drafting room since" in refused.content.decode()) == (409, True)
    kept = secretariat.get(room(cast, "room-written"))
    assert kept.content.decode() == f"=== Article 1 ===\n\n{text}\n"
    assert kept.headers["Content-Disposition"] == 'attachment; filename="quiet-drafting-room.txt"'
    again = hidden(secretariat.get(room(cast)).content.decode())["text_hash"][0]
    secretariat.post(room(cast, "room-close"), looked | {"text_hash": again})
    assert (Draft.objects.count(), DraftingRoom.objects.count()) == (0, 0)
