"""The engine beside its peers, in one run: `make bench`, or `python -m bench.collation [PYTHON OF THE PEERS]`.

Medians of five runs in processor time, so that what else runs on the machine counts little (three of the largest, one of
a peer), and multiples of tokenising and interning the same texts once in Python. Texts and rewordings are generated
(`bench/texts.py`, seeded).
"""

import math
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from treaty_drafts.text import collate, consolidate, diff
from treaty_drafts.text.tokens import tokenize
from treaty_drafts.text.words import Codes, fast_edits, hunks_of, in_characters

from . import merging
from .measure import TIMES, coincidences, intern, median, peer, words_cut
from .texts import Edit, Text, clustered, edited, edits, moved, treaty, true_sites, wordings

Kind = Callable[[Text, int, float, int], dict[str, list[Edit]]]
PEERS = "difflib_words", "redlines", "htmldiff", "xmldiff"
LARGE = 10_000_000  # characters in all: from here on three runs instead of five


def main(python: Path | None) -> None:
    collations(python)
    two_texts(python)
    readability()
    moves()
    merging.table(python)


def collations(python: Path | None) -> None:
    print(
        "\n| collate | ms | x interning | sites, true | brackets, words in them | CollateX |\n|---|---|---|---|---|---|"
    )
    took: dict[tuple[int, int, Kind], float] = {}
    rows: list[tuple[int, int, Kind, float, bool]] = [
        (200, 5, wordings, 0.05, True), (200, 20, wordings, 0.03, True), (800, 5, wordings, 0.05, True),
        (800, 20, wordings, 0.02, False), (800, 20, clustered, 0.1, False), (800, 193, clustered, 0.1, False),
        (800, 193, wordings, 0.03, False), (25_000, 193, clustered, 0.1, False), (25_000, 193, wordings, 0.03, False),
    ]  # fmt: skip
    for words, delegations, kind, share, against in rows:
        base = treaty(words, 1)
        changes = kind(base, delegations, share, 3)
        texts = {s: edited(base, es).string for s, es in changes.items()}
        times = 3 if words * delegations > LARGE / 6 else TIMES
        took[words, delegations, kind] = ours = median(partial(collate, base.string, texts), times)
        multiple = ours / median(partial(intern, base.string, *texts.values()), times)
        collation = collate(base.string, texts)
        written = consolidate(collation) if words * delegations < LARGE / 6 else ""
        brackets = written.count("[") if written else "not written"
        inside = sum(len(r.text.split()) for s in collation.sites for r in s.readings)
        print(
            f"| {words:,} words, N = {delegations}, {kind.__name__} | {ours * 1000:.1f} | {multiple:.1f} |"
            f" {len(collation.sites)}, {true_sites(changes.values())} | {brackets}, {inside} |"
            f" {_collatex(python, base, texts, ours) if against and python else ''} |",
            flush=True,
        )
    by_n = took[800, 193, clustered] / took[800, 20, clustered]
    by_words = took[25_000, 193, clustered] / took[800, 193, clustered]
    print(f"\nexponent in N, 20 to 193: {math.log(by_n) / math.log(193 / 20):.2f}")
    print(f"exponent in words, 800 to 25,000: {math.log(by_words) / math.log(25_000 / 800):.2f}")


def _collatex(python: Path, base: Text, texts: dict[str, str], ours: float) -> str:
    found = peer(python, "collatex", [{"texts": {"base": base.string, **texts}}])
    if not found:
        return "failed, or more than 300 s"
    seconds = found[0]["seconds"]
    return f"{seconds:.1f} s, {seconds / ours:,.0f} times ours; {found[0]['found']} sites"


def two_texts(python: Path | None) -> None:
    print("\n| two texts of 25,000 words | ms | x interning both | changes |\n|---|---|---|---|")
    base = treaty(25_000, 1)
    for what, other in (
        ("3% edited", edited(base, edits(base, 0.03, 2)).string),
        ("10% edited", edited(base, edits(base, 0.1, 2)).string),
        ("unrelated", treaty(25_000, 99).string),
    ):
        unit = median(partial(intern, base.string, other))
        ours = median(partial(diff, base.string, other))
        print(f"| {what} | {ours * 1000:.1f} | {ours / unit:.1f} | {len(diff(base.string, other))} |", flush=True)
        for name in PEERS if what == "3% edited" else ():
            if python is None:
                break
            answers = peer(python, name, [{"a": base.string, "b": other}])
            told = "failed, or more than 300 s | |"
            if answers:
                seconds = answers[0]["seconds"]
                told = f"{seconds * 1000:.0f}, {seconds / ours:.0f} times ours | {seconds / unit:.0f} | {answers[0]['found']}"
            print(f"| {name}, {what} | {told} |", flush=True)


def readability() -> None:
    print("\n| 10% edited, 25,000 words | hunks (true) | words cut | single coincidental matches |\n|---|---|---|---|")
    base = treaty(25_000, 1)
    changes = edits(base, 0.1, 2)
    text, other = base.string, edited(base, changes).string
    tokens = tokenize(text), tokenize(other)
    codes = Codes()
    coded = codes.of(tokens[0]), codes.of(tokens[1])
    found = {
        "words, shortest way": [h[:2] for h in in_characters(hunks_of(fast_edits(*coded, tidy=False)), *tokens)],
        "words, semantic clean-up": [h[:2] for h in in_characters(hunks_of(fast_edits(*coded)), *tokens)],
        "characters, semantic clean-up": [h[:2] for h in hunks_of(fast_edits(text, other))],
        "ours": [(c.before.start, c.before.end) for c in diff(text, other)],
    }
    for what, hunks in found.items():
        print(
            f"| {what} | {len(hunks)} ({len(changes)}) | {words_cut(text, hunks)} | {coincidences(base, changes, hunks)} |"
        )


def moves() -> None:
    print("\n| moved paragraphs, and words edited | moved | found | false |\n|---|---|---|---|")
    for share in (0, 0.1, 0.2, 0.3):
        wanted = right = wrong = 0
        for seed in range(10):
            base = treaty(6000, seed)
            away = sorted({(seed * 7 + k * 17) % len(base.lengths) for k in range(6)})
            after = moved(edited(base, edits(base, share, seed)), away, seed).string
            starts = [0]
            for paragraph in base.paragraphs:
                starts.append(starts[-1] + len(" ".join(paragraph)) + 2)
            found = {starts.index(c.before.start) for c in diff(base.string, after) if c.twin and not c.text}
            wanted, right, wrong = wanted + len(away), right + len(found & {*away}), wrong + len(found - {*away})
        print(f"| {share:.0%} | {wanted} | {right} | {wrong} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
