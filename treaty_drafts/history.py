"""The history of a draft's words: who wrote what, any state again, states with a name.

All of it is for the draft's own delegation; who has joined the draft sees it from then on (`access.after`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from . import access
from .access import Seat
from .errors import BadInput, EditedMeanwhile, NothingChanged, NotThere, Where
from .live import loading, log
from .models import Checkpoint, Draft, DraftUpdate, name_of
from .text import with_plain_line_ends

PAUSE = timedelta(minutes=10)  # after which somebody begins anew
LONGEST = 100  # characters of a checkpoint's name


@dataclass(slots=True)
class Stretch:
    """What one person wrote without a pause: the edits from `first` to `last`, and the checkpoints at the last."""

    first: int
    last: int
    by: str
    began: datetime
    ended: datetime
    restores: int | None
    begins: bool  # the words as they were when another delegation joined
    checkpoints: list[Checkpoint] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class State:
    """The words as they were at `seq`."""

    seq: int
    text: str
    text_hash: str
    by: str
    at: datetime


def timeline(draft: Draft, by: Seat) -> tuple[Stretch, ...]:
    """The history, the latest first. A checkpoint and a restored state end a stretch."""
    named: dict[int, list[Checkpoint]] = {}
    after = access.after(by, draft)
    for checkpoint in draft.checkpoints.filter(seq__gt=after).select_related("by"):
        named.setdefault(checkpoint.seq, []).append(checkpoint)
    rows = draft.updates.filter(seq__gt=after).select_related("by").defer("update", "text_hash")
    return tuple(reversed(list(_stretches(rows.iterator(), named))))


def _stretches(rows: Iterator[DraftUpdate], named: dict[int, list[Checkpoint]]) -> Iterator[Stretch]:
    last: Stretch | None = None
    for row in rows:
        by = name_of(row.by)
        same = last and (last.by, last.restores, row.restores, row.begins) == (by, None, None, False)
        if last and same and row.at - last.ended <= PAUSE and not last.checkpoints and not last.begins:
            last.last, last.ended = row.seq, row.at
        else:
            if last:
                yield last
            last = Stretch(row.seq, row.seq, by, row.at, row.at, row.restores, row.begins)
        last.checkpoints = named.get(row.seq, [])
    if last:
        yield last


def at(draft: Draft, seq: int, by: Seat) -> State:
    """The words at `seq`. Raises `NotThere` where the log does not go so far, or the person sees it from later on."""
    row = draft.updates.select_related("by").defer("update").filter(seq=seq).first()
    if row is None or seq <= access.after(by, draft):
        raise NotThere
    text = loading.at(draft, seq).text
    return State(seq, text, row.text_hash, name_of(row.by), row.at)


def restore(*, draft: Draft, seq: int, edition: int, by: Seat, at: datetime) -> Draft:
    """Bring the words of `seq` back, as a new edit: nothing that was written since is lost from the history.

    Raises `EditedMeanwhile` where the draft is no longer in state `edition`.
    """
    with transaction.atomic():
        now = log.locked(draft.pk)
        if now is None or now.edition != edition:
            raise EditedMeanwhile("this draft has been saved since you looked at it: look at it again")
        if not _seen(now, seq, by):
            raise NotThere
        text = loading.at(now, seq).text
        if text == with_plain_line_ends(now.text):
            raise NothingChanged("the draft reads so already", Where("seq", "has the words of the draft as it is"))
        log.replace(draft=now, text=text, by=by.user, at=at, restores=seq)
    return Draft.objects.select_related("delegation", "base__rolling_text").get(pk=draft.pk)


def name(*, draft: Draft, seq: int, name: str, by: Seat, at: datetime) -> Checkpoint:
    """Give the words at `seq` a name, to find them by."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST:
        raise BadInput(f"a name has 1 to {LONGEST} characters", Where("name", "missing or too long"))
    if not _seen(draft, seq, by):
        raise BadInput("there is no such state of the draft", Where("seq", "unknown"))
    with transaction.atomic():
        log.locked(draft.pk)
        if draft.checkpoints.filter(name=name, seq__gt=access.after(by, draft)).exists():
            raise BadInput("another state of the draft has this name", Where("name", "is taken", name))
        return Checkpoint.objects.create(draft=draft, seq=seq, name=name, by=by.user, at=at)


def _seen(draft: Draft, seq: int, by: Seat) -> bool:
    return seq > access.after(by, draft) and draft.updates.filter(seq=seq).exists()


def forget(*, checkpoint: Checkpoint) -> None:
    """Take a name off; the state stays in the history."""
    checkpoint.delete()
