"""Positions on the pages of proposals, which know nothing of them."""

from typing import Any
from uuid import UUID

from django import template

from positions import stating
from positions.models import Stance

register = template.Library()


@register.simple_tag
def positions_of(shown: list[dict[str, Any]]) -> dict[UUID, list[stating.Held]]:
    """Where delegations stand on each of the proposals that a page shows; one query for all of them."""
    return stating.held([one["proposal"] for one in shown])


@register.filter
def on(held: dict[UUID, list[stating.Held]], proposal: UUID) -> list[stating.Held]:
    """The positions on one proposal."""
    return held.get(proposal, [])


@register.simple_tag
def stances() -> list[tuple[str, str]]:
    """What a delegation can say of a version."""
    return list(Stance.choices)
