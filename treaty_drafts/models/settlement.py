"""Points that the chair settled, and what became of the proposals when the wording they speak to was replaced."""

import uuid

from django.conf import settings
from django.db import models

from .anchor import Anchor
from .proposal import Version
from .rolling_text import RollingProvision


class Settlement(models.Model):
    """A point of `state` that the chair settled for the next revision; in force until it is undone, lapses or is published.

    `start` to `end` are code points of the base with the settlements before it in it, and said `was` then; now it says
    `text`. `wordings` are those on offer: each with `text`, `holders` (codes) and `versions` (ids). `seen` is what the
    proposals said there: where one says something else since, the settlement no longer holds. From publication on,
    `anchor` is where its words stand, and `had`, by version id, the other words that a proposal had there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.ForeignKey(RollingProvision, models.PROTECT, related_name="settlements")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    was = models.TextField(blank=True)
    text = models.TextField(blank=True)
    wordings = models.JSONField(default=list)
    seen = models.JSONField(default=list)
    sequence = models.PositiveIntegerField()
    settled_at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_sequence = models.PositiveIntegerField(null=True, blank=True)
    published_sequence = models.PositiveIntegerField(null=True, blank=True)
    anchor = models.OneToOneField(Anchor, models.PROTECT, null=True, blank=True)
    had = models.JSONField(default=dict)

    class Meta:
        ordering = ("sequence",)


class Carried(models.Model):
    """The wording of a version on another base than it was measured against, made when that base was published.

    With `conflicts` the version waits for its delegation: `text` says there what the base says.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="carried")
    base = models.TextField(blank=True)
    base_hash = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    conflicts = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField()

    class Meta:
        ordering = ("sequence",)
        constraints = (models.UniqueConstraint(fields=("version", "base_hash"), name="carried_once_to_a_base"),)
