"""The same protocol where websockets are blocked."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.factories import NOON, Cast
from treaty_drafts import commenting
from treaty_drafts.live import limits, messages
from treaty_drafts.models import Draft, DraftUpdate, Membership

from .writer import WORDS, Message, Writer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


class Browser:
    """A tab whose websocket is blocked."""

    def __init__(self, cast: Cast, draft: Draft, name: str = "ardenia") -> None:
        self.client = Client()
        self.client.force_login(cast.users[name])
        self.address = f"/live/drafts/{draft.pk}/messages/"
        self.writer = Writer()

    def post(self, message: Message | str, **headers: str) -> Any:
        query = f"?client={self.writer.client}" if self.writer.client else ""
        body = message if isinstance(message, str) else json.dumps(message)
        return self.client.post(self.address + query, body, content_type="application/json", headers=headers)

    def say(self, message: Message) -> list[Message]:
        return self.hear(self.post(message))

    def wait(self, seconds: int = 5, people: str | None = "") -> list[Message]:
        asked = {"client": self.writer.client, "after": self.writer.seq, "wait": seconds}
        return self.hear(self.client.get(self.address, asked | ({} if people is None else {"people": people})))

    def hear(self, response: Any) -> list[Message]:
        found: list[Message] = json.loads(response.content)
        for message in found:
            for answer in self.writer.hear(message):
                self.say(answer)
        return found

    def open(self) -> "Browser":
        self.say(self.writer.join())
        return self


def meanwhile(act: Callable[[], None]) -> threading.Thread:
    """Something that is done in a thread, which leaves no connection behind."""

    def work() -> None:
        try:
            act()
        finally:
            connection.close()

    made = threading.Thread(target=work)
    made.start()
    return made


def test_what_is_sent_is_saved_and_reaches_who_waits(cast: Cast, draft: Draft) -> None:
    one, two = Browser(cast, draft).open(), Browser(cast, draft).open()
    mark = two.wait(people=None)[-1]["mark"]
    heard: list[list[Message]] = []
    waiting = meanwhile(lambda: heard.append(two.wait(people=mark)))
    time.sleep(0.3)
    saved = one.say(one.writer.type(0, "Over plain HTTP. "))
    waiting.join()
    assert [m["type"] for m in saved] == ["saved"]
    assert [m["type"] for m in heard[0]] == ["edits"]
    assert two.writer.text == one.writer.text == f"Over plain HTTP. {WORDS}" == Draft.objects.get().text


def test_the_one_who_waits_is_answered_when_the_time_is_up(cast: Cast, draft: Draft) -> None:
    tab = Browser(cast, draft).open()
    mark = tab.wait(people=None)[-1]["mark"]
    begun = time.monotonic()
    assert tab.wait(1, people=mark) == []
    assert 0.9 < time.monotonic() - begun < 3


def test_who_is_there_comes_over_plain_http_too(cast: Cast, draft: Draft) -> None:
    one, two = Browser(cast, draft).open(), Browser(cast, draft).open()
    one.wait(0, people=None)
    assert one.say({"type": "presence", "anchor": "AQID", "head": None}) == []
    two.wait(0, people=None)
    assert two.wait(5)[-1]["type"] == "presence"
    told = {"client": one.writer.client, "name": "ardenia", "colour": 0, "anchor": "AQID", "head": None}
    assert two.writer.people == [told]


def test_a_client_id_of_somebody_else_is_not_there(cast: Cast, draft: Draft) -> None:
    one, two = Browser(cast, draft).open(), Browser(cast, draft, "borvale")
    response = two.client.get(two.address, {"client": one.writer.client, "after": 0})
    assert response.status_code == 404
    one.writer.client += 1
    assert one.client.get(one.address, {"client": one.writer.client, "after": 0}).status_code == 404


def test_nothing_is_answered_to_who_was_revoked(cast: Cast, draft: Draft) -> None:
    tab = Browser(cast, draft).open()
    answered: list[int] = []
    asked = {"client": tab.writer.client, "after": 2, "wait": 10, "people": tab.wait(people=None)[-1]["mark"]}
    waiting = meanwhile(lambda: answered.append(tab.client.get(tab.address, asked).status_code))
    time.sleep(0.3)
    Membership.objects.filter(user=cast.users["ardenia"]).delete()
    waiting.join(1.2)
    assert answered == [404]
    assert tab.post(tab.writer.type(0, "Late.")).status_code == 404
    assert DraftUpdate.objects.count() == 2


def test_the_token_of_the_page_is_asked_for(cast: Cast, draft: Draft) -> None:
    tab = Browser(cast, draft)
    tab.client = Client(enforce_csrf_checks=True)
    tab.client.force_login(cast.users["ardenia"])
    assert tab.post(tab.writer.join()).status_code == 403
    tab.client.get(f"/drafts/{draft.pk}/")
    token = tab.client.cookies["csrftoken"].value
    assert tab.post(tab.writer.join(), **{"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "http://sub.testserver", "https://testserver"])
def test_pages_of_other_sites_are_refused(cast: Cast, draft: Draft, origin: str) -> None:
    tab = Browser(cast, draft).open()
    asked = {"client": tab.writer.client, "after": 0}
    assert tab.client.get(tab.address, asked, headers={"Origin": origin}).status_code == 403
    assert tab.client.get(tab.address, asked, headers={"Origin": "http://testserver"}).status_code == 200


def test_what_is_refused_says_so_by_its_status(cast: Cast, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    tab = Browser(cast, draft).open()
    large = "x" * (messages.MOST_CHARACTERS + 1)
    assert tab.post(large).status_code == 413
    for bad in (
        "",
        "[]",
        "{}",
        "not JSON",
        '{"type": "edit", "id": "x"}',
        '{"type": "join", "have": -1}',
        "[" * 90_000,
    ):
        response = tab.post(bad)
        assert (response.status_code, response.json()[0]["code"]) == (400, "bad-message")
    monkeypatch.setattr(limits, "A_SECOND", 0.5)
    monkeypatch.setattr(limits, "AT_ONCE", 0)
    response = tab.post({"type": "fetch", "after": 0})
    assert (response.status_code, response["Retry-After"], response.json()[0]["code"]) == (429, "2", "too-fast")


def test_odd_numbers_in_the_address_are_refused(cast: Cast, draft: Draft) -> None:
    tab = Browser(cast, draft).open()
    for asked in ({}, {"client": "x", "after": "0"}, {"client": "1"}, {"client": "9" * 30, "after": "0"}):
        assert tab.client.get(tab.address, asked).status_code == 400


def test_who_waits_hears_that_there_is_a_comment(cast: Cast, draft: Draft) -> None:
    tab = Browser(cast, draft).open()
    mark = tab.wait(people=None)[-1]["mark"]
    by = cast.seat("ardenia")

    def comment() -> None:
        time.sleep(0.3)
        commenting.comment(draft=draft, said="Ask capital.", by=by, at=NOON)

    made = meanwhile(comment)
    asked = {"client": tab.writer.client, "after": tab.writer.seq, "people": mark, "comments": "0-0-0-0", "wait": 5}
    heard = tab.hear(tab.client.get(tab.address, asked))
    made.join()
    assert heard == [{"type": "comments", "mark": "0-1-0-0"}]
