"""Every page on the demo: axe finds nothing serious in light or dark, it fits a phone, and the keyboard reaches all of it.

With PICTURES set to a folder, each page is also photographed into it (`make pictures`).
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from playwright.sync_api import Page

from tests.api.test_matrix import PAGES
from tests.live.web import Web
from treaty_drafts import (
    access,
    circulation,
    consolidation,
    drafting,
    drafting_room,
    importing,
    next_revision,
    rolling,
    sharing,
)
from treaty_drafts.demo import story
from treaty_drafts.models import (
    Delegation,
    Draft,
    Export,
    HandedIn,
    Instrument,
    Membership,
    Negotiation,
    OwnTopic,
    RollingProvision,
    Version,
)

from .conftest import serious

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., Page]

# who looks at a page in the demo, where it is not a drafter of Ardenia; and what stands behind the address
WHO = {
    "divergences": "chair", "consolidate": "chair", "correct": "chair", "import": "secretariat", "exports": "secretariat",
    "topics": "chair", "topic": "chair", "prepared": "chair",
    "hand-in": "secretariat", "handed-in": "borvale", "set-up": "secretariat",
    "room": "secretariat", "room-publish": "chair",
}  # fmt: skip
SECRETARIATS = ("people", "person", "delegation", "table")
PARTS = {"export", "draft-comments", "draft-share", "room-written"}  # parts of pages, and a text file
LINKS = "a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea, summary"


@pytest.mark.parametrize("route", [n for n, (_, methods) in PAGES.items() if "GET" in methods and n not in PARTS])
def test_a_page(transactional_db: None, sign_in: SignIn, running: Web, route: str) -> None:
    story.load()
    if route == "draft-base":
        move_on()
    if route.startswith("room"):
        draft_together()
    user = WHO.get(route) or ("secretariat" if route.startswith(SECRETARIATS) else "ardenia")
    people = get_user_model().objects
    people.get(username="secretariat").user_permissions.add(Permission.objects.get(codename="add_negotiation"))
    page = sign_in(user, story.PASSWORD)
    kwargs = {"pk": prepared()} if route == "prepared" else addresses(user)[PAGES[route][0]]
    address = reverse(route, kwargs=kwargs) + query(route)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        answer = page.goto(running.url + address)
        assert answer
        assert answer.status == 200, address
        assert serious(page) == []
        photograph(page, route, scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})
    assert unreached(page) == []


def test_the_sign_in(transactional_db: None, page: Page, running: Web) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(running.url)
        assert serious(page) == []
        photograph(page, "sign-in", scheme)
    assert unreached(page) == []


def unreached(page: Page) -> list[str]:
    """What can be used on the page and Tab alone does not come to, or comes to without showing it."""
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.evaluate(f"""() => {{
        window.wanted = [...document.querySelectorAll("{LINKS}")].filter(e => e.checkVisibility() && !e.disabled);
        window.hidden = [];
    }}""")
    for _ in range(int(page.evaluate("window.wanted.length")) * 2 + 20):
        page.keyboard.press("Tab")
        ended = page.evaluate("""() => {
            const e = document.activeElement;
            if (e === document.body) return true;
            const style = getComputedStyle(e);
            if (style.outlineStyle === "none" && style.boxShadow === "none") window.hidden.push(e.outerHTML.slice(0, 80));
            window.wanted = window.wanted.filter(w => w !== e);
            return false;
        }""")
        if ended:
            break
    missed: list[str] = page.evaluate("window.hidden.concat(window.wanted.map(e => e.outerHTML.slice(0, 80)))")
    return missed


def photograph(page: Page, route: str, scheme: str) -> None:
    """The upper part of the page, as a picture that is small enough for a repository."""
    if folder := os.environ.get("PICTURES"):
        page.set_viewport_size({"width": 1280, "height": 1500})  # what is out of sight, the editor does not draw
        page.wait_for_timeout(1000)
        height = min(int(page.evaluate("document.documentElement.scrollHeight")), 1500)
        page.screenshot(
            path=Path(folder) / f"{route}-{scheme}.jpg", type="jpeg", quality=60, full_page=True,
            clip={"x": 0, "y": 0, "width": 1280, "height": height},
        )  # fmt: skip
        page.set_viewport_size({"width": 1280, "height": 900})


def query(route: str) -> str:
    if route != "compare":
        return ""
    version = tabled("ARD", "art_5")
    return f"?before=base:{version.base_id}&after=version:{version.pk}&view=side"


def draft_together() -> None:
    """A drafting room on what would be the next revision, in which Article 5 has been written on."""
    instrument = Instrument.objects.get()
    seat = access.seat(Membership.objects.get(role="chair").user, instrument.negotiation)
    assert seat
    room = drafting_room.open_room(instrument=instrument, by=seat, at=story.START, prepare=True)
    provision = room.start.provisions.get(eid="art_5").provision
    draft = drafting_room.begin(room=room, by=seat, at=story.START, provision=provision)
    words = draft.text.replace("another State", "[any State")
    drafting.edit(draft=draft, edition=1, by=seat, at=story.START, text=words)


def move_on() -> None:
    """The next revision has changed what the draft on Article 5 changes, so that something is to settle."""
    instrument = Instrument.objects.get()
    seat = access.seat(Membership.objects.get(role="chair").user, instrument.negotiation)
    text = rolling.current(instrument)
    assert text
    assert seat
    words = "".join(s.base + s.separator for s in text.provisions.all())
    for before, after in (("[should] be attributed", "[must] be attributed"), ("to another State", "to any State")):
        words = words.replace(before, after)
    importing.store(
        data=words.encode(), instrument=instrument, by=seat, at=story.START, name="next.txt", dated=story.START.date()
    )


def prepared() -> UUID:
    """A next revision that waits for the chair."""
    instrument = Instrument.objects.get()
    seat = access.seat(Membership.objects.get(role="chair").user, instrument.negotiation)
    assert seat
    revision = next_revision.prepare(instrument=instrument, by=seat)
    return consolidation.save(revision=revision, by=seat, at=story.START, dated=story.START.date()).pk


def invited(draft: Draft) -> UUID:
    """An invitation of another delegation to a draft of Ardenia's."""
    seat = access.seat(get_user_model().objects.get(username="ardenia"), draft.instrument.negotiation)
    assert seat
    other = Delegation.objects.get(code="MON")
    return sharing.invite(draft=draft, delegation=other, by=seat, at=story.START).pk


