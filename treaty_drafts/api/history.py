"""The history of a draft's words, for its own delegation."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import finding, history
from ..models import Checkpoint
from . import draft_shapes, shapes


class CheckpointShape(serializers.ModelSerializer[Checkpoint]):
    class Meta:
        model = Checkpoint
        fields = ("id", "seq", "name", "at")


class StretchShape(serializers.Serializer[Any]):
    first = serializers.IntegerField()
    last = serializers.IntegerField()
    by = serializers.CharField()
    began = serializers.DateTimeField()
    ended = serializers.DateTimeField()
    restores = serializers.IntegerField(allow_null=True, help_text="the `seq` whose words it brought back")
    begins = serializers.BooleanField(help_text="the words as they were when another delegation joined")
    checkpoints = CheckpointShape(many=True)


class HistoryShape(serializers.Serializer[Any]):
    seq = serializers.IntegerField()
    edition = serializers.IntegerField()
    stretches = StretchShape(many=True)


class PastShape(serializers.Serializer[Any]):
    seq = serializers.IntegerField()
    text = serializers.CharField()
    text_hash = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class CheckpointInput(shapes.Input):
    seq = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    name = serializers.CharField(max_length=history.LONGEST)


class History(APIView):
    @extend_schema(responses=HistoryShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """Who wrote when, the latest first."""
        draft, seat = finding.worded(request.user, pk)
        found = {"seq": draft.seq, "edition": draft.edition, "stretches": history.timeline(draft, seat)}
        return Response(HistoryShape(found).data)


class OneState(APIView):
    @extend_schema(responses=PastShape, operation_id="drafts_history_at")
    def get(self, request: Request, pk: UUID, seq: int) -> Response:
        """The words as they were at `seq`."""
        draft, seat = finding.worded(request.user, pk)
        return Response(PastShape(history.at(draft, seq, seat)).data)


class Restore(APIView):
    @extend_schema(request=draft_shapes.EditionInput, responses=draft_shapes.DraftShape)
    def post(self, request: Request, pk: UUID, seq: int) -> Response:
        """Bring the words of `seq` back, as a new edit."""
        draft, seat = finding.worded(request.user, pk)
        sent = shapes.sent(draft_shapes.EditionInput, request)
        restored = history.restore(draft=draft, seq=seq, by=seat, at=timezone.now(), **sent)
        return Response(draft_shapes.draft_for(seat, restored))


class Checkpoints(APIView):
    @extend_schema(request=CheckpointInput, responses={201: CheckpointShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Give a state of the words a name."""
        draft, seat = finding.worded(request.user, pk)
        sent = shapes.sent(CheckpointInput, request)
        made = history.name(draft=draft, by=seat, at=timezone.now(), **sent)
        return Response(CheckpointShape(made).data, status=201)


class OneCheckpoint(APIView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Take the name off; the state stays in the history."""
        found, _ = finding.checkpoint(request.user, pk)
        history.forget(checkpoint=found)
        return Response(status=204)
