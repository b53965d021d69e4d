"""Negotiations, their record, and their provisions."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import access, by_effect, finding, news, record, setting_up, substance, watch_list
from ..errors import NotAllowed, NotThere
from ..models import Proposal
from .draft_shapes import VerdictShape
from .news_shapes import NewsShape, ReadInput, ReadShape, WatchedShape, WatchInput
from .seats import DescribeInput, NegotiationInput
from .shapes import EntryShape, NegotiationShape, ProposalShape, RollingTextShape, StateShape, sent


class Negotiations(APIView):
    @extend_schema(responses=NegotiationShape(many=True))
    def get(self, request: Request) -> Response:
        """The negotiations that you take part in."""
        found = access.negotiations(request.user).prefetch_related("instruments", "delegations__members")
        return Response(NegotiationShape(found, many=True).data)

    @extend_schema(request=NegotiationInput, responses={201: NegotiationShape})
    def post(self, request: Request) -> Response:
        """Begin a negotiation, if the site's administration lets you; you are its secretariat."""
        if not access.may_set_up(request.user):  # before anything is read
            raise NotThere
        made = setting_up.create(by=request.user, at=timezone.now(), **sent(NegotiationInput, request))
        return Response(NegotiationShape(made).data, status=201)


class OneNegotiation(APIView):
    @extend_schema(responses=NegotiationShape)
    def get(self, request: Request, slug: str) -> Response:
        """A negotiation, its delegations and instruments."""
        found, _ = finding.negotiation(request.user, slug)
        return Response(NegotiationShape(found).data)

    @extend_schema(request=DescribeInput, responses=NegotiationShape)
    def patch(self, request: Request, slug: str) -> Response:
        """Change title and session, and whether observers see what is tabled; for the secretariat."""
        _, seat = finding.set_up(request.user, slug)
        changed = setting_up.describe(by=seat, at=timezone.now(), **sent(DescribeInput, request))
        return Response(NegotiationShape(changed).data)


class Record(APIView):
    @extend_schema(responses=EntryShape(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """What was done in the open, in order, each entry sealed with the one before.

        Observers who are not admitted to informals see the publications.
        """
        _, seat = finding.negotiation(request.user, slug)
        entries = access.entries(seat).select_related("negotiation")
        return Response([access.shown(record.plain(entry), seat) for entry in entries])


class News(APIView):
    @extend_schema(responses=NewsShape)
    def get(self, request: Request, slug: str) -> Response:
        """What was done since you last marked the record as read, in words; reading it here marks nothing."""
        _, seat = finding.negotiation(request.user, slug)
        return Response(NewsShape(news.since_last_look(seat)).data)

    @extend_schema(request=ReadInput, responses=ReadShape)
    def post(self, request: Request, slug: str) -> Response:
        """Mark the record as read, up to the entry that you name."""
        _, seat = finding.negotiation(request.user, slug)
        given = sent(ReadInput, request)
        return Response(ReadShape(news.mark_read(seat=seat, **given)).data)


class Watched(APIView):
    @extend_schema(responses=WatchedShape(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Your delegation's watch list: what changed in substance since you last marked the record as read."""
        _, seat = finding.negotiation(request.user, slug)
        return Response(WatchedShape(watch_list.since_last_look(seat)[1], many=True).data)


class Watch(APIView):
    @extend_schema(request=WatchInput, responses={204: None})
    def put(self, request: Request, pk: UUID) -> Response:
        """Put a provision on your delegation's watch list, or take it off."""
        provision, seat = finding.provision(request.user, pk)
        if not seat.parties:  # before anything is read
            raise NotAllowed("only drafters keep a watch list, for their own delegation")
        given = sent(WatchInput, request)
        act = watch_list.watch if given["watched"] else watch_list.unwatch
        act(provision=provision, delegation=finding.delegation(seat, given["delegation"]), by=seat)
        return Response(status=204)


class OneProvision(APIView):
    @extend_schema(responses={200: dict})
    def get(self, request: Request, pk: UUID) -> Response:
        """A provision through the revisions, and what is or was proposed on it.

        Each proposal comes with what its latest version does to the text it was measured against. `?effect=weaker` leaves
        those with that effect, `?order=effect` puts the strongest first.
        """
        provision, seat = finding.provision(request.user, pk)
        states = provision.states.filter(rolling_text__in=access.rolling_texts(seat)).select_related("rolling_text")
        found = access.proposals(seat).filter(provision=provision).select_related("delegation")
        return Response(
            {
                "id": provision.pk,
                "states": [
                    {
                        "rolling_text": RollingTextShape(s.rolling_text).data,
                        **StateShape(s, context={"seat": seat}).data,
                    }
                    for s in states.order_by("rolling_text__number", "rolling_text__correction").prefetch_related(
                        "sources__version__proposal__delegation"
                    )
                ],
                "proposals": _with_effects(found.prefetch_related("versions__proposal__delegation"), request.GET),
            }
        )


def _with_effects(found: Iterable[Proposal], sent: QueryDict) -> list[dict[str, Any]]:
    """Proposals, each with the effect of its latest version, as the address asks for them."""
    proposals = list(found)
    latest = [list(proposal.versions.all())[-1] for proposal in proposals]
    read = substance.verdicts((v.base_text, v.text) for v in latest)
    kept = by_effect.pick(zip(proposals, read, strict=True), by_effect.choice(sent), lambda one: [one[1].effect])
    return [ProposalShape(p).data | {"effect": VerdictShape(verdict).data} for p, verdict in kept]
