"""Write a collation as one bracketed text, and read a delegation's wording back out of the string."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from os.path import commonprefix

from .collate import Collation, Shared, Site, site
from .errors import AmbiguousText
from .runs import MARK, Run, Style, check_sigla, scan, write_run
from .tokens import tokenize

SILENT = "\0"  # in the check, a delegation that no bracket names; no siglum can be this
WIDENINGS = 8  # how many neighbouring words a site may take in before it is marked instead


def consolidate(collation: Collation, *, style: str = "un", sigla: Iterable[str] = ()) -> str:
    """The bracketed text, in style `un`, `trade` or `anonymous`. `sigla` are further codes of the negotiation.

    From the styles `un` and `trade`, `read` gives every delegation's wording back; a bracket where the string alone
    could not tell is preceded by ※, and `read` refuses such a text. Raises `TextError` for a siglum that the notation
    cannot carry, `ValueError` for an unknown style.
    """
    known = frozenset((*collation.sigla, *sigla))
    check_sigla(known)
    writing = _Writing(collation, Style(style), known)
    writing.write()
    while writing.style is not Style.ANONYMOUS and writing.mend():
        writing.write()
    return writing.text


def read(consolidated: str, siglum: str, *, sigla: Iterable[str]) -> str:
    """The wording of `siglum`, one of `sigla`, from a consolidated text in the styles `un` or `trade`.

    Raises `AmbiguousText` where the string does not tell, `KeyError` for a siglum that is not among `sigla`.
    """
    known = frozenset(sigla)
    if siglum not in known:
        raise KeyError(siglum)
    runs = tuple(scan(consolidated, known, {}))
    literals, readings = _parts_read(consolidated, runs, siglum)
    return "".join(a + b for a, b in zip_longest(literals, readings, fillvalue=""))


def _parts_read(text: str, runs: tuple[Run, ...], siglum: str) -> tuple[list[str], list[str]]:
    """What stands around and in the runs for `siglum`. An empty reading takes the white space after it along, or else
    that before it."""
    literals = [
        text[a:b] for a, b in zip([0, *(r.end for r in runs)], [*(r.start for r in runs), len(text)], strict=True)
    ]
    readings = [run.reading(siglum) for run in runs]
    for n, reading in enumerate(readings):
        if not reading and literals[n + 1][:1].isspace():
            literals[n + 1] = literals[n + 1].lstrip()
        elif not reading:
            literals[n] = literals[n].rstrip()
    return literals, readings


@dataclass(slots=True)
class _Part:
    """A segment on its way into the string, where it stands there, and what was done to make it readable."""

    content: Shared | Site
    edges: tuple[str, str] = ("", "")
    start: int = 0
    end: int = 0
    widened: int = 0
    stated: bool = False
    marked: bool = False


@dataclass(slots=True)
class _Writing:
    collation: Collation
    style: Style
    known: frozenset[str]
    parts: list[_Part] = field(init=False)
    text: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.parts = [_Part(s) for s in self.collation.segments]

    def write(self) -> None:
        """Make the string, noting where each part's brackets stand."""
        written: list[str] = []
        at = 0
        for part in self.parts:
            mark = MARK if part.marked else ""
            if isinstance(part.content, Shared):
                body, part.edges = part.content.text, ("", "")
            else:
                part.edges, inner = _edges(part.content)
                body = write_run(inner, self.style, self.known, stated=part.stated)
            before, after = part.edges
            part.start = at + len(before) + len(mark)
            part.end = part.start + len(body)
            written.append(before + mark + body + after)
            at = part.end + len(after)
        self.text = "".join(written)

    def mend(self) -> bool:
        """Change how the first misread place is written; False when the reader gets every wording right."""
        try:
            runs = tuple(scan(self.text, self.known, {p.start: p.end for p in self.parts if p.marked}))
        except AmbiguousText as error:
            self._settle(error.offset or 0, error.offset or 0, ambiguous=True)
            return True
        sites = [p for p in self.parts if isinstance(p.content, Site) and not p.marked]
        for run, part in zip_longest(runs, sites):
            if run is None or part is None or (run.start, run.end) != (part.start, part.end):
                first = run if part is None or (run and run.start <= part.start) else part
                self._settle(first.start, first.end)
                return True
        misread = next((p for s in (SILENT, *self.collation.sigla) if (p := self._misread(runs, sites, s))), None)
        if misread:
            self._settle(misread.start, misread.end)
        return bool(misread)

    def _misread(self, runs: tuple[Run, ...], sites: list[_Part], siglum: str) -> _Part | None:
        """The first site that `siglum`'s wording comes out wrong at."""
        wanted, literals = [], [""]
        for part in self.parts:
            if isinstance(part.content, Shared) or part.marked:
                before, after = part.edges
                literals[-1] += self.text[part.start - part.marked - len(before) : part.end + len(after)]
                continue
            reading = part.content.reading(siglum)
            before, after = part.edges if reading else ("", "")
            literals[-1] += before
            wanted.append(reading[len(before) : len(reading) - len(after)])
            literals.append(after)
        got, readings = _parts_read(self.text, runs, siglum)
        for n, part in enumerate(sites):
            if readings[n] != wanted[n] or got[n] != literals[n]:
                return sites[n - 1] if readings[n] == wanted[n] and n and not wanted[n - 1] else part
        return sites[-1] if got != literals else None

    def _settle(self, start: int, end: int, *, ambiguous: bool = False) -> None:
        """Widen or mark the site in `start` to `end`, or mark the plain text that would be taken for a run there."""
        inside = [
            n
            for n, p in enumerate(self.parts)
            if isinstance(p.content, Site) and not p.marked and p.start <= max(start, end - 1) and start < p.end
        ]
        if not inside:
            self._mark_literal(start, end)
            return
        part = self.parts[inside[0]]
        if ambiguous and not part.stated:
            part.stated = True
        elif part.widened >= WIDENINGS or not self._widen(inside[0]):
            part.marked = True

    def _mark_literal(self, start: int, end: int) -> None:
        n = next(n for n, p in enumerate(self.parts) if p.start <= start < p.end)
        part = self.parts[n]
        assert isinstance(part.content, Shared)
        text, at = part.content.text, start - part.start
        cut = max(at + 1, min(end, part.end) - part.start)
        self.parts[n : n + 1] = [
            _Part(Shared(text[:at])),
            _Part(Shared(text[at:cut]), marked=True),
            _Part(Shared(text[cut:])),
        ]

    def _widen(self, n: int) -> bool:
        """Let site `n` take in the word before it, or where there is none the one after; False where it is alone."""
        neighbour = next((m for m in (n - 1, n + 1) if 0 <= m < len(self.parts)), None)
        if neighbour is None:
            return False
        part, other = self.parts[n], self.parts[neighbour]
        taken: Shared | Site = other.content
        rest = ""
        if isinstance(other.content, Shared):
            rest, word = _split_word(other.content.text, last=neighbour < n)
            taken = Shared(word)
        first, second = (taken, part.content) if neighbour < n else (part.content, taken)
        wide = replace(part, content=self._fuse(first, second), widened=part.widened + 1)
        low, high = sorted((n, neighbour))
        kept = [_Part(Shared(rest))] if rest else []
        self.parts[low : high + 1] = [*kept, wide] if neighbour < n else [wide, *kept]
        return True

    def _fuse(self, first: Shared | Site, second: Shared | Site) -> Site:
        def text(part: Shared | Site, siglum: str) -> str:
            return part.text if isinstance(part, Shared) else part.reading(siglum)

        texts = {s: text(first, s) + text(second, s) for s in self.collation.sigla}
        return site(text(first, SILENT) + text(second, SILENT), texts)


def _split_word(text: str, *, last: bool) -> tuple[str, str]:
    """What is left of `text`, and its last (or first) word with the white space on the side of the site."""
    tokens = tokenize(text)
    words = [n for n, token in enumerate(tokens) if not token.isspace()]
    if not words:
        return "", text
    cut = words[-1] if last else words[0] + 1
    head, tail = "".join(tokens[:cut]), "".join(tokens[cut:])
    return (head, tail) if last else (tail, head)


def _edges(whole: Site) -> tuple[tuple[str, str], Site]:
    """White space at the edge of all non-empty readings, to be written outside, and the site without it.

    Beside an empty reading only one edge moves out: the one after, or else the one before.
    """
    texts = [r.text for r in whole.readings if r.text]
    if any(t.isspace() for t in texts):
        return ("", ""), whole
    after = commonprefix([t[: len(t.rstrip()) - 1 : -1] if t[-1:].isspace() else "" for t in texts])[::-1]
    before = commonprefix([t[: len(t) - len(t.lstrip())] for t in texts])
    if after and len(texts) < len(whole.readings):
        before = ""
    readings = tuple(replace(r, text=r.text[len(before) : len(r.text) - len(after)]) for r in whole.readings)
    return (before, after), Site(readings)
