"""Read a delegation's wording, and whose each word is, back out of a consolidated text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from .runs import Run
from .scanning import scan
from .span import Span


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
