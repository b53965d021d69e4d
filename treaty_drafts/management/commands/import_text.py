from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from treaty_drafts import importing, previewing
from treaty_drafts.counted import counted

from .. import given


class Command(BaseCommand):
    help = "Import a rolling text (plain text or Markdown) as the next revision, or show what would be imported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        given.negotiation_arguments(parser)
        parser.add_argument("--preview", action="store_true", help="show what is recognised; store nothing")
        parser.add_argument("--symbol", default="")
        parser.add_argument("--session", default="")
        parser.add_argument(
            "--date", type=date.fromisoformat, help="of the document, as 2026-11-24; today if not given"
        )
        parser.add_argument("--encoding", default="utf-8")
        parser.add_argument(
            "--brackets-stand", action="store_true",
            help="brackets that give delegations other words than they tabled are words of the text",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        with given.refusals():
            instrument, seat = given.instrument_and_seat(options)
            data = given.file(options["file"])
            found = previewing.preview(data=data, instrument=instrument, by=seat, encoding=options["encoding"])
            if options["preview"]:
                self.stdout.writelines(_lines(found))
            for finding in (*found.differing, *found.problems, *found.notices):
                self.stderr.write(f"line {finding.line}: {finding.what}" if finding.line else finding.what)
            provisions, brackets = counted(len(found.provisions), "provision"), counted(found.brackets, "bracket")
            summary = f"{provisions}, {brackets}, {found.flags} on watched topics"
            if options["preview"]:
                count, gone = found.count, len(found.gone)
                self.stdout.write(
                    f"{count['unchanged']} unchanged, {count['changed']} changed, {count['new']} new, {gone} gone"
                )
                self.stdout.write(f"proposals: {_proposals(found.proposals) or 'none'}")
                self.stdout.write(f"{summary}; nothing is stored")
                return
            now = timezone.now()
            text = importing.store(
                data=data, instrument=instrument, by=seat, at=now, name=options["file"].name, symbol=options["symbol"],
                dated=options["date"] or now.date(), session=options["session"], encoding=options["encoding"],
                brackets_stand=options["brackets_stand"],
            )  # fmt: skip
            self.stdout.write(f"{text.label}: {summary}")


def _lines(found: previewing.Preview) -> Iterator[str]:
    """Each provision: where it stands, what becomes of it and of the proposals on it."""
    for one in found.provisions:
        status = counted(one.changes, "change") if one.changes else str(one.status)
        was = f"{status} ({one.continues.label})" if one.continues else status
        become = _proposals(one.proposals)
        brackets = "bracket " if one.brackets == 1 else "brackets"
        yield f"line {one.line:5}  {one.unit.eid:20} {one.brackets:4} {brackets}  {was:35} {become or one.unit.heading}\n"
    for gone in found.gone:
        proposals = counted(gone.proposals, "proposal")
        yield f"gone        {gone.label}: {proposals} would have no text to speak to\n"


def _proposals(become: previewing.Become) -> str:
    said = (
        f"{become.carried} carried forward" if become.carried else "",
        f"{len(become.waiting)} wait ({', '.join(become.waiting)})" if become.waiting else "",
        f"{become.in_text} in the text already" if become.in_text else "",
    )
    return ", ".join(s for s in said if s)
