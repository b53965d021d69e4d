"""Bring a rolling text in, as it was previewed: stored whole or not at all."""

from datetime import date, datetime

from django.db import transaction

from . import publishing, record, rolling
from .access import Seat
from .errors import BadInput, Where
from .models import Entry, Instrument, Provision, RollingProvision, RollingText, Source
from .previewing import Recognised, preview


def store(
    *, data: bytes, instrument: Instrument, by: Seat, at: datetime, name: str, dated: date, symbol: str = "",
    session: str = "", original_language: str = "English", encoding: str = "utf-8",
    expected_hash: str = "", publish: bool | None = None, brackets_stand: bool = False,
) -> RollingText:  # fmt: skip
    """Store the text in `data` as the next revision; published, if the person may do that and `publish` is not False.

    With `expected_hash`, only if it is the text that was previewed. Provisions that continue one of the standing revision
    keep its identity. Where brackets give delegations other words than they tabled nothing is stored, unless
    `brackets_stand`: the words of those provisions then stand as they are, brackets, names and all.
    """
    with transaction.atomic():
        record.lock(instrument.negotiation, by)
        found = preview(data=data, instrument=instrument, by=by, encoding=encoding)
        if expected_hash and expected_hash != found.text_hash:
            raise BadInput("this is not the file that was previewed", Where("file", "not the file that was previewed"))
        if found.differing and not brackets_stand:
            where = (Where("brackets_stand", f.what, f"line {f.line}") for f in found.differing)
            what = f"{found.differing[0].what}. Mend it, or say that these brackets stand as words of the text"
            raise BadInput(what, *where)
        text = RollingText.objects.create(
            instrument=instrument, symbol=symbol, session=session, date=dated, prepared_at=at, imported=True,
            original_language=original_language, source=f"imported from {name}"[:200], text_hash=found.text_hash,
            prepared_by=by.user, superseding=rolling.current(instrument),
            prepared_sequence=Entry.objects.filter(negotiation=instrument.negotiation).count(),
        )  # fmt: skip
        states = [_state(text, n, recognised, instrument) for n, recognised in enumerate(found.provisions)]
        RollingProvision.objects.bulk_create(states)
        Source.objects.bulk_create(
            Source(rolling_provision=state, version=version, text_hash=version.text_hash)
            for state, recognised in zip(states, found.provisions, strict=True)
            for version in recognised.meant.sources
        )
        if publish or (publish is None and publishing.may_publish(instrument, by)):
            text = publishing.publish(text=text, by=by, at=at)
    return text


def _state(text: RollingText, position: int, recognised: Recognised, instrument: Instrument) -> RollingProvision:
    unit, meant = recognised.unit, recognised.meant
    provision = (
        recognised.continues.provision if recognised.continues else Provision.objects.create(instrument=instrument)
    )
    return RollingProvision(
        rolling_text=text, provision=provision, position=position, eid=unit.eid[:100], kind=unit.kind,
        number=unit.number[:30], heading=unit.heading[:200], text=meant.text, base=meant.base,
        collation=meant.collation, separator=recognised.separator,
    )  # fmt: skip
