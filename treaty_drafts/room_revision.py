"""The next revision out of the drafting room: its words as they are printed, and what is on the table beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from . import (
    consolidation,
    drafting_room,
    forwarding,
    next_revision,
    notation,
    publishing,
    record,
    rolling,
    settlements,
)
from .access import Seat
from .errors import BadInput, BaseMoved
from .models import Carried, Draft, DraftingRoom, Entry, RollingText, Settlement, hash_of
from .next_revision import NextRevision
from .notation import ToMend
from .room_text import Making, Named


@dataclass(frozen=True, slots=True)
class Look:
    """What publishing the room would do. Nothing is stored.

    `carried` are the proposals that speak to the new text, some of them waiting for their delegation; `unsaid` stands in
    the name of delegations, and not as they tabled it; `unprinted` was printed and is not, and stays on the table.
    """

    revision: NextRevision
    text_hash: str
    carried: tuple[Carried, ...]
    lapsed: tuple[Settlement, ...]
    to_mend: tuple[ToMend, ...]
    unsaid: tuple[Named, ...]
    unprinted: tuple[Named, ...]

    @property
    def waits(self) -> list[Carried]:
        return [c for c in self.carried if c.conflicts]


def look(*, room: DraftingRoom, by: Seat, at: datetime) -> Look:
    """The next revision as the room would make it, found out by making it and taking it back.

    Raises `BaseMoved` where the room is to be carried forward first.
    """
    with transaction.atomic():
        made, making = _made(room, drafting_room.drafts(room), by)
        text_hash = hash_of(made.text)
        stored = _saved(made, by, at, at.date())
        publishing.check(stored, made.last)
        carried = tuple(forwarding.forward(stored, made.last))
        lapsed = tuple(settlements.published(stored, made.last)[1])
        to_mend = notation.findings(stored)
        transaction.set_rollback(True)
    return Look(made, text_hash, carried, lapsed, to_mend, tuple(making.unsaid), tuple(making.unprinted))


def publish(
    *, room: DraftingRoom, text_hash: str, by: Seat, at: datetime, dated: date, symbol: str = ""
) -> RollingText:
    """Publish the room's text as the next revision, if it is the one that was looked at; the room is closed with it.

    It is made from the words as they were last acknowledged; how they were written goes with the room.
    """
    with transaction.atomic():
        record.lock(by.negotiation, by)
        room, drafts = drafting_room.held(room)
        made, _ = _made(room, drafts, by)
        drafting_room.check_seen(made.text, text_hash)
        text = publishing.publish(text=_saved(made, by, at, dated, symbol), by=by, at=at)
        drafting_room.close(room)
    return text


def _saved(made: NextRevision, by: Seat, at: datetime, dated: date, symbol: str = "") -> RollingText:
    for one in made.provisions:
        if one.state.provision._state.adding:
            one.state.provision.save()
    source = f"drafted by the chair and the secretariat on {made.last.label}"
    return consolidation.save(revision=made, by=by, at=at, dated=dated, symbol=symbol, source=source)


def _made(room: DraftingRoom, drafts: Iterable[Draft], by: Seat) -> tuple[NextRevision, Making]:
    last = rolling.current(room.instrument)
    if last is None:
        raise BadInput("there is no text to draft on: import a rolling text first")
    _check(room, last)
    making = Making(room, drafts, last)
    found = list(making.all())
    if not found:
        raise BadInput("nothing would be left of the text")
    next_revision.space(found)
    for n, one in enumerate(found):
        one.state.position = n
    left = {one.state.provision_id for one in found}
    gone = tuple(s for s in last.provisions.all() if s.provision_id not in left)
    sequence = Entry.objects.filter(negotiation=by.negotiation).count()
    return NextRevision(room.instrument, last, sequence, tuple(found), gone), making


def _check(room: DraftingRoom, last: RollingText) -> None:
    """Refuse a room that stands on a text which is overtaken, or has words to settle with the one that it stands on."""
    start = room.start
    if start.pk != last.pk and (start.published or start.superseding_id != last.pk):
        raise BaseMoved(
            f"{last.label} was published since the drafting room was opened: carry the room forward to it first; "
            "nothing that was written in it is lost"
        )
    if not start.published:
        publishing.check(start, last)
    open_ = [_place(d) for d in drafting_room.waiting(room)]
    if open_:
        raise BaseMoved(f"first settle in the drafting room what the text has changed, too: {', '.join(open_)}")


def _place(draft: Draft) -> str:
    return draft.base.label if draft.base else "a new provision"
