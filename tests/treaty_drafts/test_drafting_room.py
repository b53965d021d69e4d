"""What chair and secretariat write in the drafting room becomes the next revision; nothing on the table is lost by it."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import (
    access,
    agreement,
    carrying,
    consolidation,
    drafting,
    drafting_room,
    next_revision,
    rolling,
    room_revision,
    settlements,
    settling,
    tabling,
)
from treaty_drafts.errors import AgreedAdReferendum, BaseMoved, EditedMeanwhile, NotAllowed, NothingChanged
from treaty_drafts.models import Delegation, Draft, DraftingRoom, RollingText
from treaty_drafts.room_text import Named

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

ARTICLE_2 = """Article 2
Attribution of conduct

1. A State Party [shall] [should] attribute a cyber operation to another State only on the basis of evidence.

2. Each Party shall take measures [promptly - ARD] to prevent [serious][grave - BRV] harm[, where feasible - BRV delete]."""


def opened(cast: Cast, *, prepare: bool = False) -> DraftingRoom:
    return drafting_room.open_room(instrument=cast.instrument, by=cast.seat("secretariat"), at=NOON, prepare=prepare)


def write(cast: Cast, room: DraftingRoom, eid: str, before: str, after: str, by: str = "secretariat") -> Draft:
    """`after` in the place of `before` in a provision of the room; all of it where `before` is empty."""
    seat = cast.seat(by)
    provision = room.start.provisions.get(eid=eid).provision
    draft = drafting_room.begin(room=room, by=seat, at=NOON, provision=provision)
    text = draft.text.replace(before, after) if before else after
    return drafting.edit(draft=draft, edition=draft.edition, by=seat, at=NOON, text=text)


def published(cast: Cast, room: DraftingRoom) -> RollingText:
    look = room_revision.look(room=room, by=cast.seat("secretariat"), at=NOON)
    return room_revision.publish(room=room, text_hash=look.text_hash, by=cast.seat("chair"), at=NOON, dated=NOON.date())


def consolidated(cast: Cast) -> RollingText:
    """Rev.2, which prints what Ardenia and Borvale have tabled on Article 2."""
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("measures to", "measures promptly to"))
    cast.table("borvale", "art_2", base.replace("serious", "grave").replace(", where feasible", ""))
    made = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    return consolidation.save(revision=made, by=cast.seat("chair"), at=NOON, dated=NOON.date(), publish=True)


def test_the_words_of_the_room_are_the_next_revision(cast: Cast) -> None:
    room = opened(cast)
    write(cast, room, "art_1", "networks quiet", "all networks quiet")
    write(cast, room, "art_1", "all networks", "all the networks", by="chair")
    write(cast, room, "art_3", "", "")
    new = drafting_room.begin(room=room, by=cast.seat("chair"), at=NOON, after=cast.provision("art_1"))
    drafting.edit(draft=new, edition=1, by=cast.seat("chair"), at=NOON, text="Article 1 bis\nScope\n\nEverywhere.")
    look = room_revision.look(room=room, by=cast.seat("secretariat"), at=NOON)
    assert [s.label for s in look.revision.gone] == ["Article 3"]
    assert RollingText.objects.count() == 1  # nothing was stored
    entries = cast.negotiation.entries.count()
    text = published(cast, room)
    assert cast.negotiation.entries.count() == entries + 1  # the publication, and nothing of the room
    assert [(s.eid, s.label, s.heading) for s in text.provisions.filter(kind="article")] == [
        ("art_1", "Article 1", "Purpose"), ("art_1bis", "Article 1 bis", "Scope"),
        ("art_2", "Article 2", "Attribution of conduct"),
    ]  # fmt: skip
    assert cast.state("art_1").text.endswith("is to keep all the networks quiet.")
    assert text.source == "drafted by the chair and the secretariat on Rev.1"
    assert (Draft.objects.count(), DraftingRoom.objects.count()) == (0, 0)


def test_a_provision_added_at_the_end_stands_apart_and_the_text_ends_as_before(cast: Cast) -> None:
    room = opened(cast)
    before = room.start.text
    last = room.start.provisions.last()
    assert last
    new = drafting_room.begin(room=room, by=cast.seat("chair"), at=NOON, after=last.provision)
    drafting.edit(
        draft=new, edition=1, by=cast.seat("chair"), at=NOON, text="Article 9\nEntry into force\n\nAt once.\n"
    )
    end = before[len(before.rstrip()) :]
    assert published(cast, room).text == f"{before.rstrip()}\n\nArticle 9\nEntry into force\n\nAt once.{end}"


def test_several_articles_written_in_one_place_are_several_provisions(cast: Cast) -> None:
    room = opened(cast)
    write(cast, room, "art_1", "networks quiet.", "networks quiet.\n\nArticle 1 bis\nScope\n\nEverywhere.")
    new = drafting_room.begin(room=room, by=cast.seat("chair"), at=NOON, after=cast.provision("art_1"))
    text = "Chapter II\nConduct\n\nArticle 1 ter\nDuties\n\n1. All.\n\n2. Each.\n"
    drafting.edit(draft=new, edition=1, by=cast.seat("chair"), at=NOON, text=text)
    made = published(cast, room)
    after = made.provisions.filter(position__gte=made.provisions.get(eid="art_1").position)
    assert [s.label for s in after][:5] == ["Article 1", "Article 1 bis", "Chapter II", "Article 1 ter", "Article 2"]
    assert made.provisions.get(eid__endswith="art_1ter").text == "Article 1 ter\nDuties\n\n1. All.\n\n2. Each."


def test_what_is_on_the_table_comes_along_where_the_room_leaves_it_alone(cast: Cast) -> None:
    consolidated(cast)
    assert cast.state("art_2").text == ARTICLE_2
    room = opened(cast)
    write(cast, room, "art_2", "Each Party shall take", "Each State Party shall take")
    text = published(cast, room)
    state = text.provisions.get(eid="art_2")
    assert state.text == ARTICLE_2.replace("Each Party", "Each State Party")
    assert "2. Each State Party shall take measures to prevent serious harm, where feasible." in state.base
    on = {t.proposal.delegation.code: t for t in rolling.standing(cast.instrument)[str(state.provision_id)]}
    assert {code: (t.current, t.wording.rpartition("2. ")[2]) for code, t in on.items()} == {
        "ARD": (True, "Each State Party shall take measures promptly to prevent serious harm, where feasible."),
        "BRV": (True, "Each State Party shall take measures to prevent grave harm."),
    }
    again = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    assert next(p.state.text for p in again.provisions if p.state.eid == "art_2") == state.text


def test_a_bracket_that_the_room_takes_out_stays_on_the_table(cast: Cast) -> None:
    consolidated(cast)
    room = opened(cast)
    write(cast, room, "art_2", "[serious][grave - BRV]", "serious")
    look = room_revision.look(room=room, by=cast.seat("chair"), at=NOON)
    assert (look.unsaid, look.unprinted) == ((), (Named("Article 2", "BRV", "grave"),))
    assert look.waits == []
    state = published(cast, room).provisions.get(eid="art_2")
    assert state.text == ARTICLE_2.replace("[serious][grave - BRV]", "serious")
    again = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    assert next(p.state.text for p in again.provisions if p.state.eid == "art_2") == ARTICLE_2


def test_nothing_is_said_in_the_name_of_a_delegation_that_did_not_say_it(cast: Cast) -> None:
    consolidated(cast)
    room = opened(cast)
    write(cast, room, "art_2", "[promptly - ARD]", "[never - ARD]")
    look = room_revision.look(room=room, by=cast.seat("chair"), at=NOON)
    assert look.unsaid == (Named("Article 2", "ARD", "never"),)
    assert [c.version.proposal.delegation.code for c in look.waits] == ["ARD"]
    state = published(cast, room).provisions.get(eid="art_2")
    assert "measures [never - ARD] to" in state.text
    ardenia = dict(consolidation.reading(text=state.rolling_text, code="ARD"))[state]
    assert "measures [never - ARD] to" in ardenia  # as the text has it, in brackets: no wording of Ardenia's
    tabled = rolling.standing(cast.instrument)[str(state.provision_id)]
    assert {t.proposal.delegation.code: (t.current, bool(t.to_settle)) for t in tabled} == {
        "ARD": (False, True), "BRV": (True, False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "unsaid", "left"),
    [
        ("measures [promptly - ARD] to", "measures to [promptly - ARD]", [("ARD", "promptly")], "BRV"),
        ("[promptly - ARD] to", "[promptly - ARD] to [promptly - ARD]", [("ARD", "promptly")], "BRV"),
        ("Each Party", "Each [Ardenia: State] Party", [("ARD", "State")], "ARD BRV"),
        ("[serious][grave", "serious [grave", [("BRV", "grave"), ("BRV", ", where feasible")], "ARD"),
        (
            "[serious][grave - BRV] harm[, where feasible - BRV delete]",
            "[, where feasible - BRV delete] [serious][grave - BRV] harm",
            [("BRV", ", where feasible"), ("BRV", "grave")], "ARD",
        ),
        ("take measures [promptly", "take all measures [promptly", [], "ARD BRV"),
        ("evidence", "[evidence]", [], "ARD BRV"),
    ],
)  # fmt: skip
def test_brackets_that_were_moved_or_doubled_are_told_and_nobodys_wording(
    cast: Cast, before: str, after: str, unsaid: list[tuple[str, str]], left: str
) -> None:
    consolidated(cast)
    room = opened(cast)
    assert ARTICLE_2.count(before) == 1
    write(cast, room, "art_2", before, after)
    look = room_revision.look(room=room, by=cast.seat("chair"), at=NOON)
    assert look.unsaid == tuple(Named("Article 2", code, words) for code, words in unsaid)
    one = next(p for p in look.revision.provisions if p.state.eid == "art_2")
    assert sorted(v.proposal.delegation.code for v in one.sources) == left.split()
    state = published(cast, room).provisions.get(eid="art_2")
    assert state.text == ARTICLE_2.replace(before, after)
    again = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    assert {t.proposal.delegation.code for t in rolling.standing(cast.instrument)[str(state.provision_id)]} == {
        "ARD",
        "BRV",
    }
    printed = next(p.state.text for p in again.provisions if p.state.eid == "art_2")
    assert (printed == state.text) is (left == "ARD BRV")


def test_it_begins_from_the_next_revision_with_the_points_that_are_settled(cast: Cast) -> None:
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("serious", "grave"))
    provision = cast.provision("art_2")
    key = settling.open_points(settlements.on_table(provision))[-1].key
    made = settling.settle(provision=provision, key=key, text="grave", by=cast.seat("chair"), at=NOON)
    room = opened(cast, prepare=True)
    assert "prevent grave harm" in room.start.provisions.get(eid="art_2").text
    write(cast, room, "art_1", "networks quiet", "all networks quiet")
    text = published(cast, room)
    assert "prevent grave harm" in text.provisions.get(eid="art_2").text
    made.refresh_from_db()
    assert made.published_sequence == text.sequence


def test_a_room_that_is_overtaken_is_carried_forward_and_nothing_in_it_is_lost(cast: Cast) -> None:
    room = opened(cast)
    apart = write(cast, room, "art_1", "to keep", "always to keep")
    both = write(cast, room, "art_3", "within the territory", "in the territory")
    look = room_revision.look(room=room, by=cast.seat("chair"), at=NOON)
    now = cast.state("art_1").rolling_text.text
    cast.import_text(
        now.replace("networks quiet", "all networks quiet").replace("within the territory", "inside the territory")
    )
    with pytest.raises(BaseMoved, match=r"Rev\.2 was published since"):
        room_revision.publish(room=room, text_hash=look.text_hash, by=cast.seat("chair"), at=NOON, dated=NOON.date())
    current = rolling.current(cast.instrument)
    assert current
    left = drafting_room.move(room=room, to=current, by=cast.seat("secretariat"), at=NOON)
    assert [d.pk for d in left] == [both.pk]
    apart.refresh_from_db()
    assert apart.text.endswith("is always to keep all networks quiet.")
    room = DraftingRoom.objects.get()
    with pytest.raises(BaseMoved, match=r"first settle in the drafting room .*: Article 3"):
        room_revision.look(room=room, by=cast.seat("chair"), at=NOON)
    draft = drafting_room.drafts(room).get(pk=both.pk)
    assert "in the territory" in draft.text
    found = carrying.preview(draft=draft)
    assert [(p.old, p.new, p.mine) for p in found.to_settle] == [("within", "inside", "in")]
    carrying.carry(
        draft=draft, edition=draft.edition, state=found.state.pk, choices=["mine"], by=cast.seat("chair"), at=NOON
    )
    text = published(cast, room)
    assert text.label == "Rev.3"
    assert "stored in the territory" in text.provisions.get(eid="art_3").text
    assert text.provisions.get(eid="art_1").text.endswith("is always to keep all networks quiet.")


def test_what_was_written_after_the_look_is_not_published_unseen(cast: Cast) -> None:
    room = opened(cast)
    write(cast, room, "art_1", "networks quiet", "all networks quiet")
    look = room_revision.look(room=room, by=cast.seat("chair"), at=NOON)
    write(cast, room, "art_1", "all networks", "no networks")
    with pytest.raises(EditedMeanwhile):
        room_revision.publish(room=room, text_hash=look.text_hash, by=cast.seat("chair"), at=NOON, dated=NOON.date())
    assert (RollingText.objects.count(), DraftingRoom.objects.count()) == (1, 1)


def test_who_may_do_what(cast: Cast) -> None:
    room = opened(cast)
    draft = write(cast, room, "art_1", "networks quiet", "all networks quiet")
    look = room_revision.look(room=room, by=cast.seat("secretariat"), at=NOON)
    with pytest.raises(NotAllowed):
        room_revision.publish(
            room=room, text_hash=look.text_hash, by=cast.seat("secretariat"), at=NOON, dated=NOON.date()
        )
    with pytest.raises(NotAllowed):
        drafting_room.begin(room=room, by=cast.seat("ardenia"), at=NOON, provision=cast.provision("art_2"))
    for name in ("chair", "secretariat"):
        with pytest.raises(NotAllowed):
            tabling.table(draft=draft, edition=draft.edition, by=cast.seat(name), at=NOON)
    with pytest.raises(NothingChanged):
        opened(cast)
    seen = {name: access.worded(cast.seat(name)).count() for name in ("ardenia", "chair", "secretariat", "observer")}
    assert seen == {"ardenia": 0, "chair": 1, "secretariat": 1, "observer": 0}
    assert [access.drafts(cast.seat(name)).count() for name in ("chair", "secretariat")] == [0, 0]
    assert list(cast.negotiation.parties.values_list("code", flat=True)) == ["ARD", "BRV"]
    assert Delegation.objects.filter(is_bureau=True).count() == 1


def test_what_is_agreed_ad_referendum_keeps_its_words(cast: Cast) -> None:
    room = opened(cast)
    write(cast, room, "art_1", "networks quiet", "all networks quiet")
    agreement.agree(state=cast.state("art_1"), by=cast.seat("chair"), at=NOON)
    with pytest.raises(AgreedAdReferendum, match="Article 1 would change"):
        room_revision.look(room=room, by=cast.seat("chair"), at=NOON)
    drafting_room.close(room)
    with pytest.raises(AgreedAdReferendum):
        write(cast, opened(cast), "art_1", "networks quiet", "all networks quiet")


def test_brackets_without_a_partner_are_told_before(cast: Cast) -> None:
    room = opened(cast)
    write(cast, room, "art_1", "networks quiet", "[all networks quiet")
    look = room_revision.look(room=room, by=cast.seat("chair"), at=NOON)
    assert [(one.place.provision.label, one.rule) for one in look.to_mend] == [("Article 1", "unbalanced-unclosed")]
