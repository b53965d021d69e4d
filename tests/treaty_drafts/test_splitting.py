"""A pasted text becomes one private draft for each provision that differs."""

import pytest

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import splitting
from treaty_drafts.errors import BadInput, NotAllowed
from treaty_drafts.models import Draft
from treaty_drafts.splitting import Part

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

PASTED = """Article 1
Purpose

The purpose of this Convention is to keep networks calm.

Article 2 bis
Rest

Networks rest.

Article 3
Location of data

1. Data shall be stored within the territory of the State in which they were collected[, as appropriate].

2. Parties may transfer data across borders.
"""


def plan(cast: Cast, text: str) -> tuple[Part, ...]:
    return splitting.plan(
        instrument=cast.instrument, delegation=cast.delegation("ARD"), text=text, by=cast.seat("ardenia")
    )


def test_what_is_in_a_pasted_text(cast: Cast) -> None:
    found = [(p.label, p.kind, p.state.eid if p.state else "", p.already) for p in plan(cast, PASTED)]
    assert found == [
        ("Article 1", "amend", "art_1", ""),
        ("article 2 bis", "insert", "art_2", ""),
        ("Article 3", "amend", "art_3", "it says what the text says"),
    ]


def test_each_that_differs_becomes_a_draft(cast: Cast) -> None:
    made = splitting.store(
        parts=plan(cast, PASTED), instrument=cast.instrument, delegation=cast.delegation("ARD"),
        by=cast.seat("ardenia"), at=NOON,
    )  # fmt: skip
    assert [(d.kind, d.text.splitlines()[0]) for d in made] == [("amend", "Article 1"), ("insert", "Article 2 bis")]
    assert next(p.already for p in plan(cast, PASTED)) == "Ardenia has a draft on it already"


def test_no_word_is_lost_between_the_parts(cast: Cast) -> None:
    assert "".join("".join(p.text.split()) for p in plan(cast, CONVENTION)) == "".join(CONVENTION.split())


def test_nothing_new_makes_no_draft(cast: Cast) -> None:
    with pytest.raises(BadInput, match="nothing in the text differs"):
        splitting.store(
            parts=plan(cast, CONVENTION), instrument=cast.instrument, delegation=cast.delegation("ARD"),
            by=cast.seat("ardenia"), at=NOON,
        )  # fmt: skip
    assert not Draft.objects.exists()
    with pytest.raises(NotAllowed):
        splitting.plan(
            instrument=cast.instrument, delegation=cast.delegation("ARD"), text=PASTED, by=cast.seat("borvale")
        )
