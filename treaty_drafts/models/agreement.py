"""What is agreed ad referendum: subject to capitals, reversible, and not the same as agreed."""

from django.conf import settings
from django.db import models

from .instrument import Provision
from .negotiation import Delegation
from .rolling_text import RollingProvision


class Agreement(models.Model):
    """A provision that the chair marked as agreed ad referendum, in the words of `state`; in force until reopened."""

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="agreements")
    state = models.ForeignKey(RollingProvision, models.PROTECT, related_name="+")
    reserved_by = models.ForeignKey(Delegation, models.PROTECT, null=True, blank=True, related_name="+")
    sequence = models.PositiveIntegerField()
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_sequence = models.PositiveIntegerField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(
                fields=("provision",), condition=models.Q(reopened_sequence=None), name="agreed_once_until_reopened"
            ),
        )
