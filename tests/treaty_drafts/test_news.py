"""What is new: from the record's numbers, each act in words, for each person alone and only what the person may see."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import access, agreement, news, record, tabling
from treaty_drafts.errors import BadInput
from treaty_drafts.models import Entry

from .test_correcting import consolidated, corrected

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def told(cast: Cast, name: str = "borvale") -> list[tuple[str, str, str]]:
    return [(line.group, line.who, line.words) for line in news.since_last_look(cast.seat(name)).lines]


def everything(cast: Cast) -> None:
    base = cast.state("art_1").base
    version = cast.table("ardenia", "art_1", base.replace("quiet", "silent"), note="For all.")
    cast.table("borvale", "art_1", "Article 1 bis\n\nMore.", kind="insert")
    tabling.withdraw(proposal=version.proposal, by=cast.seat("ardenia"), at=NOON)
    cast.table("borvale", "art_3", kind="delete")
    consolidated(cast)
    corrected(cast)
    agreement.agree(state=cast.state("art_1"), by=cast.seat("chair"), at=NOON, reserved_by="BRV")
    agreement.reopen(provision=cast.provision("art_1"), because="A capital asked.", by=cast.seat("chair"), at=NOON)
    what = {"version": str(version.pk), "stance": "opposes", "statement": "Not so."}
    record.add(negotiation=cast.negotiation, act="position", at=NOON, by="BRV", what=what)
    record.add(
        negotiation=cast.negotiation, act="co-sponsored", at=NOON, by="BRV", what={"proposal": str(version.proposal_id)}
    )
    record.add(negotiation=cast.negotiation, act="members changed", at=NOON, by="secretariat", what={"version": 7})
    record.add(negotiation=cast.negotiation, act="tabled a package", at=NOON, by="ARD", what={"title": "On quiet"})


def test_each_act_in_words(cast: Cast) -> None:
    everything(cast)
    lines = news.since_last_look(cast.seat("ardenia")).lines
    assert [(line.group, line.who, line.words) for line in reversed(lines)] == [
        ("published", "the chair", "published Rev.1, imported from convention.txt"),
        ("tabled", "Ardenia", "tabled version 1 on Article 1"),
        ("tabled", "Borvale", "proposes a new provision (version 1): Article 1 bis"),
        ("withdrawn", "Ardenia", "withdrew its proposal on Article 1"),
        ("tabled", "Borvale", "proposes to delete Article 3 (version 1)"),
        ("published", "the chair", "published Rev.2, consolidated from 2 tabled versions"),
        ("published", "the chair", "published Rev.2/Corr.1, correcting Article 1"),
        (
            "agreed ad referendum and reopened", "the chair",
            "marked Article 1 as agreed ad referendum; Borvale reserves its position",
        ),
        ("agreed ad referendum and reopened", "the chair", "reopened Article 1"),
        ("positions", "Borvale", "is not in a position to support Ardenia’s version 1 on Article 1"),
        ("also recorded", "Borvale", "co-sponsored, Article 1"),
        ("also recorded", "the secretariat", "members changed"),
        ("tabled", "Ardenia", "tabled a package “On quiet”"),
    ]  # fmt: skip
    assert [line.said for line in lines if line.said] == ["Not so.", "A capital asked.", "For all."]
    assert [line.sentence for line in lines[:3]] == [
        "Ardenia tabled a package “On quiet”", "The secretariat: members changed", "Borvale: co-sponsored, Article 1",
    ]  # fmt: skip
    article = str(cast.provision("art_1").pk)
    assert [bool(line.provision) for line in lines] == [False, False, *[True] * 4, False, False, *[True] * 4, False]
    assert {line.provision for line in lines if "Article 1" in line.words and line.group == "positions"} == {article}


def test_an_unadmitted_observer_sees_the_publications(cast: Cast) -> None:
    everything(cast)
    assert {group for group, _, _ in told(cast, "observer")} == {"published"}
    assert len(told(cast, "observer")) == 3
    look = news.since_last_look(cast.seat("observer"))
    assert look.upto == max(e.sequence for e in access.entries(cast.seat("observer")))
    hidden = Entry.objects.filter(act="tabled").first()
    assert hidden
    with pytest.raises(BadInput):
        news.mark_read(seat=cast.seat("observer"), upto=hidden.sequence)


def test_what_was_marked_as_read_is_not_new_and_others_are_not_touched(cast: Cast) -> None:
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    shown = news.since_last_look(cast.seat("borvale"))
    assert (shown.first, shown.since, shown.upto, len(shown.lines)) == (True, 0, 2, 2)
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "calm"))
    news.mark_read(seat=cast.seat("borvale"), upto=shown.upto)
    assert told(cast) == [("tabled", "Ardenia", "tabled version 2 on Article 1")]
    assert len(told(cast, "chair")) == 3
    news.mark_read(seat=cast.seat("borvale"), upto=3)
    news.mark_read(seat=cast.seat("borvale"), upto=1)
    later = news.since_last_look(cast.seat("borvale"))
    assert (later.first, later.since, later.upto, later.lines, later.groups) == (False, 3, 3, (), ())
    with pytest.raises(BadInput):
        news.mark_read(seat=cast.seat("borvale"), upto=4)


def test_the_first_time_it_is_the_latest_and_the_rest_is_counted(cast: Cast) -> None:
    for n in range(news.FIRST + 5):
        record.add(negotiation=cast.negotiation, act="noted", at=NOON, by="chair", what={"n": n})
    shown = news.since_last_look(cast.seat("borvale"))
    assert (len(shown.lines), shown.more, shown.upto) == (news.FIRST, 6, news.FIRST + 6)
    assert [name for name, _ in shown.groups] == ["also recorded"]


def test_the_number_of_queries_does_not_grow(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    everything(cast)
    seat = cast.seat("chair")
    with django_assert_num_queries(8):
        news.since_last_look(seat)
    everything_again = [cast.table("ardenia", "art_2", f"Article 2\n\nWords {n}.") for n in range(4)]
    assert len(everything_again) == 4
    with django_assert_num_queries(8):
        news.since_last_look(seat)
