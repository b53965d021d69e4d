"""Set up a negotiation: its description, instruments and delegations."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import countries, delegations, finding, setting_up
from ..access import Seat
from . import seats
from .shapes import DelegationShape, InstrumentShape, sent


class Instruments(APIView):
    @extend_schema(request=seats.InstrumentInput, responses={201: InstrumentShape})
    def post(self, request: Request, slug: str) -> Response:
        """Add an instrument that is to be drafted."""
        _, seat = finding.set_up(request.user, slug)
        made = setting_up.add_instrument(by=seat, at=timezone.now(), **sent(seats.InstrumentInput, request))
        return Response(InstrumentShape(made).data, status=201)


class Delegations(APIView):
    @extend_schema(request=seats.DelegationInput, responses={201: DelegationShape})
    def post(self, request: Request, slug: str) -> Response:
        """Add a delegation: a country of ISO 3166-1, a code and name of your own, or a group with its members."""
        _, seat = finding.set_up(request.user, slug)
        given = sent(seats.DelegationInput, request)
        if country := given.pop("country"):
            code, name = countries.named(country)
            given |= {"code": given["code"] or code, "name": given["name"] or name}
        made = delegations.add(by=seat, at=timezone.now(), **given)
        return Response(DelegationShape(made).data, status=201)


class OneDelegation(APIView):
    @extend_schema(request=seats.DelegationChange, responses=DelegationShape)
    def patch(self, request: Request, slug: str, code: str) -> Response:
        """Rename a delegation while nothing is on record for it; say which members a group has."""
        seat, found = _delegation(request, slug, code)
        given, at = sent(seats.DelegationChange, request), timezone.now()
        with transaction.atomic():
            if "name" in given:
                delegations.rename(delegation=found, name=given["name"], by=seat, at=at)
            if "members" in given:
                delegations.set_members(group=found, members=given["members"], by=seat, at=at)
        return Response(DelegationShape(found).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, slug: str, code: str) -> Response:
        """Remove a delegation for which nothing is on record and nobody was ever given a role."""
        seat, found = _delegation(request, slug, code)
        delegations.remove(delegation=found, by=seat, at=timezone.now())
        return Response(status=204)


class Countries(APIView):
    @extend_schema(responses={200: dict[str, str]})
    def get(self, _request: Request) -> Response:
        """The countries of ISO 3166-1 by their three letters."""
        return Response(countries.names())


def _delegation(request: Request, slug: str, code: str) -> tuple[Seat, Any]:
    negotiation, seat = finding.set_up(request.user, slug)
    return seat, finding.one(negotiation.parties, code=code)
