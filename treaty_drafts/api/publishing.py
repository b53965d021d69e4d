"""Corrections of the text that stands, and what is agreed ad referendum."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import access, agreement, correcting, corrigendum, finding, models
from ..access import Seat
from ..correcting import Corrected, Corrigendum
from ..errors import BadInput, NotAllowed, NotThere, Where
from ..models import Instrument, hash_of
from . import shapes
from .shapes import Input, Words


class CorrectionShape(serializers.Serializer[Any]):
    provision = serializers.UUIDField()
    place = serializers.CharField()
    line = serializers.IntegerField()
    before = serializers.CharField()
    after = serializers.CharField()
    because = serializers.CharField()
    words = serializers.CharField()


class CorrigendumShape(serializers.Serializer[Any]):
    text_hash = serializers.CharField()
    corrects = serializers.CharField(source="last.label")
    label = serializers.CharField()  # type: ignore[assignment]  # the field's word is a word of DRF's, too
    corrections = CorrectionShape(many=True)


class AgreementShape(serializers.ModelSerializer[models.Agreement]):
    reserved_by = serializers.CharField(source="reserved_by.code", default="")

    class Meta:
        model = models.Agreement
        fields = (
            "provision", "state", "reserved_by", "sequence", "agreed_at", "reopened_at", "reopened_sequence",
            "reopened_because",
        )  # fmt: skip


class WordingInput(Input):
    provision = serializers.UUIDField()
    text = Words(help_text="the wording without the proposals on it, as it should have been")
    because = serializers.CharField(max_length=300)


class CorrectInput(Input):
    wordings = WordingInput(many=True)


class StoreCorrectionInput(CorrectInput):
    date = serializers.DateField(required=False)
    symbol = serializers.CharField(default="", allow_blank=True, max_length=100)
    text_hash = serializers.CharField(
        default="", allow_blank=True, help_text="of the preview, to be sure nothing changed"
    )
    publish = serializers.BooleanField(default=False)


class AgreeInput(Input):
    state = serializers.UUIDField(help_text="the state of the provision whose words are agreed: the one that stands")
    reserved_by = serializers.CharField(default="", allow_blank=True, help_text="code of the delegation that reserved")


class ReopenInput(Input):
    because = serializers.CharField(max_length=2000)


class Corrections(APIView):
    @extend_schema(responses=CorrectionShape(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """What a Corr. corrects, in the order of the text; nothing for a revision itself."""
        text, _ = finding.rolling_text(request.user, pk)
        return Response(CorrectionShape(corrigendum.of(text), many=True).data)


class CorrectPreview(APIView):
    @extend_schema(request=CorrectInput, responses=CorrigendumShape)
    def post(self, request: Request, pk: int) -> Response:
        """The correction of the text that stands as it would be. Nothing is stored."""
        instrument, seat = finding.instrument(request.user, pk)
        made = _prepared(instrument, seat, _sent(CorrectInput, request, seat))
        found = {"text_hash": hash_of(made.text), "last": made.last, "label": made.label}
        return Response(CorrigendumShape({**found, "corrections": made.corrections}).data)


class Correct(APIView):
    @extend_schema(request=StoreCorrectionInput, responses={201: shapes.RollingTextShape})
    def post(self, request: Request, pk: int) -> Response:
        """Store a correction: unpublished, or published at once if `publish` is true and you are the chair."""
        instrument, seat = finding.instrument(request.user, pk)
        sent = _sent(StoreCorrectionInput, request, seat)
        if sent["publish"] and not seat.chairs:
            raise NotAllowed("only the chair publishes a correction")
        now = timezone.now()
        text = correcting.save(
            corrigendum=_prepared(instrument, seat, sent), by=seat, at=now, dated=sent.get("date") or now.date(),
            symbol=sent["symbol"], expected_hash=sent["text_hash"], publish=sent["publish"],
        )  # fmt: skip
        return Response(shapes.RollingTextShape(text).data, status=201)


class Agreements(APIView):
    @extend_schema(responses=AgreementShape(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """When a provision was agreed ad referendum and reopened; the last one stands unless it was reopened."""
        provision, seat = finding.provision(request.user, pk)
        if not seat.sees_proposals:
            raise NotThere
        found = access.agreements(seat).filter(provision=provision).select_related("reserved_by")
        return Response(AgreementShape(found, many=True).data)

    @extend_schema(request=AgreeInput, responses={201: AgreementShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Mark a provision as agreed ad referendum, in the words that stand; for the chair."""
        provision, seat = finding.provision(request.user, pk)
        sent = _sent(AgreeInput, request, seat)
        state = finding.state(seat, sent["state"])
        if state.provision_id != provision.pk:
            raise BadInput("this is another provision", Where("state", "of another provision"))
        made = agreement.agree(state=state, by=seat, at=timezone.now(), reserved_by=sent["reserved_by"])
        return Response(AgreementShape(made).data, status=201)


class Reopen(APIView):
    @extend_schema(request=ReopenInput, responses=AgreementShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Reopen a provision that is agreed ad referendum, with the reason; for the chair."""
        provision, seat = finding.provision(request.user, pk)
        sent = _sent(ReopenInput, request, seat)
        done = agreement.reopen(provision=provision, by=seat, at=timezone.now(), **sent)
        return Response(AgreementShape(done).data)


def _sent(shape: type[shapes.Input], request: Request, seat: Seat) -> dict[str, Any]:
    if not seat.prepares:  # before anything is read
        raise NotAllowed("this is for the chair and the secretariat")
    return shapes.sent(shape, request)


def _prepared(instrument: Instrument, seat: Seat, sent: dict[str, Any]) -> Corrigendum:
    given = {str(w["provision"]): Corrected(w["text"], w["because"]) for w in sent["wordings"]}
    if len(given) < len(sent["wordings"]):
        raise BadInput("a provision is corrected once in a correction", Where("wordings", "twice the same provision"))
    return correcting.prepare(instrument=instrument, by=seat, wordings=given)
