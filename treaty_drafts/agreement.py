"""Mark a provision as agreed ad referendum, and reopen it: by the chair, both in the record, always reversible."""

from datetime import datetime

from django.db import transaction

from . import record, rolling, settlements
from .access import Seat
from .errors import AgreedAdReferendum, BadInput, BaseMoved, NotAllowed, NothingChanged, Where
from .models import Agreement, Delegation, Provision, RollingProvision, RollingText, hash_of
from .text import parse


def agree(*, state: RollingProvision, by: Seat, at: datetime, reserved_by: str = "") -> Agreement:
    """Mark a provision of the text that stands as agreed ad referendum in exactly the words of `state`.

    `reserved_by` is the code of a delegation that reserves its position. The provision is left out of the consolidation
    until it is reopened. Raises `BaseMoved` where other words stand now.
    """
    if not by.chairs:
        raise NotAllowed("only the chair marks a provision as agreed ad referendum")
    reserving = _delegation(by, reserved_by)
    with transaction.atomic():
        record.lock(by.negotiation, by)
        if rolling.state(state.provision) != state:
            raise BaseMoved(f"{state.label} stands in other words by now, or not at all: look at it again")
        if str(state.provision_id) in rolling.agreed(state.provision.instrument):
            raise AgreedAdReferendum(f"{state.label} is agreed ad referendum already")
        _check_settled(state)
        if settlements.in_force(state.provision):
            raise BadInput(
                f"points of {state.label} are settled and not yet published: publish them, or open them again"
            )
        what = {
            "instrument": state.provision.instrument_id, "provision": str(state.provision_id), "state": str(state.pk),
            "text_hash": hash_of(state.text), "reserved_by": reserved_by,
        }  # fmt: skip
        entry = record.add(negotiation=by.negotiation, act="agreed ad referendum", at=at, by=by.name, what=what)
        return Agreement.objects.create(
            provision=state.provision, state=state, reserved_by=reserving, sequence=entry.sequence, agreed_at=at,
            agreed_by=by.user,
        )  # fmt: skip


def reopen(*, provision: Provision, because: str, by: Seat, at: datetime) -> Agreement:
    """Reopen a provision that is agreed ad referendum; what was kept aside on it counts again."""
    if not by.chairs:
        raise NotAllowed("only the chair reopens a provision")
    if not because.strip():
        raise BadInput("say why it is reopened", Where("because", "missing"))
    with transaction.atomic():
        record.lock(by.negotiation, by)
        found = rolling.agreed(provision.instrument).get(str(provision.pk))
        if found is None:
            raise NothingChanged("this provision is not agreed ad referendum")
        what = {
            "instrument": provision.instrument_id,
            "provision": str(provision.pk),
            "agreed": found.sequence,
            "because": because.strip(),
        }
        entry = record.add(negotiation=by.negotiation, act="reopened", at=at, by=by.name, what=what)
        found.reopened_at, found.reopened_sequence, found.reopened_because = at, entry.sequence, because.strip()
        found.save(update_fields=["reopened_at", "reopened_sequence", "reopened_because"])
    return found


def _delegation(by: Seat, code: str) -> Delegation | None:
    found = by.negotiation.parties.filter(code=code).first()
    if code and found is None:
        raise BadInput(f"there is no delegation {code!r} here", Where("reserved_by", "unknown"))
    return found


def _check_settled(state: RollingProvision) -> None:
    """Refuse what holds open brackets, or stands inside one that opens before it: agreed text has none."""
    text = state.rolling_text
    start = sum(len(s.text) + len(s.separator) for s in text.provisions.filter(position__lt=state.position))
    end = start + len(state.text)
    parsed = parse(text.text)
    open_ = sum(b.unresolved and b.start < end and b.end > start for b in parsed.brackets)
    lost = sum(start <= p.offset < end for p in parsed.problems)
    if open_ + lost:
        what = f"{state.label} has {open_ + lost} open bracket{'s' * (open_ + lost > 1)}: agreed text has none"
        raise BadInput(what, Where("state", "open brackets", state.label))


def printed_as_agreed(text: RollingText, sequence: int) -> dict[str, Agreement]:
    """What stands in `text` in the words that were agreed ad referendum, as of no. `sequence` in the record."""
    of = Agreement.objects.filter(provision__instrument=text.instrument_id, sequence__lte=sequence)
    in_force = of.exclude(reopened_sequence__lte=sequence).select_related("state", "reserved_by")
    found = {str(a.provision_id): a for a in in_force}
    if not found:
        return {}
    corrected = rolling.corrections(text.instrument)
    states = {str(s.provision_id): s for s in text.provisions.all() if str(s.provision_id) in found}
    return {
        key: found[key]
        for key, s in states.items()
        if found[key].state.base in {s.base, *corrected.get((key, s.base), ())}
    }
