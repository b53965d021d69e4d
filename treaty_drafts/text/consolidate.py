"""Write a collation as one bracketed text."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from .collate import Collation, Shared, Site
from .contest import contested
from .edges import edges_of, split_word
from .errors import AmbiguousText
from .grammar import MARK, Style, check_sigla
from .joining import SILENT, as_printed, by_name, fused
from .reading import literals_around
from .runs import Run, Said, write_run
from .scanning import Brackets
from .stances import Stance, StanceKind

WIDENINGS = 8  # how many neighbouring words a site may take in before it is marked instead
ROUNDS = 40  # of widening, all misread places in each; then what is still misread is marked, and in the end everything
NOWHERE = Run(0, 0, ())
Position = tuple[str, StanceKind, str]


def consolidate(
    collation: Collation,
    *,
    style: str = "un",
    sigla: Iterable[str] = (),
    stances: Iterable[Stance] = (),
    positions: Iterable[Position] = (),
) -> str:
    """The bracketed text, in style `un`, `trade` or `anonymous`. `sigla` are further codes of the negotiation.

    `stances` are of those who reserve on a passage of the base or ask for brackets around it, see `contested`;
    `positions` (a siglum, its stance, and on whose wordings) are printed in style `trade`.

    From the styles `un` and `trade`, `read` gives every delegation's wording back; a bracket where the string alone
    could not tell is preceded by ※, and `read` refuses such a text. Raises `TextError` for a siglum that the notation
    cannot carry, `ValueError` for an unknown style.
    """
    collation = contested(collation, stances)
    named = (s for one in collation.sites for s in (*one.reserving, *one.bracketing))
    known = frozenset((*collation.sigla, *sigla, *named))
    check_sigla(known)
    said: dict[str, dict[StanceKind, tuple[str, ...]]] = {}
    for siglum, kind, holder in positions:
        check_sigla({siglum} - known)
        by_kind = said.setdefault(holder, {})
        by_kind[kind] = (*by_kind.get(kind, ()), siglum)
        known |= {siglum}
    writing = _Writing(collation, Style(style), known, said)
    writing.write()
    while writing.style is not Style.ANONYMOUS and writing.mend():
        writing.write()
    return writing.text


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
    said: Said
    parts: list[_Part] = field(init=False)
    text: str = field(init=False, default="")
    rounds: int = field(init=False, default=0)
    found: list[Run] = field(init=False, default_factory=list)  # for each open site, where all are found

    def __post_init__(self) -> None:
        self.parts = [_Part(s) for s in as_printed(self.collation)]

    def write(self) -> None:
        """Make the string, noting where each part's brackets stand."""
        written: list[str] = []
        at = 0
        for part in self.parts:
            mark = MARK if part.marked else ""
            if isinstance(part.content, Shared):
                part.body = part.content.text
            elif part.body is None:
                part.edges, inner = edges_of(part.content)
                part.body = write_run(inner, self.style, self.known, stated=part.stated, said=self.said)
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
        found = [{SILENT: run.base} | run.named() for run in self.found]
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
        got = literals_around(self.text, self.found, readings)
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
            rest, word = split_word(other.content.text, last=neighbour < n)
            taken = Shared(word)
        first, second = (taken, part.content) if neighbour < n else (part.content, taken)
        wide = replace(part, content=fused(first, second, self.collation.sigla), widened=part.widened + 1, body=None)
        low, high = sorted((n, neighbour))
        kept = [_Part(Shared(rest))] if rest else []
        return low, high + 1, [*kept, wide] if neighbour < n else [wide, *kept]


def _by_name_in_site(part: _Part) -> dict[str, str]:
    before, after = map(len, part.edges)
    return {siglum: text and text[before : len(text) - after] for siglum, text in by_name(part.content).items()}
