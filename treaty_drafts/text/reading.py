"""Read a delegation's wording, and whose each word is, back out of a consolidated text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from .runs import Run
from .scanning import scan
from .span import Span

CLOSE = frozenset(",;:.?!)")


def read(consolidated: str, siglum: str, *, sigla: Iterable[str]) -> str:
    """The wording of `siglum`, one of `sigla`, from a consolidated text in the styles `un` or `trade`.

    Raises `AmbiguousText` where the string does not tell, `KeyError` for a siglum that is not among `sigla`.
    """
    known = frozenset(sigla)
    if siglum not in known:
        raise KeyError(siglum)
    runs = list(scan(consolidated, known))
    readings = [run.named().get(siglum, run.base) for run in runs]
    literals = literals_around(consolidated, runs, readings)
    return "".join(a + b for a, b in zip_longest(literals, readings, fillvalue=""))


@dataclass(frozen=True, slots=True)
class Traced:
    """Words of a consolidated text and whose they are: `sigla` hold them; `is_base` where they are the base's."""

    span: Span
    sigla: tuple[str, ...]
    is_base: bool


def trace(consolidated: str, *, sigla: Iterable[str]) -> tuple[Traced, ...]:
    """Every word of a consolidated text with those who hold it; brackets and names are no words.

    Raises `AmbiguousText` where the string does not tell.
    """
    found: list[Traced] = []
    at = 0
    for run in scan(consolidated, frozenset(sigla)):
        found.append(Traced(Span(at, run.start), (), True))
        for piece, words in zip(run.pieces, run.words, strict=True):
            found.append(Traced(Span(*words), piece.holders + piece.retainers, not piece.holders))
        at = run.end
    found.append(Traced(Span(at, len(consolidated)), (), True))
    return tuple(t for t in found if t.span.start < t.span.end)


def literals_around(text: str, runs: Sequence[Run], readings: Sequence[str]) -> list[str]:
    """What stands around the runs for one who has `readings` in them.

    An empty reading takes white space along: that after it, or else that before it, and that before it where what
    follows is a new line. It takes none where the others go on from the word before: `reliable[, prompt - AA] and`.
    """
    literals = [
        text[a:b] for a, b in zip([0, *(r.end for r in runs)], [*(r.start for r in runs), len(text)], strict=True)
    ]
    for n, (run, reading) in enumerate(zip(runs, readings, strict=True)):
        before, after = literals[n : n + 2]
        if reading or (before[-1:].strip() and _goes_on(run)):
            continue
        if after[:1].isspace() and not (after[0] == "\n" and before.endswith(" ")):
            literals[n + 1] = after.lstrip()
        else:
            literals[n] = before.rstrip()
    return literals


def _goes_on(run: Run) -> bool:
    """Whether all that is offered begins with a sign that stands close behind a word."""
    return all(piece.text[:1] in CLOSE for piece in run.pieces if piece.text)
