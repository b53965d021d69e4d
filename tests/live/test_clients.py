"""The client ids of a draft: who is given one, and which are let go."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, Cast
from treaty_drafts.live import door, joining, present
from treaty_drafts.live.messages import Join
from treaty_drafts.models import Draft, DraftClient

from .sockets import cookie_of
from .test_log import Tab

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

WEEK = timedelta(weeks=1)


def test_a_page_that_nobody_writes_in_is_given_none(cast: Cast, draft: Draft) -> None:
    client = Client()
    client.force_login(cast.users["ardenia"])
    page = reverse("draft", args=[draft.pk])
    refused = [{"edition": 1, "text": "Else."}, {"edition": "x"}, {"edition": 2, "text": "Else.", "note": "x" * 5001}]
    assert client.head(page).status_code == 200
    assert [client.post(page, sent).status_code for sent in refused] == [409, 200, 200]
    assert DraftClient.objects.count() == 0
    client.get(page)
    assert DraftClient.objects.count() == 1


def test_those_that_nobody_wrote_under_are_let_go_and_given_to_nobody_again(cast: Cast, draft: Draft) -> None:
    by = door.caller(cookie_of(cast.users["ardenia"]))
    tab = Tab(draft, by)
    tab.type(0, "Written. ")
    tab.type(0, delete=len("Written. "))
    for _ in range(20):
        joining.join(draft=draft.pk, by=by, asked=Join(None, 0, None), at=NOON)
    there = Tab(draft, by)  # and goes on being there, without a word
    person = joining.person(draft=draft.pk, by=by, client=there.client)
    present.touch([(draft.pk, present.Here(by, person))], NOON + 6 * WEEK)
    first = set(draft.clients.values_list("number", flat=True))
    for weeks in (1, 4):
        joining.join(draft=draft.pk, by=by, asked=Join(None, 0, None), at=NOON + weeks * WEEK)
    assert first < set(draft.clients.values_list("number", flat=True))  # words may wait in a page for so long
    later = [
        joining.join(draft=draft.pk, by=by, asked=Join(None, 0, None), at=NOON + weeks * WEEK).client
        for weeks in (5, 5, 6)
    ]
    kept = set(draft.clients.values_list("number", flat=True))
    assert kept & first == {tab.client, there.client}
    assert set(later) < kept
    assert min(later) > max(first)
    there.type(0, "After all. ")
    assert Draft.objects.get().text == f"After all. {draft.text}"
