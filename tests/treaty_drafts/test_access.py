"""Seats: who is what in a negotiation, and mistakes of entry that must not open a door."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import Cast
from treaty_drafts import access
from treaty_drafts.models import Delegation, Membership, Negotiation

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_a_delegation_of_another_negotiation_gives_nothing(cast: Cast) -> None:
    other = Negotiation.objects.get(slug="other")
    wrong = Membership(
        user=cast.users["outsider"], negotiation=other, role="drafter", delegation=cast.delegation("ARD")
    )
    with pytest.raises(ValidationError, match="Ardenia is a delegation of Quiet networks"):
        wrong.full_clean()
    wrong.save()  # past the check, as an import might
    seat = access.seat(cast.users["outsider"], other)
    assert seat
    assert seat.delegations == ()


@pytest.mark.parametrize("code", ["a b - c", "base", "A,B", "AA delete"])
def test_a_code_that_cannot_stand_in_a_text_is_refused_when_it_is_entered(cast: Cast, code: str) -> None:
    with pytest.raises(ValidationError):
        Delegation(negotiation=cast.negotiation, code=code, name="Somewhere").full_clean()
