"""How well shifts are told: `python -m bench.shifts [FOLDER]`, on our own pairs and on the labels in ../shared.

For each set: precision and recall of kinds, overall effect, editorial or not; then, for all, which kind was found in
place of which, and the pairs that are not wholly right.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from treaty_drafts.text import overall, shifts

OWN = Path(__file__).resolve().parents[1] / "tests" / "text" / "pairs"
WHOLE = ("development", "blind", "last", "final", "adversarial")
# of these the pairs with odd numbers were studied first, those with even ones kept back until they had been scored again
HALVED = ("instruments", "second_instruments", "manner", "closing")
# Of the labelled pairs the first were read while the rules were written; the second after a first score, the third after
# a second one: docs/evaluation.md has the score of each from before it was read.
PARTS = {
    "labels, read first": (*range(1, 36), *range(109, 141)),
    "read second": range(36, 72),
    "read third": range(72, 109),
}


def own(name: str) -> Iterator[dict[str, object]]:
    lines = (OWN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    for n, (head, before, after) in enumerate(zip(kept[::3], kept[1::3], kept[2::3], strict=True), 1):
        must, may, effect = (part.split() for part in head.split("|"))
        yield {"id": f"{name} {n}", "must": must, "may": may, "effect": effect, "before": before, "after": after}


def main(folder: Path) -> None:
    sets: dict[str, list[dict[str, object]]] = {name: list(own(name)) for name in (*WHOLE, *HALVED)}
    for name in HALVED:
        sets |= {f"{name}, odd": sets[name][::2], f"{name}, even": sets[name][1::2]}
    if (folder / "shifts.jsonl").is_file():
        rows = [json.loads(line) for line in (folder / "shifts.jsonl").read_text(encoding="utf-8").splitlines()]
        for name, numbers in PARTS.items():
            sets[name] = [row for row in rows if int(str(row["id"])[1:]) in numbers]
        sets["labels, all"] = rows
    else:
        print(f"LEFT OUT: no labels in {folder}", file=sys.stderr)
    confused: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    print("| set | pairs | precision | recall | overall effect | editorial or not | substance called editorial |")
    print("|---|---|---|---|---|---|---|")
    for name, rows in sets.items():
        counted = name != "labels, all" and not name.endswith((", odd", ", even"))
        figures(name, rows, confused if counted else Counter(), wrong if counted else [])
    print("\n| meant | found | times |\n|---|---|---|")
    for (meant, found), times in confused.most_common():
        print(f"| {meant} | {found} | {times} |")
    print("\n" + "\n".join(wrong))


def figures(name: str, rows: list[dict[str, object]], confused: Counter[tuple[str, str]], wrong: list[str]) -> None:
    right = false = missed = needed = effect = editorial = lost = 0
    for row in rows:
        must, may = set(row["must"]), set(row["may"])  # type: ignore[call-overload]
        result = shifts(str(row["before"]), str(row["after"]))
        found = {str(s.kind) for s in result} - {"unclassified"} or {"unclassified"}
        right, false = right + len(found & (must | may)), false + len(found - must - may)
        missed, needed = missed + len(must - found), needed + len(must)
        effect += str(overall(result)) in row["effect"]  # type: ignore[operator]
        editorial += ("editorial" in must) == (found == {"editorial"})
        lost += found == {"editorial"} and "editorial" not in must | may
        confused.update(
            (m, f)
            for m in sorted(must - found) or ["-"]
            for f in sorted(found - must - may) or ["-"]
            if (m, f) != ("-", "-")
        )
        if not must <= found <= must | may:
            wrong.append(
                f"{row['id']}: meant {sorted(must)}, found {sorted(found)}\n  - {row['before']}\n  + {row['after']}"
            )
    n = len(rows)
    shown = (right / max(1, right + false), 1 - missed / needed, effect / n, editorial / n, lost / n)
    print(f"| {name} | {n} | " + " | ".join(f"{figure:.3f}" for figure in shown) + " |")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "labels")