def tabled(code: str, eid: str) -> Version:
    state = standing(eid)
    of = rolling.standing(state.provision.instrument, [state.provision])[str(state.provision_id)]
    return next(t.version for t in of if t.proposal.delegation.code == code)


def standing(eid: str) -> RollingProvision:
    text = rolling.current(Instrument.objects.get())
    assert text
    return text.provisions.select_related("provision__instrument").get(eid=eid)


def addresses(user: str) -> dict[str, dict[str, Any]]:
    """What stands in the address of each page, as `tests.api.world` names it."""
    negotiation, instrument = Negotiation.objects.get(), Instrument.objects.get()
    version = tabled("ARD", "art_5")
    person = get_user_model().objects.get(username=user)
    seat = access.seat(person, negotiation)
    assert seat
    text = rolling.current(instrument)
    assert text
    export = circulation.request(text=text, format="docx", by=seat, at=story.START)
    Export.objects.filter(pk=export.pk).update(
        state="ready", file_name="rev3.docx", content=b"x", content_hash="0" * 64
    )
    one = Membership.objects.get(user__username="ardenia")
    topic = OwnTopic.objects.create(
        negotiation=negotiation, key="capacity", name="Capacity", definition="Help.", strong=["technical assistance"]
    )
    draft = Draft.objects.get(delegation__code="ARD", provision=standing("art_5").provision)
    return {
        "nothing": {}, "negotiation": {"slug": negotiation.slug}, "instrument": {"pk": instrument.pk},
        "provision": {"pk": version.proposal.provision_id}, "version": {"pk": version.pk}, "draft": {"pk": draft.pk},
        "unpublished": {"pk": text.pk}, "export": {"pk": export.pk}, "handed in": {"pk": HandedIn.objects.get().pk},
        "person": {"slug": negotiation.slug, "pk": one.pk}, "delegation": {"slug": negotiation.slug, "code": "MON"},
        "topic": {"slug": negotiation.slug, "pk": topic.pk},
        "table": {"slug": negotiation.slug, "what": "people"}, "invited": {"pk": invited(draft)},
    }  # fmt: skip
