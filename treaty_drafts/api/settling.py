"""The points of a provision, and the chair's settling of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import finding, point_by_point, settled_words, settlements, settling
from ..errors import NotAllowed, NotThere
from ..models import Settlement
from ..numbering import Numbered
from ..settlements import OnTable
from . import shapes


class WordingShape(serializers.Serializer[dict[str, object]]):
    text = serializers.CharField(help_text="empty where nothing stands")
    holders = serializers.ListField(child=serializers.CharField(), help_text="codes of delegations")
    is_base = serializers.BooleanField(help_text="it is the text that stands, or an alternative in it")


class PointShape(serializers.Serializer[dict[str, object]]):
    key = serializers.CharField(help_text="names the point with the wordings that are on offer now")
    number = serializers.IntegerField(help_text="the same on all pages; a point that is settled keeps it")
    cited = serializers.CharField(help_text="“paragraph 2 (b)”")
    begins = serializers.CharField(help_text="the first words that it is about")
    start = serializers.IntegerField(help_text="code points of `base`")
    end = serializers.IntegerField()
    standing = serializers.BooleanField(help_text="a bracket of the base on which no wording differs")
    wordings = WordingShape(many=True)


class SettlementShape(serializers.ModelSerializer[Settlement]):
    holds = serializers.SerializerMethodField(help_text="false where something else was tabled since, or it was undone")
    number = serializers.SerializerMethodField(help_text="of the point; null where it does not hold, or was just made")
    had = serializers.SerializerMethodField(help_text="by code, what delegations had there that had other words")

    class Meta:
        model = Settlement
        fields = (
            "id", "state", "number", "was", "text", "wordings", "had", "sequence", "settled_at", "undone_sequence", "holds",
        )  # fmt: skip

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_had(self, one: Settlement) -> Any:
        return self.context.get("had", {}).get(one.pk, {})

    def get_holds(self, one: Settlement) -> bool:
        return bool(self.context.get("holding", {}).get(one.pk, not one.undone_sequence))

    def get_number(self, one: Settlement) -> int | None:
        number: int | None = self.context.get("numbers", {}).get(one.pk)
        return number


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
        found = point_by_point.numbers(there)
        told = {
            "holding": {s.settlement.pk: s.holds for s in there.settled},
            "numbers": {n.settled.settlement.pk: n.number for n in found if n.settled},
            "had": {s.settlement.pk: s.had for s in settled_words.of(provision) if not s.printed},
        }
        return Response(PointsShape(_shown(there, found), context=told).data)

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


def _shown(there: OnTable, found: Iterable[Numbered]) -> dict[str, object]:
    points = [
        {
            "key": settling.key_of(there, o), "number": n.number, "cited": n.cited, "begins": n.begins,
            "start": o.span.start, "end": o.span.end, "standing": o.standing,
            "wordings": [{"text": w.text, "holders": list(w.sigla), "is_base": w.is_base} for w in o.wordings],
        }
        for n in found
        if (o := n.point) and not o.passage
    ]  # fmt: skip
    settled = [s.settlement for s in there.settled]
    return {"state": there.state.pk, "base": there.collation.base, "points": points, "settled": settled}
