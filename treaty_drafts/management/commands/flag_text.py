from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from treaty_drafts import flagged, review

from .. import given


class Command(BaseCommand):
    help = "What is unresolved on attribution and data sovereignty, by article, in a revision and among what is tabled."

    def add_arguments(self, parser: CommandParser) -> None:
        given.negotiation_arguments(parser)
        parser.add_argument("--revision", type=int, help="its number; the last published one if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        instrument, seat = given.instrument_and_seat(options)
        text = given.revision(instrument, seat, options["revision"])
        flags = flagged.in_text(text)
        for flag in flags:
            words, because = " ".join(flag.words.split())[:70], ", ".join(flag.because)
            aside = "" if flag.open else "  (set aside by the chair)"
            self.stdout.write(
                f"{flag.cited:30} line {flag.line:4}  {flag.topic:17} {words}  because of: {because}{aside}"
            )
        for one in review.unread(text):
            self.stdout.write(f"{one.state.label:30} {one.language.why}")
        if not seat.sees_proposals:
            self.stderr.write("What delegations have tabled is not open to observers here.")
        tabled = flagged.between(instrument, review.differences(instrument)) if seat.sees_proposals else ()
        for title, counts in (
            (f"Open brackets in {text.label}", review.count((f.label, f.topic) for f in flags if f.open)),
            ("Points at which tabled wordings differ", review.count((f.label, f.topic) for f in tabled if f.open)),
        ):
            self.stdout.write(f"\n{title}")
            for article, topics in counts.items():
                self.stdout.write(f"  {article:28} " + ", ".join(f"{topic} {n}" for topic, n in topics.items()))
