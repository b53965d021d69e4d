"""Export a revision, or some of its articles, as a document. The row in the database is the truth about a job."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from . import agreement, corrigendum, flagged, own_topics, reservations, review
from .access import Seat
from .errors import BadInput, Where
from .formats import docx, html, plain
from .formats.document import AGREED, Block, Document, Progress, Unresolved
from .models import Entry, Export, ExportState, RollingProvision, RollingText
from .text import parse
from .text.grammar import MARK


def _source(document: Document, *, progress: Progress) -> bytes:
    """The words alone, all at once."""
    progress(len(document.blocks), len(document.blocks) + 1)
    return plain.source(document)


# how a format is written, its file ending and media type
FORMATS: dict[str, tuple[Callable[..., bytes], str, str]] = {
    "docx": (docx.write, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (html.write, "html", "text/html; charset=utf-8"),
    "text": (plain.write, "txt", "text/plain; charset=utf-8"),
    "source": (_source, "txt", "text/plain; charset=utf-8"),
}
LOST_AFTER = timedelta(minutes=2)  # without a sign of life a running job is taken for lost
NOT_AGREED = "Text in square brackets is not agreed."
NAMES = (
    "Behind the last dash in a bracket stand the delegations that hold its wording; “delete” marks those that want it gone, "
    "“reserve” those that reserve their position on it, “bracket” those that asked for the brackets. "
    "Delegations that are not named hold the wording without names, or none."
)
AD_REFERENDUM = (
    f"{AGREED} stands behind text that is agreed subject to approval by capitals; it can be reopened, and it is not agreed "
    "for good. This is as of no. {} in the record."
)
MARKED = f"{MARK} stands before a bracket in which the words alone do not tell whose wording is whose."


def request(
    *, text: RollingText, format: str, by: Seat, at: datetime, provisions: Sequence[str] = (), attributed: bool = True,
    line_numbers: bool = True,
) -> Export:  # fmt: skip
    """Ask for an export; `provisions` are eIds, none for all. It waits until a worker makes it."""
    if format not in FORMATS:
        raise BadInput(f"there is no format {format!r}; there are {', '.join(FORMATS)}", Where("format", "unknown"))
    there = set(text.provisions.values_list("eid", flat=True))
    missing = [eid for eid in provisions if eid not in there]
    if missing or not there:
        what = (
            f"not in {text.label}: {', '.join(missing)}" if missing else "there is nothing in this revision to export"
        )
        raise BadInput(what, *(Where("provisions", "not in this revision", eid) for eid in missing))
    total = (len(provisions) or len(there)) + 1
    return Export.objects.create(
        rolling_text=text, requested_by=by.user, requested_at=at, format=format, provisions=list(provisions), total=total,
        attributed=attributed, line_numbers=line_numbers, record_sequence=_as_of(text, by),
    )  # fmt: skip


def _as_of(text: RollingText, by: Seat) -> int:
    """How far the record has come for the person who asks: for who does not see proposals, when the text was published."""
    if not by.sees_proposals:
        return text.sequence or 0
    return Entry.objects.filter(negotiation=by.negotiation).count()


def make(*, export_id: str) -> None:
    """Make an export that waits, or that was lost on the way; does nothing if it is ready, failed or being made."""
    now = timezone.now()
    with transaction.atomic():
        export = Export.objects.select_for_update().filter(pk=export_id).defer("content").first()
        lost = export and export.state == ExportState.RUNNING and (export.heartbeat or now) < now - LOST_AFTER
        if not export or not (export.state == ExportState.WAITING or lost):
            return
        Export.objects.filter(pk=export_id).update(state=ExportState.RUNNING, done=0, heartbeat=now)
    try:
        content = FORMATS[export.format][0](document(export), progress=_progress(export))
    except Exception as error:
        Export.objects.filter(pk=export_id).update(
            state=ExportState.FAILED, problem=f"could not be made: {type(error).__name__}"
        )
        raise
    Export.objects.filter(pk=export_id).update(
        state=ExportState.READY, content=content, content_hash=hashlib.sha256(content).hexdigest(), done=F("total"),
        file_name=file_name(export),
    )  # fmt: skip


def lost() -> list[str]:
    """The ids of exports that nobody is making any more."""
    limit = timezone.now() - LOST_AFTER
    waiting = Export.objects.filter(state=ExportState.WAITING, requested_at__lt=limit)
    running = Export.objects.filter(state=ExportState.RUNNING, heartbeat__lt=limit)
    return [str(pk) for pk in (waiting | running).values_list("pk", flat=True)]


def _progress(export: Export) -> Progress:
    def note(done: int, total: int) -> None:
        Export.objects.filter(pk=export.pk).update(done=done, total=total, heartbeat=timezone.now())

    return note


def file_name(export: Export) -> str:
    """A file name without anything that could harm, the same for the same export."""
    text = export.rolling_text
    part = "" if not export.provisions else f"-{len(export.provisions)}-provisions"
    part += "" if export.attributed else "-without-names"
    part += "-source" if export.format == "source" else ""
    named = text.symbol or "rolling-text"
    named = named if text.label in named else f"{named}-{text.label}"
    kept = "".join(c if c.isascii() and (c.isalnum() or c == ".") else "-" for c in named)
    return f"{kept}{part}.{FORMATS[export.format][1]}".lower()


def document(export: Export) -> Document:
    """What the export prints: the same for the same revision and choices at the same place in the record."""
    text = export.rolling_text
    codes = list(text.instrument.negotiation.parties.values_list("code", flat=True))
    printed = (lambda s: s.text) if export.attributed else partial(unattributed, codes=codes)
    chosen = set(export.provisions)
    stored = text.provisions.prefetch_related("sources__version__base__rolling_text")
    states = [s for s in stored if not chosen or s.eid in chosen]
    keys = {str(s.provision_id) for s in states}
    agreed = agreement.printed_as_agreed(text, export.record_sequence).keys() & keys
    tagged = agreed if export.format != "source" else frozenset()
    status = [AD_REFERENDUM.format(export.record_sequence)] if tagged else []
    corrected = [c.words for c in corrigendum.of(text) if c.provision in keys]
    unresolved, aside = _unresolved(export, {s.pk for s in states}, printed)
    return Document(
        title=text.instrument.title, revision=text.label, symbol=text.symbol,
        session=text.session or text.instrument.negotiation.session,
        date=f"{text.date.day} {text.date:%B %Y}", original_language=text.original_language,
        notes=(
            *_legend(states, export.attributed), *status, f"{text.label} was {text.source}.", *corrected,
            *(_reserved(states) if export.attributed else ()), *_set_aside(aside), *_unread(text, keys),
        ),
        blocks=tuple(
            Block(s.eid, s.kind, s.number, s.heading, printed(s) + f"\n\n{AGREED}" * (str(s.provision_id) in tagged),
                  s.separator)
            for s in states
        ),
        unresolved=unresolved, line_numbers=export.line_numbers,
    )  # fmt: skip


def _reserved(states: Sequence[RollingProvision]) -> Iterator[str]:
    """On which text those stances were made that are printed on a whole provision."""
    for state in states:
        if on := reservations.made_on(state):
            said = "a reservation or a request for brackets that is printed on the whole of it was"
            yield f"{state.label[:1].upper()}{state.label[1:]}: {said} made on the text of {' and '.join(on)}."


def _legend(states: Sequence[RollingProvision], attributed: bool) -> list[str]:
    named = attributed and any(s.collation for s in states)
    marked = attributed and any(f"{MARK}[" in s.text for s in states)
    return [NOT_AGREED, *([NAMES] if named else []), *([MARKED] if marked else [])]


def unattributed(state: RollingProvision, codes: Sequence[str]) -> str:
    """The text of a provision with its brackets and without the names in them; `codes` are those of the negotiation."""
    text = state.text.replace(MARK, "") if state.collation else state.text
    named = [b for b in parse(text).brackets if b.stances]
    cuts = [(b.start + 1, b.alternatives[0].start) for b in named] + [
        (b.alternatives[-1].end, b.end - 1) for b in named
    ]
    for start, end in sorted(cuts, reverse=True):
        text = text[:start] + text[end:]
    if codes:
        code = "(?:base|" + "|".join(re.escape(c) for c in sorted(codes, key=len, reverse=True)) + ")"
        names = rf"{code}(?:(?:, |; |/){code}| (?:propose|oppose|delete|retain|support|reserve|bracket)s?)*"
        text = re.sub(rf" [-–] ?{names}\.?(?=\])|(?<=\[){names}: ", "", text)
    return text


def _unresolved(
    export: Export, chosen: set[UUID], printed: Callable[[RollingProvision], str]
) -> tuple[tuple[Unresolved, ...], int]:
    """The open points in the provisions that are printed, and how many of theirs the chair has set aside."""
    text = export.rolling_text
    names = {t.id: t.name for t in own_topics.topics(text.instrument.negotiation)}
    flags = [f for f in flagged.in_text(text, until=export.record_sequence) if f.state and f.state.pk in chosen]
    points = [p for p in review.open_points(text, printed=printed) if p.provision.pk in chosen]
    # names in brackets do not change which brackets are flagged; if they ever did, all would be listed
    same = [(f.topic, f.state) for f in flags] == [(p.topic, p.provision) for p in points]
    listed = [p for p, f in zip(points, flags, strict=True) if f.open] if same else points
    found = tuple(Unresolved(names[p.topic], p.cited, _shortened(p.words), p.because) for p in listed)
    return found, len(points) - len(found)


def _set_aside(count: int) -> list[str]:
    were = "flag is" if count == 1 else "flags are"
    return [f"{count} {were} set aside by the chair and not listed."] if count else []


def _unread(text: RollingText, keys: set[str]) -> list[str]:
    """A note on the printed provisions whose language is not analysed."""
    found = [u for u in review.unread(text) if str(u.state.provision_id) in keys]
    where = "; ".join(f"{u.state.label} ({u.language.name})" for u in found)
    return [f"Not analysed, so that nothing is listed as unresolved there: {where}."] if found else []


def _shortened(words: str, most: int = 60) -> str:
    """The words of an open point, its middle left out where it is long."""
    every = words.split()
    return words if len(every) <= most else f"{' '.join(every[: most // 2])} … {' '.join(every[-most // 3 :])}"
