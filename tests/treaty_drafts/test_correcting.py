"""Corrections: published text never changes, the Corr. says what it corrects, and nobody's wording is changed or lost."""

import pytest

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import (
    circulation,
    consolidation,
    correcting,
    corrigendum,
    drafting,
    importing,
    next_revision,
    publishing,
    rolling,
    tabling,
)
from treaty_drafts.correcting import Corrected, Corrigendum
from treaty_drafts.errors import BadInput, BaseMoved, NotAllowed, NothingChanged
from treaty_drafts.models import Entry, RollingText
from treaty_drafts.next_revision import Choice
from treaty_drafts.text import load

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def prepared(cast: Cast, eid: str = "art_1", *changes: tuple[str, str], because: str = "A slip.") -> Corrigendum:
    words = cast.state(eid).base
    for was, now in changes or (("networks quiet", "all networks quiet"),):
        assert was in words
        words = words.replace(was, now)
    wordings = {str(cast.provision(eid).pk): Corrected(words, because)}
    return correcting.prepare(instrument=cast.instrument, by=cast.seat("secretariat"), wordings=wordings)


def stored(cast: Cast, made: Corrigendum) -> RollingText:
    return correcting.save(corrigendum=made, by=cast.seat("secretariat"), at=NOON, dated=NOON.date())


def corrected(cast: Cast, eid: str = "art_1", *changes: tuple[str, str]) -> RollingText:
    text = stored(cast, prepared(cast, eid, *changes))
    return publishing.publish(text=text, by=cast.seat("chair"), at=NOON)


def consolidated(cast: Cast, **choices: Choice) -> RollingText:
    chosen = {str(cast.provision(eid).pk): choice for eid, choice in choices.items()}
    made = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), choices=chosen)
    saved = consolidation.save(revision=made, by=cast.seat("chair"), at=NOON, dated=NOON.date())
    return publishing.publish(text=saved, by=cast.seat("chair"), at=NOON)


def sources(cast: Cast, eid: str) -> tuple[object, ...]:
    made = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    return next(p.sources for p in made.provisions if p.state.eid == eid)


def test_a_corr_stands_beside_what_it_corrects(cast: Cast) -> None:
    provision = cast.provision("art_1")
    text = corrected(cast)
    assert (text.label, text.symbol, text.number, text.correction) == ("Rev.1/Corr.1", "QN/1/Corr.1", 1, 1)
    assert rolling.current(cast.instrument) == text
    assert text.text == CONVENTION.replace("networks quiet.", "all networks quiet.")
    assert cast.provision("art_1") == provision
    assert RollingText.objects.get(number=1, correction=0).text == CONVENTION
    assert corrected(cast, "art_1", ("all networks", "every network")).symbol == "QN/1/Corr.2"


def test_it_lists_each_correction_with_its_place_and_reason(cast: Cast) -> None:
    made = prepared(
        cast, "art_2", ("A State Party", "Each State Party"), ("serious ", ""), because="As agreed in plenary."
    )
    assert [(c.cited, c.before, c.after, c.because) for c in made.corrections] == [
        ("Article 2, paragraph 1, line 4", "A", "Each", "As agreed in plenary."),
        ("Article 2, paragraph 2, line 6", "prevent serious harm,", "prevent harm,", "As agreed in plenary."),
    ]
    text = publishing.publish(text=stored(cast, made), by=cast.seat("chair"), at=NOON)
    assert corrigendum.of(text) == made.corrections
    entry = Entry.objects.last()
    assert entry
    assert (entry.act, entry.by, entry.what["correction"], entry.sequence) == ("corrected", "chair", 1, text.sequence)
    assert [c["after"] for c in entry.what["corrections"]] == ["Each", "prevent harm,"]


@pytest.mark.parametrize(
    ("was", "now", "pairs"),
    [
        ("keep ", "", [("to keep networks", "to networks")]),
        ("The purpose of", "A first aim of", [("The purpose", "A first aim")]),
        ("of this", "of precisely this very", [("this", "precisely this very")]),
        ("quiet.", "quiet. Always.", [("quiet.", "quiet. Always.")]),
        ("is to keep", "keeps", [("is to keep", "keeps")]),
    ],
)
def test_for_and_read_have_words_on_both_sides(cast: Cast, was: str, now: str, pairs: list[tuple[str, str]]) -> None:
    made = prepared(cast, "art_1", (was, now))
    assert [(c.before, c.after) for c in made.corrections] == pairs


