"""The shapes of news and of what a delegation watches."""

from typing import Any

from rest_framework import serializers

from .. import models
from .draft_shapes import SubstanceShape, VerdictShape
from .shapes import Input


class NewsLineShape(serializers.Serializer[Any]):
    sequence = serializers.IntegerField()
    at = serializers.DateTimeField()
    who = serializers.CharField()
    act = serializers.CharField()
    group = serializers.CharField()
    words = serializers.CharField()
    said = serializers.CharField()
    provision = serializers.CharField(help_text="the ids of what it is about; empty where it is about none")
    proposal = serializers.CharField()
    rolling_text = serializers.CharField()


class NewsShape(serializers.Serializer[Any]):
    since = serializers.IntegerField(help_text="the last entry that you marked as read; 0 for none")
    upto = serializers.IntegerField(help_text="the entry to mark as read once you have read these")
    first = serializers.BooleanField(help_text="you never marked anything as read: these are the last lines")
    more = serializers.IntegerField(help_text="earlier lines that are left out; the record has them")
    lines = NewsLineShape(many=True)


class ReadShape(serializers.ModelSerializer[models.LastLook]):
    since = serializers.IntegerField(source="sequence")

    class Meta:
        model = models.LastLook
        fields = ("since",)


class WatchedVersionShape(serializers.Serializer[Any]):
    version = serializers.UUIDField(source="version.pk")
    author = serializers.CharField(source="version.author")
    effect = VerdictShape(source="verdict")


class WatchedShape(serializers.Serializer[Any]):
    """A provision on a watch list; `text` is null where its wording stayed since you last looked."""

    id = serializers.UUIDField(source="watch.pk")
    delegation = serializers.CharField(source="watch.delegation.code")
    provision = serializers.UUIDField(source="watch.provision_id")
    place = serializers.CharField(source="label")
    text = SubstanceShape(allow_null=True)
    versions = WatchedVersionShape(many=True)


class ReadInput(Input):
    upto = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class WatchInput(Input):
    watched = serializers.BooleanField()
    delegation = serializers.CharField(default="", allow_blank=True)
