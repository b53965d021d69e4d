"""Flags and differences, setting a flag aside, and tags."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from .. import by_effect, finding, flagged, review, rolling, setting_aside, substance, tagged, tagging
from ..errors import BadInput, NotAllowed, NotThere, Where
from ..models import Provision, RollingProvision
from ..review import Difference
from . import flag_shapes, shapes


class Flags(APIView):
    @extend_schema(responses=flag_shapes.FlagsShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """What is unresolved on the watched topics in a revision, each with its evidence; counted where it is open.

        Provisions in a language that is not analysed are listed apart: no flag there does not say that nothing is open.
        """
        text, seat = finding.rolling_text(request.user, pk)
        flags = flagged.in_text(text)
        counts = review.count((f.state.eid, f.topic) for f in flags if f.open and f.state)
        shown = {"counts": counts, "open_points": flags, "not_analysed": review.unread(text)}
        return Response(flag_shapes.FlagsShape(shown, context={"seat": seat}).data)


class Differences(APIView):
    @extend_schema(responses=flag_shapes.DifferencesShape)
    def get(self, request: Request, pk: int) -> Response:
        """The points at which the wordings on the table differ; counted by article where they are flagged and open.

        Each wording comes with what it does in its sentence to the wording that the base has. `?effect=weaker` leaves
        the points with such a wording, `?order=effect` puts the strongest first; the counts are of all.
        """
        instrument, seat = finding.instrument(request.user, pk)
        if not seat.sees_proposals:
            raise NotThere
        every = review.differences(instrument)
        flags = flagged.between(instrument, every)
        counts = review.count((f.state.eid if f.state else "new", f.topic) for f in flags if f.open)
        read = substance.at_sites([(d.before, d.site, d.after, rolling.base_of(d.state)) for d in every])
        chosen = by_effect.choice(request.GET)
        points = by_effect.pick(zip(every, read, strict=True), chosen, lambda p: [v.effect for v in p[1][1:]])
        judged = [_judged(d, verdicts, [f for f in flags if f.point is d]) for d, verdicts in points]
        shown = {"counts": counts, "differences": judged}
        return Response(flag_shapes.DifferencesShape(shown, context={"seat": seat}).data)


def _judged(point: Difference, verdicts: tuple[substance.Verdict, ...], flags: list[flagged.Flagged]) -> dict[str, Any]:
    wordings = [
        {"text": r.text, "sigla": r.sigla, "is_base": r.is_base, "effect": v}
        for r, v in zip(point.site.readings, verdicts, strict=True)
    ]
    return {
        "state": point.state, "provision_id": point.provision_id, "before": point.before, "after": point.after,
        "wordings": wordings, "topics": point.topics, "because": point.because, "flags": flags,
    }  # fmt: skip


class SetAside(APIView):
    @extend_schema(request=flag_shapes.SetAsideInput, responses={201: flag_shapes.SetAsideShape})
    def post(self, request: Request, pk: int) -> Response:
        """Set a flag aside as you saw it, by its key; it is open again when its words change."""
        instrument, seat = finding.instrument(request.user, pk)
        if not seat.chairs:  # before anything is read
            raise NotAllowed("only the chair sets a flag aside")
        sent = shapes.sent(flag_shapes.SetAsideInput, request)
        made = setting_aside.set_aside(instrument=instrument, by=seat, at=timezone.now(), **sent)
        return Response(flag_shapes.SetAsideShape(made).data, status=201)


class TakeBack(APIView):
    @extend_schema(request=flag_shapes.TakeBackInput, responses=flag_shapes.SetAsideShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Open a flag again that was set aside."""
        found, seat = finding.set_aside(request.user, pk)
        sent = shapes.sent(flag_shapes.TakeBackInput, request)
        opened = setting_aside.take_back(set_aside=found, by=seat, at=timezone.now(), **sent)
        return Response(flag_shapes.SetAsideShape(opened).data)


class Tags(APIView):
    @extend_schema(responses=flag_shapes.TagShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """The tags of your delegations and those of the chair, each with its place in the revision that stands."""
        instrument, seat = finding.instrument(request.user, pk)
        return Response(flag_shapes.TagShape(tagged.tags(instrument, seat), many=True).data)

    @extend_schema(request=flag_shapes.TagInput, responses={201: flag_shapes.TagShape})
    def post(self, request: Request, pk: int) -> Response:
        """Tag words of the revision that stands: for your delegation alone, or as the chair for all."""
        instrument, seat = finding.instrument(request.user, pk)
        sent = shapes.sent(flag_shapes.TagInput, request)
        delegation = finding.tagging_for(seat, sent["delegation"])
        state = _standing(request, instrument.pk, sent["provision"])
        made = tagging.tag(
            state=state, span=tagged.quoted(state, sent["quote"], sent.get("occurrence")), name=sent["name"],
            topic=sent["topic"], delegation=delegation, by=seat, at=timezone.now(),
        )  # fmt: skip
        return Response(flag_shapes.TagShape(tagged.placed(made)).data, status=201)


class OneTag(APIView):
    @extend_schema(responses=flag_shapes.TagShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """A tag, and where its words are in the revision that stands."""
        return Response(flag_shapes.TagShape(tagged.placed(finding.tag(request.user, pk)[0])).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Take a tag off the words."""
        tag, seat = finding.tag(request.user, pk)
        tagging.remove(tag=tag, by=seat, at=timezone.now())
        return Response(status=204)


def _standing(request: Request, instrument: int, key: UUID) -> RollingProvision:
    """The provision in the revision that stands."""
    try:
        provision: Provision | None = finding.provision(request.user, key)[0]
    except NotThere:
        provision = None
    state = rolling.state(provision) if provision and provision.instrument_id == instrument else None
    if state is None:
        raise BadInput("there is no such provision in the text that stands", Where("provision", "unknown", str(key)))
    return state
