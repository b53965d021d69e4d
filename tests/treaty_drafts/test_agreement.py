"""Agreed ad referendum: left out of the consolidation, nothing tabled on it, until the chair reopens it."""

import pytest

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import (
    agreement,
    circulation,
    consolidation,
    next_revision,
    previewing,
    publishing,
    review,
    rolling,
    tabling,
)
from treaty_drafts.errors import AgreedAdReferendum, BadInput, BaseMoved, NotAllowed, NothingChanged
from treaty_drafts.formats.document import AGREED
from treaty_drafts.models import Agreement, Entry, RollingText, Version
from treaty_drafts.next_revision import Choice, NextRevision

from .test_correcting import consolidated, corrected

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def agree(cast: Cast, eid: str = "art_1", **given: str) -> Agreement:
    return agreement.agree(state=cast.state(eid), by=cast.seat("chair"), at=NOON, **given)


def reopen(cast: Cast, eid: str = "art_1", because: str = "A capital asked.") -> Agreement:
    return agreement.reopen(provision=cast.provision(eid), because=because, by=cast.seat("chair"), at=NOON)


def silent(cast: Cast, name: str = "ardenia") -> Version:
    return cast.table(name, "art_1", cast.state("art_1").base.replace("quiet", "silent"))


def prepared(cast: Cast) -> NextRevision:
    return next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))


def test_wordings_on_it_are_kept_aside_and_count_again_when_it_is_reopened(cast: Cast) -> None:
    version = silent(cast)
    key = str(version.proposal.provision_id)
    agree(cast)
    (mine,) = rolling.standing(cast.instrument)[key]
    assert (mine.current, mine.aside, mine.in_text) == (False, True, False)
    assert prepared(cast).text == CONVENTION
    assert review.differences(cast.instrument) == ()
    reopen(cast)
    (mine,) = rolling.standing(cast.instrument)[key]
    assert (mine.current, mine.aside) == (True, False)
    assert [p.sources for p in prepared(cast).provisions if p.state.eid == "art_1"] == [(version,)]


def test_a_choice_of_the_chair_on_it_is_refused(cast: Cast) -> None:
    version = silent(cast)
    agree(cast)
    with pytest.raises(AgreedAdReferendum, match="reopen it first"):
        consolidated(cast, art_1=Choice(taken=version))


def test_it_is_drafted_on_and_not_tabled_until_it_is_reopened(cast: Cast) -> None:
    agree(cast)
    draft = cast.draft("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    with pytest.raises(
        AgreedAdReferendum, match="Article 1 is agreed ad referendum: ask the chair to reopen it"
    ) as refused:
        tabling.table(draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON)
    assert refused.value.status == 409
    assert Version.objects.count() == 0
    new = cast.table("ardenia", "art_1", "Article 1 bis\n\nParties keep on.", kind="insert")
    assert [p.state.eid for p in prepared(cast).provisions if p.sources == (new,)] == ["art_1bis"]
    reopen(cast)
    tabling.table(draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON)
    assert Version.objects.count() == 2


def test_what_is_aside_can_be_withdrawn_and_drafted_from(cast: Cast) -> None:
    version = silent(cast)
    agree(cast)
    assert cast.draft("ardenia", "art_1").text == version.text
    tabling.withdraw(proposal=version.proposal, by=cast.seat("ardenia"), at=NOON)
    assert rolling.standing(cast.instrument) == {}


def test_both_acts_are_in_the_record(cast: Cast) -> None:
    made = agree(cast, reserved_by="BRV")
    reopened = reopen(cast)
    acts = [(e.sequence, e.act, e.by) for e in Entry.objects.order_by("-sequence")[:2]]
    assert acts == [
        (reopened.reopened_sequence, "reopened", "chair"), (made.sequence, "agreed ad referendum", "chair"),
    ]  # fmt: skip
    whats = {e.act: e.what for e in Entry.objects.all()}
    assert whats["agreed ad referendum"]["reserved_by"] == "BRV"
    assert whats["reopened"]["because"] == "A capital asked."
    assert rolling.agreed(cast.instrument) == {}
    assert agree(cast).sequence == (reopened.reopened_sequence or 0) + 1


