"""Store a next revision, unpublished, with what it was made from; and read a stored one for one delegation."""

from collections.abc import Set
from datetime import date, datetime

from django.db import transaction

from . import publishing, record
from .access import Seat
from .counted import counted
from .errors import BaseMoved, NotAllowed, NothingChanged
from .models import Delegation, Entry, RollingProvision, RollingText, Source, hash_of
from .next_revision import NextRevision
from .text import Collation, load


def save(
    *, revision: NextRevision, by: Seat, at: datetime, dated: date, symbol: str = "", session: str = "",
    expected_hash: str = "", publish: bool = False, source: str = "",
) -> RollingText:  # fmt: skip
    """Store a next revision unpublished. With `expected_hash`, only if it is the text that was previewed.

    With `publish` it is released too; nothing is stored where it cannot be.
    """
    if not by.prepares:
        raise NotAllowed("only the chair and the secretariat prepare a revision")
    text_hash = hash_of(revision.text)
    if expected_hash and expected_hash != text_hash:
        raise BaseMoved("something was tabled or withdrawn since the preview: look at it again")
    last = revision.last
    if revision.text == last.text:
        raise NothingChanged(f"nothing has changed since {last.label}: the next revision would be the same")
    with transaction.atomic():
        record.lock(by.negotiation, by)
        if Entry.objects.filter(negotiation=by.negotiation).count() != revision.sequence:
            raise BaseMoved("something was recorded while the revision was made: make it again")
        stored = RollingText.objects.create(
            instrument=revision.instrument, symbol=symbol, session=session or last.session, date=dated,
            original_language=last.original_language, text_hash=text_hash, prepared_at=at,
            prepared_by=by.user, superseding=last, prepared_sequence=revision.sequence,
            source=source or f"consolidated from {counted(revision.versions, 'tabled version')}", settled=revision.settled,
        )  # fmt: skip
        for one in revision.provisions:
            one.state.rolling_text = stored
        RollingProvision.objects.bulk_create(one.state for one in revision.provisions)
        Source.objects.bulk_create(
            Source(
                rolling_provision=one.state,
                version=v,
                taken=v is one.taken,
                text_hash=hash_of(one.state.base) if v is one.taken else v.text_hash,  # as it was carried forward
            )
            for one in revision.provisions
            for v in one.sources
        )
        return publishing.publish(text=stored, by=by, at=at) if publish else stored


def reading(*, text: RollingText, code: str) -> tuple[tuple[RollingProvision, str], ...]:
    """The whole text as the delegation `code` wants it: its own wording where it has one, the base elsewhere.

    Where it has none and a group that it is a member of has one, the group speaks for it; not where its groups differ.
    What the delegation deletes, and what only others insert, is not in it.
    """
    groups = Delegation.objects.filter(negotiation=text.instrument.negotiation, members__code=code)
    speakers = set(groups.values_list("code", flat=True))
    found = []
    for state in text.provisions.all():
        words = _reading(load(state.collation), code, speakers) if state.collation else state.base
        if words:
            found.append((state, words))
    return tuple(found)


def _reading(collation: Collation, code: str, groups: Set[str]) -> str:
    if code in collation.sigla:
        return collation.reading(code)
    if any(code in (*site.reserving, *site.bracketing) for site in collation.sites):
        return collation.base  # it has spoken for itself
    spoken = {collation.reading(group) for group in groups & set(collation.sigla)}
    return spoken.pop() if len(spoken) == 1 else collation.base
