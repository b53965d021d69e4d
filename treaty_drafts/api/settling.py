"""The points of a provision, and the chair's settling of them."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import finding, settled_words, settlements, settling
from ..errors import NotAllowed, NotThere
from ..models import Settlement
from ..settlements import OnTable
from . import shapes


class WordingShape(serializers.Serializer[dict[str, object]]):
    text = serializers.CharField(help_text="empty where nothing stands")
    holders = serializers.ListField(child=serializers.CharField(), help_text="codes of delegations")
    is_base = serializers.BooleanField(help_text="it is the text that stands, or an alternative in it")


class PointShape(serializers.Serializer[dict[str, object]]):
    key = serializers.CharField(help_text="names the point with the wordings that are on offer now")
    start = serializers.IntegerField(help_text="code points of `base`")
    end = serializers.IntegerField()
    standing = serializers.BooleanField(help_text="a bracket of the base on which no wording differs")
    wordings = WordingShape(many=True)


class SettlementShape(serializers.ModelSerializer[Settlement]):
    holds = serializers.SerializerMethodField(help_text="false where something else was tabled since, or it was undone")
    had = serializers.SerializerMethodField(help_text="by code, what delegations had there that had other words")

    class Meta:
        model = Settlement
        fields = (
            "id", "state", "was", "text", "wordings", "had", "sequence", "settled_at", "undone_sequence", "holds",
        )  # fmt: skip

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_had(self, one: Settlement) -> Any:
        return self.context.get("had", {}).get(one.pk, {})

    def get_holds(self, one: Settlement) -> bool:
        return bool(self.context.get("holding", {}).get(one.pk, not one.undone_sequence))


class PointsShape(serializers.Serializer[dict[str, object]]):
    state = serializers.UUIDField(help_text="the provision as it stands")
    base = serializers.CharField(help_text="with what is settled in it")
    points = PointShape(many=True)
    settled = SettlementShape(many=True)


class SettleInput(shapes.Input):
    key = serializers.CharField(max_length=64)
    text = serializers.CharField(
        allow_blank=True,
        trim_whitespace=False,
        help_text="a wording on offer, letter by letter; empty deletes them all",
    )


class Points(APIView):
    @extend_schema(responses=PointsShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """What is to be settled in a provision of the text that stands, and what is settled for the next revision."""
        provision, seat = finding.provision(request.user, pk)
        if not seat.sees_proposals:
            raise NotThere
        there = settlements.on_table(provision)
        holding = {s.settlement.pk: s.holds for s in there.settled}
        had = {s.settlement.pk: s.had for s in settled_words.of(provision) if not s.printed}
        return Response(PointsShape(_shown(there), context={"holding": holding, "had": had}).data)

    @extend_schema(request=SettleInput, responses={201: SettlementShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Settle a point for the next revision; for the chair."""
        provision, seat = finding.provision(request.user, pk)
        if not seat.chairs:
            raise NotAllowed("only the chair settles a point")
        sent = shapes.sent(SettleInput, request)
        made = settling.settle(provision=provision, by=seat, at=timezone.now(), **sent)
        had = {s.settlement.pk: s.had for s in settled_words.of(provision)}
        return Response(SettlementShape(made, context={"had": had}).data, status=201)


class Undo(APIView):
    @extend_schema(request=None, responses=SettlementShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Open a point again that was settled and is not published yet; for the chair."""
        settlement, seat = finding.settlement(request.user, pk)
        done = settling.undo(settlement=settlement, by=seat, at=timezone.now())
        return Response(SettlementShape(done).data)


def _shown(there: OnTable) -> dict[str, object]:
    points = [
        {
            "key": o.key, "start": o.point.span.start, "end": o.point.span.end, "standing": o.point.standing,
            "wordings": [
                {"text": w.text, "holders": list(w.sigla), "is_base": w.is_base} for w in o.point.wordings
            ],
        }
        for o in settling.open_points(there)
    ]  # fmt: skip
    settled = [s.settlement for s in there.settled]
    return {"state": there.state.pk, "base": there.collation.base, "points": points, "settled": settled}
