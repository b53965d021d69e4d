"""A world with a canary in every private object, and who may ever see it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tests.factories import NOON, Cast
from treaty_drafts import (
    behalf,
    circulation,
    commenting,
    consolidation,
    drafting,
    drafting_room,
    flagged,
    history,
    next_revision,
    own_topics,
    packages,
    rolling,
    setting_aside,
    settlements,
    settling,
    sharing,
    sponsoring,
    tagged,
    tagging,
    watch_list,
)
from treaty_drafts.models import (
    Comment,
    Draft,
    Export,
    HandedIn,
    Package,
    Presence,
    RollingText,
    SetAside,
    Settlement,
    Sharing,
    Sponsorship,
    Tag,
    Version,
)
from treaty_drafts.next_revision import NextRevision

# one letter for each who asks: drafters of Ardenia and Borvale, Chair, Secretariat, Observer, eXternal, Django admin, Nobody
WHO = {
    "A": "ardenia", "B": "borvale", "C": "chair", "S": "secretariat", "O": "observer", "X": "outsider", "D": "admin", "N": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    cast: Cast
    draft: Draft
    new_draft: Draft
    other_draft: Draft
    version: Version
    unpublished: RollingText
    export: Export
    package: Package
    sponsorship: Sponsorship
    handed_in: HandedIn
    set_aside: SetAside
    tag: Tag
    comment: Comment
    settlement: Settlement
    room_draft: Draft
    joint: Draft
    joined: Sharing
    invited: Sharing
    canaries: dict[str, str]  # canary: letters of those who may see it


def canary(name: str) -> str:
    """A word that stands nowhere else."""
    return f"canary{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def build(cast: Cast) -> World:
    """Private drafts of both delegations, something tabled, an unpublished revision, an export, flags and tags."""
    drafts = {
        "draft of A": cast.draft(
            "ardenia",
            "art_1",
            f"Article 1\n\n{canary('draft of A')}.",
            note=canary("note of A"),
            private_note=canary("private note of A"),
        ),
        "new of A": cast.draft("ardenia", "art_1", f"Article 9\n\n{canary('new of A')}.", kind="insert"),
        "draft of B": cast.draft("borvale", "art_1", f"Article 1\n\n{canary('draft of B')}.", note=canary("note of B")),
    }
    _work_on(drafts["draft of A"], cast)
    joint, joined, invited = _share(drafts["new of A"], cast)
    version = cast.table("ardenia", "art_2", f"Article 2\n\n{canary('tabled')}.", note=canary("tabled note"))
    set_aside = _set_aside(cast)
    tags = {who: _tag(cast, who) for who in ("ardenia", "borvale", "chair")}
    settlement = _settled(cast)
    unpublished = _unpublished(cast)
    export = circulation.request(
        text=cast.instrument.rolling_texts.get(number=1), format="source", by=cast.seat("ardenia"), at=NOON
    )
    cast.users["ardenia"].email = f"{canary('address of A')}@ardenia.example"
    cast.users["ardenia"].save()
    content = canary("export of A").encode()
    Export.objects.filter(pk=export.pk).update(
        state="ready", content=content, file_name=f"{canary('export name')}.txt", content_hash=canary("export hash")
    )
    package, _ = packages.table(
        drafts=[
            (cast.draft("ardenia", eid, f"Article\n\n{canary(f'package {eid}')}."), 2) for eid in ("rec_1", "chp_I")
        ],
        title=canary("package title"), by=cast.seat("ardenia"), at=NOON,
    )  # fmt: skip
    sponsorship = sponsoring.ask(
        proposal=version.proposal, delegation=cast.delegation("BRV"), by=cast.seat("borvale"), at=NOON
    )
    handed_in = behalf.enter(
        instrument=cast.instrument, delegation=cast.delegation("ARD"), kind="insert", after=cast.provision("art_1"),
        text=f"Article 1 bis\n\n{canary('handed in')}.", note=canary("handed in note"), by=cast.seat("secretariat"), at=NOON,
    )  # fmt: skip
    own_topics.define(
        definition=own_topics.Definition(canary("subject"), "Of this negotiation.", strong=("evidence",)),
        by=cast.seat("chair"), at=NOON,
    )  # fmt: skip
    watched = watch_list.watch(
        provision=cast.provision("art_2"), delegation=cast.delegation("ARD"), by=cast.seat("ardenia")
    )
    comment = commenting.comment(
        draft=drafts["draft of A"], said=canary("comment"), words=canary("commented"), by=cast.seat("ardenia"), at=NOON
    )
    room_draft, of_chair = _room(cast), _of_chair(cast)
    return World(
        cast, drafts["draft of A"], drafts["new of A"], drafts["draft of B"], version, unpublished, export,
        package, sponsorship, handed_in, set_aside, tags["ardenia"], comment, settlement,
        room_draft,
        joint, joined, invited,
        {
            canary("draft of the chair"): "C", str(of_chair.pk): "C",
            **dict.fromkeys(map(canary, ROOM), "CS"), str(room_draft.pk): "CS", str(room_draft.comments.get().pk): "CS",
            str(room_draft.checkpoints.get().pk): "CS",
            canary("package rec_1"): "ABCS", canary("package title"): "ABCS", str(package.pk): "ABCS",
            str(sponsorship.pk): "AB", canary("handed in"): "AS", canary("handed in note"): "AS",
            str(handed_in.pk): "AS",
            canary("draft of A"): "A", canary("note of A"): "A", canary("private note of A"): "A",
            canary("new of A"): "A", str(drafts["draft of A"].pk): "A", str(invited.pk): "AB",
            canary("joint"): "AB", canary("joint note"): "AB", canary("joint comment"): "AB", canary("joint name"): "AB",
            str(joint.pk): "AB", str(joined.pk): "AB", canary("before B joined"): "A", canary("name before B joined"): "A",
            canary("comment before B joined"): "A", canary("private joint note"): "A",
            str(drafts["new of A"].pk): "A", canary("draft of B"): "B", canary("note of B"): "B",
            str(drafts["draft of B"].pk): "B", canary("tabled"): "ABCS", canary("tabled note"): "ABCS",
            str(version.pk): "ABCS", canary("unpublished"): "CS", str(unpublished.pk): "CS", canary("export of A"): "A",
            canary("export name"): "A", canary("export hash"): "A", str(export.pk): "A",
            canary("address of A"): "ASD",
            canary("comment"): "A", canary("commented"): "A", str(comment.pk): "A",
            canary("reason"): "ABCS", str(set_aside.pk): "ABCS", canary("tag of chair"): "ABCS",
            canary("tag of ardenia"): "A", canary("tag of borvale"): "B", str(tags["ardenia"].pk): "A",
            str(settlement.pk): "ABCS",
            canary("written and deleted"): "A", canary("checkpoint"): "A", str(drafts["draft of A"].checkpoints.get().pk): "A",
            canary("present"): "A",
            canary("subject"): "ABCSO", str(watched.pk): "A", "networks serve all peoples": "ABCSO",
        },
    )  # fmt: skip


def _work_on(draft: Draft, cast: Cast) -> None:
    """Words that were written and deleted again, a state with a name, and somebody who is at the draft."""
    seat, text = cast.seat("ardenia"), draft.text
    for edition, words in ((2, f"{text} {canary('written and deleted')}"), (3, text)):
        drafting.edit(draft=draft, edition=edition, by=seat, at=NOON, text=words)
    history.name(draft=draft, seq=3, name=canary("checkpoint"), by=seat, at=NOON)
    Presence.objects.create(
        draft=draft, client=7, name=canary("present"), colour=0, user=seat.user, anchor="AAAA", seen_at=timezone.now()
    )


ROOM = (
    "words of the room", "deleted in the room", "note of the room", "comment of the room", "checkpoint of the room",
    "present in the room",
)  # fmt: skip


def _room(cast: Cast) -> Draft:
    """The drafting room with a provision that was written on: words deleted again, a name, a comment, somebody there."""
    chair, secretariat = cast.seat("chair"), cast.seat("secretariat")
    room = drafting_room.open_room(instrument=cast.instrument, by=secretariat, at=NOON)
    draft = drafting_room.begin(room=room, by=chair, at=NOON, provision=cast.provision("art_1"))
    text = f"{draft.text} {canary('words of the room')}"
    for edition, words in ((1, f"{text} {canary('deleted in the room')}"), (2, text)):
        drafting.edit(
            draft=draft, edition=edition, by=secretariat, at=NOON, text=words, private_note=canary("note of the room")
        )
    draft.refresh_from_db()
    history.name(draft=draft, seq=draft.seq, name=canary("checkpoint of the room"), by=chair, at=NOON)
    commenting.comment(draft=draft, said=canary("comment of the room"), by=chair, at=NOON)
    Presence.objects.create(
        draft=draft, client=7, name=canary("present in the room"), colour=0, user=chair.user, seen_at=timezone.now()
    )
    return draft


def _of_chair(cast: Cast) -> Draft:
    """A draft of the chair's own, which the secretariat does not see, room or no room."""
    chair = cast.seat("chair")
    draft = drafting.open_draft(
        instrument=cast.instrument, delegation=drafting.office(chair), kind="amend", by=chair, at=NOON,
        provision=cast.provision("art_1"), authorship="facilitator",
    )  # fmt: skip
    words = f"Article 1\n\n{canary('draft of the chair')}."
    return drafting.edit(draft=draft, edition=1, by=cast.seat("chair"), at=NOON, text=words)


