"""Joint drafts: invite a delegation to a private draft, accept, decline, leave, and take a copy."""

from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import access, finding, models, sharing
from . import draft_shapes, shapes


class ShareInput(shapes.Input):
    delegation = serializers.CharField(help_text="the one that is invited")


class CopyInput(shapes.Input):
    delegation = serializers.CharField(default="", allow_blank=True, help_text="yours, where you draft for several")


class SharingShape(serializers.ModelSerializer[models.Sharing]):
    """An invitation names the provision; the draft is named once the delegation has joined it."""

    delegation = serializers.CharField(source="delegation.code")
    of = serializers.CharField(source="draft.delegation.code", help_text="whose draft it is")
    kind = serializers.CharField(source="draft.kind")
    provision = serializers.UUIDField(source="draft.provision_id", allow_null=True)
    after = serializers.UUIDField(source="draft.after_id", allow_null=True)
    draft = serializers.SerializerMethodField()

    class Meta:
        model = models.Sharing
        fields = (
            "id", "delegation", "of", "kind", "provision", "after", "draft", "state", "invited_at", "joined_at", "ended_at",
        )  # fmt: skip

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_draft(self, found: models.Sharing) -> str | None:
        return str(found.draft_id) if found.state == models.Sharing.State.JOINED else None


class Sharings(APIView):
    @extend_schema(responses=SharingShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """The invitations to your delegations and the joint drafts they take part in; those to your own drafts, too."""
        instrument, seat = finding.instrument(request.user, pk)
        found = access.sharings(seat).filter(draft__instrument=instrument)
        return Response(SharingShape(found.select_related("delegation", "draft__delegation"), many=True).data)


class Invite(APIView):
    @extend_schema(request=ShareInput, responses={201: SharingShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Invite another delegation to a draft of yours; it learns who invites it and on which provision, no more."""
        draft, seat = finding.own_draft(request.user, pk)
        delegation = finding.party(seat, shapes.sent(ShareInput, request)["delegation"])
        made = sharing.invite(draft=draft, delegation=delegation, by=seat, at=timezone.now())
        return Response(SharingShape(made).data, status=201)


class Accept(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, pk: UUID) -> Response:
        """Accept: your delegation sees the words as they are, and what comes after. `joint-drafts/` names the draft then."""
        found, seat = finding.sharing(request.user, pk)
        sharing.accept(sharing=found, by=seat, at=timezone.now())
        return Response(status=204)


class End(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, pk: UUID) -> Response:
        """Leave or let go; of an invitation, decline it or take it back."""
        found, seat = finding.sharing(request.user, pk)
        sharing.end(sharing=found, by=seat, at=timezone.now())
        return Response(status=204)


class Copy(APIView):
    @extend_schema(request=CopyInput, responses={201: draft_shapes.DraftShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Take the words of a joint draft into a draft of your own delegation."""
        draft, seat = finding.draft(request.user, pk)
        delegation = finding.delegation(seat, shapes.sent(CopyInput, request)["delegation"])
        made = sharing.copy(draft=draft, delegation=delegation, by=seat, at=timezone.now())
        return Response(draft_shapes.draft_for(seat, made), status=201)
