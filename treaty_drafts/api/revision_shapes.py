"""The shapes of a text that is imported and of the next revision."""

from typing import Any

from rest_framework import serializers

from ..text import Style
from .shapes import Input, VersionShape


class FindingShape(serializers.Serializer[Any]):
    line = serializers.IntegerField(allow_null=True)
    what = serializers.CharField()


class BecomeShape(serializers.Serializer[Any]):
    carried = serializers.IntegerField()
    waiting = serializers.ListField(child=serializers.CharField(), help_text="for their delegations, each named")
    in_text = serializers.IntegerField()


class RecognisedShape(serializers.Serializer[Any]):
    eid = serializers.CharField(source="unit.eid")
    kind = serializers.CharField(source="unit.kind")
    number = serializers.CharField(source="unit.number")
    heading = serializers.CharField(source="unit.heading")
    start = serializers.IntegerField(source="unit.start")
    end = serializers.IntegerField(source="unit.end")
    line = serializers.IntegerField()
    brackets = serializers.IntegerField()
    continues = serializers.UUIDField(source="continues.provision_id", default=None, allow_null=True)
    status = serializers.ChoiceField(choices=("unchanged", "changed", "new"))
    before = serializers.CharField(source="compared.before", default=None, help_text="what stands, where it changes")
    after = serializers.CharField(source="compared.after", default=None)
    proposals = BecomeShape()


class GoneShape(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    proposals = serializers.IntegerField(help_text="that would have no text to speak to")


class CountShape(serializers.Serializer[Any]):
    unchanged = serializers.IntegerField()
    changed = serializers.IntegerField()
    new = serializers.IntegerField()


class ImportPreviewShape(serializers.Serializer[Any]):
    text_hash = serializers.CharField()
    encoding = serializers.CharField()
    brackets = serializers.IntegerField()
    flags = serializers.IntegerField()
    count = CountShape()
    proposals = BecomeShape()
    provisions = RecognisedShape(many=True)
    gone = GoneShape(many=True)
    differing = FindingShape(many=True, help_text="brackets that give delegations other words than they tabled")
    problems = FindingShape(many=True)
    notices = FindingShape(many=True)
    to_mend = FindingShape(many=True)


class ConsolidatedShape(serializers.Serializer[Any]):
    provision = serializers.UUIDField(source="state.provision_id")
    eid = serializers.CharField(source="state.eid")
    label = serializers.CharField(source="state.label")  # type: ignore[assignment]
    text = serializers.CharField(source="state.text")
    base = serializers.CharField(source="state.base")
    changed = serializers.BooleanField()
    versions = VersionShape(source="sources", many=True)
    taken = VersionShape(allow_null=True)


class NextRevisionShape(serializers.Serializer[Any]):
    text_hash = serializers.CharField()
    on = serializers.CharField(source="last.label")
    provisions = ConsolidatedShape(many=True)
    gone = serializers.ListField(child=serializers.CharField())


class ImportInput(Input):
    file = serializers.FileField(allow_empty_file=True)
    encoding = serializers.CharField(default="utf-8", max_length=40)


class StoreInput(ImportInput):
    date = serializers.DateField(required=False)
    symbol = serializers.CharField(default="", allow_blank=True, max_length=100)
    session = serializers.CharField(default="", allow_blank=True, max_length=200)
    original_language = serializers.CharField(default="English", max_length=50)
    text_hash = serializers.CharField(
        default="", allow_blank=True, help_text="of the preview, to be sure it is that file"
    )
    publish = serializers.BooleanField(default=None, allow_null=True, help_text="at once; if not said, where you may")
    brackets_stand = serializers.BooleanField(
        default=False, help_text="brackets that give delegations other words than they tabled are words of the text"
    )


class ChoiceInput(Input):
    provision = serializers.UUIDField()
    versions = serializers.ListField(child=serializers.UUIDField(), required=False, allow_null=True)
    taken = serializers.UUIDField(required=False, allow_null=True)


class ConsolidateInput(Input):
    only = serializers.ListField(child=serializers.UUIDField(), required=False, allow_null=True)
    choices = ChoiceInput(many=True, required=False)
    notation = serializers.ChoiceField([s.value for s in Style], default=Style.UN.value)


class SaveInput(ConsolidateInput):
    date = serializers.DateField(required=False)
    symbol = serializers.CharField(default="", allow_blank=True, max_length=100)
    session = serializers.CharField(default="", allow_blank=True, max_length=200)
    text_hash = serializers.CharField(
        default="", allow_blank=True, help_text="of the preview, to be sure nothing changed"
    )
    publish = serializers.BooleanField(default=False)
