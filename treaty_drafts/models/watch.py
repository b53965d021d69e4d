"""What a delegation keeps an eye on; nobody else's business."""

import uuid

from django.db import models

from .instrument import Provision
from .negotiation import Delegation


class Watch(models.Model):
    """A provision on a delegation's own watch list."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="watches")
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="watches")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("delegation", "provision"), name="watched_once"),)
