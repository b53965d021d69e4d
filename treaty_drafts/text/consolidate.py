"""Write a collation as one bracketed text, and read a delegation's wording back out of the string."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from os.path import commonprefix

from .collate import Collation, Shared, Site, site
from .contest import contested, said_of
from .errors import AmbiguousText
from .runs import MARK, Brackets, Run, Style, check_sigla, scan, write_run
from .stances import Stance
from .tokens import tokenize

SILENT = "\0"  # in the check, a delegation that no bracket names; no siglum can be this
WIDENINGS = 8  # how many neighbouring words a site may take in before it is marked instead
ROUNDS = 40  # of widening, all misread places in each; then what is still misread is marked, and in the end everything
NOWHERE = Run(0, 0, ())


def consolidate(
    collation: Collation, *, style: str = "un", sigla: Iterable[str] = (), stances: Iterable[Stance] = ()
) -> str:
    """The bracketed text, in style `un`, `trade` or `anonymous`. `sigla` are further codes of the negotiation.

    `stances` are of those who reserve on a passage of the base or ask for brackets around it, see `contested`.

    From the styles `un` and `trade`, `read` gives every delegation's wording back; a bracket where the string alone
    could not tell is preceded by ※, and `read` refuses such a text. Raises `TextError` for a siglum that the notation
    cannot carry, `ValueError` for an unknown style.
    """
    collation = contested(collation, stances)
    named = (s for one in collation.sites for s in (*one.reserving, *one.bracketing))
    known = frozenset((*collation.sigla, *sigla, *named))
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
    runs = list(scan(consolidated, known))
    readings = [run.reading(siglum) for run in runs]
    literals = _literals(consolidated, runs, readings)
    return "".join(a + b for a, b in zip_longest(literals, readings, fillvalue=""))


def _literals(text: str, runs: Sequence[Run], readings: Sequence[str]) -> list[str]:
    """What stands around the runs for one who has `readings` in them. An empty reading takes the white space after it
    along, or else that before it."""
    literals = [
        text[a:b] for a, b in zip([0, *(r.end for r in runs)], [*(r.start for r in runs), len(text)], strict=True)
    ]
    for n, reading in enumerate(readings):
        if not reading and literals[n + 1][:1].isspace():
            literals[n + 1] = literals[n + 1].lstrip()
        elif not reading:
            literals[n] = literals[n].rstrip()
    return literals


@dataclass(slots=True)
class _Part:
    """A segment on its way into the string, where it stands there, and what was done to make it readable."""

    content: Shared | Site
    edges: tuple[str, str] = ("", "")
    body: str | None = None
    start: int = 0
    end: int = 0
    widened: int = 0
    stated: bool = False
    marked: bool = False

    @property
    def is_open(self) -> bool:
        """Whether this is a site that the reader has to find."""
        return isinstance(self.content, Site) and not self.marked


@dataclass(frozen=True, slots=True)
class _Fault:
    """A place that is misread, in part `n`: that site, or `start` to `end` of that plain text."""

    n: int
    start: int
    end: int
    ambiguous: bool = False


@dataclass(slots=True)
class _Writing:
    collation: Collation
    style: Style
    known: frozenset[str]
    parts: list[_Part] = field(init=False)
    text: str = field(init=False, default="")
    rounds: int = field(init=False, default=0)
    found: list[Run] = field(init=False, default_factory=list)  # for each open site, where all are found

    def __post_init__(self) -> None:
        self.parts = [_Part(s) for s in self.collation.segments]

    def write(self) -> None:
        """Make the string, noting where each part's brackets stand."""
        written: list[str] = []
        at = 0
        for part in self.parts:
            mark = MARK if part.marked else ""
            if isinstance(part.content, Shared):
                part.body = part.content.text
            elif part.body is None:
                part.edges, inner = _edges(part.content)
                part.body = write_run(inner, self.style, self.known, stated=part.stated)
            before, after = part.edges
            part.start = at + len(before) + len(mark)
            part.end = part.start + len(part.body)
            written += (before, mark, part.body, after)
            at = part.end + len(after)
        self.text = "".join(written)

    def mend(self) -> bool:
        """Change how the misread places are written; False when the reader gets every wording right."""
        faults = self._misplaced() or self._misread()
        self.rounds += 1
        if faults and self.rounds > 2 * ROUNDS:
            for part in filter(lambda p: p.is_open, self.parts):
                part.marked = True
        self._settle([f for f in faults if not self.parts[f.n].marked])
        return bool(faults)

    def _misplaced(self) -> list[_Fault]:
        """Sites that are not found as they were written, and plain text that is taken for a run."""
        sites = [_Fault(n, p.start, p.end) for n, p in enumerate(self.parts) if isinstance(p.content, Site)]
        expected = [s for s in sites if not self.parts[s.n].marked]
        starts = [p.start for p in self.parts], [s.end for s in sites]
        brackets = Brackets(self.text, self.known, [(p.start, p.end) for p in self.parts if p.marked])
        faults: list[_Fault] = []
        self.found = []
        at = k = 0
        run = self._next(brackets, at)
        while run or k < len(expected):
            site = expected[k] if k < len(expected) else None
            if site and run and (run.start, run.end) == (site.start, site.end):
                self.found.append(run)
                at = run.end
            else:
                missed = site if site and (run is None or site.start < run.start) else None
                faults.append(missed or self._fault(run or NOWHERE, sites, starts))
                at = faults[-1].end
            while k < len(expected) and expected[k].start < at:
                k += 1
            if run and run.start < at:
                run = self._next(brackets, at)
        return faults

    def _next(self, brackets: Brackets, at: int) -> Run | None:
        """The next run; one without pieces where it can be read in two ways."""
        try:
            return brackets.run_from(at)
        except AmbiguousText as error:
            return Run(error.offset or 0, error.offset or 0, ())

    def _fault(self, run: Run, sites: list[_Fault], starts: tuple[list[int], list[int]]) -> _Fault:
        """What is at fault for a run that nobody wrote: the first site it touches, or else the text it begins in."""
        k = bisect_right(starts[1], run.start)
        if k < len(sites) and sites[k].start <= max(run.start, run.end - 1) and not self.parts[sites[k].n].marked:
            return replace(sites[k], ambiguous=not run.pieces)
        n = bisect_right(starts[0], run.start) - 1
        return _Fault(n, run.start, max(run.start + 1, min(run.end, self.parts[n].end)))

    def _misread(self) -> list[_Fault]:
        """Sites at which a wording comes out wrong; of neighbours only one, as it may be the fault of the other."""
        sites = [(n, p) for n, p in enumerate(self.parts) if p.is_open]
        written = [_by_name_in_site(p) for _, p in sites]
        found = [_by_name_in_run(run) for run in self.found]
        checked: set[tuple[tuple[str, ...], ...]] = set()
        wrong: dict[int, _Fault] = {}
        for siglum in (SILENT, *self.collation.sigla):
            wanted, readings = (tuple(names.get(siglum, names[SILENT]) for names in all_) for all_ in (written, found))
            if (wanted, readings) in checked:  # as for a delegation before
                continue
            checked.add((wanted, readings))
            for k in self._misread_by([p for _, p in sites], wanted, readings):
                if wrong.keys().isdisjoint((k - 1, k, k + 1)):
                    wrong[k] = _Fault(sites[k][0], 0, 0)
        return [wrong[k] for k in sorted(wrong)]

    def _misread_by(self, sites: list[_Part], wanted: tuple[str, ...], readings: tuple[str, ...]) -> Iterator[int]:
        """Which of `sites` are wrong for one who has the wordings `wanted` and is given `readings`."""
        got = _literals(self.text, self.found, readings)
        starts = [0, *(p.end + len(p.edges[1]) for p in sites)]
        ends = [*(p.start - len(p.edges[0]) for p in sites), len(self.text)]
        after = ["", *(p.edges[1] if text else "" for p, text in zip(sites, wanted, strict=True))]
        before = [*(p.edges[0] if text else "" for p, text in zip(sites, wanted, strict=True)), ""]
        literals = [a + self.text[m:n] + b for a, m, n, b in zip(after, starts, ends, before, strict=True)]
        for k, reading in enumerate(readings):
            if reading != wanted[k] or got[k] != literals[k]:
                yield k - 1 if reading == wanted[k] and k and not wanted[k - 1] else k
        if got[-1] != literals[-1]:
            yield len(sites) - 1

    def _settle(self, faults: list[_Fault]) -> None:
        """Widen or mark each site at fault, and mark plain text that would be taken for a run; what stands too near to
        another waits for the next round."""
        changes: list[tuple[int, int, list[_Part]]] = []
        texts: dict[int, list[_Fault]] = {}
        free = 0  # the first part that no change has touched
        for fault in faults:
            part = self.parts[fault.n]
            if isinstance(part.content, Shared):
                if fault.n >= free or fault.n in texts:
                    texts.setdefault(fault.n, []).append(fault)
                    free = fault.n + 1
            elif fault.n >= free and fault.ambiguous and not part.stated:
                part.stated, part.body = True, None
                free = fault.n + 1
            elif fault.n >= free:
                wide = self._widened(fault.n) if part.widened < WIDENINGS and self.rounds <= ROUNDS else None
                if wide is None:
                    part.marked = True
                elif wide[0] >= free:
                    changes.append(wide)
                free = wide[1] if wide else fault.n + 1
        changes += [(n, n + 1, self._marked(n, found)) for n, found in texts.items()]
        for start, end, parts in sorted(changes, key=lambda c: c[0], reverse=True):
            self.parts[start:end] = parts

    def _marked(self, n: int, faults: list[_Fault]) -> list[_Part]:
        """Plain text cut into what will not be read and what stands around it."""
        part = self.parts[n]
        assert isinstance(part.content, Shared)
        text = part.content.text
        cuts = [(f.start - part.start, f.end - part.start) for f in faults]
        parts, at = [], 0
        for start, end in cuts:
            parts += [_Part(Shared(text[at:start])), _Part(Shared(text[start:end]), marked=True)]
            at = end
        return [p for p in (*parts, _Part(Shared(text[at:]))) if p.content != Shared("")]

    def _widened(self, n: int) -> tuple[int, int, list[_Part]] | None:
        """What stands for which parts when site `n` takes in the word before it, or where there is none the one after;
        None where it is alone."""
        neighbour = next((m for m in (n - 1, n + 1) if 0 <= m < len(self.parts)), None)
        if neighbour is None:
            return None
        part, other = self.parts[n], self.parts[neighbour]
        taken: Shared | Site = other.content
        rest = ""
        if isinstance(other.content, Shared):
            rest, word = _split_word(other.content.text, last=neighbour < n)
            taken = Shared(word)
        first, second = (taken, part.content) if neighbour < n else (part.content, taken)
        wide = replace(part, content=self._fuse(first, second), widened=part.widened + 1, body=None)
        low, high = sorted((n, neighbour))
        kept = [_Part(Shared(rest))] if rest else []
        return low, high + 1, [*kept, wide] if neighbour < n else [wide, *kept]

    def _fuse(self, first: Shared | Site, second: Shared | Site) -> Site:
        if isinstance(first, Shared) and isinstance(second, Site):
            return replace(second, readings=tuple(replace(r, text=first.text + r.text) for r in second.readings))
        if isinstance(second, Shared) and isinstance(first, Site):
            return replace(first, readings=tuple(replace(r, text=r.text + second.text) for r in first.readings))
        one, other = _by_name(first), _by_name(second)
        texts = {s: one.get(s, one[SILENT]) + other.get(s, other[SILENT]) for s in self.collation.sigla}
        return said_of(site(one[SILENT] + other[SILENT], texts), (first, second))


def _by_name(content: Shared | Site) -> dict[str, str]:
    """What each delegation has there, and under SILENT what the others have."""
    if isinstance(content, Shared):
        return {SILENT: content.text}
    return {SILENT: content.readings[0].text} | {s: r.text for r in reversed(content.readings) for s in r.sigla}


def _by_name_in_site(part: _Part) -> dict[str, str]:
    before, after = map(len, part.edges)
    return {siglum: text and text[before : len(text) - after] for siglum, text in _by_name(part.content).items()}


def _by_name_in_run(run: Run) -> dict[str, str]:
    named = {s: "" for p in run.pieces for s in p.deleters} | {s: p.text for p in run.pieces for s in p.holders}
    return {SILENT: run.pieces[0].text if run.pieces[0].is_base else ""} | named


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
    return (before, after), replace(whole, readings=readings)
