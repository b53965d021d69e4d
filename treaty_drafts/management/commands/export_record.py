import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from treaty_drafts import record
from treaty_drafts.models import Negotiation


class Command(BaseCommand):
    help = (
        "Print the record of a negotiation as JSON, one entry a line; `verify_record` checks it without the database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("negotiation")

    def handle(self, *args: Any, **options: Any) -> None:
        negotiation = Negotiation.objects.filter(slug=options["negotiation"]).first()
        if negotiation is None:
            raise CommandError(f"there is no negotiation {options['negotiation']!r}")
        for entry in negotiation.entries.all():
            self.stdout.write(json.dumps(record.plain(entry)))