def test_open_brackets_are_not_agreed(cast: Cast) -> None:
    with pytest.raises(BadInput, match="Article 2 has 2 open brackets: agreed text has none"):
        agree(cast, "art_2")
    cast.import_text(CONVENTION.replace("The purpose", "[The purpose").replace("where feasible.", "where feasible.]"))
    with pytest.raises(BadInput, match="Article 1 has 1 open bracket: agreed text has none"):
        agree(cast)
    with pytest.raises(BadInput, match="Article 2 has 3 open brackets"):
        agree(cast, "art_2")


def test_only_the_chair_and_only_what_stands(cast: Cast) -> None:
    for name in ("secretariat", "ardenia", "observer"):
        with pytest.raises(NotAllowed):
            agreement.agree(state=cast.state("art_1"), by=cast.seat(name), at=NOON)
        with pytest.raises(NotAllowed):
            agreement.reopen(provision=cast.provision("art_1"), because="So.", by=cast.seat(name), at=NOON)
    before = cast.state("art_1")
    corrected(cast)
    with pytest.raises(BaseMoved):
        agreement.agree(state=before, by=cast.seat("chair"), at=NOON)
    with pytest.raises(NothingChanged):
        reopen(cast)
    agree(cast)
    with pytest.raises(AgreedAdReferendum, match="already"):
        agree(cast)
    with pytest.raises(BadInput, match="say why"):
        reopen(cast, because=" ")
    with pytest.raises(BadInput, match="no delegation 'XYZ'"):
        agree(cast, "art_3", reserved_by="XYZ")


def test_no_other_words_of_it_are_published(cast: Cast) -> None:
    silent(cast)
    before = consolidation.save(revision=prepared(cast), by=cast.seat("chair"), at=NOON, dated=NOON.date())
    agree(cast)
    with pytest.raises(AgreedAdReferendum, match="Article 1 would change"):
        publishing.publish(text=before, by=cast.seat("chair"), at=NOON)
    other = CONVENTION.replace("keep networks quiet", "keep networks")
    notices = previewing.preview(data=other.encode(), instrument=cast.instrument, by=cast.seat("secretariat")).notices
    assert [n.what for n in notices] == [
        "agreed ad referendum, and in other words or missing here: Article 1; the chair reopens it first"
    ]
    with pytest.raises(AgreedAdReferendum, match="Article 1 would change"):
        cast.import_text(other)
    assert RollingText.objects.filter(number__gt=1).count() == 0
    assert cast.import_text(CONVENTION.replace("Parties may", "Parties can")).label == "Rev.2"


def document(cast: Cast, text: RollingText, name: str = "ardenia", format: str = "text") -> list[str]:
    """The eIds of what is printed as agreed, and what the cover says of that."""
    export = circulation.request(text=text, format=format, by=cast.seat(name), at=NOON)
    made = circulation.document(export)
    assert [n for n in made.notes if "as of no." in n] == [
        circulation.AD_REFERENDUM.format(export.record_sequence)
    ] * any(AGREED in b.text for b in made.blocks)
    return [b.eid for b in made.blocks if b.text.endswith(f"\n\n{AGREED}")]


def test_documents_say_so_as_of_when_they_were_asked_for(cast: Cast) -> None:
    text = cast.state("art_1").rolling_text
    before = circulation.request(text=text, format="text", by=cast.seat("ardenia"), at=NOON)
    agree(cast)
    assert document(cast, text) == ["art_1"]
    assert document(cast, text, format="source") == []
    assert document(cast, text, "observer") == []
    assert AGREED not in str(circulation.document(before))
    reopen(cast)
    assert document(cast, text) == []


def test_a_corrected_text_is_still_agreed(cast: Cast) -> None:
    agree(cast)
    text = corrected(cast)
    assert document(cast, text) == ["art_1"]
    assert [a.sequence for a in rolling.agreed(cast.instrument).values()] == [2]
    cast.table("ardenia", "art_3", kind="delete")
    following = consolidated(cast)
    assert following.provisions.get(eid="art_1").text == text.provisions.get(eid="art_1").text
    assert document(cast, following) == ["art_1"]
    assert document(cast, following, "observer") == ["art_1"]
