"""Positions by REST."""

from uuid import UUID

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from treaty_drafts import finding
from treaty_drafts.api.rolling_texts import Consolidate, ConsolidatePreview
from treaty_drafts.api.shapes import Input, Words, sent

from . import printing, stating
from .models import Position, Stance


class PositionInput(Input):
    stance = serializers.ChoiceField(Stance.choices)
    statement = Words(default="", max_length=5000)
    delegation = serializers.CharField(default="", allow_blank=True)


class PositionShape(serializers.ModelSerializer[Position]):
    delegation = serializers.CharField(source="delegation.code")

    class Meta:
        model = Position
        fields = ("version", "delegation", "stance", "statement", "sequence", "stated_at")


class Positions(APIView):
    @extend_schema(responses=PositionShape(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Where the delegations stand on a tabled version."""
        version, _ = finding.version(request.user, pk)
        return Response(PositionShape(stating.latest([version]).get(str(pk), []), many=True).data)

    @extend_schema(request=PositionInput, responses={201: PositionShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """State your delegation's position on exactly this version."""
        version, seat = finding.version(request.user, pk)
        given = sent(PositionInput, request)
        position = stating.state(
            version=version, delegation=finding.delegation(seat, given["delegation"]), stance=given["stance"],
            statement=given["statement"], by=seat, at=timezone.now(),
        )  # fmt: skip
        return Response(PositionShape(position).data, status=201)


# a next revision prints where delegations stand, which the views of the text cannot know by themselves
_next = "instruments/<int:pk>/consolidate/"
urlpatterns = [
    path("versions/<uuid:pk>/positions/", Positions.as_view(), name="api-positions"),
    path(f"{_next}preview/", ConsolidatePreview.as_view(positions=printing.printed), name="api-consolidate-preview"),
    path(_next, Consolidate.as_view(positions=printing.printed), name="api-consolidate"),
]
