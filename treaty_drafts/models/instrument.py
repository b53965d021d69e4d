"""The treaty being drafted and the provisions it is made of."""

import uuid

from django.db import models

from .negotiation import Negotiation


class Instrument(models.Model):
    """A treaty, declaration or decision under negotiation."""

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="instruments")
    title = models.CharField(max_length=300)

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title


class Provision(models.Model):
    """One unit of the treaty through all its revisions; its number and eId belong to each revision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="provisions")

    def __str__(self) -> str:
        return str(self.id)
