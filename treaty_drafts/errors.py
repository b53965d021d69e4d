"""Why a verb refuses: one small family, which the edges translate once."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class Where:
    """A field of the request, and the place in it if there is one ("line 12")."""

    field: str
    what: str
    place: str = ""


class Refused(Exception):
    """A request that cannot be carried out. Nothing was changed."""

    status = 400

    def __init__(self, what: str = "", *where: Where) -> None:
        super().__init__(what)
        self.what = what
        self.where = where


class BadInput(Refused):
    """Something given does not make sense, or is missing."""


class NotThere(Refused):
    """No such thing, or nothing that this person may see: the two look the same."""

    status = 404


class NotAllowed(Refused):
    """The person may see it and may not do this with it."""

    status = 403


class NothingChanged(Refused):
    """A proposal that says what the text says already."""

    status = 409


class BaseMoved(Refused):
    """The text that the work was based on has been replaced by a later revision."""

    status = 409


class EditedMeanwhile(Refused):
    """Somebody saved a later state of the same thing."""

    status = 409


def refusal(error: ValidationError) -> BadInput:
    """What Django's check of a row found, as a refusal that names each field."""
    where = [Where(field, " ".join(messages)) for field, messages in error.message_dict.items()]
    return BadInput("; ".join(w.what if len(where) == 1 else f"{w.field}: {w.what}" for w in where), *where)


class AgreedAdReferendum(Refused):
    """The provision is agreed ad referendum: nothing is done on it until the chair reopens it."""

    status = 409
