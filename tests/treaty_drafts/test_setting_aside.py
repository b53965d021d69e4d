"""A flag that is set aside stays so while its words stand, through the revisions, and is open again when they change."""

import pytest

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import circulation, consolidation, flagged, next_revision, publishing, record, review, rolling
from treaty_drafts import setting_aside as verb
from treaty_drafts.errors import BadInput, BaseMoved, NotAllowed, NothingChanged
from treaty_drafts.flagged import Flagged
from treaty_drafts.models import Anchor, Entry, Export, SetAside

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def in_text(cast: Cast) -> tuple[Flagged, ...]:
    text = rolling.current(cast.instrument)
    assert text
    return flagged.in_text(text)


def between(cast: Cast) -> tuple[Flagged, ...]:
    return flagged.between(cast.instrument, review.differences(cast.instrument))


def set_aside(cast: Cast, flag: Flagged, reason: str = "Of drafting, not of substance.") -> SetAside:
    return verb.set_aside(instrument=cast.instrument, flag=flag.key, reason=reason, by=cast.seat("chair"), at=NOON)


def publish(cast: Cast) -> None:
    chair = cast.seat("chair")
    made = next_revision.prepare(instrument=cast.instrument, by=chair)
    saved = consolidation.save(revision=made, by=chair, at=NOON, dated=NOON.date())
    publishing.publish(text=saved, by=chair, at=NOON)


def status(flags: tuple[Flagged, ...]) -> list[tuple[str, bool, bool]]:
    return [(f.topic, f.open, f.earlier is not None) for f in flags]


def test_the_chair_sets_a_flag_aside_and_takes_it_back(cast: Cast) -> None:
    first, second = in_text(cast)
    made = set_aside(cast, first)
    assert (made.anchor.words, made.anchor.state, made.topic) == ("[shall] [should]", first.state, "attribution")
    entry = Entry.objects.last()
    assert entry
    assert (entry.act, entry.by, entry.sequence) == ("flag set aside", "chair", made.sequence)
    assert entry.what == {
        "provision": first.provision_id, "revision": 1, "topic": "attribution", "words": "[shall] [should]",
        "wordings": [], "reason": "Of drafting, not of substance.",
    }  # fmt: skip
    assert status(in_text(cast)) == [("attribution", False, False), ("data_sovereignty", True, False)]
    verb.take_back(set_aside=made, by=cast.seat("chair"), at=NOON)
    assert status(in_text(cast)) == [("attribution", True, False), ("data_sovereignty", True, False)]
    assert [e.act for e in Entry.objects.all()] == ["published", "flag set aside", "flag opened again"]
    assert record.verify([record.plain(e) for e in Entry.objects.all()]) == []
    with pytest.raises(NothingChanged):
        verb.take_back(set_aside=made, by=cast.seat("chair"), at=NOON)
    assert second.key == in_text(cast)[1].key


@pytest.mark.parametrize("name", ["ardenia", "secretariat", "observer"])
def test_only_the_chair(cast: Cast, name: str) -> None:
    flag, made = in_text(cast)[0], set_aside(cast, in_text(cast)[1])
    with pytest.raises(NotAllowed):
        verb.set_aside(instrument=cast.instrument, flag=flag.key, reason="No.", by=cast.seat(name), at=NOON)
    with pytest.raises(NotAllowed):
        verb.take_back(set_aside=made, by=cast.seat(name), at=NOON)
    assert (SetAside.objects.count(), Anchor.objects.count()) == (1, 1)


def test_with_a_reason_once_and_as_it_was_seen(cast: Cast) -> None:
    flag = in_text(cast)[0]
    with pytest.raises(BadInput, match="say why"):
        set_aside(cast, flag, "  ")
    set_aside(cast, flag)
    with pytest.raises(NothingChanged):
        set_aside(cast, flag)
    other = in_text(cast)[1]
    cast.import_text(CONVENTION.replace("peoples", "people"))
    with pytest.raises(BaseMoved):
        set_aside(cast, other)


def test_it_survives_the_next_revision(cast: Cast) -> None:
    set_aside(cast, in_text(cast)[0])
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("on the basis of evidence", "on evidence"))
    publish(cast)
    (flag, *rest) = [f for f in in_text(cast) if f.topic == "attribution"]
    assert flag.state
    assert flag.state.rolling_text.number == 2
    assert (flag.words, flag.open) == ("[shall] [should]", False)
    assert [f.open for f in rest] == [True]  # what Ardenia proposes in the same sentence


def test_it_survives_where_its_article_gets_another_number_and_moves(cast: Cast) -> None:
    set_aside(cast, in_text(cast)[0])
    article = CONVENTION[CONVENTION.index("Article 2") : CONVENTION.index("Article 3")]
    moved = CONVENTION.replace(article, "").rstrip() + "\n\n" + article.replace("Article 2", "Article 4")
    cast.import_text(moved)
    found = {f.cited: f.open for f in in_text(cast)}
    assert found == {"Article 3, paragraph 1": True, "Article 4, paragraph 1": False}


