"""Brackets of the corpus in a table, how fast they are found, and the sample that was checked by hand.

`python -m bench.brackets [table|speed|sample] [FOLDER]`, with the corpus in ../shared/corpus by default. Times are
processor time, best of five, and as a multiple of cutting the same text into tokens with one regular expression.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from treaty_drafts.text import Bracket, Kind, lineage, lint, outline, parse, tokenize

from .engine import best

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
CHECKED = Path(__file__).with_name("hand_checked.json")
SEED, SIZE = 2026, 55  # of the sample, for each of its texts
PARIS = tuple(f"paris_2015-{day}.md" for day in ("10-23", "12-04", "12-09", "12-12"))


def table(folder: Path) -> None:
    """One row for each text: brackets by kind, stances, problems, provisions, time."""
    print(f"| text | {' | '.join(Kind)} | stances | problems | findings | provisions | ms | x tokenising |")
    print("|---" * (len(Kind) + 7) + "|")
    for file in sorted(folder.iterdir()):
        text = file.read_bytes().decode()
        parsed = parse(text)
        kinds = Counter(b.kind for b in parsed.brackets)
        stances = Counter(str(s.stance) for b in parsed.brackets for s in b.stances)
        took, words = best(partial(parse, text)), best(partial(tokenize, text))
        said = ", ".join(f"{n} {s}" for s, n in sorted(stances.items())) or "none"
        row = [*(kinds[k] for k in Kind), said, len(parsed.problems), len(lint(text)), len(outline(text))]
        print(f"| {file.name} | {' | '.join(map(str, row))} | {took:.0f} | {took / words:.1f} |")


def speed(folder: Path) -> None:
    """The worst texts and the whole corpus, each at one size and at twice that size."""
    whole = "".join(f.read_bytes().decode() for f in sorted(folder.iterdir()))
    trade = "[AA/BB21 propose; CC//DD oppose: 1. [CC: Each Party] [shall][should] act - EE, FF / wait. - GG delete]\n"
    cases = {
        "[": "[" * 500_000, "]": "]" * 500_000, "[ and ] 100,000 deep": "[" * 50_000 + "]" * 50_000,
        "][": "][" * 50_000, "[x": "[x" * 200_000, "[shall]": "[shall]" * 20_000, "[a - AA ": "[a - AA " * 20_000,
        "[AA/": "[AA/" * 100_000, "Option 1: [": "Option 1: [" * 20_000, "trade notation": trade * 1_000,
        "blanks in brackets": "[" + " " * 500_000 + "]", "the whole corpus": whole,
    }  # fmt: skip
    print("| text | characters | ms | x tokenising | twice as long |\n|---|---|---|---|---|")
    for name, text in cases.items():
        once, words = best(partial(parse, text), runs=4), best(partial(tokenize, text))
        twice = best(partial(parse, text + text if "deep" not in name else "[" * 100_000 + "]" * 100_000), runs=4)
        print(f"| `{name}` | {len(text):,} | {once:.0f} | {once / words:.1f} | x {twice / once:.2f} |")
    revisions = [(folder / name).read_bytes().decode() for name in PARIS]
    print(f"\nlineage of the four Paris revisions: {best(partial(lineage, revisions)):.0f} ms")


def drawn(name: str, brackets: Sequence[Bracket]) -> list[Bracket]:
    """The sample of one text: always the same brackets for the same reading."""
    numbers = random.Random(f"{SEED} {name}").sample(range(len(brackets)), SIZE)
    return [brackets[n] for n in sorted(numbers)]


def share(folder: Path) -> tuple[int, int]:
    """How many of the brackets that were checked by hand are read as they should be, and how many there are."""
    right = total = 0
    for name, checked in json.loads(CHECKED.read_text()).items():
        found = {(b.start, b.end): b for b in parse((folder / name).read_bytes().decode()).brackets}
        for start, end, kind, holders, *_ in checked:
            bracket = found.get((start, end))
            total += 1
            right += bracket is not None and bracket.kind == kind and [s.siglum for s in bracket.stances] == holders
    return right, total


def sample(folder: Path) -> None:
    """The sample to read, and the share that is right by the verdicts that are stored."""
    for name in json.loads(CHECKED.read_text()):
        text = (folder / name).read_bytes().decode()
        print(f"===== {name}")
        for b in drawn(name, parse(text).brackets):
            inside = " ".join(text[b.start : b.end].split())
            shown = inside if len(inside) < 170 else f"{inside[:100]} ... {inside[-60:]}"
            around = (text[max(0, b.start - 90) : b.start], text[b.end : b.end + 70])
            print(b.start, b.end, b.kind, b.rule, b.group, [s.siglum for s in b.stances])
            print("    ", around[0].replace("\n", "/"), "<<", shown, ">>", around[1].replace("\n", "/"))
    right, total = share(folder)
    print(f"read right: {right} of {total}, {right / total:.1%}")


def main(arguments: Sequence[str]) -> None:
    what = arguments[0] if arguments else "table"
    folder = Path(arguments[1]) if len(arguments) > 1 else CORPUS
    if not folder.is_dir():
        print(f"LEFT OUT: no corpus at {folder}", file=sys.stderr)
        return
    {"table": table, "speed": speed, "sample": sample}[what](folder)


if __name__ == "__main__":
    main(sys.argv[1:])
