"""A rolling text as it would be imported: what is recognised, what changes, and what becomes of the proposals."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from . import forwarding, own_topics, rolling
from .access import Seat
from .citing import cite
from .comparison import Comparison, compare
from .decoding import Decoded, Finding, decode
from .errors import NotAllowed
from .formats.document import AGREED
from .forwarding import Next, Outcome
from .models import Instrument, RollingProvision, RollingText, hash_of
from .recognising import UNTOLD, Meant, Recognising
from .text import (
    Differing,
    Language,
    Lines,
    flags,
    laid_out_as,
    languages_of,
    lint,
    match,
    outline,
    parse,
    units,
    with_line_ends_of,
)
from .text.outline import Provision as Unit


class Status(StrEnum):
    """A provision of the text that is imported, beside the text that stands."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Become:
    """What becomes of the proposals on a provision: how many are carried forward or in the text already, and whose wait."""

    carried: int = 0
    waiting: tuple[str, ...] = ()
    in_text: int = 0


@dataclass(frozen=True)
class Recognised:
    """One provision that was found, the one of the standing revision that it continues, if any, and what it means."""

    unit: Unit
    line: int
    text: str
    separator: str
    brackets: int
    continues: RollingProvision | None
    meant: Meant
    proposals: Become = Become()

    @property
    def status(self) -> Status:
        if self.continues is None:
            return Status.NEW
        same = (self.meant.text, self.meant.base) == (self.continues.text, self.continues.base)
        return Status.UNCHANGED if same else Status.CHANGED

    @cached_property
    def compared(self) -> Comparison | None:
        """The text that stands and this one, where it changes."""
        changed = self.continues and self.status is Status.CHANGED
        return compare(self.continues.text, self.meant.text) if changed and self.continues else None

    @property
    def changes(self) -> int:
        return len(self.compared.changes) if self.compared else 0


@dataclass(frozen=True, slots=True)
class Gone:
    """A provision of the standing revision that the text does not have any more, and how many proposals are on it."""

    label: str
    proposals: int


@dataclass(frozen=True)
class Preview:
    """What an import would store. `differing` are brackets that give delegations other words than they tabled."""

    text: str
    text_hash: str
    encoding: str
    provisions: tuple[Recognised, ...]
    gone: tuple[Gone, ...]
    differing: tuple[Finding, ...]
    problems: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    to_mend: tuple[Finding, ...]  # in the brackets, beside those without a partner
    brackets: int
    flags: int

    @property
    def count(self) -> dict[str, int]:
        """How many provisions are unchanged, changed and new."""
        found = Counter(p.status for p in self.provisions)
        return {status.value: found[status] for status in Status}

    @property
    def proposals(self) -> Become:
        """What becomes of all proposals."""
        every = [p.proposals for p in self.provisions]
        waiting = tuple(name for one in every for name in one.waiting)
        return Become(sum(e.carried for e in every), waiting, sum(e.in_text for e in every))


def preview(*, data: bytes, instrument: Instrument, by: Seat, encoding: str = "utf-8") -> Preview:
    """What is in `data`: plain text, Markdown or a Word document. Raises `BadInput` where it is no text. Nothing is stored.

    Names in brackets that give delegations what they have on the table are how it is printed, and no words of the text.
    """
    if not by.prepares:
        raise NotAllowed("only the chair and the secretariat import a rolling text")
    decoded = decode(data, encoding)
    text, last = decoded.text, rolling.current(instrument)
    parsed, lines, found = parse(text), Lines(text), units(text)
    recognised = _recognised(instrument, last, found, decoded)
    starts = [u.start for u in found]
    problems = tuple(Finding(lines.at(p.offset), f"a bracket is {p.what}") for p in parsed.problems)
    notices = list(decoded.notices)
    notices += [
        Finding(lines.at(b.start), f"a bracket opened here closes in another provision, in line {lines.at(b.end - 1)}")
        for b in parsed.brackets
        if bisect_right(starts, b.start) != bisect_right(starts, b.end - 1)
    ]
    if not any(unit.kind == "article" for unit in found):
        notices.append(Finding(None, "no articles were recognised; numbered paragraphs are the provisions"))
    if len(found) < 2:
        notices.append(Finding(None, "no headings were recognised; the whole text is one provision"))
    notices += _unread(recognised)
    gone: tuple[Gone, ...] = ()
    if last:
        recognised, gone = _became(instrument, last, recognised)
        notices += _reopened_first(instrument, last, recognised)
        notices += [Finding(r.line, _anew(r.continues)) for r in recognised if r.continues and r.meant.text != r.text]
    stored = "".join(r.meant.text + r.separator for r in recognised)
    names = instrument.negotiation.names
    return Preview(
        stored, hash_of(stored), encoding, recognised, gone, tuple(_differing(recognised, names)), problems,
        tuple(notices), _to_mend(instrument, text), len(parsed.brackets),
        len(flags(stored, topics=own_topics.topics(instrument.negotiation))),
    )  # fmt: skip


def _recognised(
    instrument: Instrument, last: RollingText | None, found: tuple[Unit, ...], decoded: Decoded
) -> tuple[Recognised, ...]:
    text, lines = decoded.text, Lines(decoded.text)
    continued = _continued(last, [(unit, text[unit.start : unit.end]) for unit in found])
    starts = [u.start for u in found]
    opens = Counter(bisect_right(starts, b.start) - 1 for b in parse(text).brackets)
    recognising = Recognising(instrument)
    made = []
    for n, unit in enumerate(found):
        whole, state = text[unit.start : unit.end], continued.get(n)
        words, separator = _parts(whole, state, laid_out=decoded.laid_out)
        meant = recognising.meant(words, state) if state else Meant(words, words)
        made.append(Recognised(unit, lines.at(unit.start), words, separator, opens[n], state, meant))
    return tuple(made)


