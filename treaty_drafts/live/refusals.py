"""Why an edit is not taken. Nothing of it is in the text or in the log."""

from enum import StrEnum


class Code(StrEnum):
    TOO_FAST = "too-fast"
    BUSY = "busy"
    WITHHELD = "withheld"
    FORGED = "forged"
    TOO_LARGE = "too-large"
    BAD_UPDATE = "bad-update"
    BAD_MESSAGE = "bad-message"
    NOT_WRITABLE = "not-writable"
    BEGUN_ANEW = "begun-anew"


LATER = (Code.TOO_FAST, Code.BUSY, Code.WITHHELD)  # sent again it may be taken


class NotTaken(Exception):
    """A message that is refused, with a sentence for the person."""

    def __init__(self, code: Code, what: str, *, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.retry_after = retry_after

    @property
    def final(self) -> bool:
        return self.code not in LATER


class Why(StrEnum):
    """Why a connection ends."""

    SIGNED_OUT = "signed-out"
    REVOKED = "revoked"
    NOT_THERE = "not-there"
    TABLED = "tabled"
    DISCARDED = "discarded"
    PUBLISHED = "published"  # the drafting room, and with it all that was in it


class Ended(Exception):
    """The person may be at this draft no longer, or the draft is gone."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
