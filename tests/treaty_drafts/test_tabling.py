"""Draft, table, revise, withdraw: what becomes of words, and what is refused."""

import threading

import pytest
from django.db import Error, connection, transaction

from tests import factories
from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import consolidation, drafting, next_revision, publishing, rolling, tabling
from treaty_drafts.errors import BadInput, BaseMoved, EditedMeanwhile, NotAllowed, NothingChanged, Refused
from treaty_drafts.models import Draft, Entry, Proposal, Version, hash_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def words(cast: Cast, eid: str, old: str, new: str) -> str:
    base = cast.state(eid).base
    assert base.count(old) == 1
    return base.replace(old, new)


def test_a_tabled_version_is_what_was_previewed(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_1", words(cast, "art_1", "quiet", "silent"), note="Silence is better.")
    seen = tabling.preview(draft=draft)
    version = tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON)
    assert (seen.text, seen.note, seen.text_hash, seen.number, seen.kind) == (
        version.text, version.note, version.text_hash, version.number, version.kind,
    )  # fmt: skip
    assert version.text_hash == hash_of(version.text)
    assert version.base == cast.state("art_1")
    assert version.sequence == Entry.objects.get(act="tabled").sequence == 2
    assert not Draft.objects.exists()


def test_a_revision_makes_the_next_version_and_begins_with_the_last(cast: Cast) -> None:
    first = cast.table("ardenia", "art_1", words(cast, "art_1", "quiet", "silent"))
    draft = cast.draft("ardenia", "art_1")
    assert draft.text == first.text
    second = cast_table(cast, draft, first.text.replace("silent", "calm"))
    assert (second.proposal, second.number, second.sequence) == (first.proposal, 2, 3)
    assert [t.version for t in rolling.standing(cast.instrument)[str(cast.provision("art_1").pk)]] == [second]


def cast_table(cast: Cast, draft: Draft, text: str) -> Version:
    edited = drafting.edit(draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON, text=text)
    return tabling.table(draft=edited, edition=edited.edition, by=cast.seat("ardenia"), at=NOON)


def test_a_new_provision_comes_into_being_when_it_is_tabled(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_2", "Article 2 bis\nMore quiet\n\nParties keep quiet.", kind="insert")
    assert draft.provision is None
    version = tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON)
    assert (version.kind, version.base, version.proposal.after) == ("insert", None, cast.provision("art_2"))


def test_only_its_own_delegation_revises_a_provision_that_no_text_has_yet(cast: Cast) -> None:
    version = cast.table("ardenia", "art_2", "Article 2 bis\n\nParties keep quiet.", kind="insert")
    provision = version.proposal.provision
    with pytest.raises(BadInput, match="not in the current text"):
        drafting.open_draft(
            instrument=cast.instrument, delegation=cast.delegation("BRV"), kind="amend", by=cast.seat("borvale"), at=NOON,
            provision=provision,
        )  # fmt: skip
    own = drafting.open_draft(
        instrument=cast.instrument, delegation=cast.delegation("ARD"), kind="amend", by=cast.seat("ardenia"), at=NOON,
        provision=provision,
    )  # fmt: skip
    assert own.text == version.text


