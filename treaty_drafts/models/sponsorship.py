"""Co-sponsors of a proposal, and texts that the secretariat enters for a delegation: each needs the other side's word."""

import uuid

from django.conf import settings
from django.db import models

from .instrument import Instrument, Provision
from .negotiation import Delegation
from .proposal import Proposal, ProposalKind, Version
from .rolling_text import RollingProvision


class Sponsorship(models.Model):
    """A delegation that co-sponsors a proposal, or would: until both sides agree, only these two know of it.

    `version` is the last version that the co-sponsor agreed to.
    """

    class State(models.TextChoices):
        INVITED = "invited"  # by the proposal's delegation
        ASKED = "asked"  # by the delegation that wants to join
        JOINED = "joined"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="sponsorships")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="sponsorships")
    state = models.CharField(max_length=10, choices=State)
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="sponsorships")
    since = models.DateTimeField()

    class Meta:
        ordering = ("delegation__name",)
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "delegation"), condition=~models.Q(state="ended"), name="one_open_sponsorship"
            ),
        )


class HandedIn(models.Model):
    """A text that a delegation handed to the secretariat, which entered it; tabled once the delegation confirms it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        CONFIRMED = "confirmed"
        DECLINED = "declined"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="handed_in")
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="handed_in")
    kind = models.CharField(max_length=10, choices=ProposalKind)
    provision = models.ForeignKey(Provision, models.CASCADE, null=True, blank=True, related_name="+")
    after = models.ForeignKey(Provision, models.CASCADE, null=True, blank=True, related_name="+")
    base = models.ForeignKey(RollingProvision, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    version = models.OneToOneField(Version, models.PROTECT, null=True, blank=True, related_name="handed_in")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("entered_at",)
