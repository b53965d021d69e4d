"""How fast the engine is: `python -m bench.engine [FOLDER]`, with the corpus in ../shared/corpus by default.

Each figure is the best of five runs, in milliseconds of processor time, and as a multiple of tokenising the same text.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from treaty_drafts.text import collate, consolidate, diff, flags, parse, read, tokenize, units

SENTENCE = (
    "Each Party {n} shall take measures to prevent serious harm to the networks of other States, where feasible. "
)


def best(run: Callable[[], object], *, runs: int = 5) -> float:
    """Milliseconds of the best of five runs, or of `runs`."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times) * 1000


def wordings(clauses: int, delegations: int) -> tuple[str, dict[str, str]]:
    """A text of `clauses` sentences, and as many rewordings, each of every seventh sentence."""
    base = [SENTENCE.format(n=n) for n in range(clauses)]
    found = {}
    for d in range(delegations):
        mine = [s.replace("shall", f"should{d % 5}") if (n + d) % 7 == 0 else s for n, s in enumerate(base)]
        found[f"D{d:03}"] = "".join(mine)
    return "".join(base), found


def main(folder: Path) -> None:
    print("| what | ms | x tokenising |\n|---|---|---|")

    def row(what: str, text: str, run: Callable[[], object]) -> None:
        took = best(run)
        print(f"| {what} | {took:.1f} | {took / best(partial(tokenize, text)):.1f} |")

    for clauses, delegations in ((10, 20), (10, 60), (10, 193), (50, 40)):
        base, texts = wordings(clauses, delegations)
        everything = base + "".join(texts.values())
        row(
            f"collate {delegations} wordings of {len(base.split())} words",
            everything,
            partial(collate, base, texts),
        )
        collation = collate(base, texts)
        row("  and consolidate them", everything, partial(consolidate, collation))
        text = consolidate(collation)
        row("  and read one back", text, partial(read, text, "D001", sigla=texts))
    base, texts = wordings(1500, 1)
    row(f"diff of {len(base.split()):,} words", base + texts["D000"], partial(diff, base, texts["D000"]))
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        text = file.read_bytes().decode()
        steps: dict[str, Callable[[str], object]] = {"units": units, "parse": parse, "flags": flags}
        for what, run in steps.items():
            row(f"{what} of {file.name}", text, partial(run, text))
    if not folder.is_dir():
        print(f"LEFT OUT: no corpus at {folder}", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "corpus")
