"""Comments on the words of a private draft, for its own delegation."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import commenting, finding
from .shapes import Input, Words, sent


class CommentInput(Input):
    """`start` and `end`: places as the live editor keeps them (relative positions in base64); empty from elsewhere.

    `begins`: the draft's as it was read. Where another delegation has joined since, which would see the comment, the answer
    is 409 and nothing is said.
    """

    said = serializers.CharField(max_length=commenting.LONGEST)
    words = Words(default="", max_length=commenting.QUOTED, help_text="the words of the draft that it is about")
    start = serializers.CharField(default="", allow_blank=True, max_length=200)
    end = serializers.CharField(default="", allow_blank=True, max_length=200)
    begins = serializers.IntegerField(default=None, allow_null=True, min_value=0)


class AnswerInput(Input):
    said = serializers.CharField(max_length=commenting.LONGEST)


class ResolvedInput(Input):
    resolved = serializers.BooleanField()


class AnswerShape(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    said = serializers.CharField()
    said_at = serializers.DateTimeField()
    said_by = serializers.CharField(source="said_by.username")


class CommentShape(AnswerShape):
    words = serializers.CharField()
    start = serializers.CharField()
    end = serializers.CharField()
    seq = serializers.IntegerField(
        help_text="how far the words were; whoever joins the draft later sees neither it nor its answers"
    )
    resolved_at = serializers.DateTimeField(allow_null=True)
    answers = AnswerShape(many=True)


class Comments(APIView):
    @extend_schema(responses=CommentShape(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """The comments on a draft, with their answers."""
        draft, seat = finding.worded(request.user, pk)
        return Response(CommentShape(commenting.threads(draft, seat), many=True).data)

    @extend_schema(request=CommentInput, responses={201: CommentShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Comment on words of a draft; only those who are at it see it."""
        draft, seat = finding.worded(request.user, pk)
        made = commenting.comment(draft=draft, by=seat, at=timezone.now(), **sent(CommentInput, request))
        return Response(CommentShape(made).data, status=201)


class Answers(APIView):
    @extend_schema(request=AnswerInput, responses={201: AnswerShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Answer a comment."""
        found, seat = finding.comment(request.user, pk)
        made = commenting.answer(to=found, by=seat, at=timezone.now(), **sent(AnswerInput, request))
        return Response(AnswerShape(made).data, status=201)


class Resolved(APIView):
    @extend_schema(request=ResolvedInput, responses=CommentShape)
    def put(self, request: Request, pk: UUID) -> Response:
        """Resolve a comment, or take it up again."""
        found, seat = finding.comment(request.user, pk)
        if sent(ResolvedInput, request)["resolved"]:
            commenting.resolve(comment=found, by=seat, at=timezone.now())
        else:
            commenting.reopen(comment=found)
        found.refresh_from_db()
        return Response(CommentShape(found).data)
