"""The text of a draft as its log has it. What this process made of a log is kept, as far as it is committed."""

from collections import OrderedDict
from threading import Lock
from uuid import UUID

from django.db import transaction
from django.db.models import F

from ..models import Draft, DraftSnapshot
from .shared_text import SharedText

KEPT = 64  # texts of a process; another is made from its log when it is asked for

_kept: OrderedDict[UUID, tuple[int, int, SharedText]] = OrderedDict()
_lock = Lock()


def take(draft: Draft) -> SharedText:
    """The text at `draft.seq`, for the caller alone; the caller holds the lock of the draft.

    Whoever takes it gives it back with `keep` when what was done is committed, or never.
    """
    with _lock:
        found = _kept.pop(draft.pk, None)
    if found is None or found[0] != draft.begins:
        return load(draft)
    _, seq, shared = found
    for update in _updates(draft, after=seq, upto=draft.seq):
        shared.load(update)
    return shared


def load(draft: Draft) -> SharedText:
    """The text at `draft.seq`, from the snapshot and what came after it."""
    snapshot = DraftSnapshot.objects.filter(draft=draft, seq__lte=draft.seq).first()
    if snapshot is None:
        return SharedText(_updates(draft, after=draft.begins, upto=draft.seq))
    return SharedText([bytes(snapshot.state), *_updates(draft, after=snapshot.seq, upto=draft.seq)])


def at(draft: Draft, seq: int) -> SharedText:
    """The text as it was at `seq`, from the beginning of the document that it was written in."""
    of_it = draft.updates.filter(seq__lte=seq)
    began = of_it.filter(begins=True).values_list("seq", flat=True).last()
    updates = of_it.filter(seq__gte=began or 0).values_list("update", flat=True)
    return SharedText(bytes(update) for update in updates)


def keep(draft: Draft, seq: int, shared: SharedText) -> None:
    """Keep the text for the next edit, once the transaction is committed."""
    made = draft.begins, seq, shared

    def now() -> None:
        with _lock:
            _kept[draft.pk] = made
            _kept.move_to_end(draft.pk)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)

    transaction.on_commit(now)


def drop_snapshot(draft: Draft) -> None:
    """Keep no snapshot of an earlier document."""
    DraftSnapshot.objects.filter(draft=draft).delete()


def forget() -> None:
    """Keep nothing; every text is made anew from its log."""
    with _lock:
        _kept.clear()


def _updates(draft: Draft, *, after: int, upto: int) -> list[bytes]:
    """Of the document of now alone: the database says where it begins, whatever `draft` was when it was read."""
    if after == upto:
        return []
    found = (
        draft.updates.filter(seq__gt=after, seq__lte=upto)
        .filter(seq__gt=F("draft__begins"))
        .values_list("update", flat=True)
    )
    return [bytes(update) for update in found]
