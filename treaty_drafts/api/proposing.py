"""Packages, co-sponsors, texts entered on behalf of a delegation, clearance, and a text split into drafts."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import access, behalf, clearance, finding, models, packages, splitting, sponsoring
from ..errors import BadInput, Where
from . import draft_shapes, shapes
from .drafts import provision_in


class SplitInput(shapes.Input):
    text = shapes.Words()
    delegation = serializers.CharField(default="", allow_blank=True)
    store = serializers.BooleanField(default=False, help_text="open the drafts; without it, only show them")


class PartShape(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.CharField()
    provision = serializers.UUIDField(source="state.provision_id", default=None, allow_null=True)
    text = serializers.CharField()
    already = serializers.CharField()


class PackageDraftInput(draft_shapes.EditionInput):
    draft = serializers.UUIDField()


class PackageInput(shapes.Input):
    drafts = PackageDraftInput(many=True)
    title = serializers.CharField(max_length=200)
    note = shapes.Words(default="", max_length=5000)
    although_moved = serializers.BooleanField(default=False)


class PackageShape(serializers.ModelSerializer[models.Package]):
    delegation = serializers.CharField(source="delegation.code")
    proposals = shapes.ProposalShape(many=True)

    class Meta:
        model = models.Package
        fields = ("id", "delegation", "title", "note", "sequence", "proposals")


class SponsorshipInput(shapes.Input):
    delegation = serializers.CharField(help_text="your own, to ask; another, to invite it to your proposal")


class SponsorshipShape(serializers.ModelSerializer[models.Sponsorship]):
    delegation = serializers.CharField(source="delegation.code")

    class Meta:
        model = models.Sponsorship
        fields = ("id", "proposal", "delegation", "state", "version", "since")


class SeenInput(shapes.Input):
    version = serializers.UUIDField(help_text="the version that you looked at")


class HandedInInput(draft_shapes.DraftInput):
    authorship = None  # type: ignore[assignment]  # it is the delegation's
    delegation = serializers.CharField()
    text = shapes.Words(default="")
    note = shapes.Words(default="", max_length=5000)


class HandedInShape(serializers.ModelSerializer[models.HandedIn]):
    delegation = serializers.CharField(source="delegation.code")

    class Meta:
        model = models.HandedIn
        fields = (
            "id", "delegation", "kind", "provision", "after", "text", "note", "state", "version", "entered_at",
        )  # fmt: skip


class MovedInput(shapes.Input):
    although_moved = serializers.BooleanField(default=False)


class ClearanceInput(shapes.Input):
    delegation = serializers.CharField(default="", allow_blank=True)
    needed = serializers.BooleanField()


class Split(APIView):
    @extend_schema(request=SplitInput, responses={200: PartShape(many=True), 201: draft_shapes.DraftShape(many=True)})
    def post(self, request: Request, pk: int) -> Response:
        """What provisions a text holds and which of them differ; with `store`, a private draft of each that does."""
        instrument, seat = finding.instrument(request.user, pk)
        sent = shapes.sent(SplitInput, request)
        delegation = finding.delegation(seat, sent["delegation"])
        parts = splitting.plan(instrument=instrument, delegation=delegation, text=sent["text"], by=seat)
        if not sent["store"]:
            return Response(PartShape(parts, many=True).data)
        made = splitting.store(parts=parts, instrument=instrument, delegation=delegation, by=seat, at=timezone.now())
        return Response(draft_shapes.DraftShape(made, many=True).data, status=201)


class Packages(APIView):
    @extend_schema(responses=PackageShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """The packages that were tabled."""
        instrument, seat = finding.instrument(request.user, pk)
        found = access.packages(seat).filter(instrument=instrument)
        return Response(PackageShape(found.prefetch_related("proposals__versions"), many=True).data)

    @extend_schema(request=PackageInput, responses={201: PackageShape})
    def post(self, request: Request, pk: int) -> Response:
        """Table several drafts of a delegation as one package: all of them, or none."""
        instrument, seat = finding.instrument(request.user, pk)
        sent = shapes.sent(PackageInput, request)
        drafts = [(finding.draft(request.user, d["draft"])[0], d["edition"]) for d in sent.pop("drafts")]
        if any(d.instrument_id != instrument.pk for d, _ in drafts):
            raise BadInput("a package is on one instrument", Where("drafts", "of another instrument"))
        made, _ = packages.table(drafts=drafts, by=seat, at=timezone.now(), **sent)
        return Response(PackageShape(made).data, status=201)


class WithdrawPackage(APIView):
    @extend_schema(request=None, responses=PackageShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Withdraw all proposals of a package."""
        package, seat = finding.package(request.user, pk)
        return Response(PackageShape(packages.withdraw(package=package, by=seat, at=timezone.now())).data)


