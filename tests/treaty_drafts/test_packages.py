"""Packages stand and fall together."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import packages, record, tabling
from treaty_drafts.errors import BadInput, EditedMeanwhile, NotAllowed, NothingChanged
from treaty_drafts.models import Draft, Package, Proposal, Version

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def drafts(cast: Cast) -> list[tuple[Draft, int]]:
    made = [cast.draft("ardenia", eid, cast.state(eid).base + " More.") for eid in ("art_1", "art_2")]
    return [(d, d.edition) for d in made]


def table(cast: Cast, of: list[tuple[Draft, int]]) -> Package:
    return packages.table(
        drafts=of, title="Quiet for quiet", note="One for the other.", by=cast.seat("ardenia"), at=NOON
    )[0]


def test_a_package_is_tabled_and_withdrawn_as_one(cast: Cast) -> None:
    made = table(cast, drafts(cast))
    assert [e.act for e in cast.negotiation.entries.all()] == ["published", "tabled a package", "tabled", "tabled"]
    assert {e.what["package"] for e in cast.negotiation.entries.all() if "tabled" in e.act} == {str(made.pk)}
    assert not Draft.objects.exists()
    packages.withdraw(package=made, by=cast.seat("ardenia"), at=NOON)
    assert [p.withdrawal_sequence for p in made.proposals.all()] == [5, 5]
    assert record.verify([record.plain(e) for e in cast.negotiation.entries.all()]) == []
    with pytest.raises(NothingChanged):
        packages.withdraw(package=made, by=cast.seat("ardenia"), at=NOON)


def test_all_of_it_is_tabled_or_nothing(cast: Cast) -> None:
    first, (second, edition) = drafts(cast)
    with pytest.raises(EditedMeanwhile):
        table(cast, [first, (second, edition - 1)])
    assert (Version.objects.count(), Package.objects.count(), Draft.objects.count()) == (0, 0, 2)
    assert cast.negotiation.entries.count() == 1


def test_one_proposal_of_a_package_is_not_withdrawn_alone(cast: Cast) -> None:
    made = table(cast, drafts(cast))
    with pytest.raises(BadInput, match="stands and falls with the package Quiet for quiet"):
        tabling.withdraw(proposal=made.proposals.all()[0], by=cast.seat("ardenia"), at=NOON)
    assert not Proposal.objects.exclude(withdrawn_at=None).exists()


def test_a_later_version_stays_in_the_package_and_joins_no_other(cast: Cast) -> None:
    made = table(cast, drafts(cast))
    version = cast.table("ardenia", "art_1", "Article 1\n\nNothing else.")
    assert version.proposal.package == made
    more = [cast.draft("ardenia", eid, f"Article\n\nOther {eid}.") for eid in ("art_1", "art_3")]
    with pytest.raises(BadInput, match="belongs to the package"):
        table(cast, [(d, d.edition) for d in more])


def test_what_is_no_package(cast: Cast) -> None:
    mine = drafts(cast)
    other = cast.draft("borvale", "art_3", "Article 3\n\nOther.")
    with pytest.raises(BadInput, match="two drafts or more"):
        table(cast, [mine[0], mine[0]])
    with pytest.raises(BadInput, match="of one delegation"):
        table(cast, [mine[0], (other, other.edition)])
    with pytest.raises(NotAllowed):
        packages.table(drafts=mine, title="Stolen", by=cast.seat("borvale"), at=NOON)
    with pytest.raises(BadInput, match="has a title"):
        packages.table(drafts=mine, title=" ", by=cast.seat("ardenia"), at=NOON)
