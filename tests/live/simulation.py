"""One seeded run of the whole protocol: people who type in one draft over a network that does what it likes."""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from unittest import mock
from uuid import UUID

from tests.factories import NOON, Cast
from treaty_drafts import drafting
from treaty_drafts.live import door, joining, loading, log, messages
from treaty_drafts.live.door import Caller
from treaty_drafts.live.joining import Joined
from treaty_drafts.live.log import Edit, Logged, Outcome
from treaty_drafts.live.refusals import NotTaken
from treaty_drafts.models import Draft, DraftClient, DraftSnapshot, DraftUpdate

from .sockets import cookie_of
from .writer import Message, Writer, hash_of

STEPS = (40, 120)
WORDS = "Article 1\n\n1. Each Party shall act. المادة 条约 😀"
TYPED = ("shall ", "[should]", "\n2. ", "é", "م", "条", "😀", "👩‍⚖️", " ", "\n\n", "not ")


@dataclass
class Line:
    """One tab, and what is under way between it and the server."""

    writer: Writer = field(default_factory=Writer)
    connected: bool = False
    up: list[Message] = field(default_factory=list)
    down: list[Message] = field(default_factory=list)


class Run:
    """`deletes` says whether words are deleted too; where they are not, every word typed must be there in the end."""

    def __init__(self, seed: int, draft: Draft, by: Caller, cast: Cast) -> None:
        self.seed = seed
        self.random = Random(seed)
        self.draft, self.by, self.cast = draft, by, cast
        self.lines = [Line() for _ in range(self.random.randint(2, 10))]
        self.deletes = self.random.random() < 0.6
        self.unreliable = self.random.choice((0.0, 0.1, 0.3))
        self.tokens: list[str] = []

    def play(self) -> None:
        acts = [self.type] * 30 + [self.carry_up] * 20 + [self.carry_down] * 40
        acts += [self.connect] * 4 + [self.disconnect] * 2 + [self.fetch, self.restart, self.form]
        for line in self.lines:
            self.open(line)
        for _ in range(self.random.randint(*STEPS)):
            self.random.choice(acts)()
        self.settle()

    def type(self) -> None:
        line = self.random.choice(self.lines)
        writer = line.writer
        if not writer.client:
            return
        text, token = writer.text, self.token()
        at = self.random.randint(0, len(text))
        delete = self.random.randint(0, min(6, len(text) - at)) if self.deletes and self.random.random() < 0.5 else 0
        words = token + self.random.choice(TYPED) if not delete or self.random.random() < 0.5 else ""
        if words:
            self.tokens.append(token)
        self.send(line, writer.type(at, words, delete))

    def token(self) -> str:
        """A sign that stands nowhere else, and that nobody can type into."""
        return chr(0xE000 + len(self.tokens))

    def send(self, line: Line, message: Message) -> None:
        if line.connected and message not in line.up:  # what waits to be sent is not sent twice
            line.up.append(message)

    def connect(self) -> None:
        away = [line for line in self.lines if not line.connected]
        self.open(self.random.choice(away or self.lines))

    def open(self, line: Line) -> None:
        line.up, line.down = [], []
        line.connected = True
        joined = self.join(line.writer)
        if self.lost():
            line.connected = False  # the answer never came
        else:
            self.hear(line, joined)
            line.up += line.writer.resend()

    def disconnect(self) -> None:
        line = self.random.choice(self.lines)
        line.connected = False
        line.up, line.down = [], []

    def fetch(self) -> None:
        line = self.random.choice(self.lines)
        self.send(line, {"type": "fetch", "after": line.writer.seq})

    def restart(self) -> None:
        """The server's process ends, with all that it kept in memory."""
        loading.forget()
        for line in self.lines:
            line.connected = False
            line.up, line.down = [], []

    def form(self) -> None:
        """Somebody without live drafting saves the form."""
        now = Draft.objects.get(pk=self.draft.pk)
        token = self.token()
        at = self.random.randint(0, len(now.text))
        self.tokens.append(token)
        text = now.text[:at] + token + now.text[at:]
        seat = self.cast.seat("ardenia")
        drafting.edit(draft=now, edition=now.edition, by=seat, at=NOON, text=text)

    def lost(self) -> bool:
        return self.random.random() < self.unreliable

    def carry_up(self) -> None:
        """Some messages reach the server: one, or several edits of several tabs in one transaction."""
        taken: list[tuple[Line, Message]] = []
        for line in self.random.sample(self.lines, self.random.randint(1, len(self.lines))):
            if line.up:
                message = self.take(line.up)
                if not self.lost():
                    taken.append((line, message))
        edits = [(line, m) for line, m in taken if m["type"] == "edit"]
        if edits:
            self.append(edits)
        for line, message in taken:
            self.answer(line, message)

    def take(self, queue: list[Message]) -> Message:
        """The next message, or where the network is unreliable any, and sometimes once more."""
        at = self.random.randrange(len(queue)) if self.lost() else 0
        return queue[at] if self.lost() else queue.pop(at)

    def append(self, edits: list[tuple[Line, Message]]) -> None:
        given = [Edit(UUID(m["id"]), self.by, line.writer.client, base64.b64decode(m["update"])) for line, m in edits]
        outcomes, rows = log.append(draft=self.draft.pk, edits=given, at=NOON)
        for (line, message), outcome in zip(edits, outcomes, strict=True):
            line.down.append(_said(message["id"], outcome))
        for line in self.lines:
            if rows and line.connected and not self.lost():
                line.down.append(_edits(rows))

    def answer(self, line: Line, message: Message) -> None:
        if message["type"] == "fetch":
            rows, last = joining.fetch(draft=self.draft.pk, by=self.by, after=message["after"])
            line.down.append(_edits(rows, last))
        elif message["type"] == "join":
            line.down.append(self.join(line.writer))

    def join(self, writer: Writer) -> Message:
        asked = messages.read(json.dumps(writer.join()))
        assert isinstance(asked, messages.Join)
        return _joined(self.draft, joining.join(draft=self.draft.pk, by=self.by, asked=asked, at=NOON))

    def carry_down(self) -> None:
        line = self.random.choice(self.lines)
        if line.down:
            message = self.take(line.down)
            if not self.lost():
                self.hear(line, message)

    def hear(self, line: Line, message: Message) -> None:
        for answer in line.writer.hear(message):
            self.send(line, answer)

    def settle(self) -> None:
        """The network is well again: everybody comes back, everything arrives."""
        self.unreliable = 0
        for line in self.lines:
            if not line.connected or self.random.random() < 0.2:
                self.open(line)
            line.up = line.writer.resend()
        while any(line.up or line.down for line in self.lines):
            self.carry_up()
            for line in self.lines:
                while line.down:
                    self.hear(line, line.down.pop(0))
        behind = {line.writer.seq for line in self.lines}
        last = {seq: _edits(*joining.fetch(draft=self.draft.pk, by=self.by, after=seq)) for seq in behind}
        for line in self.lines:
            self.hear(line, last[line.writer.seq])

    def faults(self) -> list[str]:
        """What is wrong in the end; empty where all is as it must be."""
        now = Draft.objects.get(pk=self.draft.pk)
        found = []
        writers = [line.writer for line in self.lines]
        if {w.text for w in writers} != {now.text} or {w.seq for w in writers} != {now.seq}:
            found.append("the texts are not the same")
        if {w.hash for w in writers} != {hash_of(now.text)}:
            found.append("the hash is not that of the text")
        if loading.at(now, now.seq).text != now.text or loading.load(now).text != now.text:
            found.append("the log does not make the text")
        if any(w.unsaved or w.copies or w.rebuilt for w in writers):
            found.append("a history did not fit, or something is unsaved")
        rows: dict[str, int] = {str(i): seq for i, seq in now.updates.values_list("edit_id", "seq")}
        saved = {edit: seq for w in writers for edit, seq in w.saved.items()}
        if any(rows.get(edit, seq) != seq for edit, seq in saved.items()):
            found.append("an edit was acknowledged and is elsewhere in the log")
        if sorted(rows.values()) != list(range(1, now.seq + 1)):
            found.append("the log has a gap")
        if not self.deletes and any(now.text.count(token) != 1 for token in self.tokens):
            found.append("words are lost or doubled")
        return found


