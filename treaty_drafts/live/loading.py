"""The text of a draft as its log has it. What this process made of a log is kept, as far as it is committed."""

from collections import OrderedDict
from threading import Lock
from uuid import UUID

from django.db import transaction

from ..models import Draft, DraftSnapshot
from .shared_text import SharedText

KEPT = 64  # texts of a process; another is made from its log when it is asked for

_kept: OrderedDict[UUID, tuple[int, SharedText]] = OrderedDict()
_lock = Lock()


def take(draft: Draft) -> SharedText:
    """The text at `draft.seq`, for the caller alone; the caller holds the lock of the draft.

    Whoever takes it gives it back with `keep` when what was done is committed, or never.
    """
    with _lock:
        found = _kept.pop(draft.pk, None)
    if found is None:
        return load(draft)
    seq, shared = found
    for update in _updates(draft, after=seq, upto=draft.seq):
        shared.load(update)
    return shared


def load(draft: Draft) -> SharedText:
    """The text at `draft.seq`, from the snapshot and what came after it."""
    snapshot = DraftSnapshot.objects.filter(draft=draft, seq__lte=draft.seq).first()
    if snapshot is None:
        return at(draft, draft.seq)
    return SharedText([bytes(snapshot.state), *_updates(draft, after=snapshot.seq, upto=draft.seq)])


def at(draft: Draft, seq: int) -> SharedText:
    """The text as it was at `seq`, from the beginning of the log."""
    return SharedText(_updates(draft, after=0, upto=seq))


def keep(draft: Draft, seq: int, shared: SharedText) -> None:
    """Keep the text for the next edit, once the transaction is committed."""

    def now() -> None:
        with _lock:
            _kept[draft.pk] = seq, shared
            _kept.move_to_end(draft.pk)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)

    transaction.on_commit(now)


def forget() -> None:
    """Keep nothing; every text is made anew from its log."""
    with _lock:
        _kept.clear()


def _updates(draft: Draft, *, after: int, upto: int) -> list[bytes]:
    if after == upto:
        return []
    found = draft.updates.filter(seq__gt=after, seq__lte=upto).values_list("update", flat=True)
    return [bytes(update) for update in found]
