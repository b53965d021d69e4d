"""Rolling texts: import, read, flags, consolidate, publish."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import access, consolidation, decoding, finding, importing, next_revision, previewing, publishing
from ..access import Seat
from ..errors import BadInput, NotAllowed, NotThere, Where
from ..models import Instrument, Version, hash_of
from ..next_revision import Choice, NextRevision, Positions
from . import revision_shapes, shapes


class ImportPreview(APIView):
    parser_classes = (MultiPartParser,)

    @extend_schema(request=revision_shapes.ImportInput, responses=revision_shapes.ImportPreviewShape)
    def post(self, request: Request, pk: int) -> Response:
        """What would be imported, beside the text that stands, and every problem with its line. Nothing is stored.

        Of each provision: whether it changes, and what becomes of the proposals on it.
        """
        instrument, seat = finding.instrument(request.user, pk)
        if not seat.prepares:  # before anything is read
            raise NotAllowed("only the chair and the secretariat import a rolling text")
        sent = shapes.sent(revision_shapes.ImportInput, request)
        data = _bytes(sent["file"])
        found = previewing.preview(data=data, instrument=instrument, by=seat, encoding=sent["encoding"])
        return Response(revision_shapes.ImportPreviewShape(found).data)


class RollingTexts(APIView):
    parser_classes = (MultiPartParser,)

    @extend_schema(responses=shapes.RollingTextShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """The revisions, latest first; the unpublished ones for those who prepare them."""
        instrument, seat = finding.instrument(request.user, pk)
        found = access.rolling_texts(seat).filter(instrument=instrument)
        return Response(shapes.RollingTextShape(found, many=True).data)

    @extend_schema(request=revision_shapes.StoreInput, responses={201: shapes.RollingTextShape})
    def post(self, request: Request, pk: int) -> Response:
        """Import a text in plain text or Markdown as the next revision.

        The chair's is published, and so is the first one; a later one of the secretariat waits for the chair.
        """
        instrument, seat = finding.instrument(request.user, pk)
        sent = shapes.sent(revision_shapes.StoreInput, request)
        now = timezone.now()
        text = importing.store(
            data=_bytes(sent["file"]), instrument=instrument, by=seat, at=now, name=sent["file"].name,
            dated=sent.get("date") or now.date(), symbol=sent["symbol"], session=sent["session"],
            original_language=sent["original_language"], encoding=sent["encoding"],
            expected_hash=sent["text_hash"], publish=sent["publish"], brackets_stand=sent["brackets_stand"],
        )  # fmt: skip
        return Response(shapes.RollingTextShape(text).data, status=201)


class OneRollingText(APIView):
    @extend_schema(responses=shapes.RollingTextWhole)
    def get(self, request: Request, pk: UUID) -> Response:
        """A revision with all its provisions."""
        text, seat = finding.rolling_text(request.user, pk)
        return Response(shapes.RollingTextWhole(text, context={"seat": seat}).data)


class Reading(APIView):
    @extend_schema(parameters=[OpenApiParameter("delegation", str, required=True)], responses={200: dict})
    def get(self, request: Request, pk: UUID) -> Response:
        """A consolidated revision as one delegation wants it."""
        text, seat = finding.rolling_text(request.user, pk)
        if not seat.sees_proposals:
            raise NotThere
        code = request.query_params.get("delegation", "")
        finding.party(seat, code)
        parts = consolidation.reading(text=text, code=code)
        return Response(
            {
                "delegation": code,
                "provisions": [{"eid": s.eid, "provision": s.provision_id, "text": w} for s, w in parts],
            }
        )


class ConsolidatePreview(APIView):
    positions: Positions | None = None  # given where the address is, which knows of positions

    @extend_schema(request=revision_shapes.ConsolidateInput, responses=revision_shapes.NextRevisionShape)
    def post(self, request: Request, pk: int) -> Response:
        """The next revision as it would be. Nothing is stored."""
        instrument, seat = finding.instrument(request.user, pk)
        sent = shapes.sent(revision_shapes.ConsolidateInput, request)
        return Response(_shown(_prepared(instrument, seat, sent, self.positions)))


class Consolidate(APIView):
    positions: Positions | None = None

    @extend_schema(request=revision_shapes.SaveInput, responses={201: shapes.RollingTextShape})
    def post(self, request: Request, pk: int) -> Response:
        """Store the next revision: unpublished, or published at once if `publish` is true and you are the chair."""
        instrument, seat = finding.instrument(request.user, pk)
        sent = shapes.sent(revision_shapes.SaveInput, request)
        if sent["publish"] and not seat.chairs:
            raise NotAllowed("only the chair publishes a revision")
        now = timezone.now()
        text = consolidation.save(
            revision=_prepared(instrument, seat, sent, self.positions),
            by=seat,
            at=now,
            dated=sent.get("date") or now.date(),
            symbol=sent["symbol"],
            session=sent["session"],
            expected_hash=sent["text_hash"],
            publish=sent["publish"],
        )
        return Response(shapes.RollingTextShape(text).data, status=201)


class Publish(APIView):
    @extend_schema(request=None, responses=shapes.RollingTextShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Release a prepared revision."""
        text, seat = finding.rolling_text(request.user, pk)
        return Response(shapes.RollingTextShape(publishing.publish(text=text, by=seat, at=timezone.now())).data)


def _bytes(file: Any) -> bytes:
    """The file's bytes, one more than may be imported at most."""
    data: bytes = file.read(decoding.limit() + 1)
    return data


def _prepared(instrument: Instrument, seat: Seat, sent: dict[str, Any], positions: Positions | None) -> NextRevision:
    choices = {str(c["provision"]): _choice(instrument, c) for c in sent.get("choices", ())}
    only = None if sent.get("only") is None else [str(p) for p in sent["only"]]
    return next_revision.prepare(
        instrument=instrument, by=seat, choices=choices, only=only, style=sent["notation"],
        positions=positions(instrument) if positions else None,
    )  # fmt: skip


def _choice(instrument: Instrument, sent: dict[str, Any]) -> Choice:
    def version(pk: UUID) -> Version:
        of_provision = Version.objects.filter(proposal__instrument=instrument, proposal__provision=sent["provision"])
        found = of_provision.select_related("proposal__delegation").filter(pk=pk).first()
        if found is None:
            raise BadInput("no such version of this provision", Where("choices", "unknown version", str(pk)))
        return found

    versions = sent.get("versions")
    taken = sent.get("taken")
    return Choice(None if versions is None else tuple(map(version, versions)), version(taken) if taken else None)


def _shown(revision: NextRevision) -> dict[str, Any]:
    gone = [state.label for state in revision.gone]
    found = {
        "text_hash": hash_of(revision.text),
        "last": revision.last,
        "provisions": revision.provisions,
        "gone": gone,
    }
    return dict(revision_shapes.NextRevisionShape(found).data)
