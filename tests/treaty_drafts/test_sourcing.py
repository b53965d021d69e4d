"""Every word of a printed provision leads to who holds it, or to what first brought it."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import consolidation, next_revision, sourcing
from treaty_drafts.models import RollingProvision, RollingText, Version
from treaty_drafts.next_revision import Choice
from treaty_drafts.sourcing import Sourced

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

Told = tuple[str, list[tuple[str, int | None]], tuple[str, int | None] | None]


def publish(cast: Cast, *, taken: Version | None = None, style: str = "un") -> RollingText:
    choices = {str(taken.proposal.provision_id): Choice(taken=taken)} if taken else {}
    chair = cast.seat("chair")
    made = next_revision.prepare(instrument=cast.instrument, by=chair, choices=choices, style=style)
    return consolidation.save(revision=made, by=chair, at=NOON, dated=NOON.date(), publish=True)


def found(cast: Cast, eid: str) -> tuple[Sourced, ...] | None:
    state = cast.state(eid)
    states = RollingProvision.objects.filter(provision=state.provision).prefetch_related("sources__version__proposal")
    return sourcing.sources(state=state, states=states, codes=["ARD", "BRV"])


def told(cast: Cast, eid: str) -> list[Told]:
    """The words, who holds them by version number, and the revision and version number of their origin."""
    text = cast.state(eid).text
    return [
        (
            one.span.of(text),
            [(h.code, h.version and h.version.number) for h in one.holders],
            one.origin and (one.origin.state.rolling_text.label, one.origin.version and one.origin.version.number),
        )
        for one in found(cast, eid) or ()
    ]


def test_x(cast: Cast) -> None:
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("serious harm", "grave harm"))
    publish(cast)
    print(cast.state("art_2").text)
    for t in told(cast, "art_2"):
        print(t)
    v = cast.table("borvale", "art_2", base.replace("serious harm", "lasting harm"))
    publish(cast, taken=v)
    for t in told(cast, "art_2"):
        print(t)
    for t in told(cast, "art_3"):
        print(t)
    assert 0