def _share(invited_to: Draft, cast: Cast) -> tuple[Draft, Sharing, Sharing]:
    """A draft that B has joined, with a past that is A's alone; and an invitation of B to another one."""
    seat, other = cast.seat("ardenia"), cast.seat("borvale")
    before, private = f"Article 8\n\n{canary('before B joined')}.", canary("private joint note")
    draft = cast.draft("ardenia", "art_2", before, kind="insert", private_note=private)
    history.name(draft=draft, seq=draft.seq, name=canary("name before B joined"), by=seat, at=NOON)
    commenting.comment(draft=draft, said=canary("comment before B joined"), by=seat, at=NOON)
    words = f"Article 8\n\n{canary('joint')}."
    drafting.edit(draft=draft, edition=2, by=seat, at=NOON, text=words, note=canary("joint note"))
    joined, invited = (
        sharing.invite(draft=d, delegation=cast.delegation("BRV"), by=seat, at=NOON) for d in (draft, invited_to)
    )
    sharing.accept(sharing=joined, by=other, at=NOON)
    draft.refresh_from_db()
    commenting.comment(draft=draft, said=canary("joint comment"), by=other, at=NOON)
    history.name(draft=draft, seq=draft.seq, name=canary("joint name"), by=other, at=NOON)
    return draft, joined, invited


