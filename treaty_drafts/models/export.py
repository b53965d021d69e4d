"""An export as a job: the row is the truth, whatever happens to the worker."""

import uuid

from django.conf import settings
from django.db import models

from .rolling_text import RollingText


class ExportState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


class Export(models.Model):
    """A document asked for, being made, or ready. Only the person who asked sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rolling_text = models.ForeignKey(RollingText, models.CASCADE, related_name="exports")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    requested_at = models.DateTimeField()
    format = models.CharField(max_length=10)
    provisions = models.JSONField(default=list)  # eIds; empty for all
    attributed = models.BooleanField(default=True)
    line_numbers = models.BooleanField(default=True)
    record_sequence = models.PositiveIntegerField(
        default=0,
        help_text="as of when it says what is agreed ad referendum",  # and which flags are set aside
    )
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-requested_at",)
