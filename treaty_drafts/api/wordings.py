"""The wordings of a provision side by side, the text as one delegation would have it, and where each word comes from."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import access, finding, rolling, sourcing
from ..access import Seat
from ..errors import BadInput, NotThere, Where
from ..models import Provision
from ..side_by_side import Wording, side_by_side
from ..text_of import text_of
from . import draft_shapes, shapes


class WholeWordingShape(serializers.Serializer[Any]):
    """A whole text and all who hold it; of a text of the chair’s, what the chair calls it."""

    text = serializers.CharField()
    delegations = serializers.ListField(child=serializers.CharField(), source="codes")
    author = serializers.CharField()
    settled = draft_shapes.SettledWordsShape(
        many=True, help_text="the chair’s words in it, where those who hold it had others"
    )
    versions = serializers.SerializerMethodField()

    def get_versions(self, wording: Wording) -> list[str]:
        return [str(v.pk) for v in wording.versions]


class OfferShape(serializers.Serializer[Any]):
    """A wording at a point; `effect` is what it does to the base in its sentence, null for words of the base."""

    text = serializers.CharField()
    delegations = serializers.ListField(child=serializers.CharField(), source="codes")
    is_base = serializers.BooleanField()
    effect = draft_shapes.VerdictShape(source="verdict", allow_null=True)


class PointInBaseShape(serializers.Serializer[Any]):
    """`span` is in code points of the base; `standing` where it is brackets of the base on which no wording differs.

    `passage` where somebody reserves on words or brackets them, and no wording is offered for them all.
    """

    number = serializers.IntegerField(help_text="the same on all pages; a point that is settled keeps it")
    cited = serializers.CharField(source="at.cited", help_text="“paragraph 2 (b)”")
    begins = serializers.CharField(source="at.begins", help_text="the first words that it is about")
    span = shapes.SpanShape(source="point.span")
    standing = serializers.BooleanField(source="point.standing")
    passage = serializers.BooleanField(source="point.passage")
    before = serializers.CharField()
    words = serializers.CharField()
    after = serializers.CharField()
    wordings = OfferShape(many=True, source="offers")
    reserving = serializers.ListField(child=serializers.CharField())
    bracketing = serializers.ListField(child=serializers.CharField())


class SettledPointShape(serializers.Serializer[Any]):
    """A point that the chair has settled for the next revision; its words are in the base here."""

    number = serializers.IntegerField()
    cited = serializers.CharField()
    begins = serializers.CharField()
    settlement = serializers.UUIDField(source="settled.settlement.pk")


class SideBySideShape(serializers.Serializer[Any]):
    state = serializers.UUIDField(source="state.pk", default=None, allow_null=True)
    base = WholeWordingShape()
    wordings = WholeWordingShape(many=True)
    by_chair = WholeWordingShape(many=True)
    settled = draft_shapes.SettledWordsShape(
        many=True, source="settled_words", help_text="for the next revision, and in `base` here"
    )
    nothing_left = serializers.ListField(
        child=serializers.CharField(), help_text="codes of those of whose wordings nothing is left open"
    )
    points = PointInBaseShape(many=True)
    settled_points = SettledPointShape(many=True, source="settled", help_text="the same points by their numbers")


class TextPartShape(serializers.Serializer[Any]):
    """`text` is empty where the delegation would have none, `base` where it is new; `version` says so, if one does."""

    provision = serializers.UUIDField()
    eid = serializers.CharField(source="state.eid", default="")
    base = serializers.CharField()
    text = serializers.CharField()
    version = serializers.UUIDField(source="version.pk", default=None, allow_null=True)
    settled = draft_shapes.SettledWordsShape(many=True, help_text="the chair’s words in it; places are in `base`")
    waiting = serializers.UUIDField(
        source="waiting.pk",
        default=None,
        allow_null=True,
        help_text="its own version, which it has to settle first",
    )


class TextOfShape(serializers.Serializer[Any]):
    delegation = serializers.CharField()
    rolling_text = serializers.UUIDField(allow_null=True)
    provisions = TextPartShape(many=True)


class WordsHolderShape(serializers.Serializer[Any]):
    """A delegation, and the version in which it holds the words; null where the text alone names it."""

    delegation = serializers.CharField(source="code")
    version = serializers.UUIDField(source="version.pk", default=None, allow_null=True)
    number = serializers.IntegerField(source="version.number", default=None, allow_null=True)
    tabled_at = serializers.DateTimeField(source="version.tabled_at", default=None, allow_null=True)


class OriginShape(serializers.Serializer[Any]):
    """The revision that first had the words, and the version that they were taken from, if any."""

    rolling_text = serializers.UUIDField(source="state.rolling_text_id")
    revision = serializers.CharField(source="state.rolling_text.label")
    source = serializers.CharField(source="state.rolling_text.source")  # type: ignore[assignment]  # as for revisions
    version = serializers.UUIDField(source="version.pk", default=None, allow_null=True)


class SourcedShape(serializers.Serializer[Any]):
    span = shapes.SpanShape()
    holders = WordsHolderShape(many=True)
    origin = OriginShape(allow_null=True)


class SourcesShape(serializers.Serializer[Any]):
    """`told` is false where the notation does not tell whose the words are; spans are in code points of `text`."""

    state = serializers.UUIDField()
    text = serializers.CharField()
    told = serializers.BooleanField()
    words = SourcedShape(many=True)


class Wordings(APIView):
    @extend_schema(responses=SideBySideShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """Every wording on the table once, and the points to settle, under their numbers."""
        provision, _ = _provision(request, pk)
        return Response(SideBySideShape(side_by_side(provision=provision)).data)


class TextOf(APIView):
    @extend_schema(parameters=[OpenApiParameter("delegation", str, required=True)], responses=TextOfShape)
    def get(self, request: Request, pk: int) -> Response:
        """The text that stands with what one delegation has on the table in its place."""
        instrument, seat = finding.instrument(request.user, pk)
        if not seat.sees_proposals:
            raise NotThere
        delegation = finding.party(seat, request.query_params.get("delegation", ""))
        text = rolling.current(instrument)
        parts = text_of(instrument=instrument, delegation=delegation)
        shown = {"delegation": delegation.code, "rolling_text": text and text.pk, "provisions": parts}
        return Response(TextOfShape(shown).data)


class Sources(APIView):
    @extend_schema(parameters=[OpenApiParameter("state", UUID)], responses=SourcesShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """Where each word of a provision comes from, in the state that stands or in the one that is named."""
        provision, seat = _provision(request, pk)
        states = list(access.states(seat, provision))
        wanted = request.query_params.get("state", "")
        published = [s for s in states if s.rolling_text.published]
        state = next((s for s in states if str(s.pk) == wanted), None) if wanted else next(iter(published), None)
        if state is None:
            raise BadInput("there is no such state of this provision", Where("state", "unknown", wanted[:40]))
        words = sourcing.sources(state=state, states=states, codes=list(seat.negotiation.names))
        shown = {"state": state.pk, "text": state.text, "told": words is not None, "words": words or ()}
        return Response(SourcesShape(shown).data)


def _provision(request: Request, pk: UUID) -> tuple[Provision, Seat]:
    """A provision for somebody who sees what is tabled."""
    found, seat = finding.provision(request.user, pk)
    if not seat.sees_proposals:
        raise NotThere
    return found, seat
