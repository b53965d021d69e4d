"""Set up a negotiation: begin it, describe it, add its instruments. The secretariat does; the record says so."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from . import access, record
from .access import Seat
from .errors import BadInput, NothingChanged, NotThere, Where, refusal
from .models import Instrument, Membership, Negotiation, Role
from .record import SECRETARIAT, set_up


def create(*, title: str, slug: str, session: str = "", by: Any, at: datetime) -> Negotiation:
    """Begin a negotiation; who does becomes its secretariat. Raises `NotThere` for a person who may not."""
    if not access.may_set_up(by):
        raise NotThere
    with transaction.atomic():
        made = Negotiation(slug=slug, title=title, session=session)
        if Negotiation.objects.filter(slug=slug).exists():
            raise BadInput("this short name is taken: choose another", Where("slug", "is taken"))
        try:
            made.full_clean()
        except ValidationError as error:
            raise refusal(error) from None
        made.save()
        record.lock(made)
        record.add(negotiation=made, act="set up", at=at, by=SECRETARIAT, what={"title": title, "session": session})
        Membership.objects.create(user=by, negotiation=made, role=Role.SECRETARIAT, given_at=at)
    return made


def describe(
    *, by: Seat, at: datetime, title: str | None = None, session: str | None = None, observers_admitted: bool | None = None
) -> Negotiation:  # fmt: skip
    """Change how the negotiation is called, its session, and whether observers see what is tabled."""
    given = {"title": title, "session": session, "observers_admitted": observers_admitted}
    with set_up(by):
        now = Negotiation.objects.get(pk=by.negotiation.pk)
        changed = {field: value for field, value in given.items() if value is not None and getattr(now, field) != value}
        if not changed:
            return now
        for field, value in changed.items():
            setattr(now, field, value)
        try:
            now.full_clean()
        except ValidationError as error:
            raise refusal(error) from None
        now.save(update_fields=list(changed))
        for act, what in _described(changed):
            record.add(negotiation=now, act=act, at=at, by=SECRETARIAT, what=what)
    return now


def _described(changed: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What was changed, as acts: the door for observers is an act of its own."""
    words = {field: value for field, value in changed.items() if field != "observers_admitted"}
    acts: list[tuple[str, dict[str, Any]]] = [("described", words)] if words else []
    if "observers_admitted" in changed:
        acts.append(("observers admitted" if changed["observers_admitted"] else "observers not admitted", {}))
    return acts


def add_instrument(*, title: str, by: Seat, at: datetime) -> Instrument:
    """Add an instrument that is to be drafted."""
    with set_up(by):
        made = Instrument(negotiation=by.negotiation, title=title)
        try:
            made.full_clean()
        except ValidationError as error:
            raise refusal(error) from None
        if by.negotiation.instruments.filter(title=title).exists():
            raise NothingChanged(f"there is an instrument of this title already: {title}", Where("title", "is there"))
        made.save()
        what = {"instrument": made.pk, "title": title}
        record.add(negotiation=by.negotiation, act="instrument added", at=at, by=SECRETARIAT, what=what)
    return made
