"""What commands are given on the command line, and how a refusal is shown there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser

from treaty_drafts import access, decoding
from treaty_drafts.access import Seat
from treaty_drafts.errors import Refused
from treaty_drafts.models import Instrument, RollingText
from treaty_drafts.text import TextError


def negotiation_arguments(parser: CommandParser) -> None:
    """The options that say where and in whose name."""
    parser.add_argument("--negotiation", required=True, help="its short name, as in its address")
    parser.add_argument("--instrument", type=int, help="its number; not needed where there is one")
    parser.add_argument("--by", required=True, metavar="USER", help="who does this")


def instrument_and_seat(options: dict[str, Any]) -> tuple[Instrument, Seat]:
    """The instrument, and the seat of the person who does this."""
    user = get_user_model().objects.filter(username=options["by"]).first()
    if user is None:
        raise CommandError(f"there is no user {options['by']!r}")
    every = access.instruments(user).filter(negotiation__slug=options["negotiation"])
    found = every.filter(pk=options["instrument"]) if options["instrument"] else every
    if not every:
        raise CommandError(
            f"{options['by']} takes part in no negotiation {options['negotiation']!r} with an instrument"
        )
    if len(found) != 1:
        there = ", ".join(f"{i.pk} ({i.title})" for i in every)
        raise CommandError(f"say which instrument with --instrument: {there}")
    seat = access.seat(user, found[0].negotiation)
    assert seat
    return found[0], seat


def revision(instrument: Instrument, seat: Seat, number: int | None) -> RollingText:
    """Revision `number`, or the last one that is published."""
    texts = access.rolling_texts(seat).filter(instrument=instrument, number__isnull=False)
    found = texts.filter(number=number).first() if number is not None else texts.first()
    if found is None:
        raise CommandError("there is no such revision")
    return found


def file(path: Path) -> bytes:
    """The bytes of a file, one more than may be imported at most."""
    try:
        with path.open("rb") as opened:
            return opened.read(decoding.limit() + 1)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None


@contextmanager
def refusals() -> Iterator[None]:
    """Show a refusal as one line."""
    try:
        yield
    except TextError as error:
        raise CommandError(str(error)) from None
    except Refused as refused:
        places = [f"{w.field}: {w.what}" + (f" ({w.place})" if w.place else "") for w in refused.where]
        raise CommandError("; ".join([refused.what, *places])) from None
