"""Who a text is from: the chair, a delegation through the secretariat, a group for its members; and who clears it."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import behalf, clearance, consolidation, drafting, next_revision, rolling, tabling
from treaty_drafts.errors import BadInput, BaseMoved, NotAllowed, NothingChanged
from treaty_drafts.models import Delegation, HandedIn, Membership, Version
from treaty_drafts.next_revision import Choice

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def chairs_text(cast: Cast, text: str, authorship: str = "chair") -> Version:
    seat = cast.seat("chair")
    draft = drafting.open_draft(
        instrument=cast.instrument, delegation=drafting.office(seat), kind="amend", by=seat, at=NOON,
        provision=cast.provision("art_1"), authorship=authorship,
    )  # fmt: skip
    draft = drafting.edit(draft=draft, edition=1, by=seat, at=NOON, text=text)
    return tabling.table(draft=draft, edition=2, by=cast.seat("chair"), at=NOON)


def test_a_text_of_the_chair_stands_beside_those_of_delegations(cast: Cast) -> None:
    version = chairs_text(cast, "Article 1\n\nA bridge.", "facilitator")
    assert version.author == "Facilitator’s text"
    assert rolling.standing(cast.instrument) == {}
    own = cast.table("ardenia", "art_1", "Article 1\n\nOurs.")
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    assert [v for p in revision.provisions for v in p.sources] == [own]
    assert "bridge" not in revision.text
    assert cast.negotiation.entries.get(sequence=version.sequence).by == "chair"


def test_the_chair_may_take_its_text_and_cannot_bracket_it(cast: Cast) -> None:
    version = chairs_text(cast, "Article 1\nPurpose\n\nA bridge.")
    key = str(cast.provision("art_1").pk)
    taken = next_revision.prepare(
        instrument=cast.instrument, by=cast.seat("chair"), choices={key: Choice(taken=version)}
    )
    assert [p.state.text for p in taken.provisions if p.taken] == ["Article 1\nPurpose\n\nA bridge."]
    with pytest.raises(BadInput, match="the chair’s, which is taken or left"):
        next_revision.prepare(
            instrument=cast.instrument, by=cast.seat("chair"), choices={key: Choice(versions=(version,))}
        )


def test_only_the_chair_has_texts_of_a_kind(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        drafting.office(cast.seat("secretariat"))
    with pytest.raises(BadInput, match="the chair says what the text is"):
        chairs_text(cast, "Article 1\n\nA bridge.", "")
    draft = cast.draft("ardenia", "art_1")
    with pytest.raises(BadInput, match="only the chair’s texts have a kind"):
        drafting.edit(draft=draft, edition=1, by=cast.seat("ardenia"), at=NOON, authorship="non-paper")


def entered(cast: Cast, text: str = "Article 1\n\nFrom paper.", kind: str = "amend") -> HandedIn:
    return behalf.enter(
        instrument=cast.instrument, delegation=cast.delegation("ARD"), kind=kind, text=text, note="By hand.",
        by=cast.seat("secretariat"), at=NOON, provision=cast.provision("art_1"),
    )  # fmt: skip


def test_a_text_that_was_handed_in_is_tabled_when_its_delegation_confirms(cast: Cast) -> None:
    found = entered(cast)
    assert cast.negotiation.entries.count() == 1
    with pytest.raises(NotAllowed):
        behalf.confirm(handed_in=found, by=cast.seat("borvale"), at=NOON)
    with pytest.raises(NotAllowed):
        behalf.confirm(handed_in=found, by=cast.seat("secretariat"), at=NOON)
    seen = behalf.preview(handed_in=found)
    version = behalf.confirm(handed_in=found, by=cast.seat("ardenia"), at=NOON)
    assert (version.text, version.text_hash, version.note) == (seen.text, seen.text_hash, "By hand.")
    entry = cast.negotiation.entries.get(act="tabled")
    assert (entry.by, entry.what["entered_by"]) == ("ARD", "secretariat")
    with pytest.raises(NothingChanged, match="confirmed already"):
        behalf.confirm(handed_in=found, by=cast.seat("ardenia"), at=NOON)


def test_it_does_not_touch_the_delegations_own_draft(cast: Cast) -> None:
    own = cast.draft("ardenia", "art_1", "Article 1\n\nOur own.")
    behalf.confirm(handed_in=entered(cast), by=cast.seat("ardenia"), at=NOON)
    own.refresh_from_db()
    assert own.text == "Article 1\n\nOur own."


def test_a_declined_text_is_not_tabled(cast: Cast) -> None:
    found = behalf.decline(handed_in=entered(cast), by=cast.seat("ardenia"))
    assert found.state == "declined"
    with pytest.raises(NothingChanged):
        behalf.confirm(handed_in=found, by=cast.seat("ardenia"), at=NOON)
    assert not Version.objects.exists()


def test_a_text_that_moved_meanwhile_is_confirmed_knowingly(cast: Cast) -> None:
    found = entered(cast)
    cast.import_text(cast.instrument.rolling_texts.get(number=1).text.replace("keep networks quiet", "rest"))
    with pytest.raises(BaseMoved):
        behalf.confirm(handed_in=found, by=cast.seat("ardenia"), at=NOON)
    assert behalf.confirm(handed_in=found, by=cast.seat("ardenia"), at=NOON, although_moved=True).base_had_moved


def test_only_the_secretariat_enters_texts_and_sensible_ones(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        behalf.enter(
            instrument=cast.instrument, delegation=cast.delegation("BRV"), kind="amend", text="Words.",
            by=cast.seat("ardenia"), at=NOON, provision=cast.provision("art_1"),
        )  # fmt: skip
    for kind, text in (("amend", " "), ("delete", "Words."), ("stance", "Words.")):
        with pytest.raises(BadInput):
            entered(cast, text, kind)
    assert not HandedIn.objects.exists()


def test_a_group_speaks_for_a_member_that_says_nothing_else(cast: Cast) -> None:
    group = Delegation.objects.create(negotiation=cast.negotiation, code="GRP", name="Group", is_group=True)
    group.members.set([cast.delegation("ARD"), cast.delegation("BRV")])
    Membership.objects.create(
        user=cast.users["borvale"], negotiation=cast.negotiation, role="drafter", delegation=group
    )
    seat = cast.seat("borvale")
    draft = drafting.open_draft(
        instrument=cast.instrument, delegation=group, kind="amend", by=seat, at=NOON, provision=cast.provision("art_1")
    )
    draft = drafting.edit(draft=draft, edition=1, by=seat, at=NOON, text=draft.text.replace("quiet", "calm"))
    tabling.table(draft=draft, edition=2, by=seat, at=NOON)
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    stored = consolidation.save(revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date())
    read = {code: dict_of(consolidation.reading(text=stored, code=code)) for code in ("ARD", "BRV")}
    assert "keep networks silent" in read["ARD"]["art_1"]
    assert "keep networks calm" in read["BRV"]["art_1"]


def dict_of(parts: tuple[tuple[object, str], ...]) -> dict[str, str]:
    return {state.eid: words for state, words in parts}  # type: ignore[attr-defined]


def test_a_draft_that_needs_clearance_is_tabled_when_it_has_it(cast: Cast) -> None:
    head = Membership.objects.get(user=cast.users["outsider"])
    head.delete()
    Membership.objects.create(
        user=cast.users["outsider"], negotiation=cast.negotiation, role="drafter",
        delegation=cast.delegation("ARD"), is_head=True,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        clearance.demand(delegation=cast.delegation("ARD"), needed=True, by=cast.seat("ardenia"))
    clearance.demand(delegation=cast.delegation("ARD"), needed=True, by=cast.seat("outsider"))
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nOurs.")
    with pytest.raises(NotAllowed, match="cleared by its head"):
        tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON)
    with pytest.raises(NotAllowed):
        clearance.clear(draft=draft, edition=2, by=cast.seat("ardenia"))
    clearance.clear(draft=draft, edition=2, by=cast.seat("outsider"))
    drafting.edit(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON, text="Article 1\n\nOurs, again.")
    with pytest.raises(NotAllowed, match="cleared by its head"):
        tabling.table(draft=draft, edition=3, by=cast.seat("ardenia"), at=NOON)
    clearance.clear(draft=draft, edition=3, by=cast.seat("outsider"))
    assert tabling.table(draft=draft, edition=3, by=cast.seat("ardenia"), at=NOON).number == 1
