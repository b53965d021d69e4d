"""People and their roles: invite, change, revoke; delegations and people as tables."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import delegations, finding, invitations, membership, rosters
from ..access import Seat
from ..formats.table import MAX_BYTES
from ..models import Delegation, Membership
from . import seats
from .shapes import sent


class People(APIView):
    @extend_schema(responses=seats.PersonShape(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Who takes part, and as what; for the secretariat."""
        negotiation, _ = finding.set_up(request.user, slug)
        found = negotiation.memberships.select_related("user", "delegation")
        return Response(seats.PersonShape(found, many=True).data)

    @extend_schema(request=seats.InviteInput, responses={201: seats.InvitedShape})
    def post(self, request: Request, slug: str) -> Response:
        """Give a person a role. The link lets somebody in who has no account yet; it is answered in every case."""
        _, seat = finding.set_up(request.user, slug)
        given = sent(seats.InviteInput, request)
        given["delegation"] = _of(seat, given["delegation"])
        made = membership.invite(by=seat, at=timezone.now(), **given)
        return Response(seats.InvitedShape(made, context=_links(request, (made,))).data, status=201)


class OnePerson(APIView):
    @extend_schema(request=seats.RoleInput, responses=seats.PersonShape)
    def patch(self, request: Request, slug: str, pk: int) -> Response:
        """Give the person another role instead."""
        seat, found = _membership(request, slug, pk)
        given = sent(seats.RoleInput, request)
        changed = membership.change(
            membership=found, role=given["role"], delegation=_of(seat, given["delegation"]), by=seat, at=timezone.now()
        )
        return Response(seats.PersonShape(changed).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """Revoke the role, at once."""
        seat, found = _membership(request, slug, pk)
        membership.revoke(membership=found, by=seat, at=timezone.now())
        return Response(status=204)


class Head(APIView):
    @extend_schema(request=seats.HeadInput, responses=seats.PersonShape)
    def put(self, request: Request, slug: str, pk: int) -> Response:
        """Say whether a drafter is a head of delegation."""
        seat, found = _membership(request, slug, pk)
        given = sent(seats.HeadInput, request)
        named = membership.name_head(membership=found, by=seat, at=timezone.now(), **given)
        return Response(seats.PersonShape(named).data)


class Link(APIView):
    @extend_schema(request=None, responses=seats.InvitedShape)
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Another link for the person, where the first was lost or is too old."""
        _, found = _membership(request, slug, pk)
        return Response(seats.InvitedShape(found, context=_links(request, (found,))).data)


class Table(APIView):
    parser_classes = (MultiPartParser,)

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.BINARY})
    def get(self, request: Request, slug: str, what: str) -> HttpResponse:
        """The `delegations` or the `people` as CSV, or all `countries` as delegations."""
        _, seat = finding.set_up(request.user, slug)
        return sent_table(what, seat)

    @extend_schema(request=seats.RosterInput, responses=seats.TableShape)
    def post(self, request: Request, slug: str, what: str) -> Response:
        """Read a table of `delegations` or `people`: what it would do, or with `store` do it, all of it or nothing."""
        _, seat = finding.set_up(request.user, slug)
        given = sent(seats.RosterInput, request)
        data = given["file"].read(MAX_BYTES + 1)
        found = rosters.read(what=what, data=data, by=seat, at=timezone.now(), store=given["store"])
        stored = given["store"] and not found.problems
        invited = found.invited if stored else ()
        shown = {"stored": stored, "lines": found.lines, "problems": found.problems, "invited": invited}
        return Response(seats.TableShape(shown, context=_links(request, invited)).data)


def sent_table(what: str, seat: Seat) -> HttpResponse:
    """A table as a download."""
    content = rosters.written(what=what, by=seat)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{seat.negotiation.slug}-{what}.csv"'
    return response


def _of(seat: Seat, code: str) -> Delegation | None:
    return delegations.named(seat, code) if code else None


def _membership(request: Request, slug: str, pk: int) -> tuple[Seat, Membership]:
    negotiation, seat = finding.set_up(request.user, slug)
    return seat, finding.one(negotiation.memberships.select_related("user", "delegation", "negotiation"), pk=pk)


def _links(request: Request, made: tuple[Membership, ...]) -> dict[str, Any]:
    """The link of each invitation, and to whom it was also mailed."""
    return {
        "links": {m.pk: request.build_absolute_uri(invitations.path(m)) for m in made},
        "mailed": {m.pk for m in made if invitations.mail(m, request.build_absolute_uri)},
    }
