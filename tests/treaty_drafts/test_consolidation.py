"""Consolidate: the bracketed result, what it was made from, and every delegation's text back out of it."""

import pytest

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import consolidation, next_revision, publishing, rolling, tabling
from treaty_drafts.errors import BadInput, BaseMoved, NotAllowed, NothingChanged
from treaty_drafts.models import Entry, RollingText, Version
from treaty_drafts.next_revision import Choice
from treaty_drafts.text import load

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def tabled(cast: Cast) -> dict[str, Version]:
    """Two delegations on article 2, one new article, one deletion."""
    base = cast.state("art_2").base
    return {
        "ARD": cast.table("ardenia", "art_2", base.replace("shall take", "should take")),
        "BRV": cast.table("borvale", "art_2", base.replace("serious harm", "harm")),
        "new": cast.table("ardenia", "art_2", "Article 2 bis\nMore quiet\n\nParties keep quiet.", kind="insert"),
        "gone": cast.table("borvale", "art_3", kind="delete"),
    }


def save(cast: Cast, **choices: Choice) -> RollingText:
    chosen = {str(cast.provision(eid).pk): choice for eid, choice in choices.items()}
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), choices=chosen)
    return consolidation.save(revision=revision, by=cast.seat("secretariat"), at=NOON, dated=NOON.date())


def test_the_bracketed_text(cast: Cast) -> None:
    tabled(cast)
    text = save(cast)
    shown = {s.eid: s.text for s in text.provisions.all()}
    assert "Each Party [shall][should - ARD] take measures to prevent [serious - BRV delete] harm" in shown["art_2"]
    assert shown["art_2bis"] == "[Article 2 bis\nMore quiet\n\nParties keep quiet. - ARD]"
    assert shown["art_3"].startswith("[Article 3\n")
    assert shown["art_3"].endswith(" - BRV delete]")
    assert list(shown)[-3:] == ["art_2", "art_2bis", "art_3"]


def test_what_nobody_proposes_to_change_stays_byte_for_byte(cast: Cast) -> None:
    tabled(cast)
    before = {s.eid: s.text + s.separator for s in rolling.current(cast.instrument).provisions.all()}  # type: ignore[union-attr]
    after = {s.eid: s.text + s.separator for s in save(cast).provisions.all()}
    untouched = set(before) - {"art_2", "art_3"}
    assert {e: after[e] for e in untouched} == {e: before[e] for e in untouched}


def test_the_text_of_each_delegation_is_read_back_exactly(cast: Cast) -> None:
    versions = tabled(cast)
    text = save(cast)
    ardenia = {s.eid: words for s, words in consolidation.reading(text=text, code="ARD")}
    borvale = {s.eid: words for s, words in consolidation.reading(text=text, code="BRV")}
    assert (ardenia["art_2"], ardenia["art_2bis"]) == (versions["ARD"].text, versions["new"].text)
    assert borvale["art_2"] == versions["BRV"].text
    assert set(ardenia) - set(borvale) == {"art_2bis", "art_3"}
    assert ardenia["art_3"] == cast.state("art_3").base


def test_what_it_was_made_from_is_stored_with_it(cast: Cast) -> None:
    versions = tabled(cast)
    state = save(cast).provisions.get(eid="art_2")
    assert [(s.version, s.text_hash) for s in state.sources.all()] == [
        (versions["ARD"], versions["ARD"].text_hash), (versions["BRV"], versions["BRV"].text_hash),
    ]  # fmt: skip
    collation = load(state.collation or {})
    assert collation.reading("BRV") == versions["BRV"].text
    assert collation.base == state.base == cast.state("art_2").base


def test_unpublished_first_then_published_as_the_next(cast: Cast) -> None:
    tabled(cast)
    text = save(cast)
    assert (text.published, rolling.current(cast.instrument).number) == (False, 1)  # type: ignore[union-attr]
    with pytest.raises(NotAllowed):
        publishing.publish(text=text, by=cast.seat("secretariat"), at=NOON)
    published = publishing.publish(text=text, by=cast.seat("chair"), at=NOON)
    assert (published.label, rolling.current(cast.instrument)) == ("Rev.2", published)
    entry = Entry.objects.get(sequence=published.sequence or 0)
    assert {v["version"] for v in entry.what["versions"]} == {str(v.pk) for v in Version.objects.all()}
    with pytest.raises(BadInput, match="published already"):
        publishing.publish(text=text, by=cast.seat("chair"), at=NOON)


def test_a_revision_prepared_on_an_earlier_one_is_not_published(cast: Cast) -> None:
    tabled(cast)
    first, second = save(cast), save(cast)
    publishing.publish(text=first, by=cast.seat("chair"), at=NOON)
    with pytest.raises(BaseMoved, match=r"Rev\.2 was published"):
        publishing.publish(text=second, by=cast.seat("chair"), at=NOON)


