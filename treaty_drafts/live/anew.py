"""A draft goes on in a new document, made of its plain words: nothing that was deleted before is in it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from ..models import Draft, DraftUpdate
from ..text import with_plain_line_ends
from . import loading, log
from .shared_text import SharedText


def begin(*, draft: Draft, by: Any, at: datetime) -> None:
    """Go on in a new document from here; the caller holds the draft's lock.

    The log before it stays, for the history of those who saw it. Its client ids end with it, so that no edit of the old
    document is taken in the new one; comments find their words by reading.
    """
    log.begin(draft, at)
    shared = SharedText()
    shared.write(with_plain_line_ends(draft.text))
    draft.begins, draft.seq, draft.edition = draft.seq, draft.seq + 1, draft.edition + 1
    draft.beside_edition = draft.edition  # a form that was opened before is looked at again
    draft.save(update_fields=["begins", "seq", "edition", "beside_edition"])
    DraftUpdate.objects.create(
        draft=draft, seq=draft.seq, update=shared.state, text_hash=shared.hash, edition=draft.edition, edit_id=uuid4(),
        begins=True, by=by, at=at,
    )  # fmt: skip
    draft.clients.all().delete()
    draft.comments.update(start="", end="")
    loading.drop_snapshot(draft)
    loading.keep(draft, draft.seq, shared)


def document(draft: Draft) -> UUID:
    """What tells the document of now from earlier ones of the draft."""
    return uuid5(draft.pk, str(draft.begins)) if draft.begins else draft.pk