def _parts(whole: str, state: RollingProvision | None, *, laid_out: bool) -> tuple[str, str]:
    """The words of a provision and the white space behind it; as the text that stands has them where only that differs."""
    words = whole.rstrip() if whole.strip() else whole
    separator = whole[len(words) :]
    if state is None:
        return words, separator
    if words.endswith(AGREED) and not state.text.endswith(AGREED):
        words = words.removesuffix(AGREED).rstrip()
    if laid_out:
        return laid_out_as(words, state.text), state.separator
    same_ends = with_line_ends_of(words, state.text)
    if same_ends == state.text or state.collation:  # what is printed from wordings has their line ends
        return same_ends, with_line_ends_of(separator, state.separator)
    return words, separator


def _became(
    instrument: Instrument, last: RollingText, recognised: tuple[Recognised, ...]
) -> tuple[tuple[Recognised, ...], tuple[Gone, ...]]:
    """The provisions with what becomes of the proposals on them, and the provisions that are gone."""
    following = {
        r.continues.provision_id: Next(r.meant.base, forwarding.printed(r.meant.collation, r.meant.sources))
        for r in recognised
        if r.continues
    }
    counts: dict[UUID, Counter[Outcome]] = {}
    waiting: dict[UUID, list[str]] = {}
    left: Counter[UUID] = Counter()
    for tabled, now in forwarding.become(instrument, last, following):
        key = tabled.proposal.provision_id
        there = following.get(key)
        outcome = forwarding.outcome(tabled, now, there.base) if there else None
        if outcome:
            counts.setdefault(key, Counter())[outcome] += 1
        if outcome is Outcome.WAITING:
            waiting.setdefault(key, []).append(tabled.version.author)
        left[key] += tabled.current or bool(tabled.to_settle)
    of = {key: Become(n[Outcome.CARRIED], tuple(waiting.get(key, ())), n[Outcome.IN_TEXT]) for key, n in counts.items()}
    every = tuple(
        replace(r, proposals=of[r.continues.provision_id]) if r.continues and r.continues.provision_id in of else r
        for r in recognised
    )
    return every, tuple(
        Gone(s.label, left[s.provision_id]) for s in last.provisions.all() if s.provision_id not in following
    )


def _reopened_first(instrument: Instrument, last: RollingText, recognised: tuple[Recognised, ...]) -> list[Finding]:
    """What is agreed ad referendum and would change."""
    new = {r.continues.provision_id: r.meant.text for r in recognised if r.continues}
    agreed = rolling.agreed(instrument)
    states = (s for s in last.provisions.all() if str(s.provision_id) in agreed)
    closed = [s.label for s in states if new.get(s.provision_id) != s.text]
    what = f"agreed ad referendum, and in other words or missing here: {', '.join(closed)}; the chair reopens it first"
    return [Finding(None, what)] if closed else []


def _differing(recognised: tuple[Recognised, ...], names: dict[str, str]) -> list[Finding]:
    """Where the brackets of the text give delegations other words than they tabled."""
    found = []
    for one in recognised:
        label, inside = (one.continues.label if one.continues else one.unit.heading), outline(one.text)
        for other in one.meant.differing:
            line = one.line + one.text.count("\n", 0, other.at)
            found.append(Finding(line, f"{cite(label, inside, other.at)}: {_what(other, names)}"))
    return found


def _what(other: Differing, names: dict[str, str]) -> str:
    if other == UNTOLD:
        return "the words alone do not tell whose wording stands in its brackets"
    name = names.get(other.siglum, other.siglum)
    if other.torn:
        return f"{name} stands in one place with a delegation that has nothing on the table here"
    now, tabled = (f"“{words}”" if words else "nothing" for words in (other.now, other.proposed))
    return f"the import has other words for {name} than it tabled: {now} in place of {tabled}"


def _anew(state: RollingProvision) -> str:
    return f"{state.label} is printed anew: not all wordings in its brackets can be carried forward to its new words"


def _unread(recognised: tuple[Recognised, ...]) -> list[Finding]:
    """That no flags are found in provisions whose language is not analysed, one notice for each language."""
    lines: dict[Language, list[int]] = {}
    for one, language in zip(recognised, languages_of([r.text for r in recognised]), strict=True):
        if not language.analysed:
            lines.setdefault(language, []).append(one.line)
    return [
        Finding(at[0], f"{language.why}, so that no flags are found: {len(at)} of {len(recognised)} provisions")
        for language, at in lines.items()
    ]


def _to_mend(instrument: Instrument, text: str) -> tuple[Finding, ...]:
    lines, known = Lines(text), instrument.negotiation.parties.values_list("code", flat=True)
    found = (f for f in lint(text, sigla=known) if not f.rule.startswith("unbalanced"))
    return tuple(Finding(lines.at(f.start), f.what) for f in found)


def _continued(last: RollingText | None, new: list[tuple[Unit, str]]) -> dict[int, RollingProvision]:
    """For each new unit that has one, the state of the same provision in the standing revision."""
    if last is None:
        return {}
    states = list(last.provisions.select_related("provision").prefetch_related("sources__version__proposal"))
    words = {text.rstrip() for _, text in new}
    old = [
        (Unit(s.eid, s.kind, s.number, s.heading, 0, 0), s.text if s.text in words else s.base or s.text)  # type: ignore[arg-type]
        for s in states
    ]
    return {new_index: states[old_index] for new_index, old_index in match(old, new).items()}
