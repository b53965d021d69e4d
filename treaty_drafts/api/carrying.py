"""Private drafts carried forward to the text that stands."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import carrying, finding
from . import draft_shapes, shapes


class ToSettleShape(serializers.Serializer[Any]):
    """Words that the new text and the draft have both changed; `at` is where `text` has those of the new text."""

    number = serializers.IntegerField()
    cited = serializers.CharField()
    old = serializers.CharField()
    new = serializers.CharField()
    mine = serializers.CharField()
    both = serializers.CharField(help_text="empty where the two cannot stand one after the other in brackets")
    before = serializers.CharField()
    after = serializers.CharField()
    at = shapes.SpanShape()
    changes = serializers.IntegerField(help_text="how many changes of the draft are in it")


class CarriedShape(serializers.Serializer[Any]):
    """The draft as it would be; `applied` and `already` count changes. Line ends are plain, offsets code points."""

    state = serializers.UUIDField(source="state.pk", help_text="the text that stands; to be sent with the choices")
    revision = serializers.CharField(source="state.rolling_text.label")
    text = serializers.CharField()
    applied = serializers.IntegerField(help_text="changes of the draft that carry over")
    already = serializers.IntegerField(help_text="changes of the draft that the new text has already")
    to_settle = ToSettleShape(many=True)


class CarryInput(draft_shapes.EditionInput):
    state = serializers.UUIDField(help_text="the text that the preview was made on")
    choices = serializers.ListField(
        child=serializers.ChoiceField(list(carrying.Choice)), default=list, max_length=10_000,
        help_text="one for each place to settle, in their order",
    )  # fmt: skip
    keep = serializers.BooleanField(default=False, help_text="the words of the draft stay as they are instead")


class CarryForward(APIView):
    @extend_schema(responses=CarriedShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """What of the draft carries over to the text that stands, and what is to settle. Nothing is stored."""
        draft, _ = finding.worded(request.user, pk)
        return Response(CarriedShape(carrying.preview(draft=draft)).data)

    @extend_schema(request=CarryInput, responses=draft_shapes.DraftShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Carry the draft forward, every place settled: `new`, `mine`, or `both` in brackets; or `keep` its words."""
        draft, seat = finding.worded(request.user, pk)
        sent = shapes.sent(CarryInput, request)
        carried = carrying.carry(draft=draft, by=seat, at=timezone.now(), **sent)
        return Response(draft_shapes.draft_for(seat, carried))
