"""Who sees what: every route, with every method, by everybody; and nobody's canary in anybody else's bytes.

The routes come from the URL resolver: one without a row here fails.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

from tests import factories
from treaty_drafts.models import Negotiation

from .world import WHO, World, addresses, build

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

EVERYONE = "ABCSOXDN"
# what has no secret name: who may not have it is told so, unless the negotiation itself is not there for the person
NAMED = ("nothing", "negotiation", "instrument", "person", "delegation", "table", "topic")
MEMBERS = "ABCSO"
# route: what its address names, and for each method, letters of those who get each status; others who are signed in get
# 404, nobody gets 401 by the interface and 302 to the sign-in on pages. Methods that are not named give 405.
API: dict[str, tuple[str, dict[str, dict[int, str]]]] = {
    "api-docs": ("nothing", {"GET": {200: "ABCSOXD"}}),
    "api-schema": ("nothing", {"GET": {200: "ABCSOXD"}}),
    "api-negotiations": ("nothing", {"GET": {200: "ABCSOXD"}, "POST": {400: "D"}}),
    "api-negotiation": ("negotiation", {"GET": {200: MEMBERS}, "PATCH": {200: "S", 403: "ABCO"}}),
    "api-instruments": ("negotiation", {"POST": {400: "S", 403: "ABCO"}}),
    "api-delegations": ("negotiation", {"POST": {400: "S", 403: "ABCO"}}),
    "api-delegation": (
        "delegation",
        {"PATCH": {200: "S", 403: "ABCO"}, "DELETE": {400: "S", 403: "ABCO"}},  # somebody drafts for it
    ),
    "api-people": ("negotiation", {"GET": {200: "S", 403: "ABCO"}, "POST": {400: "S", 403: "ABCO"}}),
    "api-person": ("person", {"PATCH": {400: "S", 403: "ABCO"}, "DELETE": {204: "S", 403: "ABCO"}}),
    "api-person-head": ("person", {"PUT": {400: "S", 403: "ABCO"}}),
    "api-person-link": ("person", {"POST": {200: "S", 403: "ABCO"}}),
    "api-table": ("table", {"GET": {200: "S", 403: "ABCO"}, "POST": {400: "S", 403: "ABCO"}}),
    "api-topics": ("negotiation", {"GET": {200: MEMBERS}, "POST": {400: "CS", 403: "ABO"}}),
    "api-topics-try": ("negotiation", {"POST": {400: "CS", 403: "ABO"}}),
    "api-topic": (
        "topic",
        {"GET": {200: MEMBERS}, "PUT": {400: "CS", 403: "ABO"}, "DELETE": {204: "CS", 403: "ABO"}},
    ),
    "api-countries": ("nothing", {"GET": {200: "ABCSOXD"}}),
    "api-record": ("negotiation", {"GET": {200: MEMBERS}}),
    "api-news": ("negotiation", {"GET": {200: MEMBERS}, "POST": {400: MEMBERS}}),
    "api-watched": ("negotiation", {"GET": {200: MEMBERS}}),
    "api-watch": ("provision", {"PUT": {400: "AB", 403: "CSO"}}),
    "api-correct-preview": ("instrument", {"POST": {403: "ABO", 400: "CS"}}),
    "api-correct": ("instrument", {"POST": {403: "ABO", 400: "CS"}}),
    "api-corrections": ("unpublished", {"GET": {200: "CS"}}),
    "api-agreements": ("provision", {"GET": {200: "ABCS"}, "POST": {403: "ABO", 400: "CS"}}),
    "api-points": ("provision", {"GET": {200: "ABCS"}, "POST": {403: "ABSO", 400: "C"}}),
    "api-settlement-undo": ("settlement", {"POST": {403: "ABS", 200: "C"}}),
    "api-reopen": ("provision", {"POST": {403: "ABO", 400: "CS"}}),
    "api-import-preview": ("instrument", {"POST": {403: "ABO", 400: "CS"}}),
    "api-rolling-texts": ("instrument", {"GET": {200: MEMBERS}, "POST": {400: MEMBERS}}),
    "api-differences": ("instrument", {"GET": {200: "ABCS"}}),
    "api-flag-set-aside": ("instrument", {"POST": {403: "ABSO", 400: "C"}}),
    "api-flag-take-back": ("set aside", {"POST": {403: "ABS", 200: "C"}}),
    "api-tags": ("instrument", {"GET": {200: MEMBERS}, "POST": {400: MEMBERS}}),
    "api-tag": ("tag", {"GET": {200: "A"}, "DELETE": {204: "A"}}),
    "api-wordings": ("provision", {"GET": {200: "ABCS"}}),
    "api-sources": ("provision", {"GET": {200: "ABCS"}}),
    "api-text-of": ("instrument", {"GET": {400: "ABCS"}}),
    "api-compare": ("instrument", {"GET": {400: MEMBERS}}),
    "api-consolidate-preview": ("instrument", {"POST": {403: "ABO", 200: "CS"}}),
    "api-consolidate": ("instrument", {"POST": {403: "ABO", 201: "CS"}}),
    "api-drafts": ("instrument", {"GET": {200: MEMBERS}, "POST": {400: MEMBERS}}),
    "api-draft": ("draft", {"GET": {200: "A"}, "PATCH": {400: "A"}, "DELETE": {400: "A"}}),
    "api-draft-base": ("draft", {"GET": {409: "A"}, "POST": {400: "A"}}),  # it has not moved
    "api-room": ("instrument", {"GET": {200: "CS"}, "POST": {409: "CS"}, "DELETE": {400: "CS"}}),  # it is open
    "api-room-start": ("instrument", {"PUT": {400: "CS"}}),
    "api-room-provisions": ("instrument", {"POST": {400: "CS"}}),
    "api-room-preview": ("instrument", {"GET": {200: "CS"}}),
    "api-room-publish": ("instrument", {"POST": {400: "C", 403: "S"}}),
    "api-draft-redline": ("draft", {"GET": {200: "A"}}),
    "api-draft-preview": ("draft", {"GET": {200: "A"}}),
    "api-draft-table": ("draft", {"POST": {400: "A"}}),
    "api-provision": ("provision", {"GET": {200: MEMBERS}}),
    "api-proposal": ("proposal", {"GET": {200: "ABCS"}}),
    "api-proposal-withdraw": ("proposal", {"POST": {200: "A", 403: "BCS"}}),
    "api-version": ("version", {"GET": {200: "ABCS"}}),
    "api-shifts": ("version", {"GET": {200: "ABCS"}}),
    "api-positions": ("version", {"GET": {200: "ABCS"}, "POST": {400: "ABCS"}}),
    "api-rolling-text": ("unpublished", {"GET": {200: "CS"}}),
    "api-flags": ("unpublished", {"GET": {200: "CS"}}),
    "api-brackets": ("unpublished", {"GET": {200: "CS"}}),
    "api-burn-down": ("instrument", {"GET": {200: MEMBERS}}),
    "api-reading": ("unpublished", {"GET": {400: "CS"}}),
    "api-publish": ("unpublished", {"POST": {200: "C", 403: "S"}}),
    "api-exports": ("unpublished", {"GET": {200: "CS"}, "POST": {400: "CS"}}),
    "api-export": ("export", {"GET": {200: "A"}}),
    "api-split": ("instrument", {"POST": {400: MEMBERS}}),
    "api-packages": ("instrument", {"GET": {200: MEMBERS}, "POST": {400: MEMBERS}}),
    "api-package-withdraw": ("package", {"POST": {200: "A", 403: "BCS"}}),
    "api-sponsorships": ("proposal", {"GET": {200: "ABCS"}, "POST": {400: "ABCS"}}),
    "api-sponsorship-agree": ("sponsorship", {"POST": {400: "AB"}}),
    "api-sponsorship-confirm": ("sponsorship", {"POST": {400: "AB"}}),
    "api-sponsorship-end": ("sponsorship", {"POST": {200: "AB"}}),
    "api-all-handed-in": ("instrument", {"GET": {200: MEMBERS}, "POST": {400: MEMBERS}}),
    "api-handed-in-confirm": ("handed in", {"POST": {201: "A", 403: "S"}}),
    "api-handed-in-decline": ("handed in", {"POST": {200: "A", 403: "S"}}),
    "api-draft-clear": ("draft", {"POST": {400: "A"}}),
    "api-sharings": ("instrument", {"GET": {200: MEMBERS}}),
    "api-draft-share": ("draft", {"POST": {400: "A"}}),
    "api-draft-copy": ("draft", {"POST": {400: "A"}}),  # it was shared with nobody
    "api-sharing-accept": ("invited", {"POST": {204: "B", 403: "A"}}),
    "api-sharing-end": ("invited", {"POST": {204: "AB"}}),
    "api-clearance": ("negotiation", {"PUT": {400: MEMBERS}}),
    "api-comments": ("draft", {"GET": {200: "A"}, "POST": {400: "A"}}),
    "api-comment-answers": ("comment", {"POST": {400: "A"}}),
    "api-comment-resolved": ("comment", {"PUT": {400: "A"}}),
    "api-export-file": ("export", {"GET": {200: "A"}}),
    "api-history": ("draft", {"GET": {200: "A"}}),
    "api-history-state": ("state", {"GET": {200: "A"}}),
    "api-history-restore": ("state", {"POST": {400: "A"}}),
    "api-checkpoints": ("draft", {"POST": {400: "A"}}),
    "api-checkpoint": ("checkpoint", {"DELETE": {204: "A"}}),
    "live-messages": ("draft", {"GET": {400: "A"}, "POST": {400: "A"}}),
}
PAGES: dict[str, tuple[str, dict[str, dict[int, str]]]] = {
    "home": ("nothing", {"GET": {200: "ABCSOXD"}}),
    "unsent": ("nothing", {"GET": {200: "ABCSOXD"}}),
    "negotiation": ("negotiation", {"GET": {200: MEMBERS}}),
    "set-up": ("nothing", {"GET": {200: "D"}, "POST": {400: "D"}}),
    "delegations": ("negotiation", {"GET": {200: "S", 403: "ABCO"}, "POST": {400: "S", 403: "ABCO"}}),
    "delegation": ("delegation", {"GET": {200: "S", 403: "ABCO"}, "POST": {400: "S", 403: "ABCO"}}),
    "people": ("negotiation", {"GET": {200: "S", 403: "ABCO"}, "POST": {400: "S", 403: "ABCO"}}),
    "person": ("person", {"GET": {200: "S", 403: "ABCO"}, "POST": {400: "S", 403: "ABCO"}}),
    "table": ("table", {"GET": {200: "S", 403: "ABCO"}, "POST": {400: "S", 403: "ABCO"}}),
    "topics": ("negotiation", {"GET": {200: MEMBERS}, "POST": {400: "CS", 403: "ABO"}}),
    "topic": ("topic", {"GET": {200: "CS", 403: "ABO"}, "POST": {400: "CS", 403: "ABO"}}),
    "provision": ("provision", {"GET": {200: MEMBERS}}),
    "side-by-side": ("provision", {"GET": {200: "ABCS"}}),
    "text-of": ("instrument", {"GET": {200: "ABCS"}}),
    "brackets": ("instrument", {"GET": {200: MEMBERS}}),
    "watch": ("provision", {"POST": {403: MEMBERS}}),  # it does not say for whom
    "compare": ("instrument", {"GET": {400: MEMBERS}}),
    "version": ("version", {"GET": {200: "ABCS"}}),
    "record": ("negotiation", {"GET": {200: MEMBERS}}),
    "news-read": ("negotiation", {"POST": {302: MEMBERS}}),  # back to the negotiation: it does not say up to where
    "agree": ("provision", {"POST": {302: "C", 403: "ABSO"}}),  # back to the provision: it is not confirmed
    "settle": (
        "provision",
        {"GET": {200: "ABCS"}, "POST": {302: "C", 403: "ABS"}},
    ),  # back to the page: it chooses nothing
    "settle-undo": ("settlement", {"POST": {302: "C", 403: "ABS"}}),
    "reopen": ("provision", {"POST": {302: "C", 403: "ABSO"}}),  # back to the provision: it gives no reason
    "correct": (
        "instrument",
        {"GET": {200: "CS", 403: "ABO"}, "POST": {409: "CS", 403: "ABO"}},
    ),  # nothing is corrected
    "flags": ("instrument", {"GET": {200: MEMBERS}}),
    "flag-set-aside": ("instrument", {"POST": {403: "ABSO", 400: "C"}}),
    "flag-take-back": ("set aside", {"POST": {403: "ABS", 302: "C"}}),
    "tag": ("provision", {"POST": {400: "ABC", 403: "SO"}}),
    "tag-remove": ("tag", {"POST": {302: "A"}}),
    "position": ("version", {"POST": {400: "AB", 403: "CS"}}),
    "divergences": ("instrument", {"GET": {200: "ABCS"}}),
    "import": ("instrument", {"GET": {200: "CS", 403: "ABO"}, "POST": {400: "CS", 403: "ABO"}}),
    "consolidate": ("instrument", {"GET": {200: "CS", 403: "ABO"}, "POST": {200: "CS", 403: "ABO"}}),
    "prepared": ("unpublished", {"GET": {200: "CS"}}),
    "publish": ("unpublished", {"POST": {302: "CS"}}),  # back to the page: it is not confirmed
    "exports": ("unpublished", {"GET": {200: "CS"}, "POST": {400: "CS"}}),
    "export": ("export", {"GET": {200: "A"}}),
    "room": ("instrument", {"GET": {200: "CS"}, "POST": {409: "CS"}}),  # it is open
    "room-begin": ("instrument", {"POST": {400: "CS"}}),
    "room-move": ("instrument", {"POST": {400: "CS"}}),
    "room-publish": ("instrument", {"GET": {200: "CS"}, "POST": {200: "CS"}}),  # it is not confirmed
    "room-written": ("instrument", {"GET": {200: "CS"}}),
    "room-close": ("instrument", {"POST": {302: "CS"}}),  # back to the room: it is not confirmed
    "drafts": ("instrument", {"GET": {200: MEMBERS}}),
    "draft-begin": ("provision", {"POST": {302: MEMBERS}}),  # back to the provision: it does not say what to begin
    "draft": ("draft", {"GET": {200: "A"}, "POST": {200: "A"}}),
    "draft-comments": ("draft", {"GET": {200: "A"}, "POST": {302: "A"}}),  # back to the draft: it says nothing
    "comment": ("comment", {"POST": {302: "A"}}),
    "draft-look": ("draft", {"POST": {200: "A"}}),
    "tabling": ("draft", {"GET": {200: "A"}, "POST": {200: "A"}}),
    "draft-base": ("draft", {"GET": {409: "A"}, "POST": {409: "A"}}),  # it has not moved
    "draft-history": ("draft", {"GET": {200: "A"}, "POST": {400: "A"}}),
    "draft-discard": ("draft", {"POST": {302: "A"}}),
    "draft-share": ("draft", {"GET": {200: "A"}, "POST": {400: "A"}}),
    "draft-copy": ("draft", {"POST": {400: "A"}}),
    "sharing": ("invited", {"GET": {200: "AB"}, "POST": {400: "AB"}}),  # it says not what is to be done
    "draft-clear": ("draft", {"POST": {403: "A"}}),  # not the head of the delegation
    "clearance": ("instrument", {"POST": {403: MEMBERS}}),
    "split": ("instrument", {"GET": {200: "AB", 403: "CSO"}, "POST": {400: "AB", 403: "CSO"}}),
    "package": ("instrument", {"POST": {400: MEMBERS}}),
    "package-withdraw": ("package", {"POST": {302: "ABCS"}}),  # back to the negotiation: it is not confirmed
    "sponsor": ("proposal", {"POST": {400: "ABCS"}}),
    "sponsorship": ("sponsorship", {"POST": {400: "AB"}}),
    "hand-in": ("instrument", {"GET": {200: "S", 403: "ABCO"}, "POST": {400: "S", 403: "ABCO"}}),
    "handed-in": ("handed in", {"GET": {200: "A", 403: "S"}, "POST": {200: "A", 403: "S"}}),
    "proposal-withdraw": ("proposal", {"POST": {302: "ABCS"}}),  # back to the provision: it is not confirmed
}
# the same addresses with what stands in the drafting room: what is a delegation's alone is not there
ROOM: dict[str, tuple[str, dict[str, dict[int, str]]]] = {
    "api-draft": ("room draft", {"GET": {200: "CS"}, "PATCH": {400: "CS"}, "DELETE": {400: "CS"}}),
    "api-draft-base": ("room draft", {"GET": {409: "CS"}, "POST": {400: "CS"}}),
    "api-draft-redline": ("room draft", {"GET": {200: "CS"}}),
    "api-draft-preview": ("room draft", {"GET": {404: "CS"}}),
    "api-draft-table": ("room draft", {"POST": {404: "CS"}}),
    "api-draft-clear": ("room draft", {"POST": {404: "CS"}}),
    "api-comments": ("room draft", {"GET": {200: "CS"}, "POST": {400: "CS"}}),
    "api-comment-answers": ("room comment", {"POST": {400: "CS"}}),
    "api-comment-resolved": ("room comment", {"PUT": {400: "CS"}}),
    "api-history": ("room draft", {"GET": {200: "CS"}}),
    "api-history-state": ("room state", {"GET": {200: "CS"}}),
    "api-history-restore": ("room state", {"POST": {400: "CS"}}),
    "api-checkpoints": ("room draft", {"POST": {400: "CS"}}),
    "api-checkpoint": ("room checkpoint", {"DELETE": {204: "CS"}}),
    "live-messages": ("room draft", {"GET": {400: "CS"}, "POST": {400: "CS"}}),
    "draft": ("room draft", {"GET": {200: "CS"}, "POST": {200: "CS"}}),
    "draft-comments": ("room draft", {"GET": {200: "CS"}, "POST": {302: "CS"}}),
    "comment": ("room comment", {"POST": {302: "CS"}}),
    "draft-look": ("room draft", {"POST": {200: "CS"}}),
    "tabling": ("room draft", {"GET": {404: "CS"}, "POST": {404: "CS"}}),
    "draft-base": ("room draft", {"GET": {409: "CS"}, "POST": {409: "CS"}}),
    "draft-history": ("room draft", {"GET": {200: "CS"}, "POST": {400: "CS"}}),
    "draft-discard": ("room draft", {"POST": {302: "CS"}}),
    "draft-clear": ("room draft", {"POST": {404: "CS"}}),
    "api-draft-share": ("room draft", {"POST": {404: "CS"}}),
    "api-draft-copy": ("room draft", {"POST": {404: "CS"}}),
    "draft-share": ("room draft", {"GET": {404: "CS"}, "POST": {404: "CS"}}),
    "draft-copy": ("room draft", {"POST": {404: "CS"}}),
}
# what each route says of a draft that B has joined: B's own where it writes, its delegation's alone where it ends
OF_A_JOINT_DRAFT: dict[str, tuple[str, dict[str, dict[int, str]]]] = {
    "api-draft": ("joint", {"GET": {200: "AB"}, "PATCH": {400: "AB"}, "DELETE": {400: "A", 403: "B"}}),
    "api-draft-base": ("joint", {"GET": {409: "AB"}, "POST": {400: "AB"}}),
    "api-draft-redline": ("joint", {"GET": {200: "AB"}}),
    "api-draft-preview": ("joint", {"GET": {200: "A", 403: "B"}}),
    "api-draft-table": ("joint", {"POST": {400: "A", 403: "B"}}),
    "api-draft-clear": ("joint", {"POST": {400: "A", 403: "B"}}),
    "api-draft-share": ("joint", {"POST": {400: "A", 403: "B"}}),
    "api-draft-copy": ("joint", {"POST": {400: "A", 201: "B"}}),
    "api-sharing-accept": ("joined", {"POST": {403: "A", 409: "B"}}),
    "api-sharing-end": ("joined", {"POST": {204: "AB"}}),
    "api-comments": ("joint", {"GET": {200: "AB"}, "POST": {400: "AB"}}),
    "api-history": ("joint", {"GET": {200: "AB"}}),
    "api-history-state": ("joint state", {"GET": {200: "AB"}}),
    "api-history-restore": ("state before", {"POST": {400: "AB"}}),
    "api-checkpoints": ("joint", {"POST": {400: "AB"}}),
    "live-messages": ("joint", {"GET": {400: "AB"}, "POST": {400: "AB"}}),
    "draft": ("joint", {"GET": {200: "AB"}, "POST": {200: "AB"}}),
    "draft-comments": ("joint", {"GET": {200: "AB"}, "POST": {302: "AB"}}),
    "draft-look": ("joint", {"POST": {200: "AB"}}),
    "tabling": ("joint", {"GET": {200: "A", 403: "B"}, "POST": {200: "A", 403: "B"}}),
    "draft-base": ("joint", {"GET": {409: "AB"}, "POST": {409: "AB"}}),
    "draft-history": ("joint", {"GET": {200: "AB"}, "POST": {400: "AB"}}),
    "draft-discard": ("joint", {"POST": {302: "A", 403: "B"}}),
    "draft-clear": ("joint", {"POST": {403: "AB"}}),
    "draft-share": ("joint", {"GET": {200: "AB"}, "POST": {400: "A", 403: "B"}}),
    "draft-copy": ("joint", {"POST": {400: "A", 302: "B"}}),
    "sharing": ("joined", {"GET": {200: "AB"}, "POST": {400: "AB"}}),
}
ROWS = [*(API | PAGES).items(), *OF_A_JOINT_DRAFT.items(), *ROOM.items()]
# allauth's own pages and Django's admin: no text of ours is on them; they are asked for and searched, not judged
FOREIGN = ("account_", "admin:")


def routes() -> dict[str, str]:
    """Each route's name, or where it has none its pattern, and the pattern that leads to it."""

    def names(resolver: URLResolver, space: str, way: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for entry in resolver.url_patterns:
            there = way + str(entry.pattern)
            if isinstance(entry, URLResolver):
                found |= names(entry, f"{space}{entry.namespace}:" if entry.namespace else space, there)
            elif isinstance(entry, URLPattern):
                found[space + (entry.name or there)] = there
        return found

    return names(get_resolver(), "", "")


def test_every_route_has_a_row() -> None:
    found = routes()
    unknown = {
        name: way
        for name, way in found.items()
        if name not in API | PAGES and not way.startswith(("accounts/", "admin/"))
    }
    assert unknown == {}
    assert set(API) | set(PAGES) <= set(found)


SIDES: dict[str, tuple[str, Callable[[World], str]]] = {
    "draft of A": ("A", lambda w: f"draft:{w.draft.pk}"),
    "draft of B": ("B", lambda w: f"draft:{w.other_draft.pk}"),
    "in the drafting room": ("", lambda w: f"draft:{w.room_draft.pk}"),
    "tabled": ("ABCS", lambda w: f"version:{w.version.pk}"),
    "unpublished": ("CS", lambda w: f"text:{w.unpublished.provisions.all()[0].pk}"),
    "unpublished base": ("CS", lambda w: f"base:{w.unpublished.provisions.all()[0].pk}"),
}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("route", ["api-compare", "compare"])
def test_who_may_compare_what(world: World, route: str, side: str) -> None:
    seers, named = SIDES[side]
    name = named(world)
    for before, after in (
        (name, name),
        (f"text:{world.cast.state('art_1').pk}", name),
        (name, f"text:{world.cast.state('art_1').pk}"),
    ):
        address = reverse(route, kwargs={"pk": world.cast.instrument.pk}, query={"before": before, "after": after})
        for letter in "ABCSOXD":
            status, found = ask(world, letter, "GET", address)
            assert status == (200 if letter in seers else 404), (letter, side)
            assert foreign(world, letter, found) == [], (letter, side)


def test_nothing_private_reaches_a_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    for letter in WHO:
        for route, (thing, methods) in (API | PAGES).items():
            for method in methods:
                ask(world, letter, method, reverse(route, kwargs=addresses(world)[thing]))
    words = [c for c in world.canaries if c.startswith("canary")]
    assert words
    assert [c for c in words if c in caplog.text] == []


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world is made once: each test asks in a transaction of its own, which is taken back."""
    with django_db_blocker.unblock():
        yield build(factories.cast())
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def world(db: None, built: World) -> World:
    return built


def client_of(world: World, letter: str) -> Client:
    client = Client(raise_request_exception=True)
    if WHO[letter]:
        client.force_login(world.cast.users[WHO[letter]])
    return client


def bytes_of(response: Any) -> bytes:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body + b"\n".join(f"{k}: {v}".encode() for k, v in response.headers.items())


def foreign(world: World, letter: str, found: bytes) -> list[str]:
    return [c for c, seers in world.canaries.items() if letter not in seers and c.encode() in found]


def ask(world: World, letter: str, method: str, address: str) -> tuple[int, bytes]:
    """The answer to one request; what it did is undone."""
    with transaction.atomic():
        multipart = method == "POST" and (
            "import" in address or "tables" in address or address.endswith("rolling-texts/")
        )
        client = client_of(world, letter)
        response = (
            client.post(address) if multipart else client.generic(method, address, content_type="application/json")
        )
        # what was asked for is no news to who asked: a redirection to the sign-in repeats it
        found = response.status_code, bytes_of(response).replace(address.encode(), b"")
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("letter", WHO)
@pytest.mark.parametrize(("route", "row"), ROWS, ids=[f"{route}-{row[0]}" for route, row in ROWS])
def test_who_gets_what(world: World, route: str, row: tuple[str, Any], letter: str) -> None:
    """Each method's answer to one person is the one of the row, and has nobody else's canary."""
    thing, methods = row
    address = reverse(route, kwargs=addresses(world)[thing])
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"):
        status, found = ask(world, letter, method, address)
        answers = methods.get("GET" if method == "HEAD" else method)
        if letter == "N":
            expected = 302 if route in PAGES else 401
        elif answers is None:
            expected = 405
        else:
            expected = next((s for s, letters in answers.items() if letter in letters), 404)
        assert status == expected, (method, address, WHO[letter], found[:500])
        assert foreign(world, letter, found) == [], (method, address, WHO[letter])


def test_every_route_of_a_draft_has_a_row_for_the_drafting_room() -> None:
    of_drafts = {r for r, (thing, _) in (API | PAGES).items() if thing in ("draft", "state", "checkpoint", "comment")}
    assert of_drafts == set(ROOM)


@pytest.mark.parametrize(("route", "thing"), [(route, row[0]) for route, row in ROWS if row[0] not in NAMED])
def test_what_may_not_be_seen_looks_like_what_is_not_there(world: World, route: str, thing: str) -> None:
    named = addresses(world)[thing]
    hidden, nothing = (reverse(route, kwargs=kwargs) for kwargs in (named, named | {"pk": uuid4()}))
    for letter in "BOX":
        for method in ("GET", "POST", "PATCH", "DELETE"):
            status, found = ask(world, letter, method, hidden)
            if status == 404:
                assert (status, without_tokens(found)) == tuple_of(ask(world, letter, method, nothing)), (
                    letter,
                    method,
                )


def tuple_of(answer: tuple[int, bytes]) -> tuple[int, bytes]:
    return answer[0], without_tokens(answer[1])


def without_tokens(found: bytes) -> bytes:
    """A page's bytes without the random token that Django puts into each form."""
    return re.sub(rb'(csrfmiddlewaretoken" value|csrftoken=|csrfToken)[^;>]*', b"", found)


def test_no_canary_on_the_pages_of_accounts_and_admin(world: World) -> None:
    for letter in WHO:
        client = client_of(world, letter)
        for route in routes():
            if not route.startswith(FOREIGN):
                continue
            for kwargs in ({}, {"object_id": world.cast.negotiation.pk}, {"app_label": "treaty_drafts"}):
                try:
                    address = reverse(route, kwargs=kwargs)
                except Exception:  # noqa: S112  # this route does not take these
                    continue
                if address.endswith("logout/"):
                    continue
                found = bytes_of(client.get(address))
                assert foreign(world, letter, found) == [], (letter, address)


def test_an_observer_who_is_let_in_sees_what_is_tabled(world: World) -> None:
    address = reverse("api-version", kwargs={"pk": world.version.pk})
    assert client_of(world, "O").get(address).status_code == 404
    Negotiation.objects.filter(pk=world.cast.negotiation.pk).update(observers_admitted=True)
    assert client_of(world, "O").get(address).status_code == 200
    assert client_of(world, "O").get(reverse("api-draft", kwargs={"pk": world.draft.pk})).status_code == 404


def test_a_member_who_is_revoked_sees_nothing_any_more(world: World) -> None:
    client = client_of(world, "A")
    addresses_ = [
        reverse("api-draft", kwargs={"pk": world.draft.pk}),
        reverse("api-export-file", kwargs={"pk": world.export.pk}),
    ]
    assert [client.get(a).status_code for a in addresses_] == [200, 200]
    world.cast.users["ardenia"].memberships.all().delete()
    assert [client.get(a).status_code for a in addresses_] == [404, 404]
