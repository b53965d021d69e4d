"""Type, delete, table: then search every byte that others can fetch, and what the server keeps."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.api.test_matrix import API, PAGES, bytes_of
from tests.api.world import WHO
from tests.factories import NOON, Cast
from treaty_drafts import circulation, history, tabling
from treaty_drafts.live import door, joining, log
from treaty_drafts.live.messages import Join
from treaty_drafts.models import Draft, Export

from .sockets import cookie_of
from .test_log import Tab

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

SECRET = "red line of Ardenia"
CHECKPOINT = "for the minister"


def everything(of: str) -> list[str]:
    """The tables in which `of` stands, whatever the column."""
    found = []
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            if any(of in str(bytes(v) if isinstance(v, memoryview) else v) for v in row):
                found.append(model.__name__)
    return sorted(set(found))


def test_nothing_of_how_words_were_written_leaves_with_them(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nQuiet.")
    tab = Tab(draft, door.caller(cookie_of(cast.users["ardenia"])))
    tab.type(0, SECRET)
    history.name(draft=draft, seq=3, name=CHECKPOINT, by=cast.seat("ardenia"), at=NOON)
    tab.type(0, delete=len(SECRET))
    tab.type(len("Article 1\n\nQuiet."), " Tabled.")
    assert everything(SECRET) == ["DraftUpdate"]  # it is there to be found, before
    last = Draft.objects.get()
    client = tab.writer.client
    assert "DraftClient" in everything(str(client))
    tabling.table(
        draft=draft, edition=last.edition, by=cast.seat("ardenia"), at=NOON, seq=last.seq,
        hash=log.since(draft.pk, last.seq - 1)[0].text_hash,
    )  # fmt: skip
    text = cast.instrument.rolling_texts.get()
    for format in ("docx", "html", "source"):
        export = circulation.request(text=text, format=format, by=cast.seat("borvale"), at=NOON)
        circulation.make(export_id=str(export.pk))
    assert {e.state for e in Export.objects.all()} == {"ready"}
    assert everything(SECRET) == everything(CHECKPOINT) == everything(str(client)) == everything(str(draft.pk)) == []
    searched = 0
    for letter in "BCSOXD":
        for found in fetched(cast, letter):
            searched += len(found)
            for trace in (SECRET, CHECKPOINT, str(client), str(draft.pk), draft.pk.hex):
                assert trace.encode() not in found
    assert searched > 100_000


def fetched(cast: Cast, letter: str) -> list[bytes]:
    """The bytes of every address that can be asked for, by one person."""
    client = Client()
    client.force_login(cast.users[WHO[letter]])
    version = cast.delegation("ARD").proposals.get().versions.get()
    text = cast.state("art_1").rolling_text
    ids: dict[str, list[dict[str, Any]]] = {
        "nothing": [{}], "negotiation": [{"slug": "quiet"}], "instrument": [{"pk": cast.instrument.pk}],
        "provision": [{"pk": cast.provision("art_1").pk}], "proposal": [{"pk": version.proposal_id}],
        "version": [{"pk": version.pk}], "published": [{"pk": text.pk}],
        "unpublished": [{"pk": text.pk}],
        "export": [{"pk": export.pk} for export in Export.objects.all()],
    }  # fmt: skip
    asked = [(r, kwargs) for r in (*API, *PAGES) for kwargs in ids.get((API | PAGES)[r][0], [])]
    return [bytes_of(client.get(reverse(route, kwargs=kwargs))) for route, kwargs in asked]


def test_a_joiner_gets_no_words_that_were_deleted_before_the_snapshot(cast: Cast) -> None:
    """The document has deleted words as lengths; the log with the words is the delegation's own history."""
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nQuiet.")
    by = door.caller(cookie_of(cast.users["ardenia"]))
    tab = Tab(draft, by)
    tab.type(0, SECRET)
    tab.type(0, delete=len(SECRET))
    for _ in range(joining.STATE_BEYOND):
        tab.type(0, ".")
    made = joining.join(draft=draft.pk, by=by, asked=Join(None, 0, None), at=timezone.now())
    assert made.state
    assert SECRET.encode() not in made.state
