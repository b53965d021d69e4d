"""Correct the revision that stands: the secretariat prepares a Corr. that lists what it corrects, the chair publishes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from . import corrigendum, publishing, record, reservations, rolling
from .access import Seat
from .corrigendum import Correction
from .errors import BadInput, BaseMoved, NotAllowed, NothingChanged, Where
from .models import Entry, Instrument, RollingProvision, RollingText, Source, Version, hash_of
from .text import (
    StanceKind,
    Style,
    collate,
    consolidate,
    contested,
    dump,
    load,
    parse,
    rebase,
    units,
    with_line_ends_of,
)
from .text.consolidate import Position
from .text.grammar import STANCES

NUMBERED = ("article", "part", "chapter")  # what carries its number in its words


@dataclass(frozen=True, slots=True)
class Corrected:
    """The wording of one provision, without the proposals on it, as it should have been, and why."""

    text: str
    because: str


@dataclass(frozen=True, slots=True)
class Corrigendum:
    """The corrected text as it would be, and the place in the record that it was made at."""

    instrument: Instrument
    last: RollingText
    sequence: int
    states: tuple[RollingProvision, ...]  # not saved
    corrections: tuple[Correction, ...]

    @property
    def text(self) -> str:
        return "".join(s.text + s.separator for s in self.states)

    @property
    def label(self) -> str:
        """What it is called once it is published."""
        return f"Rev.{self.last.number}/Corr.{self.last.correction + 1}"


def prepare(*, instrument: Instrument, by: Seat, wordings: Mapping[str, Corrected]) -> Corrigendum:
    """The correction of the revision that stands; `wordings` by provision id. Nothing is stored.

    The words of its own that a delegation has there stay as they are, in brackets too: a correction changes nobody's words.
    """
    if not by.prepares:
        raise NotAllowed("only the chair and the secretariat prepare a correction")
    last = rolling.current(instrument)
    if last is None:
        raise BadInput("there is no text to correct: import a rolling text first")
    sequence = Entry.objects.filter(negotiation=instrument.negotiation).count()
    related = "sources__version__proposal__delegation"
    before = list(last.provisions.select_related("provision").prefetch_related(related))
    unknown = set(wordings) - {str(s.provision_id) for s in before}
    if unknown:
        raise BadInput("no such provision in this text", *(Where("provisions", "unknown", p) for p in sorted(unknown)))
    codes = tuple(instrument.negotiation.parties.values_list("code", flat=True))
    sources = {s.pk: [x.version for x in s.sources.all() if not x.taken] for s in before}
    joined = rolling.cosponsors(v for versions in sources.values() for v in versions)
    states = tuple(
        _next(state, wordings.get(str(state.provision_id)), codes, (sources[state.pk], joined)) for state in before
    )
    corrections = corrigendum.between(before, states)
    if not corrections:
        raise NothingChanged(f"nothing is corrected: these are the words of {last.label}")
    return Corrigendum(instrument, last, sequence, states, corrections)


def save(
    *, corrigendum: Corrigendum, by: Seat, at: datetime, dated: date, symbol: str = "", expected_hash: str = "",
    publish: bool = False,
) -> RollingText:  # fmt: skip
    """Store a correction unpublished. With `expected_hash`, only if it is the text that was previewed.

    With `publish` it is released too; nothing is stored where it cannot be.
    """
    if not by.prepares:
        raise NotAllowed("only the chair and the secretariat prepare a correction")
    text_hash, last = hash_of(corrigendum.text), corrigendum.last
    if expected_hash and expected_hash != text_hash:
        raise BaseMoved("something was published since the preview: look at it again")
    places = len(corrigendum.corrections)
    with transaction.atomic():
        record.lock(by.negotiation, by)
        if Entry.objects.filter(negotiation=by.negotiation).count() != corrigendum.sequence:
            raise BaseMoved("something was recorded while the correction was made: make it again")
        stored = RollingText.objects.create(
            instrument=corrigendum.instrument, correction=last.correction + 1, symbol=symbol, session=last.session,
            date=dated, original_language=last.original_language, text_hash=text_hash, prepared_at=at,
            prepared_by=by.user, superseding=last, prepared_sequence=corrigendum.sequence,
            source=f"corrected from {last.label} in {places} place{'s' * (places > 1)}",
        )  # fmt: skip
        for state in corrigendum.states:
            state.rolling_text = stored
        RollingProvision.objects.bulk_create(corrigendum.states)
        new = {s.provision_id: s for s in corrigendum.states}
        sources = Source.objects.filter(rolling_provision__rolling_text=last).select_related("rolling_provision")
        Source.objects.bulk_create(
            Source(
                rolling_provision=new[s.rolling_provision.provision_id], version_id=s.version_id,
                text_hash=s.text_hash, taken=s.taken,
            )
            for s in sources.order_by("pk")
        )  # fmt: skip
        return publishing.publish(text=stored, by=by, at=at) if publish else stored


def _next(
    state: RollingProvision, wording: Corrected | None, codes: Sequence[str],
    said: tuple[Sequence[Version], dict[str, list[str]]],
) -> RollingProvision:  # fmt: skip
    """A state as it stands in the corrected text."""
    made = RollingProvision(
        provision=state.provision, position=state.position, eid=state.eid, kind=state.kind, number=state.number,
        heading=state.heading, text=state.text, separator=state.separator, base=state.base, collation=state.collation,
    )  # fmt: skip
    words = with_line_ends_of(wording.text.rstrip(), state.base) if wording else state.base
    if wording is None or words == state.base:
        return made
    _check(state, words, wording.because)
    made.base = made.text = words
    made.note = wording.because.strip()
    if state.collation:
        old = load(state.collation)
        wordings = collate(words, {code: _carried(state.base, words, old.reading(code)) for code in old.sigla})
        before = rolling.corrections(state.rolling_text.instrument, [state.provision])
        key = str(state.provision_id)
        corrected = {(key, words): frozenset({state.base, *before.get((key, state.base), ())})}
        collation = contested(wordings, reservations.stances(said[0], words, said[1], corrected))
        positions = _positions(state.text, codes)
        style = _style(state, codes, positions)
        made.text = consolidate(collation, style=style, sigla=codes, positions=positions)
        made.collation = dump(collation)
    found = units(words)[0]
    if found.kind == state.kind and found.heading:
        made.heading = found.heading[:200]
    if found.kind == state.kind and state.kind in NUMBERED:
        made.number = found.number[:30] or state.number
    return made


def _carried(base: str, words: str, wording: str) -> str:
    """A wording with the slips corrected that it shares with the base; as it was where it has words of its own there."""
    made = rebase(base, words, wording)
    return wording if made.conflicts else made.text


def _check(state: RollingProvision, words: str, because: str) -> None:
    if not state.base:
        what = f"{state.label} is only proposed: its delegation tables a later version, there is nothing to correct"
        raise BadInput(what, Where("text", "only proposed", state.label))
    if not words:
        raise BadInput("a correction does not remove a provision", Where("text", "empty", state.label))
    if len(words) > settings.TEXT_MAX_CHARACTERS:
        raise BadInput(
            f"at most {settings.TEXT_MAX_CHARACTERS:,} characters fit", Where("text", "too long", state.label)
        )
    if not because.strip() or len(because.strip()) > 300:
        what = f"say why {state.label} is corrected, in at most 300 characters"
        raise BadInput(what, Where("because", "missing or too long", state.label))


def _style(state: RollingProvision, codes: Sequence[str], positions: Sequence[Position]) -> Style:
    """The notation in which a provision was printed; it is not stored, but the same collation gives the same text."""
    collation = load(state.collation)  # type: ignore[arg-type]  # asked only where there is one
    printed = ((s, consolidate(collation, style=s, sigla=codes, positions=positions)) for s in Style)
    return next((s for s, text in printed if text == state.text), Style.UN)


def _positions(text: str, codes: Sequence[str]) -> list[Position]:
    """Where delegations stand as a text prints it: a correction changes none of that, whatever was said since.

    Where several hold a wording, the stance is on those of them at whose wordings it stands everywhere.
    """
    shown: dict[str, list[set[tuple[str, StanceKind]]]] = {}
    for bracket in parse(text, sigla=codes).brackets:
        said = {(s.siglum, s.stance) for s in bracket.stances}
        for holder in (siglum for siglum, kind in said if kind is StanceKind.PROPOSES):
            shown.setdefault(holder, []).append({(s, k) for s, k in said if k in STANCES})
    return [(s, k, holder) for holder, every in shown.items() for s, k in sorted(set.intersection(*every))]
