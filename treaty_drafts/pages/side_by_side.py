"""The page of a provision with all its wordings: in columns, and point by point."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import access, by_effect, finding
from ..errors import NotThere
from ..numbering import Numbered
from ..point_by_point import Open
from ..side_by_side import SideBySide, Wording, side_by_side
from . import columns, drawing

MANY = 6  # holders that stand at the head of a column; of more, they are listed when it is asked for


@login_required
@require_safe
def wordings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The base and every wording on the table, each once; and the points, by place or by effect."""
    provision, seat = finding.provision(request.user, pk)
    if not seat.sees_proposals:
        raise NotThere
    names = seat.negotiation.names
    found = side_by_side(provision=provision)
    choice = by_effect.choice(request.GET)
    base = replace(found.base, settled=found.settled_words)
    heads = [head(wording, names) for wording in (base, *found.wordings, *found.by_chair)]
    first = next((w for w in (*found.wordings, *found.by_chair)), None)
    shown = {
        "negotiation": seat.negotiation,
        "instrument": provision.instrument,
        "provision": provision,
        "seat": seat,
        "found": found,
        "heading": found.state.heading if found.state else drawing.headed(first.text) if first else "",
        "heads": heads,
        "rows": _rows(found, heads) if len(heads) > 1 else [],
        "lines": columns.numbered(found.base.text, found.points),
        "points": [point(p, names) for p in by_effect.pick(every(found), choice, _effects)],
        "in_all": len(found.points),
        "choice": choice,
        "settled": drawing.settled_words(found.settled_words, names),
        "framed": any(head["marked"] for head in heads),
        "nothing_left": [names[code] for code in found.nothing_left],
        "agreement": access.agreements(seat).filter(provision=provision).select_related("reserved_by").last(),
    }
    return render(request, "side_by_side.html", shown)


def _rows(found: SideBySide, heads: list[dict[str, Any]]) -> list[Any]:
    """Each paragraph with its cells, and under each cell's the name of its column."""
    names = ["Base", *(head["name"] for head in heads[1:])]
    rows = columns.rows(found, [head["marked"] for head in heads])
    return [(row.setting, zip(names, row.cells, strict=True)) for row in rows]


def head(wording: Wording, names: dict[str, str]) -> dict[str, Any]:
    """Who holds a wording, as it stands at the head of its column, and its name in one line."""
    held = [names[code] for code in wording.codes]
    tabled = {v.proposal.delegation.code: v for v in wording.versions}
    told = ", ".join(held) if len(held) <= MANY else f"{', '.join(held[:MANY])} and {len(held) - MANY} more"
    return {
        "wording": wording, "name": wording.author or told, "many": len(held) > MANY,
        "holders": [(drawing.chip(code, names), names[code], tabled.get(code)) for code in wording.codes],
        "settled": drawing.settled_words(wording.settled, names),
        "marked": [(one.at, drawing.settled(one.had, names)) for one in wording.settled if one.at],
    }  # fmt: skip


def every(found: SideBySide) -> list[Open | Numbered]:
    """The open points and the settled ones, in the order of their numbers."""
    return sorted([*found.points, *found.settled], key=lambda one: one.number)


def _effects(one: Open | Numbered) -> list[str]:
    return one.effects if isinstance(one, Open) else []


def point(one: Open | Numbered, names: dict[str, str]) -> dict[str, Any]:
    """A point as `parts/point.html` shows it."""
    if isinstance(one, Numbered):
        return {"settled": one}

    def chips(codes: tuple[str, ...]) -> list[Any]:
        return [drawing.chip(code, names) for code in codes]

    return {
        "open": one,
        "offers": [(offer, chips(offer.codes)) for offer in one.offers],
        "reserving": chips(one.reserving),
        "bracketing": chips(one.bracketing),
    }