def test_the_secretariat_prepares_and_the_chair_publishes(cast: Cast) -> None:
    text = stored(cast, prepared(cast))
    assert (text.label, rolling.current(cast.instrument).correction) == ("unpublished", 0)  # type: ignore[union-attr]
    with pytest.raises(NotAllowed):
        publishing.publish(text=text, by=cast.seat("secretariat"), at=NOON)
    with pytest.raises(NotAllowed):
        correcting.prepare(instrument=cast.instrument, by=cast.seat("ardenia"), wordings={})
    assert publishing.publish(text=text, by=cast.seat("chair"), at=NOON) == rolling.current(cast.instrument)


def test_what_is_tabled_counts_after_a_correction_of_what_it_was_measured_against(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    corrected(cast)
    (mine,) = rolling.standing(cast.instrument)[str(version.proposal.provision_id)]
    assert (mine.current, mine.before_correction) == (True, True)
    assert sources(cast, "art_1") == (version,)
    corrected(cast, "art_1", ("Convention is", "Convention shall be"))
    assert sources(cast, "art_1") == (version,)
    text = consolidated(cast)
    assert text.label == "Rev.2"
    assert text.symbol == "QN/1/Rev.2"
    assert load(text.provisions.get(eid="art_1").collation or {}).reading("ARD") == (
        cast.state("art_1").base.replace("quiet", "silent")  # as tabled, with the slips corrected
    )
    assert sources(cast, "art_1") == (version,)


def test_what_is_tabled_on_the_corrected_text_counts_beside_it(cast: Cast) -> None:
    before = cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    corrected(cast)
    after = cast.table("borvale", "art_1", cast.state("art_1").base.replace("quiet", "calm"))
    assert sources(cast, "art_1") == (before, after)
    taken = consolidated(cast, art_1=Choice(taken=after))
    assert taken.provisions.get(eid="art_1").text == after.text
    assert sources(cast, "art_1") == ()


def test_a_wording_that_was_taken_stays_the_text_when_it_is_corrected(cast: Cast) -> None:
    taken = cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "slient"))
    consolidated(cast, art_1=Choice(taken=taken))
    text = corrected(cast, "art_1", ("slient", "silent"))
    assert text.symbol == "QN/1/Rev.2/Corr.1"
    (mine,) = rolling.standing(cast.instrument)[str(taken.proposal.provision_id)]
    assert (mine.current, mine.in_text) == (False, True)
    assert [(s.version, s.taken) for s in text.provisions.get(eid="art_1").sources.all()] == [(taken, True)]


@pytest.mark.parametrize("style", ["un", "trade", "anonymous"])
def test_a_slip_is_corrected_in_bracketed_wordings_too_and_their_own_words_stay(cast: Cast, style: str) -> None:
    version = cast.table("ardenia", "art_2", cast.state("art_2").base.replace("shall take", "should take"))
    made = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), style=style)
    saved = consolidation.save(revision=made, by=cast.seat("chair"), at=NOON, dated=NOON.date())
    publishing.publish(text=saved, by=cast.seat("chair"), at=NOON)
    text = corrected(cast, "art_2", ("where feasible", "wherever feasible"))
    state = text.provisions.get(eid="art_2")
    own = {"un": "[should - ARD]", "trade": "[ARD propose: should]", "anonymous": "[should]"}[style]
    assert f"Each Party [shall]{own} take" in state.text
    assert "harm, wherever feasible" in state.text
    words = version.text.replace("where feasible", "wherever feasible")
    assert load(state.collation or {}).reading("ARD") == words
    assert {s.eid: w for s, w in consolidation.reading(text=text, code="ARD")}["art_2"] == words


def test_words_of_ones_own_are_not_corrected(cast: Cast) -> None:
    version = cast.table("ardenia", "art_2", cast.state("art_2").base.replace("where feasible", "where it is feasible"))
    text = corrected(cast, "art_2", ("where feasible", "wherever feasible"))
    (mine,) = rolling.standing(cast.instrument)[str(version.proposal.provision_id)]
    assert (mine.current, mine.wording) == (True, version.text)
    assert [(c.before, c.after) for c in corrigendum.of(text)] == [("where", "wherever")]


def test_the_list_of_corrections_says_no_more_than_was_corrected(cast: Cast) -> None:
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("shall take", "should take"))
    text = corrected(cast, "art_2", ("where feasible", "wherever feasible"))
    assert [(c.before, c.after) for c in corrigendum.of(text)] == [("where", "wherever")]


