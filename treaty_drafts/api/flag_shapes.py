"""The shapes of flags, differences and tags."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from .. import models
from ..flagged import Flagged
from .draft_shapes import VerdictShape
from .shapes import Input, Words


class SetAsideShape(serializers.ModelSerializer[models.SetAside]):
    words = serializers.CharField(source="anchor.words")
    revision = serializers.IntegerField(source="anchor.state.rolling_text.number")

    class Meta:
        model = models.SetAside
        fields = (
            "id", "topic", "words", "wordings", "revision", "reason", "sequence", "set_aside_at", "taken_back_sequence",
            "taken_back_at",
        )  # fmt: skip


class FlagShape(serializers.Serializer[Any]):
    """The key names a flag as it is now. Reasons are for those who may read the record."""

    key = serializers.CharField()
    topic = serializers.CharField()
    open = serializers.BooleanField()
    set_aside = serializers.SerializerMethodField()
    earlier = serializers.SerializerMethodField(help_text="set aside on other words that stood there before")

    @extend_schema_field(SetAsideShape(allow_null=True))
    def get_set_aside(self, flag: Flagged) -> Any:
        return self.reason(flag.set_aside)

    @extend_schema_field(SetAsideShape(allow_null=True))
    def get_earlier(self, flag: Flagged) -> Any:
        return self.reason(flag.earlier)

    def reason(self, found: models.SetAside | None) -> Any:
        return SetAsideShape(found).data if found and self.context["seat"].sees_proposals else None


class PlacedShape(serializers.Serializer[Any]):
    """Words of a text, where they are, and why they are shown."""

    cited = serializers.CharField()
    line = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    words = serializers.CharField()
    because = serializers.ListField(child=serializers.CharField())


class OpenPointShape(PlacedShape, FlagShape):
    provision = serializers.CharField(source="provision_id")
    eid = serializers.CharField(source="state.eid")
    place = serializers.CharField(source="label")
    holders = serializers.ListField(child=serializers.CharField())
    score = serializers.FloatField(source="point.score")


class ReadingShape(serializers.Serializer[Any]):
    """A wording; `effect` is what it does to the wording that the base has, in its sentence."""

    text = serializers.CharField()
    sigla = serializers.ListField(child=serializers.CharField())
    is_base = serializers.BooleanField()
    effect = VerdictShape()


class DifferenceShape(serializers.Serializer[Any]):
    eid = serializers.CharField(source="state.eid", default="")
    place = serializers.CharField(source="state.label", default="new provision")
    provision = serializers.CharField(source="provision_id")
    before = serializers.CharField()
    after = serializers.CharField()
    readings = ReadingShape(source="wordings", many=True)
    topics = serializers.ListField(child=serializers.CharField())
    because = serializers.ListField(child=serializers.CharField())
    flags = FlagShape(many=True)


class UnreadShape(serializers.Serializer[Any]):
    """A provision whose language is not analysed: that it has no flag says nothing."""

    provision = serializers.CharField(source="state.provision_id")
    eid = serializers.CharField(source="state.eid")
    place = serializers.CharField(source="state.label")
    language = serializers.CharField(source="language.code", help_text='"und" where it is not sure')
    because = serializers.CharField(source="language.why")


class FlagsShape(serializers.Serializer[Any]):
    counts = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
    open_points = OpenPointShape(many=True)
    not_analysed = UnreadShape(many=True)


class DifferencesShape(serializers.Serializer[Any]):
    counts = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
    differences = DifferenceShape(many=True)


class SetAsideInput(Input):
    flag = serializers.CharField(max_length=40, help_text="its key")
    reason = serializers.CharField(max_length=2000)


class TakeBackInput(Input):
    reason = serializers.CharField(default="", allow_blank=True, max_length=2000)


class TagInput(Input):
    provision = serializers.UUIDField()
    quote = Words(max_length=20_000, help_text="words of the provision in the revision that stands")
    occurrence = serializers.IntegerField(
        required=False, min_value=1, help_text="which of them, where they are there more than once"
    )
    name = serializers.CharField(max_length=100)
    topic = serializers.CharField(default="", allow_blank=True, max_length=50)
    delegation = serializers.CharField(
        default="", allow_blank=True, help_text="for which delegation, privately; the chair tags for all"
    )


class TagShape(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="tag.id")
    name = serializers.CharField(source="tag.name")
    topic = serializers.CharField(source="tag.topic")
    delegation = serializers.CharField(source="tag.delegation.code", default=None, allow_null=True)
    provision = serializers.UUIDField(source="tag.anchor.state.provision_id")
    words = serializers.CharField(source="tag.anchor.words")
    revision = serializers.IntegerField(source="tag.anchor.state.rolling_text.number")
    tagged_at = serializers.DateTimeField(source="tag.tagged_at")
    cited = serializers.CharField()
    stands = serializers.BooleanField()
    start = serializers.IntegerField(allow_null=True, help_text="in the revision that stands")
    end = serializers.IntegerField(allow_null=True)
