"""The messages of the protocol (decision 9): read strictly, written in one place."""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .log import Logged
from .refusals import Code, NotTaken

MOST_BYTES = 1_000_000  # of an update
MOST_CHARACTERS = 1_400_000  # of a message: an update in base64, and what stands around it
MOST_POSITION = 200
MOST_SEQ = 2**31 - 1
HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Join:
    history: UUID | None
    have: int
    hash: str | None


@dataclass(frozen=True, slots=True)
class EditSent:
    id: UUID
    update: bytes


@dataclass(frozen=True, slots=True)
class Fetch:
    after: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a person is in the text, as relative positions of Yjs in base64; empty for nowhere."""

    anchor: str
    head: str


Message = Join | EditSent | Fetch | Moved


def read(raw: str | bytes) -> Message:
    """A client's message. Raises `NotTaken`."""
    if len(raw) > MOST_CHARACTERS:
        raise too_large()
    try:
        sent = json.loads(raw)
    except (ValueError, RecursionError):
        raise _bad("it is not JSON") from None
    if not isinstance(sent, dict):
        raise _bad("it is not an object")
    match sent.get("type"):
        case "join":
            return Join(_uuid(sent, "history", none=True), _number(sent, "have"), _hash(sent))
        case "edit":
            return EditSent(_edit_id(sent), _update(sent))
        case "fetch":
            return Fetch(_number(sent, "after"))
        case "presence":
            return Moved(_position(sent, "anchor"), _position(sent, "head"))
    raise _bad("its type is unknown")


def id_of(raw: str | bytes) -> str | None:
    """The id of an edit that is refused as a message, so that its sender knows which it was."""
    try:
        found = json.loads(raw).get("id")
    except (ValueError, AttributeError, RecursionError):
        return None
    return found if isinstance(found, str) and len(found) <= 36 else None


def edits(rows: Sequence[Logged]) -> list[list[int | str]]:
    return [[row.seq, base64.b64encode(row.update).decode()] for row in rows]


def refused(reason: NotTaken, edit: str | None = None) -> dict[str, Any]:
    return {
        "type": "refused", "id": edit, "code": reason.code, "what": reason.what, "final": reason.final,
        "retry_after": reason.retry_after, "where": {},
    }  # fmt: skip


def too_large() -> NotTaken:
    return NotTaken(Code.TOO_LARGE, f"an edit has at most {MOST_BYTES:,} bytes")


def _bad(what: str) -> NotTaken:
    return NotTaken(Code.BAD_MESSAGE, f"this is not a message of live drafting: {what}")


def _uuid(sent: dict[str, Any], field: str, *, none: bool = False) -> UUID | None:
    found = sent.get(field)
    if found is None and none:
        return None
    try:
        return UUID(found)
    except (ValueError, TypeError, AttributeError):
        raise _bad(f"{field} is not a UUID") from None


def _edit_id(sent: dict[str, Any]) -> UUID:
    found = _uuid(sent, "id")
    assert found
    return found


def _number(sent: dict[str, Any], field: str) -> int:
    found = sent.get(field)
    if type(found) is not int or not 0 <= found <= MOST_SEQ:
        raise _bad(f"{field} is not a sequence number")
    return found


def _hash(sent: dict[str, Any]) -> str | None:
    found = sent.get("hash")
    if found is not None and not (isinstance(found, str) and HASH.fullmatch(found)):
        raise _bad("hash is not a SHA-256 in hex")
    return found


def _update(sent: dict[str, Any]) -> bytes:
    found = _base64(sent, "update")
    if len(found) > MOST_BYTES:
        raise too_large()
    return found


def _position(sent: dict[str, Any], field: str) -> str:
    if sent.get(field) is None:
        return ""
    if len(_base64(sent, field)) > MOST_POSITION * 3 // 4:
        raise _bad(f"{field} is too long")
    return str(sent[field])


def _base64(sent: dict[str, Any], field: str) -> bytes:
    try:
        return base64.b64decode(sent.get(field) or "", validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise _bad(f"{field} is not base64") from None
