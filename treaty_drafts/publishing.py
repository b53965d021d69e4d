"""Publish a prepared revision: the chair releases it, and it is what stands from then on."""

import re
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from . import corrigendum, forwarding, record, rolling, settled_words, settlements
from .access import Seat
from .errors import AgreedAdReferendum, BadInput, BaseMoved, NotAllowed
from .models import Entry, Instrument, Provision, RollingText, Settlement, Source

REVISION = re.compile(r"(/Rev\.\d+)?(/Corr\.\d+)?$")  # ends a document's symbol; the next revision has its number there
CORRECTION = re.compile(r"(/Corr\.\d+)?$")


def may_publish(instrument: Instrument, by: Seat) -> bool:
    """Whether the person may publish the next revision: the chair, and the secretariat where no text stands yet."""
    return by.chairs or (by.prepares and rolling.current(instrument) is None)


def publish(*, text: RollingText, by: Seat, at: datetime) -> RollingText:
    """Release a prepared revision as the next one, or a prepared correction as that of the last one.

    Raises `BaseMoved` if another was published in the meantime.
    """
    with transaction.atomic():
        record.lock(by.negotiation, by)
        if not may_publish(text.instrument, by):
            raise NotAllowed("only the chair publishes a revision")
        text = RollingText.objects.select_for_update().get(pk=text.pk)
        last = rolling.current(text.instrument)
        if text.published:
            raise BadInput(f"this revision is published already, as {text.label}")
        if (last.pk if last else None) != text.superseding_id:
            other = last.label if last else "another revision"
            raise BaseMoved(f"{other} was published since this revision was prepared: prepare it again")
        check(text, last)
        carried = list(forwarding.forward(text, last))
        printed, lapsed = settlements.published(text, last)
        number = (last.number or 0) + (text.correction == 0) if last else 1
        entry = record.add(
            negotiation=by.negotiation,
            act="corrected" if text.correction else "published",
            at=at,
            by=by.name,
            what=_published(text, number)
            | ({"carried": forwarding.on_record(carried)} if carried else {})
            | ({"settled": [s.sequence for s in printed]} if printed else {})
            | ({"lapsed": [s.sequence for s in lapsed]} if lapsed else {}),
        )
        settled_words.store(printed, text, entry.sequence)
        Settlement.objects.filter(pk__in=[s.pk for s in lapsed]).update(undone_sequence=entry.sequence)
        forwarding.store(carried, entry.sequence)
        text.number, text.published_at, text.sequence = number, at, entry.sequence
        if not text.symbol and last and last.symbol:
            text.symbol = _symbol(last.symbol, text)[:100]
        text.save(update_fields=["number", "published_at", "sequence", "symbol"])
    return text


def check(text: RollingText, last: RollingText | None) -> None:
    """Refuse a text that does not go with what was withdrawn, settled or agreed since it was prepared."""
    _check_sources(text)
    _check_settled(text)
    _check_agreed(text, last)


def _check_sources(text: RollingText) -> None:
    """Refuse to print a wording that a delegation has withdrawn, or no longer co-sponsors, since it was prepared."""
    of = Source.objects.filter(rolling_provision__rolling_text=text, taken=False)
    withdrawn = of.filter(version__proposal__withdrawal_sequence__gt=text.prepared_sequence)
    names = sorted(
        {s.version.proposal.delegation.name for s in withdrawn.select_related("version__proposal__delegation")}
    )
    if names:
        raise BaseMoved(f"{', '.join(names)} withdrew a wording since this revision was prepared: prepare it again")
    ended = Entry.objects.filter(
        negotiation=text.instrument.negotiation, act="co-sponsorship ended", sequence__gt=text.prepared_sequence
    )
    proposals = {str(pk) for pk in of.values_list("version__proposal_id", flat=True)}
    left = sorted({e.what["delegation"] for e in ended if e.what["proposal"] in proposals})
    if left:
        raise BaseMoved(
            f"{', '.join(left)} left a proposal as co-sponsor since this revision was prepared: prepare it again"
        )


def _check_settled(text: RollingText) -> None:
    """Refuse a revision that was prepared before the chair settled a point, or opened one again."""
    since = Entry.objects.filter(
        negotiation=text.instrument.negotiation, act__in=("settled", "settlement undone"),
        sequence__gt=text.prepared_sequence,
    )  # fmt: skip
    consolidated = text.consolidated  # an imported text replaces what was settled
    if consolidated and any(e.what["instrument"] == text.instrument_id for e in since):
        raise BaseMoved("points were settled or opened again since this revision was prepared: prepare it again")
    if not consolidated or text.superseding is None:
        return
    tabled_on = Provision.objects.filter(
        pk__in=settlements.of(text.superseding), proposals__versions__sequence__gt=text.prepared_sequence
    )
    if not all(s.holds for p in tabled_on.distinct() for s in settlements.on_table(p).settled):
        raise BaseMoved(
            "something else was tabled at a settled point since this revision was prepared: prepare it again"
        )


def _check_agreed(text: RollingText, last: RollingText | None) -> None:
    """Refuse other words of what is agreed ad referendum, whether imported or prepared before; a correction lists them."""
    settled = rolling.agreed(text.instrument)
    if text.correction or last is None or not settled:
        return
    stands = last.provisions.filter(provision__in=[a.provision_id for a in settled.values()])
    words = dict(text.provisions.values_list("provision_id", "text"))
    changed = [s.label for s in stands if words.get(s.provision_id) != s.text]
    if changed:
        what = (
            f"{', '.join(changed)} would change, agreed ad referendum: reopen it first, or leave its words as they are"
        )
        raise AgreedAdReferendum(what)


def _symbol(last: str, text: RollingText) -> str:
    if text.correction:
        return f"{CORRECTION.sub('', last, count=1)}/Corr.{text.correction}"
    return f"{REVISION.sub('', last, count=1)}/Rev.{text.number}"


def _published(text: RollingText, number: int) -> dict[str, Any]:
    if text.correction:
        return {
            "instrument": text.instrument_id,
            "revision": number,
            "correction": text.correction,
            "text_hash": text.text_hash,
            "corrections": [asdict(c) for c in corrigendum.of(text)],
        }
    sources = Source.objects.filter(rolling_provision__rolling_text=text).order_by("pk")
    return {
        "instrument": text.instrument_id,
        "revision": number,
        "text_hash": text.text_hash,
        "source": text.source,
        "versions": [{"version": str(s.version_id), "text_hash": s.text_hash, "taken": s.taken} for s in sources],
    }
