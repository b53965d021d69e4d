"""The log of a draft's words, and who is at them. All of it is private and ends with the draft."""

import uuid

from django.conf import settings
from django.db import models

from .proposal import Draft


class DraftUpdate(models.Model):
    """One edit of a draft's words: `seq` is its place in the log, `text_hash` and `edition` are what the draft has after it."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="updates")
    seq = models.PositiveIntegerField()
    update = models.BinaryField()
    text_hash = models.CharField(max_length=64)
    edition = models.PositiveIntegerField()
    edit_id = models.UUIDField(default=uuid.uuid4, help_text="of the client's making: the same edit is logged once")
    restores = models.PositiveIntegerField(
        null=True, blank=True, help_text="the earlier seq whose words it brings back"
    )
    begins = models.BooleanField(default=False, help_text="a new document, made of the plain words: it holds no others")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("seq",)
        constraints = (
            models.UniqueConstraint(fields=("draft", "seq"), name="one_update_of_a_seq"),
            models.UniqueConstraint(fields=("draft", "edit_id"), name="one_update_of_an_edit"),
        )


class DraftClient(models.Model):
    """A client id that was given to a person for a draft; never to anybody else."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="clients")
    number = models.BigIntegerField()
    colour = models.PositiveSmallIntegerField(help_text="0 to 7, the same for a person in all connections")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="one_client_of_a_number"),)


class DraftSnapshot(models.Model):
    """The document as it was at `seq`, so that a long log need not be read from its beginning."""

    draft = models.OneToOneField(Draft, models.CASCADE, related_name="snapshot", primary_key=True)
    seq = models.PositiveIntegerField()
    state = models.BinaryField()

    class Meta:
        ordering = ("pk",)


class Checkpoint(models.Model):
    """A state of a draft's words that was given a name: one name for one state, among those that a delegation sees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="checkpoints")
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("seq", "at")
        constraints = (models.UniqueConstraint(fields=("draft", "seq", "name"), name="one_checkpoint_of_a_name"),)


class Presence(models.Model):
    """That a person is at a draft, and where in it, as the person's client last said."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="present")
    client = models.BigIntegerField()
    name = models.CharField(max_length=300)
    colour = models.PositiveSmallIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    anchor = models.CharField(max_length=200, blank=True)
    head = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("client",)
        constraints = (models.UniqueConstraint(fields=("draft", "client"), name="once_present"),)