def _said(edit: str, outcome: Outcome) -> Message:
    if isinstance(outcome, NotTaken):
        return messages.refused(outcome, edit)
    assert isinstance(outcome, Logged)
    return {"type": "saved", "id": edit, "seq": outcome.seq, "hash": outcome.text_hash, "edition": outcome.edition}


def _edits(rows: list[Logged], last: Logged | None = None) -> Message:
    last = rows[-1] if rows else last
    assert last
    return {
        "type": "edits",
        "edits": messages.edits(rows),
        "seq": last.seq,
        "hash": last.text_hash,
        "edition": last.edition,
    }


def _joined(draft: Draft, made: Joined) -> Message:
    last = made.last
    what: dict[str, Any] = {"edits": messages.edits(made.edits)}
    if made.state is not None:
        what = {"state": base64.b64encode(made.state).decode()}
    return {
        "type": "joined", "client": made.client, "history": str(draft.pk), "fits": made.fits, "people": [],
        "seq": last.seq, "hash": last.text_hash, "edition": last.edition, **what,
    }  # fmt: skip


def faults(seeds: Iterable[int], cast: Cast) -> tuple[dict[int, list[str]], int]:
    """The runs that end with a fault, and how many edits were logged; the log is compacted often."""
    draft, by = cast.draft("ardenia", "art_1"), door.caller(cookie_of(cast.users["ardenia"]))
    found, edits = {}, 0
    with mock.patch.object(log, "SNAPSHOT_EVERY", 6), mock.patch.object(joining, "STATE_BEYOND", 9):
        for seed in seeds:
            for model in (DraftUpdate, DraftSnapshot, DraftClient):
                model._default_manager.filter(draft=draft).delete()
            Draft.objects.filter(pk=draft.pk).update(text=WORDS, seq=0)
            loading.forget()
            run = Run(seed, draft, by, cast)
            run.play()
            if wrong := run.faults():
                found[seed] = wrong
            edits += draft.updates.count()
    return found, edits
