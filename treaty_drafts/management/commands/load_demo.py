from typing import Any

from django.core.management.base import BaseCommand

from treaty_drafts.demo import story


class Command(BaseCommand):
    help = "Load the demo negotiation, if it is not there yet, and say how to sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        negotiation, made = story.load()
        self.stdout.write(f"{negotiation}: {'loaded' if made else 'there already, kept as it is'}")
        self.stdout.write(f"\nDemo sign-ins, all with the password: {story.PASSWORD}")
        for username, role in story.sign_ins():
            self.stdout.write(f"  {username:14} {role}")
