"""`treaty-drafts`: the engine on plain files, Word documents and standard input (`-`).

Offsets are code points of the text that was read; `--json` gives every result as data.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from .counted import counted
from .formats import given as given_file
from .text import (
    Lines,
    TextError,
    collate,
    consolidate,
    diff,
    dump,
    flags,
    languages_of,
    lineage,
    lint,
    outline,
    parse,
    read,
    rebase,
    units,
)  # fmt: skip
from .text.as_standing import as_standing
from .text.grammar import check_sigla

LONGEST = 200_000  # characters of one text whose shifts are read, about two seconds
NOT_ANALYSED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 for a text with problems, 2 for bad input, 3 for flags not looked for."""
    given = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = given.command
        code = command(given)
        sys.stdout.flush()  # a reader that has gone is noticed here, and not when Python ends
        return code
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (TextError, OSError) as error:
        print(f"treaty-drafts: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="treaty-drafts",
        description="Brackets, differences and flags of treaty texts in files of UTF-8 text or Word; - is standard input",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run: Callable[[argparse.Namespace], int], *files: str) -> argparse.ArgumentParser:
        name = run.__name__.strip("_").replace("_", "-")
        added = commands.add_parser(name, help=(run.__doc__ or "").split("\n")[0])
        for file in files:
            added.add_argument(file, type=Path)
        added.add_argument("--json", action="store_true", help="print data")
        added.set_defaults(command=run)
        return added

    brackets = command(_brackets, "file")
    brackets.add_argument(
        "--codes", default="", help="all delegations' codes, with commas between, where they are known"
    )
    followed = command(_lineage)
    followed.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the revisions, the first one first")
    command(_outline, "file")
    command(_flags, "file")
    command(_diff, "before", "after")
    command(_shifts, "before", "after")
    command(_rebase, "old", "new", "mine")
    several = command(_collate, "base")
    several.add_argument(
        "--witness", action="append", required=True, metavar="SIGLUM=FILE", help="a delegation's code and its wording"
    )
    several.add_argument("--style", choices=("un", "trade", "anonymous"), default="un")
    reading = command(_read, "file")
    reading.add_argument("siglum", help="whose wording to read")
    reading.add_argument(
        "--sigla", default="", help="all delegations' codes, with commas between; else those in brackets"
    )
    return parser


def _brackets(given: argparse.Namespace) -> int:
    """The brackets of a text, and what to mend in them."""
    text = _text(given.file)
    codes = [code for code in given.codes.split(",") if code]
    parsed, findings, lines = parse(text, sigla=codes), lint(text, sigla=codes), Lines(text)
    if given.json:
        found = {"brackets": parsed.brackets, "problems": parsed.problems, "findings": findings}
        return _json(found) or int(bool(parsed.problems))
    for bracket in parsed.brackets:
        held = ", ".join(f"{s.siglum} {s.stance}{' (inferred)' if s.inferred else ''}" for s in bracket.stances)
        words = _short(text[bracket.start : bracket.end])
        print(
            f"line {lines.at(bracket.start):5}  {'  ' * (bracket.depth - 1)}{bracket.kind:12} {words}  {held}".rstrip()
        )
    for finding in findings:
        if not finding.rule.startswith("unbalanced"):
            words = _short(text[finding.start : finding.end], 40)
            print(f"line {lines.at(finding.start):5}  {finding.rule}: {words}  {finding.what}")
    for problem in parsed.problems:
        print(f"line {lines.at(problem.offset):5}  a bracket is {problem.what}", file=sys.stderr)
    open_ = sum(b.unresolved for b in parsed.brackets)
    print(f"{counted(len(parsed.brackets), 'bracket')}, {open_} unresolved, {counted(len(parsed.problems), 'problem')}")
    return int(bool(parsed.problems))


def _lineage(given: argparse.Namespace) -> int:
    """What became of each bracket in later revisions."""
    texts = [_text(file) for file in given.files]
    threads = lineage(texts)
    if given.json:
        return _json(threads)
    lines = [Lines(text) for text in texts]
    for n, thread in enumerate(threads, 1):
        for step in thread.steps:
            words = step.span.of(texts[step.revision])
            if step.event == "resolved":
                words = "still in a bracket around it" if step.won is None else step.won or "nothing in its place"
            where = f"{given.files[step.revision].name}, line {lines[step.revision].at(step.span.start)}"
            print(f"{n:5}  {step.event:9}  {where}: {_short(words)}")
    for number, file in enumerate(given.files):
        counted = Counter(str(s.event) for t in threads for s in t.steps if s.revision == number)
        print(
            f"{file.name}: {', '.join(f'{count} {event}' for event, count in sorted(counted.items())) or 'no brackets'}"
        )
    return 0


def _outline(given: argparse.Namespace) -> int:
    """The provisions of a text."""
    text = _text(given.file)
    found, lines = outline(text), Lines(text)
    if given.json:
        return _json(found)
    for provision in found:
        print(f"line {lines.at(provision.start):5}  {provision.kind:12} {provision.eid}  {provision.heading}".rstrip())
    return 0