class Sponsorships(APIView):
    @extend_schema(responses=SponsorshipShape(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Who co-sponsors a proposal; what is only asked or offered is seen by these two sides."""
        proposal, seat = finding.proposal(request.user, pk)
        found = access.sponsorships(seat).filter(proposal=proposal).select_related("delegation")
        return Response(SponsorshipShape(found, many=True).data)

    @extend_schema(request=SponsorshipInput, responses={201: SponsorshipShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Ask to co-sponsor for your own delegation, or invite another one to your proposal."""
        proposal, seat = finding.proposal(request.user, pk)
        delegation = finding.party(seat, shapes.sent(SponsorshipInput, request)["delegation"])
        verb = sponsoring.ask if seat.speaks_for(delegation) else sponsoring.invite
        made = verb(proposal=proposal, delegation=delegation, by=seat, at=timezone.now())
        return Response(SponsorshipShape(made).data, status=201)


class Agree(APIView):
    @extend_schema(request=SeenInput, responses=SponsorshipShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Consent to a co-sponsorship that the other side asked for or offered."""
        found, seat = finding.sponsorship(request.user, pk)
        made = sponsoring.agree(sponsorship=found, by=seat, at=timezone.now(), **shapes.sent(SeenInput, request))
        return Response(SponsorshipShape(made).data)


class Confirm(APIView):
    @extend_schema(request=SeenInput, responses=SponsorshipShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Co-sponsor the latest version too."""
        found, seat = finding.sponsorship(request.user, pk)
        made = sponsoring.confirm(sponsorship=found, by=seat, at=timezone.now(), **shapes.sent(SeenInput, request))
        return Response(SponsorshipShape(made).data)


class EndSponsorship(APIView):
    @extend_schema(request=None, responses=SponsorshipShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Leave, let go, take back or decline."""
        found, seat = finding.sponsorship(request.user, pk)
        return Response(SponsorshipShape(sponsoring.end(sponsorship=found, by=seat, at=timezone.now())).data)


class AllHandedIn(APIView):
    @extend_schema(responses=HandedInShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """Texts entered on behalf of your delegation; for the secretariat, of every one."""
        instrument, seat = finding.instrument(request.user, pk)
        found = access.handed_in(seat).filter(instrument=instrument).select_related("delegation")
        return Response(HandedInShape(found, many=True).data)

    @extend_schema(request=HandedInInput, responses={201: HandedInShape})
    def post(self, request: Request, pk: int) -> Response:
        """Enter a text on behalf of a delegation, which is asked to confirm it."""
        instrument, seat = finding.instrument(request.user, pk)
        sent = shapes.sent(HandedInInput, request)
        made = behalf.enter(
            instrument=instrument, delegation=finding.party(seat, sent["delegation"]), kind=sent["kind"],
            text=sent["text"], note=sent["note"], by=seat, at=timezone.now(),
            provision=provision_in(request, sent, "provision"), after=provision_in(request, sent, "after"),
        )  # fmt: skip
        return Response(HandedInShape(made).data, status=201)


class ConfirmHandedIn(APIView):
    @extend_schema(request=MovedInput, responses={201: shapes.VersionShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Confirm what was entered for your delegation; it is tabled."""
        found, seat = finding.handed_in(request.user, pk)
        sent = shapes.sent(MovedInput, request)
        version = behalf.confirm(handed_in=found, by=seat, at=timezone.now(), **sent)
        return Response(shapes.VersionShape(version).data, status=201)


class DeclineHandedIn(APIView):
    @extend_schema(request=None, responses=HandedInShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Do not confirm it: nothing is tabled."""
        found, seat = finding.handed_in(request.user, pk)
        return Response(HandedInShape(behalf.decline(handed_in=found, by=seat)).data)


class Clear(APIView):
    @extend_schema(request=draft_shapes.EditionInput, responses=draft_shapes.DraftShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """As head of delegation, clear a draft in the edition that you looked at."""
        draft, seat = finding.own_draft(request.user, pk)
        sent = shapes.sent(draft_shapes.EditionInput, request)
        return Response(draft_shapes.DraftShape(clearance.clear(draft=draft, by=seat, **sent)).data)


class Clearance(APIView):
    @extend_schema(request=ClearanceInput, responses={204: None})
    def put(self, request: Request, slug: str) -> Response:
        """As head of delegation, say whether your delegation's drafts need your clearance before they are tabled."""
        _, seat = finding.negotiation(request.user, slug)
        sent = shapes.sent(ClearanceInput, request)
        delegation = finding.delegation(seat, sent["delegation"])
        clearance.demand(delegation=delegation, needed=sent["needed"], by=seat)
        return Response(status=204)
