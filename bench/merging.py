"""Carrying a wording forward, beside what merges texts: false, wrong and silent conflicts in generated cases."""

import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from treaty_drafts.text import rebase

from .measure import median, peer
from .texts import colliding, rebasing

CASES = 200
Merged = tuple[int, str]  # how many conflicts, and the text


def table(python: Path | None) -> None:
    print(
        f"\n| {CASES} cases with edits a word apart, {CASES} with a real conflict | false conflicts | wrong texts |"
        " real conflicts merged silently |\n|---|---|---|---|"
    )
    apart = [rebasing(seed) for seed in range(CASES)]
    real = [colliding(seed) for seed in range(CASES)]
    tasks = [dict(zip(("old", "new", "mine"), case, strict=False)) for case in (*apart, *real)]
    tools: dict[str, Callable[[], list[Merged]]] = {
        "rebase": lambda: [_ours(t) for t in tasks],
        "git merge-file, a word a line": lambda: [_git(t) for t in tasks],
    }
    for name in ("merge3", "patching") if python else ():
        tools[name] = partial(_peer, python, name, tasks)  # type: ignore[arg-type]
    for what, run in tools.items():
        found = run()
        false = sum(n > 0 for n, _ in found[:CASES])
        wrong = sum(n == 0 and _words(text) != _words(case[3]) for (n, text), case in zip(found, apart, strict=False))
        silent = sum(n == 0 for n, _ in found[CASES:])
        print(f"| {what} | {false} | {wrong} | {silent} |", flush=True)
    took = median(lambda: [rebase(*case[:3]) for case in apart])
    print(f"\nrebase: {took / CASES * 1000:.1f} ms a case")


def _ours(task: dict[str, str]) -> Merged:
    found = rebase(task["old"], task["new"], task["mine"])
    return len(found.conflicts), found.text


def _peer(python: Path, name: str, tasks: list[dict[str, str]]) -> list[Merged]:
    return [tuple(a["found"]) for a in peer(python, name, tasks)]


def _git(task: dict[str, str]) -> Merged:
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / k for k in ("new", "old", "mine")]
        for name in names:
            name.write_text("\n".join(task[name.name].split()) + "\n")
        ran = subprocess.run(["git", "merge-file", "-p", "-q", *names], capture_output=True, text=True, check=False)
    return ran.returncode, " ".join(ran.stdout.split())


def _words(text: str) -> list[str]:
    return text.split()
