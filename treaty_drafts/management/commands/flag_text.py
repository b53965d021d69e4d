from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from treaty_drafts import review

from .. import given


class Command(BaseCommand):
    help = "What is unresolved on attribution and data sovereignty, by article, in a revision and among what is tabled."

    def add_arguments(self, parser: CommandParser) -> None:
        given.negotiation_arguments(parser)
        parser.add_argument("--revision", type=int, help="its number; the last published one if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        instrument, seat = given.instrument_and_seat(options)
        text = given.revision(instrument, seat, options["revision"])
        points = review.open_points(text)
        for point in points:
            words, because = " ".join(point.words.split())[:70], ", ".join(point.because)
            self.stdout.write(
                f"{point.provision.label:14} line {point.line:4}  {point.topic:17} {words}  because of: {because}"
            )
        if not seat.sees_proposals:
            self.stderr.write("What delegations have tabled is not open to observers here.")
        found = review.differences(instrument) if seat.sees_proposals else ()
        for title, counts in (
            (f"Open brackets in {text.label}", review.count((p.provision.label, p.topic) for p in points)),
            ("Points at which tabled wordings differ", review.count((d.label, t) for d in found for t in d.topics)),
        ):
            self.stdout.write(f"\n{title}")
            for article, topics in counts.items():
                self.stdout.write(f"  {article:28} " + ", ".join(f"{topic} {n}" for topic, n in topics.items()))
