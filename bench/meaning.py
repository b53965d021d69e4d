"""How fast shifts and flags are: `python -m bench.meaning [FOLDER]`, with the labels and the corpus in ../shared.

Each figure is the best of seven runs in processor time. The article is made of labelled pairs, 800 words of them.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from treaty_drafts.text import diff, flags, parse, shifts

WORDS = 800
CHANGED = (1, 3, 10)  # every sentence of the article differs, every third, every tenth


def best(run: Callable[[], object]) -> float:
    """Milliseconds of the best of seven runs."""
    times = []
    for _ in range(7):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times) * 1000


def article(rows: list[dict[str, str]], every: int) -> tuple[str, str]:
    """Two wordings of an article of about 800 words in which one sentence of `every` differs."""
    before, after, words = [], [], 0
    for n, row in enumerate(rows):
        if words >= WORDS:
            break
        before.append(row["before"])
        after.append(row["after"] if n % every == 0 else row["before"])
        words += len(row["before"].split())
    return "\n".join(before), "\n".join(after)


def main(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "labels" / "shifts.jsonl").read_text().splitlines() if line.strip()]
    print("| what | ms | times |\n|---|---|---|")
    for every in CHANGED:
        before, after = article(rows, every)
        word_diff, took = best(partial(diff, before, after)), best(partial(shifts, before, after))
        words = len(before.split())
        print(
            f"| shifts of {words} words, 1 sentence of {every} changed | {took:.1f} | {took / word_diff:.1f} x diff |"
        )
    for name in ("unfccc_geneva_2015-02-12.txt", "paris_2015-10-23.md"):
        text = " ".join((shared / "corpus" / name).read_text(encoding="utf-8").split(" ")[:25_000])
        parsed, took = best(partial(parse, text)), best(partial(flags, text))
        print(f"| flags of {len(text.split()):,} words of {name} | {took:.1f} | {took / parsed:.1f} x parse |")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared")
