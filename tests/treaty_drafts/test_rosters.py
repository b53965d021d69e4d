"""Delegations and people from tables: all of it or nothing, each problem in its place, and back again the same."""

import time

import pytest
from django.contrib.auth import get_user_model

from tests.factories import NOON, Cast
from treaty_drafts import rosters
from treaty_drafts.errors import NotAllowed, NotThere
from treaty_drafts.models import Delegation, Entry, Membership
from treaty_drafts.rosters import Read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
DELEGATIONS = """code,name,group,members
UNI,Union of Two,yes,"CAL; ARD"
CAL,Caldry,,
ARD,Ardenia,,
"""
PEOPLE = """email;role;delegation;name
dana@borvale.example;drafter;BRV;Dana Dal
ewan@example.org;Observer;;
"""


def read(cast: Cast, what: str, text: str, *, store: bool = False) -> Read:
    return rosters.read(what=what, data=text.encode(), by=cast.seat("secretariat"), at=NOON, store=store)


def counts() -> tuple[int, ...]:
    return tuple(m.objects.count() for m in (Delegation, Membership, Entry, get_user_model()))


def test_delegations_and_their_group_wherever_it_stands(cast: Cast) -> None:
    before = counts()
    shown = read(cast, "delegations", DELEGATIONS)
    does = [(2, "added"), (3, "added"), (4, "there already")]
    assert ([(x.row.line, x.does) for x in shown.lines], shown.problems, counts()) == (does, (), before)
    stored = read(cast, "delegations", DELEGATIONS, store=True)
    assert stored.lines == shown.lines
    assert sorted(cast.delegation("UNI").members.values_list("code", flat=True)) == ["ARD", "CAL"]
    again = read(cast, "delegations", DELEGATIONS.replace("CAL; ", "").replace("Caldry", "New Caldry"), store=True)
    assert [x.does for x in again.lines] == ["changed", "changed", "there already"]
    assert [e.act for e in Entry.objects.all()][-4:] == [
        "delegation added", "delegation added", "delegation renamed", "members changed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "rows", "problems"),
    [
        ("delegations", ["NEW,Newland,,", "BAD - X,Badland,,", "NEW2,,,"], [(3, "code"), (4, "name")]),
        ("delegations", ["UNI,Union,yes,NONE", "NEW,Newland,,ARD"], [(2, "members"), (3, "members")]),
        ("delegations", ["NEW,Newland,,", "NEW3,newland,,"], [(3, "name")]),
        ("people", [",,a@example.org,drafter,NONE", ",,b@example.org,king,"], [(2, "delegation"), (3, "role")]),
        ("people", [",,,observer,", "two words,,,observer,"], [(2, "email"), (3, "username")]),
        ("people", [",,c@example.org,,", f",{'x' * 151},d@example.org,observer,"], [(2, "role"), (3, "name")]),
        ("people", [",,c@example.org,chair,", ",,c@example.org,drafter,ARD"], [(3, "role")]),
    ],
)
def test_with_one_problem_nothing_is_stored(
    cast: Cast, what: str, rows: list[str], problems: list[tuple[int, str]]
) -> None:
    before = counts()
    text = "\n".join([",".join(rosters.COLUMNS[what]), *rows])
    found = read(cast, what, text, store=True)
    assert ([(p.line, p.column) for p in found.problems], counts()) == (problems, before)


def test_people_are_invited_and_nobody_is_taken_away(cast: Cast) -> None:
    before = counts()
    assert [x.does for x in read(cast, "people", PEOPLE).lines] == ["added", "added"]
    assert counts() == before
    stored = read(cast, "people", PEOPLE, store=True)
    assert [(m.user.username, m.role) for m in stored.invited] == [
        ("dana@borvale.example", "drafter"), ("ewan@example.org", "observer"),
    ]  # fmt: skip
    again = read(cast, "people", PEOPLE, store=True)
    assert ([x.does for x in again.lines], again.invited) == (["there already"] * 2, ())
    assert Membership.objects.filter(negotiation=cast.negotiation).count() == 7


@pytest.mark.parametrize("what", ["delegations", "people"])
def test_what_is_downloaded_changes_nothing_when_it_is_read(cast: Cast, what: str) -> None:
    read(cast, "delegations", DELEGATIONS, store=True)
    read(cast, "people", PEOPLE, store=True)
    before = counts()
    data = rosters.written(what=what, by=cast.seat("secretariat"))
    found = rosters.read(what=what, data=data, by=cast.seat("secretariat"), at=NOON, store=True)
    assert ({x.does for x in found.lines}, found.problems, counts()) == ({"there already"}, (), before)


def test_a_name_that_would_be_a_formula_is_written_harmlessly(cast: Cast) -> None:
    get_user_model().objects.filter(username="observer").update(first_name='=HYPERLINK("x")')
    data = rosters.written(what="people", by=cast.seat("secretariat"))
    assert b'observer,"\'=HYPERLINK(""x"")",,observer,' in data


def test_all_countries_can_be_begun_from(cast: Cast) -> None:
    data = rosters.written(what="countries", by=cast.seat("secretariat"))
    began = time.perf_counter()
    found = rosters.read(what="delegations", data=data, by=cast.seat("secretariat"), at=NOON, store=True)
    assert (len(found.lines), found.problems) == (249, ())
    assert time.perf_counter() - began < 20


def test_only_the_secretariat_reads_and_writes_tables(cast: Cast) -> None:
    for name in ("ardenia", "chair", "observer"):
        with pytest.raises(NotAllowed):
            rosters.read(what="people", data=PEOPLE.encode(), by=cast.seat(name), at=NOON, store=True)
        with pytest.raises(NotAllowed):
            rosters.written(what="people", by=cast.seat(name))
    with pytest.raises(NotThere):
        read(cast, "nothing", PEOPLE)
    with pytest.raises(NotThere):
        rosters.written(what="nothing", by=cast.seat("secretariat"))
