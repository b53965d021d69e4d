"""Set a flag aside, with a reason, and take that back. Both enter the record."""

from datetime import datetime

from django.db import transaction

from . import anchoring, flagged, record, review, rolling
from .access import Seat
from .errors import BadInput, BaseMoved, NotAllowed, NothingChanged, Where
from .flagged import Flagged
from .models import Instrument, SetAside
from .text import Span

LONGEST = 2000  # characters of a reason


def set_aside(*, instrument: Instrument, flag: str, reason: str, by: Seat, at: datetime) -> SetAside:
    """Set aside the flag with the key `flag`, as it was seen. It is open again when its words change.

    Raises `BaseMoved` where there is no such flag any more: a revision was published, or a wording tabled.
    """
    if not by.chairs:
        raise NotAllowed("only the chair sets a flag aside")
    _check(reason)
    with transaction.atomic():
        record.lock(by.negotiation, by)
        found = _seen(instrument, flag)
        if found.state is None:
            raise BadInput("this provision is only proposed: its flags can be set aside when it is in the text")
        if found.set_aside:
            raise NothingChanged("this flag was set aside already")
        anchor = anchoring.anchor(state=found.state, span=Span(found.start, found.end), side=found.side)
        entry = record.add(
            negotiation=by.negotiation, act="flag set aside", at=at, by=by.name,
            what={
                "provision": found.provision_id, "revision": found.state.rolling_text.number, "topic": found.topic,
                "words": found.words, "wordings": list(found.wordings), "reason": reason.strip(),
            },
        )  # fmt: skip
        return SetAside.objects.create(
            anchor=anchor, topic=found.topic, wordings=list(found.wordings), reason=reason.strip(),
            sequence=entry.sequence, set_aside_at=at, set_aside_by=by.user,
        )  # fmt: skip


def take_back(*, set_aside: SetAside, reason: str = "", by: Seat, at: datetime) -> SetAside:
    """Open a flag again that was set aside."""
    if not by.chairs:
        raise NotAllowed("only the chair opens a flag again")
    with transaction.atomic():
        record.lock(by.negotiation, by)
        found = SetAside.objects.select_related("anchor__state").get(pk=set_aside.pk)
        if found.taken_back_sequence:
            raise NothingChanged("this flag was opened again already")
        entry = record.add(
            negotiation=by.negotiation, act="flag opened again", at=at, by=by.name,
            what={
                "provision": str(found.anchor.state.provision_id), "topic": found.topic, "words": found.anchor.words,
                "set_aside": found.sequence, "reason": reason.strip()[:LONGEST],
            },
        )  # fmt: skip
        found.taken_back_sequence, found.taken_back_at = entry.sequence, at
        found.save(update_fields=["taken_back_sequence", "taken_back_at"])
    return found


def _check(reason: str) -> None:
    if not reason.strip():
        raise BadInput("say why the flag is set aside", Where("reason", "is empty"))
    if len(reason) > LONGEST:
        raise BadInput("the reason is too long", Where("reason", f"has more than {LONGEST} characters"))


def _seen(instrument: Instrument, key: str) -> Flagged:
    text = rolling.current(instrument)
    every = (*flagged.in_text(text), *flagged.between(instrument, review.differences(instrument))) if text else ()
    for one in every:
        if one.key == key:
            return one
    raise BaseMoved("there is no such flag as the text and the wordings on the table are now: look at the flags again")
