"""Whether an update may be applied: judged from what it says, before anything is touched."""

from collections.abc import Container, Mapping

from .decoding import Item, decode, seconds
from .refusals import Code, NotTaken

FORBIDDEN = ("\r", "\0")


def check(
    update: bytes, *, known: Mapping[int, int], halves: Mapping[int, set[int]], given: Container[int]
) -> dict[int, int]:
    """The next clock of each client when `update` is applied. Raises `NotTaken` where it may not be.

    `known` has the next clock of each client in the log, `halves` where characters of two units have their second,
    `given` the client ids of the person who sends it.
    """
    found = decode(update)
    after = _follow(found.items, known, given)
    split = {client: set(places) for client, places in halves.items()}
    for item in found.items:
        _check_words(item)
        split.setdefault(item.client, set()).update(seconds(item.text or "", item.clock))
    for item in found.items:
        if _end(item) > known.get(item.client, 0):
            _check_neighbours(item, after, split)
    for stretch in found.deleted:
        if _end(stretch) > after.get(stretch.client, 0):
            raise _withheld()
        if {stretch.clock, _end(stretch)} & split.get(stretch.client, set()):
            raise _half()
    return after


def _follow(items: list[Item], known: Mapping[int, int], given: Container[int]) -> dict[int, int]:
    """The next clock of each client when the items are in; each continues what is there without a gap."""
    after = dict(known)
    for item in items:
        if _end(item) <= after.get(item.client, 0):
            continue
        if item.skipped or item.clock > after.get(item.client, 0):
            raise _withheld()
        if item.client not in given:
            raise NotTaken(Code.FORGED, "these words are written under the name of another connection")
        after[item.client] = _end(item)
    return after


def _check_words(item: Item) -> None:
    if item.text and any(sign in item.text for sign in FORBIDDEN):
        raise NotTaken(Code.BAD_UPDATE, "a text has no carriage returns and no null characters")


def _check_neighbours(item: Item, after: Mapping[int, int], split: Mapping[int, set[int]]) -> None:
    for place in (item.after, item.before):
        if place and place[1] >= after.get(place[0], 0):
            raise _withheld()
    if item.after and item.after[1] + 1 in split.get(item.after[0], ()):
        raise _half()
    if item.before and item.before[1] in split.get(item.before[0], ()):
        raise _half()


def _end(item: Item) -> int:
    return item.clock + item.length


def _withheld() -> NotTaken:
    return NotTaken(Code.WITHHELD, "this edit builds on words that have not arrived")


def _half() -> NotTaken:
    return NotTaken(Code.BAD_UPDATE, "this edit cuts a character in two")
