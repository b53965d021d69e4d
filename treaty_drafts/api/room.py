"""The drafting room of chair and secretariat; its drafts are read and written as any other."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import access, drafting_room, finding, room_revision
from ..errors import BadInput, NotAllowed, NotThere, Where
from ..models import DraftingRoom, Provision, hash_of
from . import draft_shapes, revision_shapes, shapes


class RoomShape(serializers.Serializer[Any]):
    """The room; `waiting` are the drafts to be carried forward before it is published."""

    start = serializers.UUIDField(source="room.start_id", help_text="the rolling text that it stands on")
    opened_at = serializers.DateTimeField(source="room.opened_at")
    drafts = draft_shapes.DraftShape(many=True)
    text_hash = serializers.CharField(help_text="of all that was written in it")
    changed = serializers.ListField(child=serializers.UUIDField(), help_text="drafts with other words than that text")
    waiting = serializers.ListField(child=serializers.UUIDField())
    targets = shapes.RollingTextShape(many=True, help_text="what it can be carried forward to")


class OpenInput(shapes.Input):
    prepare = serializers.BooleanField(default=False, help_text="begin from the next revision as it would be now")


class MoveInput(shapes.Input):
    to = serializers.UUIDField(help_text="the rolling text that stands, or one that was prepared on it")


class GiveUpInput(shapes.Input):
    text_hash = serializers.CharField(help_text="of the room")


class BeginInput(shapes.Input):
    provision = serializers.UUIDField(required=False)
    after = serializers.UUIDField(required=False, help_text="of a new provision: the one that it follows")


class PublishInput(shapes.Input):
    text_hash = serializers.CharField(help_text="of the preview")
    date = serializers.DateField(required=False)
    symbol = serializers.CharField(default="", allow_blank=True, max_length=100)


class NamedShape(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # the field's word is a word of DRF's, too
    code = serializers.CharField()
    words = serializers.CharField()


class CarriedProposalShape(serializers.Serializer[Any]):
    version = serializers.UUIDField(source="version_id")
    text = serializers.CharField()
    conflicts = serializers.IntegerField(help_text="places that its delegation is to settle first")


class LookShape(serializers.Serializer[Any]):
    text_hash = serializers.CharField()
    on = serializers.CharField(source="revision.last.label")
    provisions = revision_shapes.ConsolidatedShape(source="revision.provisions", many=True)
    gone = serializers.SerializerMethodField()
    carried = CarriedProposalShape(many=True)
    lapsed = serializers.SerializerMethodField(help_text="how many settled points lapse")
    to_mend = serializers.SerializerMethodField()
    unsaid = NamedShape(many=True, help_text="in the name of delegations, and not as they tabled it")
    unprinted = NamedShape(many=True, help_text="printed before; it stays on the table")

    def get_gone(self, look: room_revision.Look) -> list[str]:
        return [state.label for state in look.revision.gone]

    def get_lapsed(self, look: room_revision.Look) -> int:
        return len(look.lapsed)

    def get_to_mend(self, look: room_revision.Look) -> list[str]:
        return [f"{one.place.provision.label}, line {one.place.line}: {one.what}" for one in look.to_mend]


class Room(APIView):
    @extend_schema(responses=RoomShape)
    def get(self, request: Request, pk: int) -> Response:
        """The open drafting room; for chair and secretariat alone."""
        return Response(_shown(finding.room(request.user, pk)[0]))

    @extend_schema(request=OpenInput, responses={201: RoomShape})
    def post(self, request: Request, pk: int) -> Response:
        """Open it on the text that stands, or on the next revision as it would be now. It is in no record."""
        instrument, seat = finding.preparing(request.user, pk)
        sent = shapes.sent(OpenInput, request)
        return Response(
            _shown(drafting_room.open_room(instrument=instrument, by=seat, at=timezone.now(), **sent)), status=201
        )

    @extend_schema(parameters=[OpenApiParameter("text_hash", str, required=True)], responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Give it up with all that was written in it, if that is what you looked at."""
        room, seat = finding.room(request.user, pk)
        sent = GiveUpInput(data=request.query_params.dict())
        sent.is_valid(raise_exception=True)
        drafting_room.give_up(room=room, by=seat, **sent.validated_data)
        return Response(status=204)


class RoomStart(APIView):
    @extend_schema(request=MoveInput, responses=RoomShape)
    def put(self, request: Request, pk: int) -> Response:
        """Carry it forward to another text; what is `waiting` then is settled draft by draft."""
        room, seat = finding.room(request.user, pk)
        sent = shapes.sent(MoveInput, request)
        to = finding.one(access.rolling_texts(seat).filter(instrument=room.instrument), pk=sent["to"])
        drafting_room.move(room=room, to=to, by=seat, at=timezone.now())
        return Response(_shown(finding.room(request.user, pk)[0]))


class RoomProvisions(APIView):
    @extend_schema(request=BeginInput, responses={201: draft_shapes.DraftShape})
    def post(self, request: Request, pk: int) -> Response:
        """The draft of a provision in the room, begun if there is none; or of a new provision after another."""
        room, seat = finding.room(request.user, pk)
        sent = shapes.sent(BeginInput, request)
        places = {field: _provision(room, field, key) for field, key in sent.items()}
        made = drafting_room.begin(room=room, by=seat, at=timezone.now(), **places)
        return Response(draft_shapes.DraftShape(made).data, status=201)


class RoomPreview(APIView):
    @extend_schema(responses=LookShape)
    def get(self, request: Request, pk: int) -> Response:
        """The next revision as the room makes it, and what becomes of the proposals. Nothing is stored."""
        room, seat = finding.room(request.user, pk)
        return Response(LookShape(room_revision.look(room=room, by=seat, at=timezone.now())).data)


class RoomPublish(APIView):
    @extend_schema(request=PublishInput, responses={201: shapes.RollingTextShape})
    def post(self, request: Request, pk: int) -> Response:
        """Publish it as the next revision, if it is what was previewed; the room is closed."""
        room, seat = finding.room(request.user, pk)
        if not seat.chairs:
            raise NotAllowed("only the chair publishes a revision")
        sent = shapes.sent(PublishInput, request)
        now = timezone.now()
        text = room_revision.publish(
            room=room, text_hash=sent["text_hash"], by=seat, at=now, dated=sent.get("date") or now.date(),
            symbol=sent["symbol"],
        )  # fmt: skip
        return Response(shapes.RollingTextShape(text).data, status=201)


def _shown(room: DraftingRoom) -> dict[str, Any]:
    drafts = list(drafting_room.drafts(room))
    found = {
        "room": room, "drafts": drafts, "text_hash": hash_of(drafting_room.written(room, drafts)),
        "changed": [d.pk for d in drafts if drafting_room.changed(d)],
        "waiting": [d.pk for d in drafting_room.waiting(room)], "targets": drafting_room.targets(room),
    }  # fmt: skip
    return dict(RoomShape(found).data)


def _provision(room: DraftingRoom, field: str, key: UUID) -> Provision:
    try:
        return finding.one(room.instrument.provisions.all(), pk=key)
    except NotThere:
        raise BadInput("there is no such provision", Where(field, "unknown", str(key))) from None
