"""Tags by hand: a delegation's leave no trace, the chair's are made in the open, and both stay with their words."""

import pytest

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import anchoring, tagged, tagging
from treaty_drafts.errors import BadInput, NotAllowed
from treaty_drafts.models import Anchor, Entry, Tag
from treaty_drafts.tagged import Ambiguous, Tagged

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def tag(cast: Cast, who: str, quote: str, name: str = "linked to Article 9", eid: str = "art_2", **more: str) -> Tag:
    state, seat = cast.state(eid), cast.seat(who)
    delegation = seat.delegations[0] if seat.delegations else None
    span = tagged.quoted(state, quote, None)
    return tagging.tag(state=state, span=span, name=name, delegation=delegation, by=seat, at=NOON, **more)


def seen(cast: Cast, who: str) -> tuple[Tagged, ...]:
    return tagged.tags(cast.instrument, cast.seat(who))


def test_a_delegation_tags_for_itself_alone_and_leaves_no_trace(cast: Cast) -> None:
    made = tag(cast, "ardenia", "serious harm", topic="attribution")
    assert [t.tag for t in seen(cast, "ardenia")] == [made]
    assert {who: seen(cast, who) for who in ("borvale", "chair", "secretariat", "observer")} == {
        "borvale": (), "chair": (), "secretariat": (), "observer": (),
    }  # fmt: skip
    assert [e.act for e in Entry.objects.all()] == ["published"]
    tagging.remove(tag=made, by=cast.seat("ardenia"), at=NOON)
    assert (Tag.objects.count(), Anchor.objects.count(), Entry.objects.count()) == (0, 0, 1)


def test_the_chair_tags_for_all_and_in_the_record(cast: Cast) -> None:
    made = tag(cast, "chair", "serious harm", name="to legal review")
    assert {who: [t.tag for t in seen(cast, who)] for who in ("ardenia", "secretariat", "observer")} == {
        "ardenia": [made], "secretariat": [made], "observer": [],
    }  # fmt: skip
    cast.negotiation.observers_admitted = True
    cast.negotiation.save()
    assert [t.tag for t in seen(cast, "observer")] == [made]
    tagging.remove(tag=made, by=cast.seat("chair"), at=NOON)
    _, *entries = Entry.objects.all()
    assert [(e.act, e.what["words"], e.what["name"]) for e in entries] == [
        ("tagged", "serious harm", "to legal review"), ("tag removed", "serious harm", "to legal review"),
    ]  # fmt: skip


def test_nobody_tags_for_another(cast: Cast) -> None:
    state = cast.state("art_2")
    span = tagged.quoted(state, "serious harm", None)
    for who, delegation in (("borvale", cast.delegation("ARD")), ("ardenia", None), ("secretariat", None)):
        with pytest.raises(NotAllowed):
            tagging.tag(state=state, span=span, name="x", delegation=delegation, by=cast.seat(who), at=NOON)
    made = tag(cast, "ardenia", "serious harm")
    with pytest.raises(NotAllowed):
        tagging.remove(tag=made, by=cast.seat("chair"), at=NOON)
    assert Tag.objects.get() == made


def test_a_quote_is_found_whatever_its_white_space_and_is_asked_for_where_it_is_not_one_place(cast: Cast) -> None:
    state = cast.state("art_2")
    assert tagged.quoted(state, " serious\n harm", None).of(state.text) == "serious harm"
    with pytest.raises(BadInput, match="do not stand"):
        tagged.quoted(state, "no such words", None)
    with pytest.raises(Ambiguous) as asked:
        tagged.quoted(state, "Party", None)
    assert [p.of(state.text) for p in asked.value.places] == ["Party", "Party"]
    assert len(anchoring.places_of("State", state.text)) == 2  # and not in "States"
    assert [p.of(state.text) for p in anchoring.places_of("easures", state.text)] == ["easures"]
    assert tagged.quoted(state, "Party", 2) == asked.value.places[1]


def test_words_that_are_there_very_often_are_too_few(cast: Cast) -> None:
    cast.import_text("Article 1\n\n" + "Parties act. " * 101)
    with pytest.raises(BadInput, match="101 times: quote more"):
        tagged.quoted(cast.state("art_1"), "Parties", 1)


def test_a_tag_stays_with_its_words_and_says_when_they_are_gone(cast: Cast) -> None:
    tag(cast, "ardenia", "serious harm")
    cast.import_text(CONVENTION.replace("2. Each Party shall take", "1 bis. [Reserved.]\n\n2. Each Party shall take"))
    (found,) = seen(cast, "ardenia")
    assert found.start is not None
    assert found.state == cast.state("art_2")
    assert found.state.text[found.start : found.end] == "serious harm"
    assert found.cited == "Article 2, paragraph 2"
    cast.import_text(CONVENTION.replace("serious harm", "significant damage"))
    assert [(t.stands, t.cited) for t in seen(cast, "ardenia")] == [(False, "Article 2")]


@pytest.mark.parametrize(("name", "topic"), [("", ""), ("x" * 101, ""), ("x", "no such topic")])
def test_a_tag_needs_a_name_and_a_known_subject(cast: Cast, name: str, topic: str) -> None:
    with pytest.raises(BadInput):
        tag(cast, "ardenia", "serious harm", name=name, topic=topic)
    assert not Anchor.objects.exists()
