"""The drafting room: chair and secretariat write the rolling text itself together. In no record until it is published."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from . import carrying, consolidation, next_revision, rolling
from .access import Seat
from .errors import AgreedAdReferendum, BadInput, BaseMoved, EditedMeanwhile, NotAllowed, NothingChanged, Where
from .models import Delegation, Draft, DraftingRoom, Instrument, ProposalKind, Provision, RollingText, hash_of
from .text import with_plain_line_ends

GONE = "one that is no longer there"


def open_room(*, instrument: Instrument, by: Seat, at: datetime, prepare: bool = False) -> DraftingRoom:
    """Open the room on the text that stands; with `prepare`, on the next revision as it would be now, stored unpublished."""
    _check(by)
    start = rolling.current(instrument)
    if start is None:
        raise BadInput("there is no text to draft on: import a rolling text first")
    with transaction.atomic():
        if prepare:
            start = prepared(instrument=instrument, by=by, at=at)
        room, made = DraftingRoom.objects.get_or_create(
            instrument=instrument, defaults={"start": start, "opened_at": at, "opened_by": by.user}
        )
        if not made:
            raise NothingChanged("the drafting room is open already")
        _bureau(instrument)
    return room


def prepared(*, instrument: Instrument, by: Seat, at: datetime) -> RollingText:
    """The next revision as it would be now, settled points and all, stored unpublished."""
    made = next_revision.prepare(instrument=instrument, by=by)
    return consolidation.save(revision=made, by=by, at=at, dated=at.date())


def drafts(room: DraftingRoom) -> QuerySet[Draft]:
    """What was opened in the room, whether changed or not."""
    of = Draft.objects.filter(instrument=room.instrument_id, delegation__is_bureau=True)
    related = "delegation", "provision", "after", "base__rolling_text", "instrument__drafting_room__start"
    return of.select_related(*related).order_by("opened_at", "pk")


def begin(
    *, room: DraftingRoom, by: Seat, at: datetime, provision: Provision | None = None, after: Provision | None = None
) -> Draft:
    """The text of a provision in the room, as far as it is; or an empty one, of a new provision after another."""
    with transaction.atomic():
        return _begun(locked(room), by, at, provision, after)


def _begun(room: DraftingRoom, by: Seat, at: datetime, provision: Provision | None, after: Provision | None) -> Draft:
    _check(by)
    states = {s.provision_id: s for s in room.start.provisions.select_related("provision")}
    place = provision or after
    if place is None or place.pk not in states or (provision and after):
        raise BadInput("name one provision of the text", Where("provision", "is not in the text of the room"))
    made_by = {"opened_at": at, "opened_by": by.user, "edited_at": at, "edited_by": by.user}
    bureau = _bureau(room.instrument)
    if after:
        kind = ProposalKind.INSERT
        return Draft.objects.create(instrument=room.instrument, delegation=bureau, kind=kind, after=after, **made_by)
    if str(place.pk) in rolling.agreed(room.instrument):
        raise AgreedAdReferendum(f"{states[place.pk].label} is agreed ad referendum: reopen it first")
    beginning = {"base": states[place.pk], "text": states[place.pk].text, "kind": ProposalKind.AMEND, **made_by}
    return Draft.objects.get_or_create(
        instrument=room.instrument, delegation=bureau, provision=provision, defaults=beginning
    )[0]


def changed(draft: Draft) -> bool:
    """Whether the room says anything else here than the text that it began from."""
    return with_plain_line_ends(draft.text).rstrip() != with_plain_line_ends(rolling.measured(draft)).rstrip()


def targets(room: DraftingRoom) -> list[RollingText]:
    """What the room could stand on now: the text that stands, and what was prepared on it, the latest first."""
    last = rolling.current(room.instrument)
    waiting = RollingText.objects.filter(instrument=room.instrument, number=None, correction=0, superseding=last)
    return [*([last] if last else []), *waiting.order_by("-prepared_at")]


def move(*, room: DraftingRoom, to: RollingText, by: Seat, at: datetime) -> list[Draft]:
    """Stand the room on another text and carry its words forward: those are left whose words were changed in both.

    They are settled one by one (`carrying`); until then nothing of the room is published, and nothing of it is lost.
    """
    _check(by)
    with transaction.atomic():
        room = locked(room)
        if to not in targets(room):
            raise BaseMoved("this is not the text that stands, nor prepared on it: look again")
        room.start = to
        room.save(update_fields=["start"])
        for draft in drafts(room):
            _carry(draft, by, at)
        return waiting(room)


def waiting(room: DraftingRoom) -> list[Draft]:
    """The words of the room that are measured against another text than it stands on now."""
    return [d for d in drafts(room) if rolling.has_moved(d)]


def _carry(draft: Draft, by: Seat, at: datetime) -> None:
    """Carry words forward where nothing is to be settled."""
    if not rolling.has_moved(draft):
        return
    try:
        found = carrying.preview(draft=draft)
    except NothingChanged:  # the provision is gone: its words stay until somebody has looked at them
        return
    if not found.to_settle:
        carrying.carry(draft=draft, edition=draft.edition, state=found.state.pk, by=by, at=at)


def written(room: DraftingRoom, of: Iterable[Draft]) -> str:
    """All that the room says otherwise than the text that it began from, with its notes: to keep, and to know again."""
    labels = {s.provision_id: s.label for s in room.start.provisions.select_related("provision")}
    found = []
    for draft in of:
        note = f"(Note: {draft.private_note.strip()})" if draft.private_note.strip() else ""
        if changed(draft) or note:
            before = labels.get(draft.after_id, GONE) if draft.after_id else GONE
            place = draft.base.label if draft.base else f"A new provision after {before}"
            words = with_plain_line_ends(draft.text).strip() or "(left out)"
            found.append("\n\n".join(filter(None, (f"=== {place} ===", words, note))))
    return "\n\n".join(found) + "\n" if found else ""


def give_up(*, room: DraftingRoom, text_hash: str, by: Seat) -> None:
    """Give the room up with all that was written in it, if that is what was looked at: `text_hash` is that of `written`.

    Raises `EditedMeanwhile` where somebody wrote in it since.
    """
    _check(by)
    with transaction.atomic():
        room, words = held(room)
        check_seen(written(room, words), text_hash)
        close(room)


def close(room: DraftingRoom) -> None:
    """Remove the room and what it was written with."""
    drafts(room).select_related(None).delete()
    room.delete()


def held(room: DraftingRoom) -> tuple[DraftingRoom, list[Draft]]:
    """The room and its words, kept from everybody else's changes until the transaction ends."""
    room = locked(room)
    return room, list(drafts(room).select_for_update(of=("self",)))


def check_seen(text: str, text_hash: str) -> None:
    """Raise `EditedMeanwhile` where `text_hash` is not that of the text: of another one, that was looked at."""
    if hash_of(text) != text_hash:
        raise EditedMeanwhile("somebody wrote in the drafting room since you looked: look at it again")


def locked(room: DraftingRoom) -> DraftingRoom:
    """The room, kept from being closed, moved or added to by others until the transaction ends. Raises `EditedMeanwhile`."""
    found = (
        DraftingRoom.objects.select_for_update(of=("self",)).select_related("instrument", "start").filter(pk=room.pk)
    )
    if there := found.first():
        return there
    raise EditedMeanwhile("the drafting room was closed or published meanwhile")


def _check(by: Seat) -> None:
    if not by.prepares:
        raise NotAllowed("only the chair and the secretariat draft the rolling text")


def _bureau(instrument: Instrument) -> Delegation:
    """Chair and secretariat, as whose the words of the room are kept; the code is one that no delegation can have."""
    made = Delegation.objects.get_or_create(
        negotiation=instrument.negotiation, is_bureau=True,
        defaults={"code": "secretariat", "name": "the chair and the secretariat"},
    )  # fmt: skip
    return made[0]
