"""A point is settled: recorded, undoable; it stands in the next revision, and every other proposal lives on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import (
    access,
    agreement,
    carrying,
    consolidation,
    drafting,
    next_revision,
    point_by_point,
    publishing,
    record,
    rolling,
    settlements,
    settling,
    tabling,
)
from treaty_drafts.errors import AgreedAdReferendum, BadInput, BaseMoved, NotAllowed, NothingChanged
from treaty_drafts.models import Carried, Entry, RollingText, Settlement, Version, hash_of
from treaty_drafts.next_revision import Choice
from treaty_drafts.rolling import Tabled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

BOTH = "Each Party [shall][should - ARD] take measures to prevent [serious - BRV delete] harm"


def on_table(cast: Cast) -> dict[str, Version]:
    base = cast.state("art_2").base
    return {
        "ARD": cast.table("ardenia", "art_2", base.replace("shall take", "should take")),
        "BRV": cast.table("borvale", "art_2", base.replace("serious harm", "harm")),
    }


def key_of(cast: Cast, was: str, eid: str = "art_2") -> str:
    """The key of the point at which the base says `was`."""
    there = settlements.on_table(cast.provision(eid))
    return next(o.key for o in settling.open_points(there) if o.point.span.of(there.collation.base) == was)


def settle(cast: Cast, was: str, text: str, eid: str = "art_2") -> Settlement:
    provision, key = cast.provision(eid), key_of(cast, was, eid)
    return settling.settle(provision=provision, key=key, text=text, by=cast.seat("chair"), at=NOON)


def shown(cast: Cast) -> str:
    return next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair")).text


def publish(cast: Cast) -> RollingText:
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    return consolidation.save(revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date(), publish=True)


def standing(cast: Cast, eid: str = "art_2") -> dict[str, Tabled]:
    found = rolling.standing(cast.instrument)[str(cast.provision(eid).pk)]
    return {t.proposal.delegation.code: t for t in found}


def test_one_point_is_settled_and_the_other_stays_open(cast: Cast) -> None:
    on_table(cast)
    assert BOTH in shown(cast)
    settle(cast, "shall", "should")
    assert "Each Party should take measures to prevent [serious - BRV delete] harm" in shown(cast)
    settle(cast, "serious ", "")
    assert "Each Party should take measures to prevent harm" in shown(cast)


def test_what_is_settled_against_a_delegation_is_gone_and_its_other_words_live_on(cast: Cast) -> None:
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("shall take", "should take").replace("serious harm", "harm"))
    settle(cast, "shall", "shall")
    text = publish(cast)
    assert "Each Party shall take measures to prevent [serious - ARD delete] harm" in text.text
    mine = standing(cast)["ARD"]
    assert (mine.current, mine.wording, mine.version.text) == (
        True, base.replace("serious harm", "harm"), base.replace("shall take", "should take").replace("serious harm", "harm"),
    )  # fmt: skip
    settle(cast, "serious ", "serious ")
    publish(cast)
    mine = standing(cast)["ARD"]
    assert (mine.current, mine.settled, mine.in_text) == (False, True, False)


def test_the_record_says_what_was_settled_and_whose_words_they_are(cast: Cast) -> None:
    versions = on_table(cast)
    settle(cast, "shall", "should")
    entry = Entry.objects.get(act="settled")
    assert (entry.by, entry.what["was"], entry.what["text"]) == ("chair", "shall", "should")
    assert entry.what["wordings"] == [
        {"text": "shall", "holders": ["BRV"], "versions": [str(versions["BRV"].pk)]},
        {"text": "should", "holders": ["ARD"], "versions": [str(versions["ARD"].pk)]},
    ]
    publish(cast)
    published = Entry.objects.filter(act="published").last()
    assert published is not None
    assert {(c["version"], c["conflicts"]) for c in published.what["carried"]} == {
        (str(v.pk), 0) for v in versions.values()
    }


def test_a_settlement_is_undone(cast: Cast) -> None:
    on_table(cast)
    made = settle(cast, "shall", "should")
    settling.undo(settlement=made, by=cast.seat("chair"), at=NOON)
    assert BOTH in shown(cast)
    assert Entry.objects.filter(act="settlement undone").count() == 1
    with pytest.raises(NothingChanged):
        settling.undo(settlement=made, by=cast.seat("chair"), at=NOON)


def test_an_earlier_settlement_is_undone_and_the_later_one_holds(cast: Cast) -> None:
    on_table(cast)
    first = settle(cast, "shall", "should")
    settle(cast, "serious ", "")
    settling.undo(settlement=first, by=cast.seat("chair"), at=NOON)
    assert "Each Party [shall][should - ARD] take measures to prevent harm" in shown(cast)
    settle(cast, "shall", "should")
    assert "Each Party should take measures to prevent harm" in shown(cast)


def test_what_is_published_is_not_undone(cast: Cast) -> None:
    on_table(cast)
    made = settle(cast, "shall", "should")
    publish(cast)
    with pytest.raises(BadInput, match="published as it was settled"):
        settling.undo(settlement=made, by=cast.seat("chair"), at=NOON)


def test_a_wording_tabled_since_opens_the_point_again(cast: Cast) -> None:
    on_table(cast)
    settle(cast, "shall", "should")
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("shall take", "may take"))
    assert "Each Party [shall][may - ARD] take measures to prevent [serious - BRV delete] harm" in shown(cast)
    assert [s.holds for s in settlements.on_table(cast.provision("art_2")).settled] == [False]
    settle(cast, "shall", "may")
    assert "Each Party may take measures" in shown(cast)
    assert len(settlements.on_table(cast.provision("art_2")).settled) == 1


def test_a_point_that_has_changed_since_is_not_settled(cast: Cast) -> None:
    on_table(cast)
    provision = cast.provision("art_2")
    key = key_of(cast, "shall")
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("shall take", "may take"))
    with pytest.raises(BaseMoved):
        settling.settle(provision=provision, key=key, text="should", by=cast.seat("chair"), at=NOON)
    assert not Settlement.objects.exists()


def test_only_what_is_on_offer_and_only_by_the_chair(cast: Cast) -> None:
    on_table(cast)
    provision = cast.provision("art_2")
    key = key_of(cast, "shall")
    for name in ("ardenia", "secretariat"):
        with pytest.raises(NotAllowed):
            settling.settle(provision=provision, key=key, text="should", by=cast.seat(name), at=NOON)
    with pytest.raises(BadInput, match="on offer at this point is: “shall”, “should”"):
        settling.settle(provision=provision, key=key, text="might", by=cast.seat("chair"), at=NOON)


def test_what_is_agreed_is_not_settled(cast: Cast) -> None:
    agreement.agree(state=cast.state("art_1"), by=cast.seat("chair"), at=NOON)
    with pytest.raises(AgreedAdReferendum):
        settling.settle(provision=cast.provision("art_1"), key="", text="", by=cast.seat("chair"), at=NOON)


def test_a_bracket_that_stands_is_settled(empty_cast: Cast) -> None:
    empty_cast.import_text("Article 1\nScope\n\nEach Party [shall][should] act [and report [yearly]].\n")
    settle(empty_cast, "[and report [yearly]]", "and report [yearly]", "art_1")
    assert "Each Party [shall][should] act and report [yearly]." in shown(empty_cast)
    settle(empty_cast, "[yearly]", "", "art_1")
    settle(empty_cast, "[shall][should]", "should", "art_1")
    assert "Each Party should act and report." in publish(empty_cast).text


def test_a_proposal_that_the_new_text_changes_too_waits_for_its_delegation(cast: Cast) -> None:
    versions = on_table(cast)
    base = cast.state("art_2").base
    cast.import_text(CONVENTION.replace("Each Party shall take", "Each Party undertakes to take"))
    found = standing(cast)
    assert (found["ARD"].current, found["ARD"].to_settle, found["ARD"].wording) == (False, 1, versions["ARD"].text)
    assert (found["BRV"].current, found["BRV"].to_settle) == (True, 0)
    assert found["BRV"].wording == base.replace("shall take", "undertakes to take").replace("serious harm", "harm")
    assert Carried.objects.count() == 2


def test_what_was_carried_is_carried_on(cast: Cast) -> None:
    on_table(cast)
    settle(cast, "shall", "should")
    publish(cast)
    text = rolling.current(cast.instrument)
    assert text is not None
    cast.import_text("".join(s.base + s.separator for s in text.provisions.all()).replace("measures", "all measures"))
    mine = standing(cast)["BRV"]
    assert (mine.current, mine.wording) == (
        True, cast.state("art_2").base.replace("serious harm", "harm"),
    )  # fmt: skip


WORDS = st.lists(st.sampled_from(["shall", "should", "act", "now", "and", "report"]), min_size=1, max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=2, max_size=2), st.data())
def test_every_point_but_the_settled_one_is_open_as_before(
    cast: Cast, wordings: list[list[str]], data: st.DataObject
) -> None:
    provision = cast.provision("art_2")
    base = cast.state("art_2").base
    for name, words in zip(("ardenia", "borvale"), wordings, strict=True):
        draft = cast.draft(name, "art_2")
        try:
            text = base.replace("shall take measures", " ".join(words))
            draft = drafting.edit(draft=draft, edition=draft.edition, by=cast.seat(name), at=NOON, text=text)
            tabling.table(draft=draft, edition=draft.edition, by=cast.seat(name), at=NOON)
        except NothingChanged:
            draft.delete()
    there = settlements.on_table(provision)
    if not settling.open_points(there):
        return
    chosen = data.draw(st.sampled_from(settling.open_points(there)))
    text = data.draw(st.sampled_from([w.text for w in chosen.point.wordings]))
    numbers = [(n.number, n.cited, n.begins) for n in point_by_point.numbers(there)]
    assert [n for n, _, _ in numbers] == list(range(1, len(numbers) + 1))
    made = settling.settle(provision=provision, key=chosen.key, text=text, by=cast.seat("chair"), at=NOON)
    after = settlements.on_table(provision)
    assert [[w.text for w in o.point.wordings] for o in settling.open_points(after)] == [
        [w.text for w in o.point.wordings] for o in settling.open_points(there) if o != chosen
    ]
    now = point_by_point.numbers(after)
    assert [(n.number, n.cited, n.begins) for n in now] == numbers
    assert [n.number for n in now if n.settled] == [settling.open_points(there).index(chosen) + 1]
    settling.undo(settlement=made, by=cast.seat("chair"), at=NOON)
    assert settling.open_points(settlements.on_table(provision)) == settling.open_points(there)


def test_the_delegation_settles_what_waits_and_tables_it(cast: Cast) -> None:
    on_table(cast)
    cast.import_text(CONVENTION.replace("Each Party shall take", "Each Party undertakes to take"))
    draft = cast.draft("ardenia", "art_2")
    found = carrying.preview(draft=draft)
    assert [(c.old, c.new, c.mine) for c in found.to_settle] == [("shall", "undertakes to", "should")]
    seat = cast.seat("ardenia")
    draft = carrying.carry(draft=draft, edition=draft.edition, state=found.state.pk, by=seat, at=NOON, choices=["mine"])
    version = tabling.table(draft=draft, edition=draft.edition, by=seat, at=NOON)
    mine = standing(cast)["ARD"]
    assert (mine.current, mine.wording, version.number) == (
        True, cast.state("art_2").base.replace("undertakes to take", "should take"), 2,
    )  # fmt: skip


def test_words_put_in_beside_a_bracket_outlive_its_settling(cast: Cast) -> None:
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("[shall] [should]", "always [shall] [should]"))
    settle(cast, "[shall] [should]", "shall")
    assert "A State Party [always - ARD] shall attribute" in shown(cast)


def test_what_was_settled_against_a_proposal_stays_settled_when_the_text_moves_on(cast: Cast) -> None:
    on_table(cast)
    settle(cast, "shall", "shall")
    publish(cast)
    assert standing(cast)["ARD"].settled
    settle(cast, "[shall] [should]", "should")
    publish(cast)
    assert (standing(cast)["ARD"].settled, "ARD" in shown(cast)) == (True, False)


def test_a_version_that_is_taken_as_it_was_carried_forward_is_recorded_so(cast: Cast) -> None:
    version = on_table(cast)["ARD"]
    cast.import_text(CONVENTION.replace("serious", "significant"))
    chair = cast.seat("chair")
    choices = {str(cast.provision("art_2").pk): Choice(taken=version)}
    revision = next_revision.prepare(instrument=cast.instrument, by=chair, choices=choices)
    text = consolidation.save(revision=revision, by=chair, at=NOON, dated=NOON.date(), publish=True)
    words = hash_of(version.text.replace("serious", "significant"))
    assert [(s.text_hash, s.taken) for s in cast.state("art_2").sources.all()] == [(words, True)]
    entry = Entry.objects.get(negotiation=cast.negotiation, act="published", what__revision=text.number)
    assert entry.what["versions"] == [{"version": str(version.pk), "text_hash": words, "taken": True}]


def test_a_version_that_was_taken_does_not_come_back(cast: Cast) -> None:
    versions = on_table(cast)
    provision = cast.provision("art_2")
    chair = cast.seat("chair")
    revision = next_revision.prepare(
        instrument=cast.instrument, by=chair, choices={str(provision.pk): Choice(taken=versions["ARD"])}
    )
    consolidation.save(revision=revision, by=chair, at=NOON, dated=NOON.date(), publish=True)
    for words in ("undertakes to take", "is to take"):
        text = rolling.current(cast.instrument)
        assert text is not None
        whole = "".join(s.base + s.separator for s in text.provisions.all())
        cast.import_text(whole.replace("should take", "undertakes to take").replace("undertakes to take", words))
        assert standing(cast)["ARD"].settled
        assert "ARD" not in shown(cast)


def test_what_was_settled_is_tabled_again_by_who_insists(cast: Cast) -> None:
    text = on_table(cast)["ARD"].text
    settle(cast, "shall", "shall")
    publish(cast)
    cast.table("ardenia", "art_2", text)
    assert "Each Party [shall][should - ARD] take" in shown(cast)


def test_a_settlement_holds_until_it_is_printed(cast: Cast) -> None:
    on_table(cast)
    made = settle(cast, "shall", "should")
    cast.table("ardenia", "art_3", cast.state("art_3").base.replace("stored", "kept"))
    only = [str(cast.provision("art_3").pk)]
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), only=only)
    consolidation.save(revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date(), publish=True)
    assert "Each Party should take measures" in shown(cast)
    publish(cast)
    made.refresh_from_db()
    entry = Entry.objects.filter(act="published").last()
    assert entry is not None
    assert (entry.what["settled"], made.published_sequence) == ([made.sequence], entry.sequence)


def test_a_settlement_on_words_that_are_replaced_lapses_in_the_record(cast: Cast) -> None:
    on_table(cast)
    made = settle(cast, "shall", "should")
    cast.import_text(CONVENTION.replace("serious harm", "grave harm"))
    entry = Entry.objects.filter(act="published").last()
    assert entry is not None
    assert entry.what["lapsed"] == [made.sequence]
    with pytest.raises(NothingChanged):
        settling.undo(settlement=made, by=cast.seat("chair"), at=NOON)


def test_withdrawn_words_are_not_printed_as_settled(cast: Cast) -> None:
    versions = on_table(cast)
    settle(cast, "shall", "should")
    tabling.withdraw(proposal=versions["ARD"].proposal, by=cast.seat("ardenia"), at=NOON)
    assert "Each Party shall take measures" in shown(cast)
    assert [s.holds for s in settlements.on_table(cast.provision("art_2")).settled] == [False]


def test_a_revision_that_was_prepared_before_a_point_opened_again_is_not_published(cast: Cast) -> None:
    on_table(cast)
    settle(cast, "shall", "should")
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    text = consolidation.save(revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date())
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("shall take", "may take"))
    with pytest.raises(BaseMoved, match="something else was tabled at a settled point"):
        publishing.publish(text=text, by=cast.seat("chair"), at=NOON)


def test_the_record_says_which_settlement_lapsed_with_another(cast: Cast) -> None:
    on_table(cast)
    first = settle(cast, "shall", "should")
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("shall take", "may take"))
    settle(cast, "serious ", "")
    entry = Entry.objects.filter(act="settled").last()
    assert entry is not None
    assert entry.what["lapsed"] == [first.sequence]


def test_what_has_settled_points_is_published_before_it_is_agreed(cast: Cast) -> None:
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    settle(cast, "quiet", "silent", "art_1")
    with pytest.raises(BadInput, match="settled and not yet published"):
        agreement.agree(state=cast.state("art_1"), by=cast.seat("chair"), at=NOON)


def test_a_proposal_to_delete_waits_where_the_words_are_others(cast: Cast) -> None:
    cast.table("borvale", "art_1", kind="delete")
    cast.import_text(
        CONVENTION.replace("The purpose of this Convention is to keep networks quiet.", "A fund is set up.")
    )
    assert (standing(cast, "art_1")["BRV"].current, standing(cast, "art_1")["BRV"].to_settle) == (False, 1)
    draft = cast.draft("borvale", "art_1", kind="delete")
    tabling.table(draft=draft, edition=draft.edition, by=cast.seat("borvale"), at=NOON)
    assert standing(cast, "art_1")["BRV"].current


def test_observers_are_not_told_which_versions_were_carried(cast: Cast) -> None:
    on_table(cast)
    settle(cast, "shall", "should")
    publish(cast)
    entry = Entry.objects.filter(act="published").last()
    assert entry is not None
    seen = access.shown(record.plain(entry), cast.seat("observer"))
    assert sorted(seen["what"]) == ["instrument", "revision", "source", "text_hash"]
    assert "carried" in access.shown(record.plain(entry), cast.seat("borvale"))["what"]
