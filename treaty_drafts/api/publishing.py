"""Corrections of the text that stands, and what is agreed ad referendum."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import access, agreement, correcting, corrigendum, finding
from ..access import Seat
from ..correcting import Corrected, Corrigendum
from ..errors import BadInput, NotAllowed, NotThere, Where
from ..models import Instrument, hash_of
from . import shapes


class Corrections(APIView):
    @extend_schema(responses=shapes.CorrectionShape(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """What a Corr. corrects, in the order of the text; nothing for a revision itself."""
        text, _ = finding.rolling_text(request.user, pk)
        return Response(shapes.CorrectionShape(corrigendum.of(text), many=True).data)


class CorrectPreview(APIView):
    @extend_schema(request=shapes.CorrectInput, responses=shapes.CorrigendumShape)
    def post(self, request: Request, pk: int) -> Response:
        """The correction of the text that stands as it would be. Nothing is stored."""
        instrument, seat = finding.instrument(request.user, pk)
        made = _prepared(instrument, seat, _sent(shapes.CorrectInput, request, seat))
        found = {"text_hash": hash_of(made.text), "last": made.last, "label": made.label}
        return Response(shapes.CorrigendumShape({**found, "corrections": made.corrections}).data)


class Correct(APIView):
    @extend_schema(request=shapes.StoreCorrectionInput, responses={201: shapes.RollingTextShape})
    def post(self, request: Request, pk: int) -> Response:
        """Store a correction: unpublished, or published at once if `publish` is true and you are the chair."""
        instrument, seat = finding.instrument(request.user, pk)
        sent = _sent(shapes.StoreCorrectionInput, request, seat)
        if sent["publish"] and not seat.chairs:
            raise NotAllowed("only the chair publishes a correction")
        now = timezone.now()
        text = correcting.save(
            corrigendum=_prepared(instrument, seat, sent), by=seat, at=now, dated=sent.get("date") or now.date(),
            symbol=sent["symbol"], expected_hash=sent["text_hash"], publish=sent["publish"],
        )  # fmt: skip
        return Response(shapes.RollingTextShape(text).data, status=201)


class Agreements(APIView):
    @extend_schema(responses=shapes.AgreementShape(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """When a provision was agreed ad referendum and reopened; the last one stands unless it was reopened."""
        provision, seat = finding.provision(request.user, pk)
        if not seat.sees_proposals:
            raise NotThere
        found = access.agreements(seat).filter(provision=provision).select_related("reserved_by")
        return Response(shapes.AgreementShape(found, many=True).data)

    @extend_schema(request=shapes.AgreeInput, responses={201: shapes.AgreementShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Mark a provision as agreed ad referendum, in the words that stand; for the chair."""
        provision, seat = finding.provision(request.user, pk)
        sent = _sent(shapes.AgreeInput, request, seat)
        state = finding.state(seat, sent["state"])
        if state.provision_id != provision.pk:
            raise BadInput("this is another provision", Where("state", "of another provision"))
        made = agreement.agree(state=state, by=seat, at=timezone.now(), reserved_by=sent["reserved_by"])
        return Response(shapes.AgreementShape(made).data, status=201)


class Reopen(APIView):
    @extend_schema(request=shapes.ReopenInput, responses=shapes.AgreementShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Reopen a provision that is agreed ad referendum, with the reason; for the chair."""
        provision, seat = finding.provision(request.user, pk)
        sent = _sent(shapes.ReopenInput, request, seat)
        done = agreement.reopen(provision=provision, by=seat, at=timezone.now(), **sent)
        return Response(shapes.AgreementShape(done).data)


def _sent(shape: type[shapes.Input], request: Request, seat: Seat) -> dict[str, Any]:
    if not seat.prepares:  # before anything is read
        raise NotAllowed("this is for the chair and the secretariat")
    return shapes.sent(shape, request)


def _prepared(instrument: Instrument, seat: Seat, sent: dict[str, Any]) -> Corrigendum:
    given = {str(w["provision"]): Corrected(w["text"], w["because"]) for w in sent["wordings"]}
    if len(given) < len(sent["wordings"]):
        raise BadInput("a provision is corrected once in a correction", Where("wordings", "twice the same provision"))
    return correcting.prepare(instrument=instrument, by=seat, wordings=given)
