"""What a Yjs update holds, read without applying it: format 1, as Yjs and yrs write it.

Only what a plain text can bring about is read; anything else is no update of ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .refusals import Code, NotTaken

ROOT = "text"
MOST = 2**53  # JavaScript's largest whole number
GC, DELETED, STRING, SKIP = 0, 1, 4, 10
HAS_ORIGIN, HAS_RIGHT, HAS_KEY, KIND = 0x80, 0x40, 0x20, 0x1F

Place = tuple[int, int]  # a client and its clock


@dataclass(frozen=True, slots=True)
class Item:
    """Characters that a client made, from `clock` on: `length` UTF-16 units. `text` is None where they are deleted."""

    client: int
    clock: int
    length: int
    text: str | None
    after: Place | None = None
    before: Place | None = None
    skipped: bool = False  # no characters: the sender lacks them itself


@dataclass(slots=True)
class Decoded:
    items: list[Item] = field(default_factory=list)
    deleted: list[Item] = field(default_factory=list)  # stretches of a client's clocks


def decode(update: bytes) -> Decoded:
    """Raises `NotTaken` where `update` is anything but an update of one plain text."""
    try:
        return _decode(_Reader(update))
    except (IndexError, UnicodeDecodeError) as broken:
        raise NotTaken(Code.BAD_UPDATE, "this is not an edit of a text") from broken


def vector(state: bytes) -> dict[int, int]:
    """A state vector as the next clock of each client."""
    reader = _Reader(state)
    return {reader.number(): reader.number() for _ in range(reader.number())}


def seconds(text: str, clock: int) -> Iterator[int]:
    """The clocks of the second halves of characters above U+FFFF in `text`, whose first unit is at `clock`."""
    if text.isascii():
        return
    for character in text:
        if character > "\uffff":
            clock += 1
            yield clock
        clock += 1


def units(text: str) -> int:
    """How many UTF-16 units `text` has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def number(self) -> int:
        found = shift = 0
        while True:
            byte = self.byte()
            found |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
            if shift > 63:
                raise IndexError
        if found > MOST:
            raise IndexError
        return found

    def text(self) -> str:
        length = self.number()
        if self._at + length > len(self._data):
            raise IndexError
        self._at += length
        return self._data[self._at - length : self._at].decode()

    @property
    def done(self) -> bool:
        return self._at == len(self._data)


def _decode(reader: _Reader) -> Decoded:
    found = Decoded()
    for _ in range(reader.number()):
        length, client, clock = reader.number(), reader.number(), reader.number()
        for _ in range(length):
            item = _item(reader, client, clock)
            found.items.append(item)
            clock += item.length
    for _ in range(reader.number()):
        client = reader.number()
        for _ in range(reader.number()):
            found.deleted.append(Item(client, reader.number(), reader.number(), None))
    if not reader.done:
        raise IndexError
    return found


def _item(reader: _Reader, client: int, clock: int) -> Item:
    info = reader.byte()
    kind = info & KIND
    if kind == SKIP:
        return Item(client, clock, reader.number(), None, skipped=True)
    if kind not in (DELETED, STRING) or info & HAS_KEY:
        raise IndexError
    after = (reader.number(), reader.number()) if info & HAS_ORIGIN else None
    before = (reader.number(), reader.number()) if info & HAS_RIGHT else None
    if not after and not before and (reader.number() != 1 or reader.text() != ROOT):
        raise IndexError
    text = reader.text() if kind == STRING else None
    length = reader.number() if text is None else units(text)
    if not length:
        raise IndexError
    return Item(client, clock, length, text, after, before)
