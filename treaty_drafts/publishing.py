"""Publish a prepared revision: the chair releases it, and it is what stands from then on."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction

from . import record, rolling
from .access import Seat
from .errors import BadInput, BaseMoved, NotAllowed
from .models import Instrument, RollingText, Source

REVISION = re.compile(r"/Rev\.\d+$")  # at the end of a document's symbol; the next revision has the next number there


def may_publish(instrument: Instrument, by: Seat) -> bool:
    """Whether the person may publish the next revision: the chair, and the secretariat where no text stands yet."""
    return by.chairs or (by.prepares and rolling.current(instrument) is None)


def publish(*, text: RollingText, by: Seat, at: datetime) -> RollingText:
    """Release a prepared revision as the next one. Raises `BaseMoved` if another was published in the meantime."""
    with transaction.atomic():
        record.lock(by.negotiation)
        if not may_publish(text.instrument, by):
            raise NotAllowed("only the chair publishes a revision")
        text = RollingText.objects.select_for_update().get(pk=text.pk)
        last = rolling.current(text.instrument)
        if text.published:
            raise BadInput(f"this revision is published already, as {text.label}")
        if (last.pk if last else None) != text.superseding_id:
            other = last.label if last else "another revision"
            raise BaseMoved(f"{other} was published since this revision was prepared: prepare it again")
        _check_sources(text)
        number = last.number + 1 if last and last.number is not None else 1
        entry = record.add(
            negotiation=by.negotiation, act="published", at=at, by=by.name, what=_published(text, number)
        )
        text.number, text.published_at, text.sequence = number, at, entry.sequence
        if not text.symbol and last and last.symbol:
            text.symbol = f"{REVISION.sub('', last.symbol)}/Rev.{number}"[:100]
        text.save(update_fields=["number", "published_at", "sequence", "symbol"])
    return text


def _check_sources(text: RollingText) -> None:
    """Refuse to print a wording that its delegation has withdrawn since the revision was prepared."""
    of = Source.objects.filter(rolling_provision__rolling_text=text, taken=False)
    withdrawn = of.filter(version__proposal__withdrawal_sequence__gt=text.prepared_sequence)
    names = sorted(
        {s.version.proposal.delegation.name for s in withdrawn.select_related("version__proposal__delegation")}
    )
    if names:
        raise BaseMoved(f"{', '.join(names)} withdrew a wording since this revision was prepared: prepare it again")


def _published(text: RollingText, number: int) -> dict[str, Any]:
    sources = Source.objects.filter(rolling_provision__rolling_text=text).order_by("pk")
    return {
        "instrument": text.instrument_id,
        "revision": number,
        "text_hash": text.text_hash,
        "source": text.source,
        "versions": [{"version": str(s.version_id), "text_hash": s.text_hash, "taken": s.taken} for s in sources],
    }
