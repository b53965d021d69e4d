from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from treaty_drafts import importing
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

    def handle(self, *args: Any, **options: Any) -> None:
        with given.refusals():
            instrument, seat = given.instrument_and_seat(options)
            data = given.file(options["file"])
            found = importing.preview(data=data, instrument=instrument, by=seat, encoding=options["encoding"])
            for provision in found.provisions if options["preview"] else ():
                continues = f"continues {provision.continues.label}" if provision.continues else "new"
                unit = provision.unit
                brackets = "bracket " if provision.brackets == 1 else "brackets"
                self.stdout.write(
                    f"line {provision.line:5}  {unit.eid:20} {provision.brackets:4} {brackets}  {continues:30} {unit.heading}"
                )
            for finding in (*found.problems, *found.notices):
                self.stderr.write(f"line {finding.line}: {finding.what}" if finding.line else finding.what)
            provisions, brackets = counted(len(found.provisions), "provision"), counted(found.brackets, "bracket")
            summary = f"{provisions}, {brackets}, {found.flags} on watched topics"
            if options["preview"]:
                self.stdout.write(f"{summary}; nothing is stored")
                return
            now = timezone.now()
            text = importing.store(
                data=data, instrument=instrument, by=seat, at=now, name=options["file"].name, symbol=options["symbol"],
                dated=options["date"] or now.date(), session=options["session"], encoding=options["encoding"],
            )  # fmt: skip
            self.stdout.write(f"{text.label}: {summary}")