def _set_aside(cast: Cast) -> SetAside:
    text = rolling.current(cast.instrument)
    assert text
    flag = flagged.in_text(text)[0].key
    return setting_aside.set_aside(
        instrument=cast.instrument, flag=flag, reason=canary("reason"), by=cast.seat("chair"), at=NOON
    )


def _settled(cast: Cast) -> Settlement:
    provision = cast.provision("art_3")
    key = settling.open_points(settlements.on_table(provision))[0].key
    return settling.settle(provision=provision, key=key, text="", by=cast.seat("chair"), at=NOON)


def _tag(cast: Cast, who: str) -> Tag:
    seat, state = cast.seat(who), cast.state("art_2")
    span = tagged.quoted(state, "serious harm", None)
    delegation = seat.delegations[0] if seat.delegations else None
    return tagging.tag(state=state, span=span, name=canary(f"tag of {who}"), delegation=delegation, by=seat, at=NOON)


def _unpublished(cast: Cast) -> RollingText:
    made: NextRevision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    made.provisions[0].state.text = made.provisions[0].state.base = canary("unpublished")
    return consolidation.save(revision=made, by=cast.seat("secretariat"), at=timezone.now(), dated=NOON.date())


def addresses(world: World) -> dict[str, dict[str, Any]]:
    """For each kind of thing that an address names, its id: the private one where there is a private one."""
    return {
        "negotiation": {"slug": "quiet"},
        "instrument": {"pk": world.cast.instrument.pk},
        "draft": {"pk": world.draft.pk},
        "state": {"pk": world.draft.pk, "seq": 2},
        "joint": {"pk": world.joint.pk},
        "joint state": {"pk": world.joint.pk, "seq": world.joint.seq},
        "state before": {"pk": world.joint.pk, "seq": world.joint.begins},
        "joined": {"pk": world.joined.pk},
        "invited": {"pk": world.invited.pk},
        "checkpoint": {"pk": world.draft.checkpoints.get().pk},
        "provision": {"pk": world.cast.provision("art_2").pk},
        "proposal": {"pk": world.version.proposal_id},
        "version": {"pk": world.version.pk},
        "published": {"pk": world.cast.instrument.rolling_texts.get(number=1).pk},
        "unpublished": {"pk": world.unpublished.pk},
        "person": {"slug": "quiet", "pk": world.cast.users["observer"].memberships.get().pk},
        "delegation": {"slug": "quiet", "code": "BRV"},
        "table": {"slug": "quiet", "what": "people"},
        "topic": {"slug": "quiet", "pk": world.cast.negotiation.own_topics.get().pk},
        "export": {"pk": world.export.pk},
        "package": {"pk": world.package.pk},
        "sponsorship": {"pk": world.sponsorship.pk},
        "handed in": {"pk": world.handed_in.pk},
        "set aside": {"pk": world.set_aside.pk},
        "tag": {"pk": world.tag.pk},
        "settlement": {"pk": world.settlement.pk},
        "comment": {"pk": world.comment.pk},
        "room draft": {"pk": world.room_draft.pk},
        "room state": {"pk": world.room_draft.pk, "seq": 2},
        "room checkpoint": {"pk": world.room_draft.checkpoints.get().pk},
        "room comment": {"pk": world.room_draft.comments.get().pk},
        "nothing": {},
    }
