"""Words of a revision that something is said of: a flag that is set aside, a tag."""

import uuid

from django.conf import settings
from django.db import models

from .negotiation import Delegation
from .rolling_text import RollingProvision


class Side(models.TextChoices):
    """Which text of a provision: what is printed, or the wording that proposals are measured against."""

    TEXT = "text"
    BASE = "base"


class Anchor(models.Model):
    """A stretch of a provision in one revision, in code points, and its words.

    The revision never changes, so that the words around are at hand when the stretch is looked for in a later one. A
    stretch without words is a place between words.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.ForeignKey(RollingProvision, models.PROTECT, related_name="anchors")
    side = models.CharField(max_length=4, choices=Side)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(start__lte=models.F("end")), name="begins_before_it_ends"),
        )

    @property
    def text(self) -> str:
        """The text that the stretch is in."""
        return self.state.text if self.side == Side.TEXT else self.state.base


class SetAside(models.Model):
    """A flag that the chair has set aside, with the reason; for a point of difference, the other wordings there.

    `sequence` is its place in the record, `taken_back_sequence` that of the entry that ended it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    anchor = models.OneToOneField(Anchor, models.PROTECT)
    topic = models.CharField(max_length=50)
    wordings = models.JSONField(default=list)
    reason = models.TextField()
    sequence = models.PositiveIntegerField()
    set_aside_at = models.DateTimeField()
    set_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_back_sequence = models.PositiveIntegerField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("sequence",)


class Tag(models.Model):
    """A name that a delegation gives to words, for itself alone; without a delegation, the chair's, for all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    anchor = models.OneToOneField(Anchor, models.PROTECT)
    delegation = models.ForeignKey(Delegation, models.CASCADE, null=True, blank=True, related_name="tags")
    name = models.CharField(max_length=100)
    topic = models.CharField(max_length=50, blank=True)
    tagged_at = models.DateTimeField()
    tagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("name", "tagged_at")