def test_a_deletion_has_no_words_and_is_not_empty(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", kind="delete")
    assert (version.kind, version.text, version.base_text) == ("delete", "", cast.state("art_1").base)


def test_an_empty_change_is_refused(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_1")
    with pytest.raises(NothingChanged, match="says what the text says already"):
        tabling.table(draft=draft, edition=1, by=cast.seat("ardenia"), at=NOON)
    cast_table(cast, draft, words(cast, "art_1", "quiet", "silent"))
    with pytest.raises(NothingChanged, match="tabled already, as version 1"):
        cast.table("ardenia", "art_1")
    assert Version.objects.count() == 1


def test_an_empty_insertion_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput, match="no text to table"):
        cast.table("ardenia", "art_1", " \n", kind="insert")
    assert Proposal.objects.count() == 0


def test_somebody_elses_draft_is_refused(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nOther words.")
    with pytest.raises(NotAllowed):
        tabling.table(draft=draft, edition=2, by=cast.seat("borvale"), at=NOON)
    with pytest.raises(NotAllowed):
        drafting.open_draft(
            instrument=cast.instrument, delegation=cast.delegation("ARD"), kind="delete", by=cast.seat("borvale"), at=NOON,
            provision=cast.provision("art_3"),
        )  # fmt: skip


def test_a_base_that_has_moved_on_must_be_acknowledged(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_1", words(cast, "art_1", "quiet", "silent"))
    old = cast.state("art_1")
    cast.import_text(CONVENTION.replace("keep networks quiet", "keep all networks quiet"))
    with pytest.raises(BaseMoved, match="has been replaced"):
        tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON)
    version = tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON, although_moved=True)
    assert (version.base, version.base_had_moved, version.base_text) == (old, True, old.base)


def test_a_revision_that_leaves_the_provision_alone_moves_nothing(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_1", words(cast, "art_1", "quiet", "silent"))
    cast.import_text(CONVENTION.replace("across borders", "over borders"))
    version = tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON)
    assert (version.base, version.base_had_moved) == (cast.state("art_1"), False)


def test_a_state_that_somebody_saved_since_is_not_overwritten(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nFirst.")
    with pytest.raises(EditedMeanwhile):
        drafting.edit(draft=draft, edition=1, by=cast.seat("ardenia"), at=NOON, text="Article 1\n\nSecond.")
    with pytest.raises(EditedMeanwhile):
        tabling.table(draft=draft, edition=1, by=cast.seat("ardenia"), at=NOON)
    draft.refresh_from_db()
    assert draft.text == "Article 1\n\nFirst."


def test_withdrawal_leaves_the_record(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", kind="delete")
    withdrawn = tabling.withdraw(proposal=version.proposal, by=cast.seat("ardenia"), at=NOON)
    assert withdrawn.withdrawal_sequence == 3
    assert rolling.standing(cast.instrument) == {}
    assert Version.objects.get() == version
    with pytest.raises(NothingChanged):
        tabling.withdraw(proposal=version.proposal, by=cast.seat("ardenia"), at=NOON)
    with pytest.raises(NotAllowed):
        tabling.withdraw(proposal=version.proposal, by=cast.seat("borvale"), at=NOON)


def test_the_database_itself_refuses_to_change_a_version(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", kind="delete")
    for rows in (Version.objects.filter(pk=version.pk), Entry.objects.all()):
        field = "text" if rows.model is Version else "by"
        with pytest.raises(Error, match="never changes"), transaction.atomic():
            rows.update(**{field: "forged"})


def test_a_browsers_line_ends_are_no_change(cast: Cast) -> None:
    base = cast.state("art_2").base
    draft = cast.draft("ardenia", "art_2", base.replace("\n", "\r\n"))
    assert draft.text == base


@pytest.mark.django_db(transaction=True)
def test_two_people_tabling_at_once_get_two_places_in_the_record() -> None:
    cast = factories.cast()
    drafts = {name: cast.draft(name, "art_1", words(cast, "art_1", "quiet", name)) for name in ("ardenia", "borvale")}
    start, made, refused = threading.Barrier(4), [], []

    def table(name: str) -> None:
        try:
            start.wait()
            made.append(tabling.table(draft=drafts[name], edition=2, by=cast.seat(name), at=NOON).sequence)
        except Refused as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=table, args=(name,)) for name in ("ardenia", "borvale", "ardenia", "borvale")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [2, 3]
    assert [type(r) for r in refused] == [EditedMeanwhile, EditedMeanwhile]
    assert Version.objects.count() == 2


def test_a_private_note_never_leaves_the_delegation(cast: Cast) -> None:
    draft = cast.draft(
        "ardenia", "art_1", words(cast, "art_1", "quiet", "silent"), note="Why.", private_note="Red line."
    )
    version = tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON)
    assert version.note == "Why."
    everything = [*Version.objects.values(), *Entry.objects.values(), *Proposal.objects.values()]
    assert "Red line" not in str(everything)


def test_line_ends_are_never_a_difference(empty_cast: Cast) -> None:
    empty_cast.import_text("Article 1\r\n\r\n1. One.\n\n2. Two.\r\n\r\nArticle 2\r\n\r\nThree.\r\n")
    base = empty_cast.state("art_1").base
    for same in (base, base.replace("\r\n", "\n"), base.replace("\r\n", "\n").replace("\n", "\r\n")):
        draft = empty_cast.draft("ardenia", "art_1", same)
        assert draft.text == base
        drafting.discard(draft=draft, edition=draft.edition, by=empty_cast.seat("ardenia"))
    changed = empty_cast.draft("ardenia", "art_1", "Article 1\n\n1. One.\n\n2. Two and more.\n\n3. New.")
    assert changed.text == "Article 1\r\n\r\n1. One.\n\n2. Two and more.\r\n\r\n3. New."
    new = empty_cast.draft("ardenia", "art_2", "Article 3\n\nFour.", kind="insert")
    assert new.text == "Article 3\r\n\r\nFour."


def test_lost_brackets_are_named_before_tabling(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\nPurpose\n\nKeep [networks quiet.")
    assert tabling.preview(draft=draft).problems == ("line 4: a bracket is unclosed",)


def test_what_is_only_proposed_by_another_is_not_deleted_but_opposed(cast: Cast) -> None:
    cast.table("ardenia", "art_2", "Article 2 bis\n\nParties keep quiet.", kind="insert")
    made = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    stored = consolidation.save(revision=made, by=cast.seat("chair"), at=NOON, dated=NOON.date())
    publishing.publish(text=stored, by=cast.seat("chair"), at=NOON)
    with pytest.raises(BadInput, match="State a position on the proposal instead"):
        cast.draft("borvale", "art_2bis", kind="delete")
