"""How far each person has read the record; nobody else's business."""

from django.conf import settings
from django.db import models

from .negotiation import Negotiation


class LastLook(models.Model):
    """The last entry of a negotiation's record that a person marked as read."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="last_looks")
    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="last_looks")
    sequence = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("user", "negotiation"), name="one_last_look_of_a_person"),)