def test_changed_words_are_open_again_and_say_that_others_were_set_aside(cast: Cast) -> None:
    made = set_aside(cast, in_text(cast)[0])
    cast.import_text(CONVENTION.replace("[shall] [should]", "[shall] [may]"))
    flag = in_text(cast)[0]
    assert (flag.words, flag.open, flag.earlier) == ("[shall] [may]", True, made)


def test_the_same_brackets_elsewhere_are_another_flag(cast: Cast) -> None:
    set_aside(cast, in_text(cast)[0])
    evidence = "attribute a cyber operation to another State only on the basis of evidence."
    cast.import_text(
        CONVENTION.replace(f"A State Party [shall] [should] {evidence}", f"A State Party shall {evidence}").replace(
            "Each Party shall take", "Each Party [shall] [should] publicly attribute cyber operations and take"
        )
    )
    assert [(f.cited, f.open) for f in in_text(cast) if f.topic == "attribution"] == [("Article 2, paragraph 2", True)]


def test_a_bracket_inside_one_that_is_set_aside_is_a_flag_of_its_own(cast: Cast) -> None:
    cast.import_text(CONVENTION.replace("[shall] [should]", "[[shall] [should] strive to]"))
    outer, inner = (f for f in in_text(cast) if f.topic == "attribution")
    assert inner.words == "[shall] [should]"
    set_aside(cast, outer)
    assert [(f.open, f.earlier) for f in in_text(cast) if f.topic == "attribution"] == [(False, None), (True, None)]


def test_resolved_words_have_no_flag_left(cast: Cast) -> None:
    set_aside(cast, in_text(cast)[0])
    cast.import_text(CONVENTION.replace("[shall] [should]", "shall"))
    assert status(in_text(cast)) == [("data_sovereignty", True, False)]


def test_a_point_of_difference_until_another_wording_is_tabled_there(cast: Cast) -> None:
    base = cast.state("art_3").base
    cast.table("ardenia", "art_3", base.replace("shall be stored", "may be stored"))
    (flag,) = between(cast)
    assert (flag.words, flag.wordings, flag.holders) == ("shall", ("may",), ("ARD",))
    made = set_aside(cast, flag)
    assert made.anchor.side == "base"
    assert status(between(cast)) == [("data_sovereignty", False, False)]
    cast.table("borvale", "art_3", base.replace("shall be stored", "should be stored"))
    assert status(between(cast)) == [("data_sovereignty", True, True)]


def test_a_point_of_difference_is_set_aside_where_it_is_printed(cast: Cast) -> None:
    base = cast.state("art_3").base
    cast.table("ardenia", "art_3", base.replace("shall be stored", "may be stored").replace("within the", "in the"))
    flags = between(cast)
    set_aside(cast, flags[0])
    publish(cast)
    assert [(f.words, f.open) for f in in_text(cast) if f.topic == "data_sovereignty"] == [
        ("[shall][may - ARD]", False), ("[within][in - ARD]", True), ("[, as appropriate]", True),
    ]  # fmt: skip
    assert [(f.words, f.open) for f in between(cast)] == [("shall", False), ("within", True)]


def test_words_that_are_only_added_can_be_set_aside(cast: Cast) -> None:
    base = cast.state("art_3").base
    cast.table("ardenia", "art_3", base.replace("Data shall", "Data of persons shall"))
    (flag,) = between(cast)
    assert flag.words == ""
    set_aside(cast, flag)
    cast.table("borvale", "art_3", base.replace("across borders", "over borders"))
    publish(cast)
    assert [f.open for f in between(cast) if "persons" in f.wordings[0]] == [False]
    assert [f.open for f in in_text(cast) if "persons" in f.words] == [False]


def test_what_is_only_proposed_cannot_be_set_aside(cast: Cast) -> None:
    words = "Article 9\n\nData shall be stored within the territory of the State in which they were collected."
    cast.table("ardenia", "art_3", words, kind="insert")
    (flag,) = between(cast)
    with pytest.raises(BadInput, match="only proposed"):
        set_aside(cast, flag)


def test_a_document_leaves_out_what_is_set_aside_and_says_how_many(cast: Cast) -> None:
    text = rolling.current(cast.instrument)
    assert text

    def asked(*, attributed: bool = True) -> Export:
        seat = cast.seat("borvale")
        return circulation.request(text=text, format="text", by=seat, at=NOON, attributed=attributed)

    earlier = asked()
    set_aside(cast, in_text(cast)[0])
    later, unattributed = asked(), asked(attributed=False)
    assert [len(circulation.document(e).unresolved) for e in (earlier, later, unattributed)] == [2, 1, 1]
    said = "1 flag is set aside by the chair and not listed."
    assert [said in circulation.document(e).notes for e in (earlier, later, unattributed)] == [False, True, True]
    verb.take_back(set_aside=SetAside.objects.get(), by=cast.seat("chair"), at=NOON)
    assert len(circulation.document(later).unresolved) == 1  # the same bytes, whenever it is made
    assert len(circulation.document(asked()).unresolved) == 2


def test_a_later_judgement_says_nothing_of_an_earlier_revision(cast: Cast) -> None:
    first = rolling.current(cast.instrument)
    assert first
    cast.import_text(CONVENTION.replace("peoples", "people"))
    set_aside(cast, in_text(cast)[0])
    assert [f.open for f in flagged.in_text(first)] == [True, True]
