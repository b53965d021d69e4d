"""Who can live with what: positions on exact tabled versions. Text never points at positions."""

from django.conf import settings
from django.db import models

from treaty_drafts.models import Delegation, Version


class Stance(models.TextChoices):
    SUPPORTS = "supports", "supports"
    CAN_ACCEPT = "can accept", "can accept"
    RESERVES = "reserves", "reserves its position"
    OPPOSES = "opposes", "is not in a position to support"


class Position(models.Model):
    """What a delegation said of one exact version. A later statement stands beside the earlier one; the last counts."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="positions")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="positions")
    stance = models.CharField(max_length=20, choices=Stance)
    statement = models.TextField(blank=True)
    sequence = models.PositiveIntegerField()
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("sequence",)
