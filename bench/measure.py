"""Measuring: medians, what a diff is worth to a reader, and a peer in its own environment."""

import json
import statistics
import subprocess
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from treaty_drafts.text import tokenize

from .texts import Edit, Text

TIMES = 5


def median(run: Callable[[], object], times: int = TIMES) -> float:
    """Seconds of processor time, the median of `times` runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return statistics.median(found)


def intern(*texts: str) -> list[list[int]]:
    """The yardstick: every text in tokens, every token as a number, once, in Python."""
    numbers: dict[str, int] = {}
    return [[numbers.setdefault(token, len(numbers)) for token in tokenize(text)] for text in texts]


def coincidences(base: Text, edits: Sequence[Edit], hunks: Sequence[tuple[int, int]]) -> int:
    """How many single words stand between two hunks (of characters of the base) that no true edit left there."""
    starts, at = [], 0
    for paragraph in base.paragraphs:
        for word in paragraph:
            starts.append(at)
            at += len(word) + 1
        at += 1
    gone = {n for e in edits for n in range(e.start, e.end)}
    found = 0
    for one, other in pairwise(hunks):
        first, last = bisect_left(starts, one[1]), bisect_left(starts, other[0])
        found += last - first == 1 and first in gone
    return found


def words_cut(text: str, hunks: Sequence[tuple[int, int]]) -> int:
    """How many borders of hunks lie inside a word."""
    return sum(text[n - 1 : n].isalnum() and text[n : n + 1].isalnum() for h in hunks for n in h)


def peer(python: Path, name: str, tasks: Sequence[dict[str, Any]], seconds: float = 300) -> list[dict[str, Any]]:
    """What a peer answers to each task; fewer answers where it fails or takes longer than `seconds` in all."""
    given = "".join(json.dumps(t) + "\n" for t in tasks)
    script = Path(__file__).with_name("peers.py")
    try:
        ran = subprocess.run([python, script, name], input=given, capture_output=True, text=True, timeout=seconds)
        out = ran.stdout
    except subprocess.TimeoutExpired as late:
        out = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
    return [json.loads(line) for line in out.splitlines() if line.endswith("}")]
