"""The text as a delegation would have it: its own words in their place, nobody else's, and nothing private."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import tabling
from treaty_drafts.models import Delegation
from treaty_drafts.text_of import Part, text_of

from .test_paragraphs import stated, table
from .test_side_by_side import joined

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def parts(cast: Cast, code: str) -> tuple[Part, ...]:
    return text_of(instrument=cast.instrument, delegation=cast.delegation(code))


def other(cast: Cast, code: str) -> list[tuple[str, str]]:
    """The eId (or nothing) and the text of what is not as the base has it."""
    return [(p.state.eid if p.state else "", p.text) for p in parts(cast, code) if p.version]


def test_without_a_proposal_it_is_the_base(cast: Cast) -> None:
    text = cast.state("art_1").rolling_text
    cast.draft("ardenia", "art_1", "Article 1\n\nPrivate.")
    assert [(p.text, p.base) for p in parts(cast, "ARD")] == [(s.base, s.base) for s in text.provisions.all()]


def test_its_own_wordings_stand_in_it_and_nobody_elses(cast: Cast) -> None:
    base = cast.state("art_2").base
    version = cast.table("ardenia", "art_2", base.replace("serious harm", "any harm"))
    cast.table("borvale", "art_3", cast.state("art_3").base.replace("shall", "may"))
    cast.table("borvale", "art_1", kind="delete")
    assert other(cast, "ARD") == [("art_2", version.text)]
    assert other(cast, "BRV") == [
        ("art_1", ""), ("art_3", cast.state("art_3").base.replace("shall", "may")),
    ]  # fmt: skip
    tabling.withdraw(proposal=version.proposal, by=cast.seat("ardenia"), at=NOON)
    assert other(cast, "ARD") == []


def test_what_it_co_sponsors_is_its_wording_too(cast: Cast) -> None:
    version = cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious harm", "any harm"))
    joined(cast, version)
    assert other(cast, "BRV") == [("art_2", version.text)]


def test_new_provisions_stand_where_they_are_proposed_and_in_nobody_elses_text(cast: Cast) -> None:
    first = cast.table("ardenia", "art_1", "Article 1 bis\n\nNetworks rest.", kind="insert")
    second = cast.table("ardenia", "art_1", "Article 1 ter\n\nThey wake.", kind="insert")
    found = [p.text for p in parts(cast, "ARD")]
    at = found.index(cast.state("art_1").base)
    assert sorted(found[at + 1 : at + 3]) == sorted([first.text, second.text])
    assert other(cast, "BRV") == []


def test_a_group_speaks_for_a_member_that_is_silent(cast: Cast) -> None:
    group = Delegation.objects.create(negotiation=cast.negotiation, code="GRP", name="The Group", is_group=True)
    group.members.add(cast.delegation("BRV"))
    version = cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious harm", "any harm"))
    assert other(cast, "BRV") == []
    type(version.proposal).objects.update(delegation=group)
    assert other(cast, "BRV") == [("art_2", version.text)]
    table(cast, stated(cast, "art_2", "reserves", name="borvale"), "borvale")
    assert other(cast, "BRV") == []  # it has spoken for itself, without other words


def test_groups_that_differ_speak_for_nobody(cast: Cast) -> None:
    base = cast.state("art_2").base
    for code, user, words in (("ONE", "ardenia", "any"), ("TWO", "borvale", "grave")):
        group = Delegation.objects.create(negotiation=cast.negotiation, code=code, name=code, is_group=True)
        group.members.add(cast.delegation("BRV"))
        version = cast.table(user, "art_2", base.replace("serious", words))
        type(version.proposal).objects.filter(pk=version.proposal_id).update(delegation=group)
    assert other(cast, "BRV") == []
    assert [text for _, text in other(cast, "ONE")] == [base.replace("serious", "any")]
