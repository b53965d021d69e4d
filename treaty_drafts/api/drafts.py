"""Private drafts, tabling, proposals and versions, comparison."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import access, comparison, drafting, finding, rolling, substance, tabling
from ..errors import BadInput, NotThere, Where
from ..models import Provision
from . import draft_shapes, shapes


class Drafts(APIView):
    @extend_schema(responses=draft_shapes.DraftShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """The drafts of the delegations that you draft for, and those that these have joined."""
        instrument, seat = finding.instrument(request.user, pk)
        found = access.drafts(seat).filter(instrument=instrument).select_related("delegation", "base")
        return Response([draft_shapes.draft_for(seat, draft) for draft in found])

    @extend_schema(request=draft_shapes.DraftInput, responses={201: draft_shapes.DraftShape})
    def post(self, request: Request, pk: int) -> Response:
        """Open a draft on a provision, of its deletion, or of a new provision after another."""
        instrument, seat = finding.instrument(request.user, pk)
        sent = shapes.sent(draft_shapes.DraftInput, request)
        made = drafting.open_draft(
            instrument=instrument, delegation=finding.delegation(seat, sent["delegation"]),
            kind=sent["kind"], by=seat, at=timezone.now(),
            provision=provision_in(request, sent, "provision"),
            after=provision_in(request, sent, "after"), authorship=sent["authorship"],
        )  # fmt: skip
        return Response(draft_shapes.DraftShape(made).data, status=201)


class OneDraft(APIView):
    @extend_schema(responses=draft_shapes.DraftShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """A draft of your delegation, or one that it has joined."""
        draft, seat = finding.worded(request.user, pk)
        return Response(draft_shapes.draft_for(seat, draft))

    @extend_schema(request=draft_shapes.EditInput, responses=draft_shapes.DraftShape)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Save words or note; `edition` is the state that you edited, so that nobody's words are overwritten."""
        draft, seat = finding.worded(request.user, pk)
        sent = shapes.sent(draft_shapes.EditInput, request)
        saved = drafting.edit(draft=draft, by=seat, at=timezone.now(), **sent)
        return Response(draft_shapes.draft_for(seat, saved))

    @extend_schema(parameters=[OpenApiParameter("edition", int, required=True)], responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Discard the draft, if it is still in the state that you looked at."""
        draft, seat = finding.own_words(request.user, pk)
        sent = draft_shapes.EditionInput(data=request.query_params.dict())
        sent.is_valid(raise_exception=True)
        drafting.discard(draft=draft, by=seat, **sent.validated_data)
        return Response(status=204)


class Redline(APIView):
    @extend_schema(responses=draft_shapes.ComparedShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """The draft against the text it is based on: its changes, and what they change in substance."""
        draft, _ = finding.worded(request.user, pk)
        return Response(_compared(rolling.measured(draft), draft.text))


class TablingPreview(APIView):
    @extend_schema(responses=draft_shapes.TablingShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """Exactly what the others will receive."""
        draft, _ = finding.own_draft(request.user, pk)
        return Response(draft_shapes.TablingShape(tabling.preview(draft=draft)).data)


class Table(APIView):
    @extend_schema(request=draft_shapes.TableInput, responses={201: shapes.VersionShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Table the draft as it was previewed; it becomes a version that never changes."""
        draft, seat = finding.own_draft(request.user, pk)
        sent = shapes.sent(draft_shapes.TableInput, request)
        version = tabling.table(draft=draft, by=seat, at=timezone.now(), **sent)
        return Response(shapes.VersionShape(version).data, status=201)


class OneProposal(APIView):
    @extend_schema(responses=shapes.ProposalShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """A proposal with all its versions."""
        proposal, _ = finding.proposal(request.user, pk)
        return Response(shapes.ProposalShape(proposal).data)


class Withdraw(APIView):
    @extend_schema(request=None, responses=shapes.ProposalShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Withdraw a proposal; its versions stay in the record."""
        proposal, seat = finding.proposal(request.user, pk)
        withdrawn = tabling.withdraw(proposal=proposal, by=seat, at=timezone.now())
        return Response(shapes.ProposalShape(withdrawn).data)


class OneVersion(APIView):
    @extend_schema(responses=shapes.VersionShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """A tabled version."""
        version, _ = finding.version(request.user, pk)
        return Response(shapes.VersionShape(version).data)


class Shifts(APIView):
    @extend_schema(responses=draft_shapes.SubstanceShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """What a tabled version does to the text it was measured against, the strongest shifts first."""
        version, _ = finding.version(request.user, pk)
        return Response(draft_shapes.SubstanceShape(substance.of(version)).data)


SIDE = (
    "`version:ID` a tabled version, `text:ID` a provision as a revision prints it, `base:ID` its wording without the "
    "brackets of proposals, `draft:ID` your own draft"
)


class Compare(APIView):
    @extend_schema(
        parameters=[OpenApiParameter(side, str, required=True, description=SIDE) for side in ("before", "after")],
        responses=draft_shapes.ComparedShape,
    )
    def get(self, request: Request, pk: int) -> Response:
        """Any two texts: word-level changes as data, inline and side by side, and what they change in substance."""
        _, seat = finding.instrument(request.user, pk)
        before, after = (
            finding.text_named(seat, request.query_params.get(side, ""), side) for side in ("before", "after")
        )
        return Response(_compared(before.text, after.text))


def _compared(before: str, after: str) -> dict[str, Any]:
    changed = substance.changed(before, after)
    words = draft_shapes.ComparisonShape(comparison.compare(before, after)).data
    return dict(words | {"substance": draft_shapes.SubstanceShape(changed).data})


def provision_in(request: Request, sent: dict[str, Any], field: str) -> Provision | None:
    """The provision that a field of the request names."""
    if not sent.get(field):
        return None
    try:
        return finding.provision(request.user, sent[field])[0]
    except NotThere:
        raise BadInput("there is no such provision", Where(field, "unknown", str(sent[field]))) from None
