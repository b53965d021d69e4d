import os
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from treaty_drafts import circulation, next_revision, rolling
from treaty_drafts.access import Seat, seat
from treaty_drafts.demo import story
from treaty_drafts.models import Export, RollingText


class Command(BaseCommand):
    help = "The whole job without a server: import, draft and table, consolidate, flag, export into DEMO_OUTPUT."

    def handle(self, *args: Any, **options: Any) -> None:
        output = Path(os.environ.get("DEMO_OUTPUT") or "demo-output")
        output.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        negotiation, _ = story.load()
        instrument = negotiation.instruments.get()
        chair = seat(negotiation.memberships.get(role="chair").user, negotiation)
        assert chair
        text = rolling.current(instrument)
        assert text
        for format in circulation.FORMATS:
            self.export(text, chair, format, output)
        with (output / "flags.txt").open("w") as flags, (output / "record.jsonl").open("w") as record:
            call_command("flag_text", negotiation=negotiation.slug, by=chair.user.username, stdout=flags)
            call_command("export_record", negotiation.slug, stdout=record)
        following = next_revision.prepare(instrument=instrument, by=chair)
        (output / f"after-{text.label}.txt".lower()).write_text(following.text, newline="")
        self.stdout.write(f"{text.label} of {instrument}, and what would follow it, in {output}:")
        for path in sorted(output.iterdir()):
            self.stdout.write(f"  {path.name:34} {path.stat().st_size:9,} bytes")

    def export(self, text: RollingText, by: Seat, format: str, output: Path) -> None:
        export = circulation.request(text=text, format=format, by=by, at=timezone.now())
        circulation.make(export_id=str(export.pk))
        made = Export.objects.get(pk=export.pk)
        name = made.file_name if format != "source" else f"source-{made.file_name}"
        (output / name).write_bytes(bytes(made.content or b""))
