"""The page of a revision that is prepared and not published: what it changes, and for the chair, to publish it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import comparison, corrigendum, finding, publishing, rolling
from ..errors import NotThere
from ..models import RollingText
from . import drawing, redline


@login_required
@require_safe
def prepared(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A prepared revision against the text that stands, for those who prepare revisions."""
    text, seat = finding.rolling_text(request.user, pk)
    if text.published:
        raise NotThere
    last = rolling.current(text.instrument)
    shown = {
        "negotiation": seat.negotiation, "instrument": text.instrument, "seat": seat, "text": text, "last": last,
        "in_time": text.superseding == last, "publishes": publishing.may_publish(text.instrument, seat),
        "corrections": corrigendum.of(text), "provisions": list(_changed(text, last, seat.negotiation.names)),
        "gone": [s for s in last.provisions.all() if not text.provisions.filter(provision=s.provision_id)] if last else [],
    }  # fmt: skip
    return render(request, "prepared.html", shown)


def _changed(text: RollingText, last: RollingText | None, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The provisions that it changes, as they are printed and as a redline."""
    before = dict(last.provisions.values_list("provision_id", "text")) if last else {}
    for state in text.provisions.all():
        compared = comparison.compare(before.get(state.provision_id, ""), state.text)
        if compared.changes:
            yield {
                "state": state, "lines": drawing.lines(state.text, names=names), "redline": redline.inline(compared),
                "changes": len(compared.changes),
            }  # fmt: skip
