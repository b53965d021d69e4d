import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from treaty_drafts import record
from treaty_drafts.counted import counted


class Command(BaseCommand):
    help = "Check an exported record, without the database: every entry as it was made, none missing, in order."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--head", help="the hash of the last entry, as it was noted; finds an end that was cut off")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entries = [json.loads(line) for line in options["file"].read_text().splitlines() if line.strip()]
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['file']}: {error}") from None
        if not entries:
            raise CommandError(f"{options['file']}: there is no entry in it")
        problems = record.verify(entries, head=options["head"])
        if problems:
            raise CommandError("\n".join(problems))
        made = "as it was made" if len(entries) == 1 else "as they were made"
        self.stdout.write(f"{counted(len(entries), 'entry')}, {made}; the last is {entries[-1]['hash']}")
