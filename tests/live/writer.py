"""A client of the protocol, as the browser's is: a document of its own, what it has sent, and what it lacks."""

import base64
import hashlib
from typing import Any
from uuid import UUID, uuid4

from pycrdt import Doc, Text

Message = dict[str, Any]
WORDS = "Article 1\n\nQuiet."  # of the draft that the tests write in


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Writer:
    """One tab. `unsaved` are its edits that have no `saved` yet, in their order."""

    def __init__(self) -> None:
        self.client = 0
        self.history: str | None = None
        self.seq = 0
        self.hash = hash_of("")
        self.unsaved: dict[str, bytes] = {}
        self.saved: dict[str, int] = {}
        self.copies: list[str] = []  # words that did not fit, kept for the person
        self.rebuilt = 0
        self.ended: str | None = None
        self.refused: list[Message] = []
        self.people: list[Message] = []
        self.comments = ""
        self._doc: Doc[Text]
        self._open(Doc())

    def _open(self, doc: "Doc[Text]") -> None:
        self._doc = doc
        self._words = doc.get("text", type=Text)

    @property
    def text(self) -> str:
        return str(self._words)

    def as_client(self, client: int) -> None:
        """Write under another client id from now on."""
        self.client = client
        fresh: Doc[Text] = Doc(client_id=client)  # pycrdt cannot change the id of a document
        fresh.apply_update(self._doc.get_update())
        self._open(fresh)

    def load(self, seq: int, update: bytes) -> None:
        """The next update of the log."""
        if update:  # else it is a large one of one's own
            self._doc.apply_update(update)
        self.seq = seq

    def join(self) -> Message:
        return {"type": "join", "history": self.history, "have": self.seq, "hash": self.hash}

    def type(self, at: int, words: str = "", delete: int = 0) -> Message:
        """Delete and insert at an offset in characters; the edit to send."""
        made: list[bytes] = []
        heard = self._doc.observe(lambda event: made.append(event.update))
        text = self.text
        start, end = len(text[:at].encode()), len(text[: at + delete].encode())
        with self._doc.transaction():
            if end > start:
                del self._words[start:end]
            if words:
                self._words.insert(start, words)
        self._doc.unobserve(heard)
        edit = str(uuid4())
        self.unsaved[edit] = made[0] if made else b"\0\0"
        return edit_message(edit, self.unsaved[edit])

    def resend(self) -> list[Message]:
        return [edit_message(edit, update) for edit, update in self.unsaved.items()]

    def hear(self, message: Message) -> list[Message]:
        """Take a message of the server's; what to send at once because of it."""
        return getattr(self, f"_hear_{message['type']}")(message) or []

    def _hear_joined(self, message: Message) -> None:
        self.history = message["history"]
        if not message["fits"]:
            self._rebuild()
        if "state" in message:
            self._doc.apply_update(base64.b64decode(message["state"]))
            self.seq, self.hash = message["seq"], message["hash"]
        else:
            self._hear_edits(message)
        self.people = message["people"]
        self.as_client(message["client"])

    def _rebuild(self) -> None:
        if self.unsaved:
            self.copies.append(self.text)
        self.unsaved.clear()
        self.rebuilt += 1
        self.seq = 0
        self._open(Doc())

    def _hear_edits(self, message: Message) -> list[Message]:
        for seq, update in message["edits"]:
            if seq > self.seq + 1:
                return self._fetch(seq)
            if seq == self.seq + 1:
                self.load(seq, base64.b64decode(update))
                if seq == message["seq"]:
                    self.hash = message["hash"]
        whole = not self.unsaved and self.seq == message["seq"] >= max(self.saved.values(), default=0)
        if whole and hash_of(self.text) != message["hash"]:
            self._rebuild()
            self.history = None
            return [self.join()]
        return []

    def _hear_saved(self, message: Message) -> list[Message]:
        self.unsaved.pop(message["id"], None)
        self.saved[message["id"]] = message["seq"]
        return self._fetch(message["seq"])

    def _hear_poke(self, message: Message) -> list[Message]:
        return self._fetch(message["seq"])

    def _fetch(self, seq: int) -> list[Message]:
        return [{"type": "fetch", "after": self.seq}] if seq > self.seq else []

    def _hear_presence(self, message: Message) -> None:
        self.people = message["people"]

    def _hear_comments(self, message: Message) -> None:
        self.comments = message["mark"]

    def _hear_refused(self, message: Message) -> list[Message]:
        """What is refused for now is sent again, from the first unsaved edit on; a new document is joined."""
        self.refused.append(message)
        if message["code"] == "begun-anew":
            self._rebuild()
            self.history = None
            return [self.join()]
        return self.resend() if message["code"] == "withheld" else []

    def _hear_closed(self, message: Message) -> None:
        self.ended = message["why"]


def edit_message(edit: str | UUID, update: bytes) -> Message:
    return {"type": "edit", "id": str(edit), "update": base64.b64encode(update).decode()}
