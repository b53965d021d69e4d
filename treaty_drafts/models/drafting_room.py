"""The room in which chair and secretariat draft the rolling text together."""

from django.conf import settings
from django.db import models

from .instrument import Instrument
from .rolling_text import RollingText


class DraftingRoom(models.Model):
    """An open drafting room: it began from `start`, the text that stands or a prepared revision. In no record.

    Its words are the drafts of the negotiation's bureau on the instrument, each measured against what `start` prints.
    """

    instrument = models.OneToOneField(Instrument, models.CASCADE, related_name="drafting_room")
    start = models.ForeignKey(RollingText, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