def test_a_draft_begun_before_is_told_and_counts(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    corrected(cast)
    with pytest.raises(BaseMoved):
        tabling.table(draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON)
    version = tabling.table(draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON, although_moved=True)
    assert sources(cast, "art_1") == (version,)


def test_a_wording_on_the_table_is_what_a_later_draft_begins_with(cast: Cast) -> None:
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    corrected(cast)
    draft = cast.draft("ardenia", "art_1")
    words = cast.state("art_1").base.replace("quiet", "silent")  # with the slip corrected
    assert (draft.text, draft.base) == (words, cast.state("art_1"))
    assert drafting.redline(draft)


def test_a_later_revision_is_imported_on_the_corrected_text(cast: Cast) -> None:
    corrected(cast)
    provision = cast.provision("art_1")
    text = importing.store(
        data=CONVENTION.replace("quiet.", "quiet for ever.").encode(), instrument=cast.instrument, by=cast.seat("chair"),
        at=NOON, name="later.txt", dated=NOON.date(),
    )  # fmt: skip
    assert (text.label, text.symbol) == ("Rev.2", "QN/1/Rev.2")
    assert cast.provision("art_1") == provision


def test_a_correction_prepared_on_an_earlier_text_is_not_published(cast: Cast) -> None:
    first, second = stored(cast, prepared(cast)), stored(cast, prepared(cast))
    publishing.publish(text=first, by=cast.seat("chair"), at=NOON)
    with pytest.raises(BaseMoved, match=r"Rev\.1/Corr\.1 was published"):
        publishing.publish(text=second, by=cast.seat("chair"), at=NOON)


def test_a_preview_that_something_was_recorded_after_is_not_stored(cast: Cast) -> None:
    made = prepared(cast)
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    with pytest.raises(BaseMoved, match="something was recorded"):
        stored(cast, made)
    assert RollingText.objects.count() == 1


def test_what_makes_no_correction_is_refused(cast: Cast) -> None:
    state = cast.state("art_1")

    def refused(text: str, because: str, key: str = str(state.provision_id)) -> str:
        with pytest.raises((BadInput, NothingChanged)) as error:
            correcting.prepare(
                instrument=cast.instrument, by=cast.seat("chair"), wordings={key: Corrected(text, because)}
            )
        return error.value.what

    assert (
        refused(state.base.replace("\n", "\r\n") + "\r\n", "A slip.")
        == "nothing is corrected: these are the words of Rev.1"
    )
    assert refused(" ", "A slip.") == "a correction does not remove a provision"
    assert refused("Article 1\n\nOther.", " ") == "say why Article 1 is corrected, in at most 300 characters"
    assert refused("Article 1\n\nOther.", "A slip.", "nothing") == "no such provision in this text"
    cast.table("ardenia", "art_1", "Article 1 bis\n\nMore.", kind="insert")
    new = consolidated(cast).provisions.get(eid="art_1bis")
    assert refused("Article 1 bis\n\nLess.", "A slip.", str(new.provision_id)).startswith(
        "Article 1 bis is only proposed"
    )


def test_heading_and_number_go_with_the_words(cast: Cast) -> None:
    text = corrected(cast, "art_1", ("Article 1\nPurpose", "Article 1\nPurposes"))
    state = text.provisions.get(eid="art_1")
    assert (state.heading, state.number) == ("Purposes", "1")
    before = {s.eid: s for s in RollingText.objects.get(correction=0).provisions.all()}
    recalling = next(eid for eid, s in before.items() if s.base.startswith("Recalling"))
    corrected(cast, recalling, ("all peoples", "everybody"))
    assert cast.state(recalling).label == before[recalling].label


def test_a_document_of_it_says_what_it_corrects(cast: Cast) -> None:
    text = corrected(cast)
    export = circulation.request(text=text, format="text", by=cast.seat("observer"), at=NOON)
    made = circulation.document(export)
    assert (made.revision, made.symbol) == ("Rev.1/Corr.1", "QN/1/Corr.1")
    assert made.notes[-2:] == (
        "Rev.1/Corr.1 was corrected from Rev.1 in 1 place.",
        "Article 1, line 4: for “keep networks” read “keep all networks” (A slip.)",
    )
    assert circulation.file_name(export) == "qn-1-corr.1-rev.1-corr.1.txt"