def _flags(given: argparse.Namespace) -> int:
    """What is unresolved on the watched topics; leaves with 3 if a provision is in a language that is not analysed."""
    text = _text(given.file)
    found, unread, lines = flags(text), _unread(text), Lines(text)
    if given.json:
        return _json([*found, *unread]) or (NOT_ANALYSED if unread else 0)
    for flag in found:
        because = ", ".join(dict.fromkeys(e.of(text) for e in flag.evidence))
        print(
            f"line {lines.at(flag.start):5}  {flag.topic:17} {_short(text[flag.start : flag.end])}  because of: {because}"
        )
    for one in unread:
        print(f"line {lines.at(one['start']):5}  {_short(text[one['start'] : one['end']], 40)}  {one['because']}")
    print(f"{len(found)} unresolved" + (f"; not analysed: {len(unread)}" if unread else ""))
    return NOT_ANALYSED if unread else 0


def _unread(text: str) -> list[dict[str, Any]]:
    """The provisions whose language is not analysed, each in the form of a flag of the topic "not-analysed"."""
    found = units(text)
    languages = languages_of([text[u.start : u.end] for u in found])
    return [
        {
            "topic": "not-analysed", "start": unit.start, "end": unit.end, "score": 0.0, "evidence": (),
            "language": language.code, "because": language.why,
        }
        for unit, language in zip(found, languages, strict=True)
        if not language.analysed
    ]  # fmt: skip


def _shifts(given: argparse.Namespace) -> int:
    """What the changes do to the law, and whether States are bound more."""
    before, after = _text(given.before), _text(given.after)
    for file, text in ((given.before, before), (given.after, after)):
        if len(text) > LONGEST:
            raise TextError(
                f"{file} has {len(text):,} characters; shifts are read in at most {LONGEST:,}: compare it part by part"
            )
    told, lines = as_standing(before, after), Lines(after)
    if given.json:
        return _json({"overall": told.effect or "unknown", "brackets": told.brackets, "shifts": told.shifts})
    for shift in told.shifts:
        print(f"line {lines.at(shift.after.start):5}  {shift.kind:12} {shift.effect:8} {shift.because}  [{shift.rule}]")
    print(f"{counted(len(told.shifts), 'shift')}, overall {told.effect or 'unknown: no rule can tell'}")
    if told.brackets:
        print("Words in square brackets are read as if they stood.")
    return 0


def _diff(given: argparse.Namespace) -> int:
    """The changes from one text to another, word by word."""
    before, after = _text(given.before), _text(given.after)
    changes = diff(before, after)
    if given.json:
        return _json(changes)
    out, at = [], 0
    for change in changes:
        gone = change.before.of(before)
        out += [
            before[at : change.before.start],
            f"[-{gone}-]" if gone else "",
            f"{{+{change.text}+}}" if change.text else "",
            "{moved}" if change.twin else "",
        ]
        at = change.before.end
    print("".join([*out, before[at:]]), end="")
    return 0


def _rebase(given: argparse.Namespace) -> int:
    """A wording of an old text carried forward to the new one, and what both changed."""
    old, new, mine = (_text(file) for file in (given.old, given.new, given.mine))
    found, lines = rebase(old, new, mine), Lines(new)
    if given.json:
        return _json(found) or int(bool(found.conflicts))
    print(found.text, end="")
    for one in found.conflicts:
        words = (_short(span.of(text)) for span, text in ((one.old, old), (one.new, new), (one.mine, mine)))
        said = "; ".join(f"{whose}: {w or '(nothing)'}" for whose, w in zip(("old", "new", "mine"), words, strict=True))
        print(f"line {lines.at(one.new.start):5}  {said}", file=sys.stderr)
    carry, are = ("carries", "carry")[len(found.applied) != 1], ("is", "are")[len(found.already) != 1]
    print(
        f"{counted(len(found.applied), 'change')} {carry} over, {len(found.already)} {are} there already, "
        f"{counted(len(found.conflicts), 'place')} to settle",
        file=sys.stderr,
    )
    return int(bool(found.conflicts))


def _collate(given: argparse.Namespace) -> int:
    """Several wordings as one bracketed text."""
    files: dict[str, Path] = {}
    for siglum, _, file in (w.partition("=") for w in given.witness):
        if not file:
            raise TextError(f"say whose wording {siglum} is: SIGLUM=FILE")
        if siglum in files:
            raise TextError(f"{siglum} is named twice")
        files[siglum] = Path(file)
    check_sigla(set(files))
    base = _text(given.base)
    if not base.strip():
        print(f"treaty-drafts: {given.base} is empty: every wording is proposed as new", file=sys.stderr)
    collation = collate(base, {siglum: _text(file) for siglum, file in files.items()})
    if given.json:
        return _json(dump(collation))
    print(consolidate(collation, style=given.style), end="")
    return 0


def _read(given: argparse.Namespace) -> int:
    """One delegation's wording out of a consolidated text."""
    text = _text(given.file)
    sigla = given.sigla.split(",") if given.sigla else {s.siglum for b in parse(text).brackets for s in b.stances}
    if given.siglum not in sigla:
        raise TextError(f"{given.siglum} is not among the codes {', '.join(sorted(sigla))}")
    words = read(text, given.siglum, sigla=sigla)
    print(json.dumps(words) if given.json else words, end="")
    return 0


def _text(file: Path) -> str:
    """The text of a file; what a Word document has beside it is said."""
    text, notices = given_file.read(file)
    for notice in notices:
        print(f"treaty-drafts: {file}: {notice}", file=sys.stderr)
    return text


def _short(words: str, most: int = 70) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _json(data: Any) -> int:
    print(
        json.dumps(
            data,
            default=lambda o: asdict(o) if is_dataclass(o) and not isinstance(o, type) else str(o),
            ensure_ascii=False,
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
