from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from treaty_drafts import circulation
from treaty_drafts.models import Export

from .. import given


class Command(BaseCommand):
    help = "Export a revision, or some of its provisions, as a document."

    def add_arguments(self, parser: CommandParser) -> None:
        given.negotiation_arguments(parser)
        parser.add_argument("--revision", type=int, help="its number; the last published one if not given")
        parser.add_argument("--format", choices=tuple(circulation.FORMATS), default="docx")
        parser.add_argument(
            "--provision", action="append", default=[], metavar="EID", help="only this one; may be repeated"
        )
        parser.add_argument("--unattributed", action="store_true", help="without the delegations' names")
        parser.add_argument("--no-line-numbers", action="store_true")
        parser.add_argument("--output", type=Path, help="a file or a folder; the folder one is in if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        with given.refusals():
            instrument, seat = given.instrument_and_seat(options)
            export = circulation.request(
                text=given.revision(instrument, seat, options["revision"]), format=options["format"], by=seat,
                at=timezone.now(), provisions=options["provision"], attributed=not options["unattributed"],
                line_numbers=not options["no_line_numbers"],
            )  # fmt: skip
            circulation.make(export_id=str(export.pk))
        made = Export.objects.get(pk=export.pk)
        output = options["output"] or Path()
        path = output / made.file_name if output.is_dir() else output
        try:
            path.write_bytes(bytes(made.content or b""))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        self.stdout.write(f"{path}: {path.stat().st_size:,} bytes, SHA-256 {made.content_hash}")
