"""Exports: ask for one, watch it being made, fetch it."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import access, circulation, finding, models, tasks
from ..errors import NotThere
from ..models import Export, ExportState
from . import shapes
from .shapes import Input


class ExportShape(serializers.ModelSerializer[models.Export]):
    class Meta:
        model = models.Export
        fields = (
            "id", "rolling_text", "requested_at", "format", "provisions", "attributed", "line_numbers", "state", "done",
            "total", "problem", "file_name", "content_hash", "record_sequence",
        )  # fmt: skip


class ExportInput(Input):
    format = serializers.CharField()
    provisions = serializers.ListField(child=serializers.CharField(), required=False, help_text="eIds; none for all")
    attributed = serializers.BooleanField(default=True)
    line_numbers = serializers.BooleanField(default=True)


class Exports(APIView):
    @extend_schema(responses=ExportShape(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Your exports of a revision."""
        text, _ = finding.rolling_text(request.user, pk)
        return Response(ExportShape(access.exports(request.user).filter(rolling_text=text), many=True).data)

    @extend_schema(request=ExportInput, responses={202: ExportShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Ask for a document of the revision, or of some of its provisions; it is made in the background."""
        text, seat = finding.rolling_text(request.user, pk)
        sent = shapes.sent(ExportInput, request)
        export = circulation.request(text=text, by=seat, at=timezone.now(), **sent)
        tasks.start_export(str(export.pk))
        return Response(ExportShape(export).data, status=202)


class OneExport(APIView):
    @extend_schema(responses=ExportShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """How far an export is: `done` of `total` provisions are written."""
        return Response(ExportShape(finding.export(request.user, pk)).data)


class ExportFile(APIView):
    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        """The document, once it is ready."""
        return sent_file(finding.export(request.user, pk))


def sent_file(export: Export) -> HttpResponse:
    """An export as a download. Raises `NotThere` until it is ready."""
    if export.state != ExportState.READY or export.content is None:
        raise NotThere
    media_type = circulation.FORMATS[export.format][2]
    response = HttpResponse(bytes(export.content), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{export.file_name}"'
    return response
