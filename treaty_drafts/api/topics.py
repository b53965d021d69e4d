"""The subjects that a negotiation watches: read, define, try, change, remove."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import finding, own_topics, trial
from ..access import Seat
from ..models import OwnTopic
from ..own_topics import PASSAGES, TERMS, Definition
from ..text import DEFAULT
from .flag_shapes import PlacedShape
from .shapes import Input, sent

FIELDS = ("name", "definition", *TERMS, *PASSAGES)


def _entries(**more: Any) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(max_length=own_topics.LONGEST_EXAMPLE), default=list, **more
    )


class TopicInput(Input):
    name = serializers.CharField(max_length=100)
    definition = serializers.CharField(max_length=1000)
    strong = _entries(help_text="terms of which one is enough, written as in topics.toml: `burden/standard of proof`")
    supporting = _entries(help_text="terms of which it takes two in one sentence")
    unless = _entries(help_text="expressions that do not count")
    context = _entries(help_text="where there are any, a sentence needs one")  # type: ignore[assignment]  # DRF's word, too
    examples = _entries(help_text="passages that it should catch")
    counter_examples = _entries(help_text="passages that it should not catch")


class TopicShape(serializers.ModelSerializer[OwnTopic]):
    class Meta:
        model = OwnTopic
        fields = ("id", "key", *FIELDS)


class ShippedShape(serializers.Serializer[Any]):
    key = serializers.CharField(source="id")
    name = serializers.CharField()
    definition = serializers.CharField()


class TopicsShape(serializers.Serializer[Any]):
    ships = ShippedShape(many=True, help_text="watched in every negotiation")
    own = TopicShape(many=True)


class PlaceShape(serializers.Serializer[Any]):
    """A point at which tabled wordings differ."""

    place = serializers.CharField(source="label")
    provision = serializers.CharField(source="provision_id")
    before = serializers.CharField()
    after = serializers.CharField()
    because = serializers.ListField(child=serializers.CharField())


class CaughtShape(PlacedShape):
    topic = serializers.CharField()
    eid = serializers.CharField(source="provision.eid")
    place = serializers.CharField(source="provision.label")


class TriedShape(serializers.Serializer[Any]):
    """What it would catch; `missed` are examples that it does not catch, `caught` counter-examples that it does."""

    open_points = CaughtShape(source="points", many=True)
    differences = PlaceShape(many=True)
    missed = serializers.ListField(child=serializers.CharField())
    caught = serializers.ListField(child=serializers.CharField())


class Topics(APIView):
    @extend_schema(responses=TopicsShape)
    def get(self, request: Request, slug: str) -> Response:
        """What is watched: the two that ship, and the negotiation's own."""
        negotiation, _ = finding.negotiation(request.user, slug)
        return Response(TopicsShape({"ships": DEFAULT, "own": negotiation.own_topics.all()}).data)

    @extend_schema(request=TopicInput, responses={201: TopicShape})
    def post(self, request: Request, slug: str) -> Response:
        """Watch a subject of the negotiation's own from now on; for chair and secretariat."""
        seat = _may(request, slug)
        made = own_topics.define(definition=_definition(request), by=seat, at=timezone.now())
        return Response(TopicShape(made).data, status=201)


class TryTopic(APIView):
    @extend_schema(request=TopicInput, responses=TriedShape)
    def post(self, request: Request, slug: str) -> Response:
        """What a subject would catch. Nothing is stored."""
        seat = _may(request, slug)
        return Response(TriedShape(trial.try_out(definition=_definition(request), by=seat)).data)


class OneTopic(APIView):
    @extend_schema(operation_id="negotiations_topic_retrieve", responses=TopicShape)
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """A subject of the negotiation's own."""
        return Response(TopicShape(_topic(request, slug, pk)).data)

    @extend_schema(request=TopicInput, responses=TopicShape)
    def put(self, request: Request, slug: str, pk: int) -> Response:
        """Describe it anew."""
        found, seat = _topic(request, slug, pk), _may(request, slug)
        changed = own_topics.change(topic=found, definition=_definition(request), by=seat, at=timezone.now())
        return Response(TopicShape(changed).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """Watch it no longer; the record keeps what it was."""
        found, seat = _topic(request, slug, pk), _may(request, slug)
        own_topics.remove(topic=found, by=seat, at=timezone.now())
        return Response(status=204)


def _topic(request: Request, slug: str, pk: int) -> OwnTopic:
    negotiation, _ = finding.negotiation(request.user, slug)
    return finding.one(negotiation.own_topics.all(), pk=pk)


def _may(request: Request, slug: str) -> Seat:
    """The person's seat, if it says what is watched: before anything is read."""
    _, seat = finding.negotiation(request.user, slug)
    own_topics.check_may(seat)
    return seat


def _definition(request: Request) -> Definition:
    given = sent(TopicInput, request)
    lists = {field: tuple(given[field]) for field in (*TERMS, *PASSAGES)}
    return Definition(given["name"], given["definition"], **lists)
