"""With which delegations a private draft is shared, by invitation and with their consent."""

import uuid

from django.db import models

from .negotiation import Delegation
from .proposal import Draft


class Sharing(models.Model):
    """A delegation that joined another one's draft, or is invited to; in no record, and it ends with the draft.

    Who joined sees the words as they were at no. `begins` + 1 of the log and what came after, nothing from before.
    `until` is how far the log was when it ended, `ended_by` the side that ended it.
    """

    class State(models.TextChoices):
        INVITED = "invited"
        JOINED = "joined"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="sharings")
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="sharings")
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    begins = models.PositiveIntegerField(null=True, blank=True)
    until = models.PositiveIntegerField(null=True, blank=True)
    invited_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Delegation, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("invited_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("draft", "delegation"), condition=~models.Q(state="ended"), name="one_open_sharing"
            ),
        )
