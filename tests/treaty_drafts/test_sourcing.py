"""Every word of a printed provision leads to who holds it, or to what first brought it."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import consolidation, correcting, next_revision, settlements, settling, sourcing
from treaty_drafts.correcting import Corrected
from treaty_drafts.models import RollingProvision, RollingText, Version
from treaty_drafts.next_revision import Choice
from treaty_drafts.sourcing import Sourced

from .test_side_by_side import joined

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

Told = tuple[str, list[tuple[str, int]], tuple[str, int]]
FIRST = ("Rev.1", 0)


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
    """The words, who holds them in which version (0 for none), and the revision and version that first had them."""
    text = cast.state(eid).text
    return [
        (
            one.span.of(text),
            [(h.code, h.version.number if h.version else 0) for h in one.holders],
            (one.origin.state.rolling_text.label, one.origin.version.number if one.origin.version else 0)
            if one.origin
            else ("", 0),
        )
        for one in found(cast, eid) or ()
    ]


def held(cast: Cast, eid: str) -> list[Told]:
    """Without what the text had from the beginning."""
    return [one for one in told(cast, eid) if one[1:] != ([], FIRST)]


def test_an_imported_text_is_of_its_revision(cast: Cast) -> None:
    text = cast.state("art_2").text
    assert told(cast, "art_2") == [(text, [], FIRST)]


def test_words_in_brackets_are_of_those_who_hold_them(cast: Cast) -> None:
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("serious harm", "any harm"))
    cast.table("ardenia", "art_2", base.replace("serious harm", "grave harm"))
    cast.table("borvale", "art_2", base.replace(", where feasible", "").replace("serious harm", "grave harm"))
    publish(cast)
    assert told(cast, "art_2")[1:] == [
        ("serious", [], FIRST), ("grave", [("ARD", 2), ("BRV", 1)], ("", 0)), ("harm", [], FIRST),
        (", where feasible", [], FIRST), (".", [], FIRST),
    ]  # fmt: skip


def test_who_co_sponsors_holds_them_in_that_version(cast: Cast) -> None:
    version = cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious harm", "any harm"))
    joined(cast, version)
    publish(cast)
    assert held(cast, "art_2") == [("any", [("ARD", 1), ("BRV", 1)], ("", 0))]


def test_words_that_were_taken_are_of_that_version_ever_after(cast: Cast) -> None:
    base = cast.state("art_2").base
    publish(cast, taken=cast.table("borvale", "art_2", base.replace("serious harm", "lasting harm")))
    assert held(cast, "art_2") == [("lasting", [], ("Rev.2", 1))]
    now = cast.state("art_2").base
    cast.table("ardenia", "art_2", now.replace("to prevent", "promptly to prevent"))
    publish(cast)
    assert held(cast, "art_2") == [("promptly", [("ARD", 1)], ("", 0)), ("lasting", [], ("Rev.2", 1))]


def test_words_that_were_corrected_are_of_the_correction(cast: Cast) -> None:
    base, chair = cast.state("art_2").base, cast.seat("chair")
    publish(cast, taken=cast.table("borvale", "art_2", base.replace("serious harm", "lasting harm")))
    wordings = {
        str(cast.provision("art_2").pk): Corrected(cast.state("art_2").base.replace("take", "adopt"), "A slip.")
    }
    made = correcting.prepare(instrument=cast.instrument, by=chair, wordings=wordings)
    correcting.save(corrigendum=made, by=chair, at=NOON, dated=NOON.date(), publish=True)
    assert held(cast, "art_2") == [("adopt", [], ("Rev.2/Corr.1", 0)), ("lasting", [], ("Rev.2", 1))]


def test_words_of_a_paragraph_that_moved_keep_their_origin(cast: Cast) -> None:
    one, two = (
        "1. Parties shall keep their networks quiet by night.",
        "2. Nobody shall wake them up before the morning.",
    )
    text = cast.state("art_1").rolling_text.text.replace(
        "The purpose of this Convention is to keep networks quiet.", f"{one}\n\n{two}"
    )
    cast.import_text(text, "second.txt")
    cast.import_text(text.replace(f"{one}\n\n{two}", f"{two}\n\n{one} Always."), "third.txt")
    assert [(words.strip(), origin) for words, _, origin in told(cast, "art_1")] == [
        ("Article 1\nPurpose", FIRST), (f"{two}\n\n{one}", ("Rev.2", 0)), ("Always.", ("Rev.3", 0)),
    ]  # fmt: skip


def test_names_that_stand_in_an_imported_text_hold_its_words(cast: Cast) -> None:
    cast.import_text(cast.state("art_2").rolling_text.text.replace("harm,", "harm [always - BRV],"), "second.txt")
    assert held(cast, "art_2") == [("always", [("BRV", 0)], ("Rev.2", 0))]


@pytest.mark.parametrize(("style", "is_told"), [("un", True), ("trade", True), ("anonymous", False)])
def test_where_names_are_left_out_the_text_does_not_tell(cast: Cast, style: str, is_told: bool) -> None:
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious harm", "any harm"))
    publish(cast, style=style)
    assert (found(cast, "art_2") is not None) == is_told


@pytest.mark.parametrize("style", ["un", "trade"])
def test_alternatives_that_stand_and_are_joined_are_of_the_base(cast: Cast, style: str) -> None:
    base = cast.state("art_3").base
    cast.table("ardenia", "art_3", base.replace("[, as appropriate]", ", where possible"))
    publish(cast, style=style)
    assert held(cast, "art_3") == [(", where possible", [("ARD", 1)], ("", 0))]
    assert [one[0] for one in told(cast, "art_3")][1] == ", as appropriate"


def test_words_that_were_settled_are_of_the_version_that_offered_them(cast: Cast) -> None:
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("shall take", "should take"))
    provision = cast.provision("art_2")
    there = settlements.on_table(provision)
    (key,) = (o.key for o in settling.open_points(there) if o.point.span.of(there.collation.base) == "shall")
    settling.settle(provision=provision, key=key, text="should", by=cast.seat("chair"), at=NOON)
    publish(cast)
    assert held(cast, "art_2") == [("should", [], ("Rev.2", 1))]
