"""A draft of Ardenia on a server that can be killed, and people who come to it."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from playwright.sync_api import Browser, WebSocketRoute, expect

from tests.factories import NOON, PASSWORD, Cast, cast
from tests.live.web import Web, web
from treaty_drafts.live import anew, log
from treaty_drafts.models import Draft, Membership

from ..visitor import Visitor, visit

Enter = Callable[..., Visitor]
SAVED = 10_000  # milliseconds


@pytest.fixture
def made(transactional_db: None) -> Cast:
    return cast()


@pytest.fixture
def draft(made: Cast) -> Draft:
    return made.draft("ardenia", "art_2")


@pytest.fixture
def server(made: Cast) -> Iterator[Web]:
    with web() as running:
        yield running


@pytest.fixture
def enter(browser: Browser, made: Cast, server: Web, draft: Draft) -> Iterator[Enter]:
    """Somebody of Ardenia comes to the draft, each with a name and a browser of their own."""
    visitors: list[Visitor] = []

    def as_(name: str = "ardenia", at: Web = server) -> Visitor:
        visitors.append(visit(browser, at, member(made, name), draft))
        return visitors[-1]

    yield as_
    for visitor in visitors:
        visitor.context.close()
    assert [wrong for visitor in visitors for wrong in visitor.wrong] == []


def member(made: Cast, name: str) -> object:
    """A drafter of Ardenia."""
    people = get_user_model().objects
    if name not in made.users:
        made.users[name] = people.create_user(name, password=PASSWORD, first_name=name.title())
        Membership.objects.create(
            user=made.users[name], negotiation=made.negotiation, role="drafter", delegation=made.delegation("ARD")
        )
    return made.users[name]


def stored(draft: Draft) -> str:
    return Draft.objects.values_list("text", flat=True).get(pk=draft.pk)


def begin_anew(draft: Draft) -> None:
    """The draft goes on in a new document, as when another delegation joins: what is unsent on the one before fits no more."""
    with transaction.atomic():
        found = log.locked(draft.pk)
        assert found
        anew.begin(draft=found, by=found.opened_by, at=NOON)


def saved(*visitors: Visitor) -> None:
    for visitor in visitors:
        expect(visitor.state).to_have_text("Saved", timeout=SAVED)


def blockable(visitor: Visitor) -> list[bool]:
    """Whether the visitor's lines for live drafting are cut: they are where the first element is true."""
    blocked = [False]

    def line(route: WebSocketRoute) -> None:
        if blocked[0]:
            route.close()
        else:
            route.connect_to_server()

    visitor.page.route_web_socket("**/live/**", line)
    visitor.page.route("**/live/**", lambda route: route.abort() if blocked[0] else route.fallback())
    visitor.page.reload()
    saved(visitor)
    return blocked
