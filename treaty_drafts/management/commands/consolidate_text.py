from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from positions import printing
from treaty_drafts import consolidation, next_revision, publishing
from treaty_drafts.counted import counted

from .. import given


class Command(BaseCommand):
    help = "Consolidate all latest tabled versions over the current text: shown, or stored with --save or --publish."

    def add_arguments(self, parser: CommandParser) -> None:
        given.negotiation_arguments(parser)
        parser.add_argument("--style", choices=("un", "trade", "anonymous"), default="un")
        parser.add_argument("--symbol", default="")
        parser.add_argument("--save", action="store_true", help="store it unpublished")
        parser.add_argument("--publish", action="store_true", help="publish it as the next revision")

    def handle(self, *args: Any, **options: Any) -> None:
        with given.refusals():
            instrument, seat = given.instrument_and_seat(options)
            revision = next_revision.prepare(
                instrument=instrument, by=seat, style=options["style"], positions=printing.printed(instrument)
            )
            if not (options["save"] or options["publish"]):
                self.stdout.write(revision.text, ending="")
                return
            now = timezone.now()
            with transaction.atomic():
                text = consolidation.save(
                    revision=revision, by=seat, at=now, dated=now.date(), symbol=options["symbol"]
                )
                if options["publish"]:
                    text = publishing.publish(text=text, by=seat, at=now)
            changed = counted(sum(p.changed for p in revision.provisions), "provision")
            self.stdout.write(f"{text.label}: {text.source}, {changed} changed, {len(revision.gone)} gone")
