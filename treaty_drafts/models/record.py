"""The record of what was done in the open: append-only, each entry sealed with the one before."""

from django.db import models

from .negotiation import Negotiation


class Entry(models.Model):
    """One public act. `hash` seals the entry and `previous_hash`; `sequence` counts from 1 without gaps."""

    negotiation = models.ForeignKey(Negotiation, models.PROTECT, related_name="entries")
    sequence = models.PositiveIntegerField()
    act = models.CharField(max_length=40)  # what each says on a page is in `news`
    at = models.DateTimeField()
    by = models.CharField(max_length=200)  # delegation code, "chair" or "secretariat"
    what = models.JSONField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("sequence",)
        constraints = (models.UniqueConstraint(fields=("negotiation", "sequence"), name="one_entry_of_a_sequence"),)
