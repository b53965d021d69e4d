"""What is new in the record since a person last looked, and what each act says in a sentence, with its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from . import access
from .access import Seat
from .acts import ACTS, plain
from .errors import BadInput, Where
from .models import Entry, LastLook, Proposal, RollingProvision, RollingText, Version

GROUPS = (
    "tabled",
    "withdrawn",
    "published",
    "settled points",
    "agreed ad referendum and reopened",
    "positions",
    "watched subjects",
    "also recorded",
)
FIRST = 20  # lines for who has never marked anything as read
MOST = 200  # lines at once; the record has them all


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words. `provision`, `proposal` and `rolling_text` are the place it is about, empty where none is."""

    sequence: int
    at: datetime
    who: str
    act: str
    group: str
    words: str
    said: str = ""
    provision: str = ""
    proposal: str = ""
    rolling_text: str = ""

    @property
    def sentence(self) -> str:
        """Who did what; an act that is only named stands behind a colon."""
        return f"{self.who[:1].upper()}{self.who[1:]}{':' if self.group == GROUPS[-1] else ''} {self.words}"


@dataclass(frozen=True, slots=True)
class News:
    """What a person has not marked as read, the latest first; `first` where nothing ever was. `more` lines are left out."""

    since: int
    upto: int
    first: bool
    lines: tuple[Line, ...]
    more: int

    @property
    def groups(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """The lines by what was done, without the groups that are empty."""
        found = ((name, tuple(line for line in self.lines if line.group == name)) for name in GROUPS)
        return tuple((name, lines) for name, lines in found if lines)


def since_last_look(seat: Seat) -> News:
    """What is new for this person, from the record's sequence numbers."""
    last = LastLook.objects.filter(user=seat.user, negotiation=seat.negotiation).first()
    since = last.sequence if last else 0
    found = access.entries(seat).filter(sequence__gt=since).order_by("-sequence")
    shown = list(found[: MOST if last else FIRST])
    upto = shown[0].sequence if shown else since
    return News(since, upto, last is None, tuple(lines(shown, seat)), found.count() - len(shown))


def mark_read(*, seat: Seat, upto: int) -> LastLook:
    """Note that the person has read the record up to no. `upto`; what was read is never unread again."""
    if not access.entries(seat).filter(sequence=upto).exists():
        raise BadInput("there is no such entry in the record", Where("upto", "unknown", str(upto)))
    look, _ = LastLook.objects.get_or_create(user=seat.user, negotiation=seat.negotiation, defaults={"sequence": upto})
    LastLook.objects.filter(pk=look.pk, sequence__lt=upto).update(sequence=upto)
    look.refresh_from_db()
    return look


def lines(entries: Iterable[Entry], seat: Seat) -> list[Line]:
    """Entries in words, in the order given. An act that nobody described here is named as the record names it."""
    given = list(entries)
    names = _Names(given, seat)
    return [_line(entry, names) for entry in given]


def _line(entry: Entry, names: "_Names") -> Line:
    group, words = ACTS.get(entry.act, ("also recorded", plain))
    version = names.version(entry)
    proposal = names.proposal(entry)
    text = names.text(entry)
    said = (
        entry.what.get("note")
        or entry.what.get("statement")
        or entry.what.get("because")
        or entry.what.get("reason")
        or ""
    )
    return Line(
        entry.sequence, entry.at, names.who(entry.by), entry.act, group, words(entry, names),
        said if isinstance(said, str) else "", names.provision(entry),
        str(proposal.pk) if proposal else str(version.proposal_id) if version else "", str(text.pk) if text else "",
    )  # fmt: skip


class _Names:
    """What the entries of one page name, found in a handful of queries."""

    def __init__(self, entries: Sequence[Entry], seat: Seat) -> None:
        whats = [e.what for e in entries]
        self.delegations = dict(seat.negotiation.parties.values_list("code", "name"))
        every = access.proposals(seat)
        of = Version.objects.filter(proposal__in=every).select_related("proposal__delegation")
        self.versions = {str(v.pk): v for v in of.filter(pk__in=_ids(whats, "version"))}
        self.proposals = {
            str(p.pk): p for p in every.filter(pk__in=_ids(whats, "proposal")).select_related("delegation")
        }
        texts = access.rolling_texts(seat).filter(number__isnull=False)
        self.texts = {(t.instrument_id, t.number, t.correction): t for t in texts}
        self.states = self._states([UUID(p) for e in entries if (p := self.provision(e))], list(self.texts.values()))

    def _states(self, provisions: list[UUID], texts: list[RollingText]) -> dict[str, RollingProvision]:
        """The latest state of each provision."""
        states = RollingProvision.objects.filter(provision__in=provisions, rolling_text__in=texts)
        ordered = states.order_by("rolling_text__number", "rolling_text__correction")
        return {str(s.provision_id): s for s in ordered.only("provision_id", "eid", "kind", "number")}

    def who(self, by: str) -> str:
        return {"chair": "the chair", "secretariat": "the secretariat"}.get(by) or self.delegations.get(by, by)

    def version(self, entry: Entry) -> Version | None:
        return self.versions.get(str(entry.what.get("version")))

    def proposal(self, entry: Entry) -> Proposal | None:
        return self.proposals.get(str(entry.what.get("proposal")))

    def text(self, entry: Entry) -> RollingText | None:
        what = entry.what
        return self.texts.get((what.get("instrument"), what.get("revision"), what.get("correction", 0)))

    def provision(self, entry: Entry) -> str:
        """The provision that an entry is about, by its id."""
        version, proposal = self.version(entry), self.proposal(entry)
        found = version.proposal.provision_id if version else proposal.provision_id if proposal else None
        return str(found) if found else "".join(map(str, _ids([entry.what], "provision")))

    def place(self, entry: Entry) -> str:
        key = self.provision(entry)
        return self.states[key].label if key in self.states else "a provision that is only proposed" if key else ""

    def called(self, entry: Entry) -> str:
        """What a new provision is called in the text, if it came into it."""
        state = self.states.get(self.provision(entry))
        return f": {state.label}" if state else ""

    def on(self, entry: Entry) -> str:
        """Where it was, as the end of a sentence; nothing where the entry names no provision."""
        place = self.place(entry)
        return f", {place}" if place else ""

    def whose(self, entry: Entry) -> str:
        version = self.version(entry)
        return f"{version.proposal.delegation.name}’s version {version.number}" if version else "a version"


def _ids(whats: Iterable[Mapping[str, Any]], key: str) -> list[UUID]:
    found = []
    for what in whats:
        try:
            found.append(UUID(what.get(key, "")))
        except (ValueError, AttributeError, TypeError):
            continue
    return found
