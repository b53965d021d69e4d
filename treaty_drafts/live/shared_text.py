"""The words of a draft as several people write them at once. The only module that knows pycrdt."""

from collections.abc import Callable, Container, Iterable
from functools import partial

from pycrdt import Doc, Text, TransactionEvent

from ..models import hash_of
from ..text import diff
from . import decoding
from .checking import check
from .refusals import Code, NotTaken

SERVER = 1  # the client id of edits that the server makes; it writes under the lock of the draft, one after the other


class SharedText:
    """One text, made of the updates of a log in their order."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self._doc: Doc[Text] = Doc(client_id=SERVER)
        self._text = self._doc.get("text", type=Text)
        self._heard: list[bytes] = []
        self.spoiled = False
        self.owners: dict[int, int] = {}  # of client ids, as far as they were looked up
        for update in updates:
            self._doc.apply_update(update)
        self.halves: dict[int, set[int]] = {}  # the clocks in the middle of a character, of each client
        self._note(self.state)
        self._observing = self._doc.observe(self._hear)

    @property
    def text(self) -> str:
        return str(self._text)

    @property
    def hash(self) -> str:
        return hash_of(self.text)

    @property
    def state(self) -> bytes:
        """The whole document as one update; what was deleted is in it as lengths only."""
        return self._doc.get_update()

    @property
    def writers(self) -> set[int]:
        """The client ids that the words are written under, those that were deleted too."""
        return set(decoding.vector(self._doc.get_state()))

    def load(self, update: bytes) -> None:
        """Apply the next update of the log."""
        self._doc.apply_update(update)
        self._note(update)

    def take(self, update: bytes, *, given: Container[int], most: int) -> bytes | None:
        """Apply an edit of a person who was `given` these client ids; what is new in it, or None.

        Raises `NotTaken`, also where the text would have more than `most` characters. Then nothing is changed, unless
        the text is `spoiled`: it must be made anew from the log.
        """
        after = check(update, known=decoding.vector(self._doc.get_state()), halves=self.halves, given=given)
        new = self._changed(partial(self._doc.apply_update, update))
        if decoding.vector(self._doc.get_state()) != after:
            self.spoiled = True
            raise NotTaken(Code.WITHHELD, "this edit builds on words that have not arrived")
        if len(self.text) > most:
            self.spoiled = True
            raise NotTaken(
                Code.TOO_LARGE, f"with this the text has {len(self.text):,} characters; at most {most:,} fit"
            )
        return new

    def write(self, text: str) -> bytes | None:
        """Edit the text so that it reads `text`; the update that does it, or None where it reads so already."""
        return self._changed(partial(self._write, text))

    def _write(self, text: str) -> None:
        before = self.text
        with self._doc.transaction():
            for change in reversed(diff(before, text)):
                # pycrdt counts bytes of UTF-8
                start = len(before[: change.before.start].encode())
                end = start + len(change.before.of(before).encode())
                if end > start:
                    del self._text[start:end]
                if change.text:
                    self._text.insert(start, change.text)

    def _changed(self, act: Callable[[], None]) -> bytes | None:
        """Do something to the document; what it reports as new."""
        self._heard.clear()
        try:
            act()
        except BaseException as broken:
            self.spoiled = True
            if type(broken).__name__ in ("PanicException", "ValueError"):  # yrs gave up
                raise NotTaken(Code.BAD_UPDATE, "this is not an edit of a text") from broken
            raise
        for update in self._heard:
            self._note(update)
        assert len(self._heard) < 2
        return self._heard[0] if self._heard else None

    def _hear(self, event: TransactionEvent) -> None:
        self._heard.append(event.update)

    def _note(self, update: bytes) -> None:
        for item in decoding.decode(update).items:
            for clock in decoding.seconds(item.text or "", item.clock):
                self.halves.setdefault(item.client, set()).add(clock)
