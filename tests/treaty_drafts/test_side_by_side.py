"""All wordings of a provision: each once, under all who hold it, with the points that the next revision would print."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import agreement, correcting, settlements, sponsoring
from treaty_drafts.correcting import Corrected
from treaty_drafts.models import Sponsorship, Version
from treaty_drafts.point_by_point import Open
from treaty_drafts.side_by_side import SideBySide, side_by_side
from treaty_drafts.text import points

from .test_authors import chairs_text
from .test_paragraphs import stated, table

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def beside(cast: Cast, eid: str = "art_2") -> SideBySide:
    return side_by_side(provision=cast.provision(eid))


def offers(point: Open) -> list[tuple[str, tuple[str, ...], str]]:
    return [(o.text, o.codes, o.verdict.effect if o.verdict else "base") for o in point.offers]


def joined(cast: Cast, version: Version) -> Sponsorship:
    found = sponsoring.ask(
        proposal=version.proposal, delegation=cast.delegation("BRV"), by=cast.seat("borvale"), at=NOON
    )
    return sponsoring.agree(sponsorship=found, version=version.pk, by=cast.seat("ardenia"), at=NOON)


def test_without_proposals_there_is_the_base_and_what_stands_in_brackets(cast: Cast) -> None:
    found = beside(cast)
    assert (found.base.text, found.base.codes, found.wordings, found.by_chair) == (cast.state("art_2").base, (), (), ())
    assert [(p.number, p.words, p.point.standing, offers(p)) for p in found.points] == [
        (1, "[shall] [should]", True, [("shall", (), "base"), ("should", (), "base")])
    ]


def test_a_wording_stands_once_under_all_who_hold_it(cast: Cast) -> None:
    base = cast.state("art_3").base
    first = cast.table("ardenia", "art_3", base.replace("shall be stored", "should be stored"))
    assert [w.codes for w in beside(cast, "art_3").wordings] == [("ARD",)]
    second = cast.table("borvale", "art_3", first.text)
    (wording,) = beside(cast, "art_3").wordings
    assert (wording.text, wording.codes, wording.versions) == (first.text, ("ARD", "BRV"), (first, second))


def test_who_co_sponsors_holds_it_too(cast: Cast) -> None:
    version = cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious harm", "any harm"))
    joined(cast, version)
    (wording,) = beside(cast).wordings
    assert (wording.codes, wording.versions) == (("ARD", "BRV"), (version,))


def test_who_has_the_words_of_the_base_by_now_holds_it(cast: Cast) -> None:
    base, chair = cast.state("art_3").base, cast.seat("chair")
    version = cast.table("ardenia", "art_3", base.replace("borders", "frontiers"))
    wordings = {str(version.proposal.provision_id): Corrected(version.text, "A slip.")}
    made = correcting.prepare(instrument=cast.instrument, by=chair, wordings=wordings)
    correcting.save(corrigendum=made, by=chair, at=NOON, dated=NOON.date(), publish=True)
    found = beside(cast, "art_3")
    assert (found.base.codes, found.base.versions, found.wordings) == (("ARD",), (version,), ())


def test_each_point_says_who_holds_what_and_what_it_does_to_the_law(cast: Cast) -> None:
    base = cast.state("art_3").base
    cast.table("ardenia", "art_3", base.replace("shall be stored", "should be stored"))
    cast.table("borvale", "art_3", base.replace("2. Parties may", "2. Parties shall"))
    assert [(p.number, p.before, offers(p)) for p in beside(cast, "art_3").points] == [
        (1, "Data ", [("shall", ("BRV",), "base"), ("should", ("ARD",), "weaker")]),
        (
            2,
            "Data shall be stored within the territory of the State in which they were collected",
            [(", as appropriate", (), "base")],
        ),
        (3, "Parties ", [("may", ("ARD",), "base"), ("shall", ("BRV",), "stronger")]),
    ]


def test_who_reserves_on_a_paragraph_has_a_point_around_those_inside(cast: Cast) -> None:
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("[shall] [should]", "may").replace("serious", "grave"))
    table(cast, stated(cast, "art_2", "reserves", name="borvale"), "borvale")
    found = beside(cast)
    there = settlements.on_table(cast.provision("art_2"))
    assert tuple(p.point for p in found.points if not p.point.passage) == points(there.collation)
    assert [(p.number, p.at.cited, p.at.begins, p.point.passage, p.reserving) for p in found.points] == [
        (1, "paragraph 1", "[shall] [should]", False, ()),
        (2, "paragraph 2", "2. Each Party shall take measures …", True, ("BRV",)),
        (3, "paragraph 2", "serious", False, ()),
    ]
    assert [w.codes for w in found.wordings] == [("ARD",)]


def test_a_provision_that_is_only_proposed_has_an_empty_base(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", "Article 1 bis\n\nNetworks rest at night.", kind="insert")
    found = side_by_side(provision=version.proposal.provision)
    assert (found.state, found.base.text, [w.codes for w in found.wordings]) == (None, "", [("ARD",)])
    assert [offers(p)[1][:2] for p in found.points] == [(version.text, ("ARD",))]


def test_a_text_of_the_chair_is_no_delegations_and_divides_no_point(cast: Cast) -> None:
    version = chairs_text(cast, cast.state("art_1").base.replace("quiet", "silent"), "facilitator")
    found = beside(cast, "art_1")
    assert [(w.author, w.codes, w.versions) for w in found.by_chair] == [("Facilitator’s text", (), (version,))]
    assert (found.wordings, found.points) == ((), ())


def test_what_is_agreed_ad_referendum_has_no_other_wordings(cast: Cast) -> None:
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    agreement.agree(state=cast.state("art_1"), by=cast.seat("chair"), at=NOON)
    assert beside(cast, "art_1").wordings == ()
