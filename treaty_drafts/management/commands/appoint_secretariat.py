from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from treaty_drafts import membership, record
from treaty_drafts.management.given import refusals
from treaty_drafts.models import Negotiation


class Command(BaseCommand):
    help = "Make somebody secretariat of a negotiation in which nobody is left who could; the record says that it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("negotiation", help="its short name, as in its address")
        parser.add_argument("user", help="the name to sign in with")

    def handle(self, *args: Any, **options: Any) -> None:
        negotiation = Negotiation.objects.filter(slug=options["negotiation"]).first()
        user = get_user_model().objects.filter(username=options["user"]).first()
        if negotiation is None or user is None:
            raise CommandError("there is no such negotiation, or nobody of that name")
        with refusals(), transaction.atomic():
            record.lock(negotiation)
            membership.appoint(negotiation=negotiation, user=user, at=timezone.now())
        self.stdout.write(f"{user.get_username()} is secretariat of {negotiation.title}.")
