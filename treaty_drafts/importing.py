"""Bring a rolling text in: what is recognised, shown first; then stored whole or not at all."""

import codecs
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

from django.conf import settings
from django.db import transaction

from . import own_topics, publishing, record, rolling
from .access import Seat
from .errors import BadInput, NotAllowed, Where
from .formats import word
from .models import Instrument, Provision, RollingProvision, RollingText, hash_of
from .text import Language, Lines, TextError, flags, languages_of, lint, match, parse, units
from .text.outline import Provision as Unit

SIGNATURES = {
    b"%PDF": "a PDF file",
    b"\xff\xfe": "a text in UTF-16",
    b"\xfe\xff": "a text in UTF-16",
}
TEXT_ENCODINGS = re.compile(
    r"utf-(8|16|16-[bl]e|32)|cp125\d|iso8859-\d+|koi8-[ru]|gb(k|2312|18030)|big5|shift_jis|euc_(jp|kr)"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know about a text before it is stored. `line` counts from 1; None means the whole text."""

    line: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """One provision that was found, and the provision of the standing revision that it continues, if any."""

    unit: Unit
    line: int
    text: str
    brackets: int
    continues: RollingProvision | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would store."""

    text: str
    text_hash: str
    encoding: str
    provisions: tuple[Recognised, ...]
    problems: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    to_mend: tuple[Finding, ...]  # in the brackets, beside those without a partner
    brackets: int
    flags: int


def preview(*, data: bytes, instrument: Instrument, by: Seat, encoding: str = "utf-8") -> Preview:
    """What is in `data`: plain text, Markdown or a Word document. Raises `BadInput` where it is no text. Nothing is stored."""
    if not by.prepares:
        raise NotAllowed("only the chair and the secretariat import a rolling text")
    text, notices = decode(data, encoding)
    parsed = parse(text)
    found = units(text)
    lines = Lines(text)
    continued = _continued(instrument, [(unit, text[unit.start : unit.end]) for unit in found])
    starts = [u.start for u in found]
    opens = Counter(bisect_right(starts, b.start) - 1 for b in parsed.brackets)
    recognised = tuple(
        Recognised(u, lines.at(u.start), text[u.start : u.end], opens[n], continued.get(n)) for n, u in enumerate(found)
    )
    problems = tuple(Finding(lines.at(p.offset), f"a bracket is {p.what}") for p in parsed.problems)
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
    notices += _replaced(instrument, recognised)
    return Preview(
        text, hash_of(text), encoding, recognised, problems, tuple(notices), _to_mend(instrument, text),
        len(parsed.brackets), len(flags(text, topics=own_topics.topics(instrument.negotiation))),
    )  # fmt: skip


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


def _replaced(instrument: Instrument, recognised: tuple[Recognised, ...]) -> list[Finding]:
    """What becomes of the standing revision, and of what is on the table against it."""
    last = rolling.current(instrument)
    if last is None:
        return []
    new = {r.continues.provision_id: r.text for r in recognised if r.continues}
    gone = [s.label for s in last.provisions.all() if s.provision_id not in new]
    bases = {s.provision_id: s.base for s in last.provisions.all()}
    moved = [p for p, base in bases.items() if p not in new or new[p].rstrip() != base.rstrip()]
    standing = rolling.standing(instrument)
    falling = sum(t.current for p in moved for t in standing.get(str(p), ()))
    settled = rolling.agreed(instrument)
    states = (s for s in last.provisions.all() if str(s.provision_id) in settled)
    closed = [s.label for s in states if new.get(s.provision_id, "").rstrip() != s.text]
    found = []
    if closed:
        what = (
            f"agreed ad referendum, and in other words or missing here: {', '.join(closed)}; the chair reopens it first"
        )
        found.append(Finding(None, what))
    if gone:
        found.append(Finding(None, f"not in this text any more: {', '.join(gone)}"))
    if falling:
        found.append(
            Finding(None, f"{falling} wordings on the table were measured against text that this one replaces")
        )
    return found


def limit() -> int:
    """How many bytes can be imported at most."""
    return int(settings.IMPORT_MAX_BYTES)


def _word(data: bytes) -> tuple[str, list[Finding]]:
    """The text of a Word document, with what was not understood in it."""
    try:
        found = word.read(data)
    except TextError as error:
        raise _bad(f"not a Word document that can be read: {error}") from None
    if len(found.text.encode()) > limit():
        raise _bad(f"the text in the document is too large: at most {limit():,} bytes can be imported")
    if not found.text.strip():
        raise _bad("the document is empty: there is no text in it")
    starts = list(accumulate((p.count("\n") + 2 for p in found.text.split("\n\n")), initial=1))
    return found.text, [Finding(starts[n.paragraph - 1] if n.paragraph else None, n.what) for n in found.notices]


def decode(data: bytes, encoding: str = "utf-8") -> tuple[str, list[Finding]]:
    """The text in `data`, every character of it, and what is worth knowing about it."""
    if len(data) > limit():
        raise _bad(f"the file is too large: at most {limit():,} bytes can be imported")
    if data.startswith(b"PK\x03\x04"):
        return _word(data)
    for signature, what in SIGNATURES.items():
        if data.startswith(signature) and not encoding.lower().replace("_", "-").startswith("utf-16"):
            raise _bad(f"this is {what}, not a plain text: save it as plain text in UTF-8")
    notices = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        notices.append(Finding(1, "a byte-order mark stands before the text; it is not part of it"))
    try:
        if not TEXT_ENCODINGS.fullmatch(codecs.lookup(encoding).name):
            raise LookupError
        text = data.decode(encoding)
    except LookupError:
        raise BadInput(
            f"texts are not read in the encoding {encoding!r}", Where("encoding", "unknown encoding")
        ) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _bad(
            f"not {encoding.upper()} text: byte 0x{data[error.start]:02x} in line {line}. "
            "Save the file as UTF-8, or say which encoding it has",
            f"line {line}",
        ) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise _bad(f"not a text: a zero character in line {line}", f"line {line}")
    if not text.strip():
        raise _bad("the file is empty: there is no text in it")
    if "\r\n" in text:
        notices.append(Finding(None, "the lines end as on Windows; they are kept so"))
    return text, notices


def store(
    *, data: bytes, instrument: Instrument, by: Seat, at: datetime, name: str, dated: date, symbol: str = "",
    session: str = "", original_language: str = "English", encoding: str = "utf-8",
    expected_hash: str = "", publish: bool | None = None,
) -> RollingText:  # fmt: skip
    """Store the text in `data` as the next revision; published, if the person may do that and `publish` is not False.

    With `expected_hash`, only if it is the text that was previewed. Provisions that continue one of the standing revision
    keep its identity.
    """
    with transaction.atomic():
        record.lock(instrument.negotiation, by)
        found = preview(data=data, instrument=instrument, by=by, encoding=encoding)
        if expected_hash and expected_hash != found.text_hash:
            raise _bad("this is not the file that was previewed")
        text = RollingText.objects.create(
            instrument=instrument, symbol=symbol, session=session, date=dated, prepared_at=at,
            original_language=original_language, source=f"imported from {name}"[:200], text_hash=found.text_hash,
            prepared_by=by.user, superseding=rolling.current(instrument),
        )  # fmt: skip
        RollingProvision.objects.bulk_create(
            _state(text, n, recognised, instrument) for n, recognised in enumerate(found.provisions)
        )
        if publish or (publish is None and publishing.may_publish(instrument, by)):
            text = publishing.publish(text=text, by=by, at=at)
    return text


def _state(text: RollingText, position: int, recognised: Recognised, instrument: Instrument) -> RollingProvision:
    unit, words = recognised.unit, recognised.text
    separator = words[len(words.rstrip()) :] if words.strip() else ""
    words = words[: len(words) - len(separator)]
    provision = (
        recognised.continues.provision if recognised.continues else Provision.objects.create(instrument=instrument)
    )
    return RollingProvision(
        rolling_text=text, provision=provision, position=position, eid=unit.eid[:100], kind=unit.kind,
        number=unit.number[:30], heading=unit.heading[:200], text=words, base=words, separator=separator,
    )  # fmt: skip


def _continued(instrument: Instrument, new: list[tuple[Unit, str]]) -> dict[int, RollingProvision]:
    """For each new unit that has one, the state of the same provision in the standing revision."""
    last = rolling.current(instrument)
    if not last:
        return {}
    states = list(last.provisions.select_related("provision"))
    old = [(Unit(s.eid, s.kind, s.number, s.heading, 0, 0), s.base or s.text) for s in states]  # type: ignore[arg-type]
    return {new_index: states[old_index] for new_index, old_index in match(old, new).items()}


def _bad(what: str, place: str = "") -> BadInput:
    return BadInput(what, Where("file", what, place))
