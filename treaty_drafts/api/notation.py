"""The brackets of a rolling text, what is to be mended in them, and how many are left from revision to revision."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import finding, notation
from ..notation import Notation, Place


class HolderShape(serializers.Serializer[Any]):
    """Who takes which stance on the words of a bracket; `inferred` where the text gives a name without a verb."""

    delegation = serializers.CharField(source="siglum")
    stance = serializers.CharField()
    inferred = serializers.BooleanField()


class PlaceShape(serializers.Serializer[Any]):
    """`start` and `end` are code points in the text of the provision, or `end` in that of `ends_in` if it is another."""

    eid = serializers.CharField()
    place = serializers.CharField()
    line = serializers.IntegerField(help_text="counted from 1 in the provision")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    ends_in = serializers.CharField(help_text="eId of the provision in which it ends")


class BracketShape(PlaceShape):
    kind = serializers.CharField()
    rule = serializers.CharField(help_text="the rule by which its kind was judged")
    depth = serializers.IntegerField()
    unresolved = serializers.BooleanField()
    stances = HolderShape(many=True)


class BracketsOfProvisionShape(serializers.Serializer[Any]):
    provision = serializers.UUIDField()
    eid = serializers.CharField()
    place = serializers.CharField()
    brackets = BracketShape(many=True)


class ToMendShape(PlaceShape):
    rule = serializers.CharField()
    what = serializers.CharField()
    words = serializers.CharField()


class ProblemShape(PlaceShape):
    """A bracket without a partner: `unclosed` or `unopened`."""

    what = serializers.CharField()


class BracketsShape(serializers.Serializer[Any]):
    provisions = BracketsOfProvisionShape(many=True)
    findings = ToMendShape(many=True)
    problems = ProblemShape(many=True)


class LeftShape(serializers.Serializer[Any]):
    """`events`: what became of the open brackets of the revision before; null in the first one."""

    rolling_text = serializers.UUIDField(source="text.pk")
    label = serializers.CharField(source="text.label")  # type: ignore[assignment]  # the field's word is DRF's, too
    date = serializers.DateField(source="text.date")
    open = serializers.IntegerField()
    kinds = serializers.DictField(child=serializers.IntegerField())
    events = serializers.DictField(child=serializers.IntegerField(), allow_null=True)


class Brackets(APIView):
    @extend_schema(responses=BracketsShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """Every bracket of a revision with its kind and holders, what is to be mended, and brackets without a partner."""
        text, _ = finding.rolling_text(request.user, pk)
        found = notation.notation(text)
        mend = [{**_place(f.place), "rule": f.rule, "what": f.what, "words": f.words} for f in notation.findings(text)]
        lost = [{**_place(place), "what": p.what} for place, p in found.problems]
        shown = {"provisions": _by_provision(found), "findings": mend, "problems": lost}
        return Response(BracketsShape(shown).data)


class BurnDown(APIView):
    @extend_schema(responses=LeftShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """How many brackets are open in each published revision, and what became of those of the one before."""
        instrument, _ = finding.instrument(request.user, pk)
        return Response(LeftShape(notation.burn_down(instrument), many=True).data)


def _by_provision(found: Notation) -> list[dict[str, Any]]:
    """The provisions that have brackets, each with those that open in it."""
    groups: dict[UUID, dict[str, Any]] = {}
    for place, bracket in found.brackets:
        state = place.provision
        empty = {"provision": state.provision_id, "eid": state.eid, "place": state.label, "brackets": []}
        more = {"kind": bracket.kind, "rule": bracket.rule, "depth": bracket.depth, "unresolved": bracket.unresolved}
        group = groups.setdefault(state.provision_id, empty)
        group["brackets"].append({**_place(place), **more, "stances": bracket.stances})
    return list(groups.values())


def _place(place: Place) -> dict[str, Any]:
    return {
        "eid": place.provision.eid, "place": place.provision.label, "line": place.line,
        "start": place.start, "end": place.end, "ends_in": place.ends_in.eid,
    }  # fmt: skip
