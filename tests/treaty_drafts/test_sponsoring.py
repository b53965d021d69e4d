"""Co-sponsors: consent of both sides, what is on record, and whose wording it is then."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import access, next_revision, sponsoring
from treaty_drafts.errors import BadInput, EditedMeanwhile, NotAllowed, NothingChanged
from treaty_drafts.models import Sponsorship, Version

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def version(cast: Cast) -> Version:
    words = cast.state("art_2").base.replace("serious harm", "any harm")
    return cast.table("ardenia", "art_2", words)


def asked(cast: Cast, version: Version) -> Sponsorship:
    return sponsoring.ask(
        proposal=version.proposal, delegation=cast.delegation("BRV"), by=cast.seat("borvale"), at=NOON
    )


def joined(cast: Cast, version: Version) -> Sponsorship:
    return sponsoring.agree(sponsorship=asked(cast, version), version=version.pk, by=cast.seat("ardenia"), at=NOON)


def acts(cast: Cast) -> list[tuple[str, str]]:
    return [(e.act, e.by) for e in cast.negotiation.entries.all()][2:]


def test_nobody_else_learns_of_what_is_only_asked(cast: Cast, version: Version) -> None:
    found = asked(cast, version)
    assert acts(cast) == []
    seen = {n: list(access.sponsorships(cast.seat(n))) for n in ("ardenia", "borvale", "chair", "secretariat")}
    assert seen == {"ardenia": [found], "borvale": [found], "chair": [], "secretariat": []}


def test_both_sides_consent_and_it_is_on_record(cast: Cast, version: Version) -> None:
    found = asked(cast, version)
    with pytest.raises(NotAllowed, match="for Ardenia to agree"):
        sponsoring.agree(sponsorship=found, version=version.pk, by=cast.seat("borvale"), at=NOON)
    sponsoring.agree(sponsorship=found, version=version.pk, by=cast.seat("ardenia"), at=NOON)
    assert acts(cast) == [("joined as co-sponsor", "BRV")]
    sponsoring.end(sponsorship=found, by=cast.seat("borvale"), at=NOON)
    assert acts(cast)[1:] == [("co-sponsorship ended", "BRV")]
    with pytest.raises(NothingChanged):
        sponsoring.end(sponsorship=found, by=cast.seat("borvale"), at=NOON)


def test_an_invitation_is_for_the_last_version_and_can_be_declined(cast: Cast, version: Version) -> None:
    made = sponsoring.invite(
        proposal=version.proposal, delegation=cast.delegation("BRV"), by=cast.seat("ardenia"), at=NOON
    )
    later = cast.table("ardenia", "art_2", version.text + " Always.")
    with pytest.raises(EditedMeanwhile, match="version 2 was tabled"):
        sponsoring.agree(sponsorship=made, version=version.pk, by=cast.seat("borvale"), at=NOON)
    sponsoring.end(sponsorship=made, by=cast.seat("borvale"), at=NOON)
    assert acts(cast) == [("tabled", "ARD")]
    assert not access.sponsorships(cast.seat("ardenia")).exists()
    assert later.number == 2


def test_a_wording_is_that_of_its_cosponsors_too(cast: Cast, version: Version) -> None:
    joined(cast, version)
    text = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair")).text
    assert "[serious][any - ARD, BRV] harm" in text


def test_a_later_version_is_not_cosponsored_until_that_is_confirmed(cast: Cast, version: Version) -> None:
    found = joined(cast, version)
    later = cast.table("ardenia", "art_2", version.text.replace("any harm", "all harm"))
    text = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair")).text
    assert "[serious][all - ARD] harm" in text
    sponsoring.confirm(sponsorship=found, version=later.pk, by=cast.seat("borvale"), at=NOON)
    text = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair")).text
    assert "[serious][all - ARD, BRV] harm" in text
    assert acts(cast)[-1] == ("confirmed co-sponsorship", "BRV")


def test_a_delegation_holds_one_wording_of_a_provision(cast: Cast, version: Version) -> None:
    found = joined(cast, version)
    with pytest.raises(BadInput, match="Borvale co-sponsors the proposal of Ardenia"):
        cast.table("borvale", "art_2", "Article 2\n\nOther words.")
    sponsoring.end(sponsorship=found, by=cast.seat("ardenia"), at=NOON)
    cast.draft("borvale", "art_3")
    own = cast.table("ardenia", "art_1", "Article 1\n\nOther words.")
    cast.table("borvale", "art_1", "Article 1\n\nOur words.")
    again = sponsoring.invite(
        proposal=own.proposal, delegation=cast.delegation("BRV"), by=cast.seat("ardenia"), at=NOON
    )
    with pytest.raises(BadInput, match="has a proposal of its own"):
        sponsoring.agree(sponsorship=again, version=own.pk, by=cast.seat("borvale"), at=NOON)


def test_who_cannot_cosponsor(cast: Cast, version: Version) -> None:
    with pytest.raises(BadInput, match="of other delegations"):
        sponsoring.ask(proposal=version.proposal, delegation=cast.delegation("ARD"), by=cast.seat("ardenia"), at=NOON)
    with pytest.raises(NotAllowed):
        sponsoring.invite(
            proposal=version.proposal, delegation=cast.delegation("BRV"), by=cast.seat("borvale"), at=NOON
        )
    asked(cast, version)
    with pytest.raises(NothingChanged, match="Borvale co-sponsors this, was invited, or has asked"):
        asked(cast, version)