def test_a_preview_that_something_was_tabled_after_is_not_saved(cast: Cast) -> None:
    tabled(cast)
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    with pytest.raises(BaseMoved):
        consolidation.save(
            revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date(), expected_hash="another text"
        )
    assert RollingText.objects.count() == 1


def test_wordings_stay_on_the_same_base_until_the_chair_settles(cast: Cast) -> None:
    versions = tabled(cast)
    publishing.publish(text=save(cast), by=cast.seat("chair"), at=NOON)
    again = cast.table("ardenia", "art_2", versions["ARD"].text.replace("should take", "may take"))
    assert again.number == 2
    assert "[shall][may - ARD] take" in save(cast).provisions.get(eid="art_2").text


def test_a_wording_that_the_chair_takes_becomes_the_text_and_the_others_are_carried_forward(cast: Cast) -> None:
    versions = tabled(cast)
    text = publishing.publish(text=save(cast, art_2=Choice(taken=versions["ARD"])), by=cast.seat("chair"), at=NOON)
    state = text.provisions.get(eid="art_2")
    assert (state.text, state.base, state.collation) == (versions["ARD"].text, versions["ARD"].text, None)
    assert [(s.version, s.taken) for s in state.sources.all()] == [(versions["ARD"], True)]
    standing = rolling.standing(cast.instrument)[str(state.provision_id)]
    assert [(t.in_text, t.current, t.wording) for t in standing] == [
        (True, False, state.base), (False, True, state.base.replace("serious harm", "harm")),
    ]  # fmt: skip
    following = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    assert [p.sources for p in following.provisions if p.state.eid == "art_2"] == [(versions["BRV"],)]
    assert "Each Party should take measures to prevent [serious - BRV delete] harm" in following.text


def test_the_same_revision_is_not_made_twice(cast: Cast) -> None:
    tabled(cast)
    publishing.publish(text=save(cast), by=cast.seat("chair"), at=NOON)
    with pytest.raises(NothingChanged, match=r"nothing has changed since Rev\.2"):
        save(cast)
    assert RollingText.objects.count() == 2


def test_the_symbol_goes_on_with_the_next_number(cast: Cast) -> None:
    tabled(cast)
    assert publishing.publish(text=save(cast), by=cast.seat("chair"), at=NOON).symbol == "QN/1/Rev.2"


def test_a_deletion_that_the_chair_takes_ends_the_provision(cast: Cast) -> None:
    versions = tabled(cast)
    text = save(cast, art_3=Choice(taken=versions["gone"]))
    assert not text.provisions.filter(eid="art_3").exists()


def test_the_chair_picks_proposals_and_provisions(cast: Cast) -> None:
    versions = tabled(cast)
    text = save(cast, art_2=Choice(versions=(versions["BRV"],)), art_3=Choice(versions=()))
    shown = {s.eid: s.text for s in text.provisions.all()}
    assert "ARD" not in shown["art_2"]
    assert shown["art_3"] == cast.state("art_3").text
    only = next_revision.prepare(
        instrument=cast.instrument, by=cast.seat("chair"), only=[str(cast.provision("art_3").pk)]
    )
    assert [p.state.eid for p in only.provisions if p.changed] == ["art_3"]


def test_a_withdrawn_proposal_leaves_the_next_revision(cast: Cast) -> None:
    versions = tabled(cast)
    publishing.publish(text=save(cast), by=cast.seat("chair"), at=NOON)
    for name, key in (("ardenia", "ARD"), ("borvale", "BRV")):
        tabling.withdraw(proposal=versions[key].proposal, by=cast.seat(name), at=NOON)
    assert save(cast).provisions.get(eid="art_2").text == cast.state("art_2").base


def test_without_a_text_there_is_nothing_to_consolidate(empty_cast: Cast) -> None:
    with pytest.raises(BadInput, match="import a rolling text first"):
        next_revision.prepare(instrument=empty_cast.instrument, by=empty_cast.seat("chair"))


def test_an_unknown_provision_is_named(cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), only=["nothing"])
    assert [w.place for w in refused.value.where] == ["nothing"]


def test_windows_line_ends_survive_consolidation(empty_cast: Cast) -> None:
    empty_cast.import_text(CONVENTION.replace("\n", "\r\n"))
    base = empty_cast.state("art_2").base
    empty_cast.table("ardenia", "art_2", base.replace("\r\n", "\n").replace("shall take", "should take"))
    text = save(empty_cast)
    assert text.text.replace("\r\n", "") == text.text.replace("\n", "").replace("\r", "")
    assert "Each Party [shall][should - ARD] take" in text.text
