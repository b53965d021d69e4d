"""What a delegation says to itself about the words of its private draft."""

import uuid

from django.conf import settings
from django.db import models

from .proposal import Draft


class Comment(models.Model):
    """A comment on words of a draft, for those who are at the draft alone, or an answer to one (`on`).

    `seq` is how far the log was: who joined the draft later sees neither the comment nor what is answered to it.

    `start` and `end` say where the words are, as the editor keeps places: they move with the words, and the server does not
    read them. `words` are the words as they were, by which the place is found where it cannot be told otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="comments")
    on = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    start = models.CharField(max_length=200, blank=True)
    end = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    said = models.TextField()
    seq = models.PositiveIntegerField(default=0)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("said_at", "pk")
