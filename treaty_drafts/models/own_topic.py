"""Subjects that a negotiation watches beside the two that ship."""

from django.db import models

from .negotiation import Negotiation


class OwnTopic(models.Model):
    """A watched subject of a negotiation's own; its lists are written as in text/topics.toml, one term an entry."""

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="own_topics")
    key = models.CharField(max_length=60, help_text="names it in addresses and flags; stays when the name changes")
    name = models.CharField(max_length=100)
    definition = models.TextField(max_length=1000)
    strong = models.JSONField(default=list, blank=True)
    supporting = models.JSONField(default=list, blank=True)
    unless = models.JSONField(default=list, blank=True)
    context = models.JSONField(default=list, blank=True)
    examples = models.JSONField(default=list, blank=True)
    counter_examples = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("negotiation", "key"), name="one_topic_of_a_key"),
            models.UniqueConstraint(fields=("negotiation", "name"), name="one_topic_of_a_name"),
        )

    def __str__(self) -> str:
        return self.name
