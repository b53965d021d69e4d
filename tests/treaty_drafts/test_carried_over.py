"""Stances and co-sponsors through corrections, later versions and a long wait: none is lost, none is put elsewhere."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import (
    behalf,
    circulation,
    consolidation,
    correcting,
    drafting,
    membership,
    news,
    next_revision,
    packages,
    paragraphs,
    publishing,
    reservations,
    rolling,
    sponsoring,
    tabling,
)
from treaty_drafts.correcting import Corrected
from treaty_drafts.errors import BadInput, BaseMoved, NotAllowed, NothingChanged, Refused
from treaty_drafts.models import Instrument, Membership, RollingText, Sponsorship, Version
from treaty_drafts.next_revision import Choice

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

TRANSFERS = "2. Parties may transfer data across borders."


def stance(cast: Cast, said: dict[int, str], text: str | None = None, eid: str = "art_3") -> Version:
    """Ardenia says of the nth paragraphs, and tables `text` where it is given."""
    draft = cast.draft("ardenia", eid)
    there = paragraphs.paragraphs(rolling.base_of(draft.base))
    draft = drafting.edit(
        draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON, text=text,
        stances=[{"start": there[n].start, "stance": stance} for n, stance in said.items()],
    )  # fmt: skip
    return tabling.table(draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON)


def prepared(cast: Cast) -> RollingText:
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    return consolidation.save(revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date())


def correct(cast: Cast, eid: str, change: Callable[[str], str]) -> None:
    state = cast.state(eid)
    made = correcting.prepare(
        instrument=cast.instrument, by=cast.seat("secretariat"),
        wordings={str(state.provision_id): Corrected(change(state.base), "a slip")},
    )  # fmt: skip
    text = correcting.save(corrigendum=made, by=cast.seat("secretariat"), at=NOON, dated=NOON.date())
    publishing.publish(text=text, by=cast.seat("chair"), at=NOON)


def join(cast: Cast, version: Version) -> Sponsorship:
    asked = sponsoring.ask(
        proposal=version.proposal, delegation=cast.delegation("BRV"), by=cast.seat("borvale"), at=NOON
    )
    return sponsoring.agree(sponsorship=asked, version=version.pk, by=cast.seat("ardenia"), at=NOON)


def test_a_correction_keeps_what_is_reserved(cast: Cast) -> None:
    stance(cast, {1: "reserves"})
    publishing.publish(text=prepared(cast), by=cast.seat("chair"), at=NOON)
    correct(cast, "art_3", lambda base: base.replace("Location of data", "Location of Data"))
    assert f"[{TRANSFERS} - ARD reserve]" in cast.state("art_3").text


def test_a_reservation_is_on_the_paragraph_as_it_was_corrected(cast: Cast) -> None:
    stance(cast, {1: "reserves"})
    correct(cast, "art_3", lambda base: base.replace("Data shall", "All data shall").replace("borders", "any border"))
    text = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair")).text
    assert "[2. Parties may transfer data across any border. - ARD reserve]" in text


def test_a_reservation_is_not_on_other_words_than_it_was_made_on(cast: Cast) -> None:
    """When the paragraph was rewritten it is on the whole provision, and the text says on which revision it was made."""
    stance(cast, {1: "reserves"})
    cast.import_text(CONVENTION.replace(TRANSFERS, "2. Everybody may move everything to anywhere at any time."))
    publishing.publish(text=prepared(cast), by=cast.seat("chair"), at=NOON)
    state = cast.state("art_3")
    assert state.text == f"[{state.base} - ARD reserve]"
    assert reservations.made_on(state) == ("Rev.1",)
    said = (
        "Article 3: a reservation or a request for brackets that is printed on the whole of it was made on the text of"
    )
    for attributed, notes in ((True, [f"{said} Rev.1."]), (False, [])):
        export = circulation.request(
            text=state.rolling_text, format="text", by=cast.seat("chair"), at=NOON, attributed=attributed
        )
        assert [n for n in circulation.document(export).notes if "made on" in n] == notes
    client = Client()
    client.force_login(cast.users["chair"])
    page = client.get(reverse("provision", args=[state.provision_id])).content.decode()
    assert "was made on the text of Rev.1: the paragraph that it was made on reads otherwise now." in page
    correct(cast, "art_3", lambda base: base.replace("Everybody", "Anybody"))
    state = cast.state("art_3")
    assert (state.text, reservations.made_on(state)) == (f"[{state.base} - ARD reserve]", ("Rev.1",))


def test_a_reservation_on_words_that_stand_is_not_told_apart(cast: Cast) -> None:
    stance(cast, {1: "reserves"})
    cast.import_text(CONVENTION.replace("serious harm", "any harm"))
    publishing.publish(text=prepared(cast), by=cast.seat("chair"), at=NOON)
    state = cast.state("art_3")
    assert (f"[{TRANSFERS} - ARD reserve]" in state.text, reservations.made_on(state)) == (True, ())


def test_of_two_equal_paragraphs_the_one_that_was_meant(db: None) -> None:
    article = "\nArticle 4\nLists\n\n[to be drafted]\n\n1. Parties shall cooperate.\n\n[to be drafted]\n"
    cast = factories.cast(text=CONVENTION + article)
    stance(cast, {0: "reserves"}, eid="art_4")
    text = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair")).text
    assert text.index("- ARD reserve") < text.index("1. Parties shall cooperate")


def test_a_reservation_on_words_that_are_gone_is_not_tabled(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_3")
    place = paragraphs.paragraphs(draft.text)[0].start
    draft = drafting.edit(
        draft=draft, edition=1, by=cast.seat("ardenia"), at=NOON, stances=[{"start": place, "stance": "reserves"}]
    )
    first = cast.instrument.rolling_texts.get().text
    cast.import_text(first.replace("1. Data shall be stored within", "1. Everybody may move everything out of"))
    with pytest.raises(NothingChanged, match="the text of paragraph 1 has changed"):
        tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON, although_moved=True)


def test_a_cosponsor_of_a_reservation_reserves_too(cast: Cast) -> None:
    join(cast, stance(cast, {1: "reserves"}))
    text = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair")).text
    assert f"[{TRANSFERS} - ARD, BRV reserve]" in text


def test_a_revision_is_prepared_again_when_a_cosponsor_has_left(cast: Cast) -> None:
    found = join(cast, cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious", "any")))
    text = prepared(cast)
    sponsoring.end(sponsorship=found, by=cast.seat("borvale"), at=NOON)
    with pytest.raises(BaseMoved, match="BRV left a proposal as co-sponsor"):
        publishing.publish(text=text, by=cast.seat("chair"), at=NOON)


def test_an_earlier_version_that_is_chosen_has_its_cosponsors(cast: Cast) -> None:
    version = cast.table("ardenia", "art_2", cast.state("art_2").base.replace("serious harm", "any harm"))
    join(cast, version)
    cast.table("ardenia", "art_2", version.text.replace("any harm", "all harm"))
    choices = {str(version.proposal.provision_id): Choice(versions=(version,))}
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), choices=choices)
    assert "[any - ARD, BRV]" in revision.text


def test_a_deletion_that_the_words_carry_out_does_not_come_twice(cast: Cast) -> None:
    stance(cast, {0: "reserves", 1: "deletes"}, cast.state("art_3").base.replace("Data shall", "All data shall"))
    draft = cast.draft("ardenia", "art_3")
    assert [s["stance"] for s in draft.stances] == ["reserves"]
    text = draft.text.replace("All data", "Most data")
    draft = drafting.edit(draft=draft, edition=1, by=cast.seat("ardenia"), at=NOON, text=text)
    assert TRANSFERS not in tabling.preview(draft=draft).text


def test_a_redraft_after_a_correction_keeps_the_reservation(cast: Cast) -> None:
    stance(cast, {1: "reserves"}, cast.state("art_3").base.replace("Data shall", "All data shall"))
    correct(cast, "art_3", lambda base: base.replace("Location of data", "Location of Data"))
    assert [(s["stance"], s["words"]) for s in cast.draft("ardenia", "art_3").stances] == [("reserves", TRANSFERS)]


def test_an_empty_wording_with_a_reservation_is_no_deletion(cast: Cast) -> None:
    with pytest.raises(BadInput, match="there is no text to table"):
        stance(cast, {1: "reserves"}, "")


def test_a_text_is_handed_in_on_a_provision_of_its_instrument(cast: Cast) -> None:
    other = Instrument.objects.create(negotiation=cast.negotiation, title="Protocol")
    given = {
        "delegation": cast.delegation("ARD"),
        "text": "Article 1\n\nX.",
        "by": cast.seat("secretariat"),
        "at": NOON,
    }
    with pytest.raises(BadInput, match="of another instrument"):
        behalf.enter(instrument=other, kind="amend", provision=cast.provision("art_1"), **given)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="after which provision"):
        behalf.enter(instrument=cast.instrument, kind="insert", **given)  # type: ignore[arg-type]


def test_a_draft_stands_in_a_package_once(cast: Cast) -> None:
    new = cast.draft("ardenia", "art_1", "Article 1 bis\n\nNew words.", kind="insert")
    other = cast.draft("ardenia", "art_3", "Article 3\n\nX.")
    with pytest.raises(BadInput, match="each once"):
        packages.table(drafts=[(new, 2), (new, 2), (other, 2)], title="Two", by=cast.seat("ardenia"), at=NOON)
    assert not Version.objects.exists()


def test_who_lost_the_role_while_waiting_does_nothing(cast: Cast) -> None:
    draft, seat = cast.draft("ardenia", "art_1", "Article 1\n\nX."), cast.seat("ardenia")
    one = Membership.objects.get(user=cast.users["ardenia"])
    membership.revoke(membership=one, by=cast.seat("secretariat"), at=NOON)
    with pytest.raises(NotAllowed, match="has just changed"):
        tabling.table(draft=draft, edition=2, by=seat, at=NOON)


def test_that_the_chair_drafts_is_seen_nowhere(cast: Cast) -> None:
    def seen() -> list[str]:
        return [line.sentence for line in news.lines(list(cast.negotiation.entries.all()), cast.seat("borvale"))]

    before = seen()
    drafting.office(cast.seat("chair"))
    assert seen() == before


def test_an_observer_is_not_told_which_versions_went_in(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", "Article 1\n\nX.")
    publishing.publish(text=prepared(cast), by=cast.seat("chair"), at=NOON)
    client = Client()
    client.force_login(cast.users["observer"])
    answer = client.get(reverse("api-record", kwargs={"slug": "quiet"}))
    assert answer.status_code == 200
    assert version.text_hash not in answer.content.decode()


@pytest.mark.parametrize("edition", ["x", "1.5", "²", "9" * 5000])
def test_an_edition_that_is_no_number_is_refused_in_words(cast: Cast, edition: str) -> None:
    client, draft = Client(), cast.draft("ardenia", "art_1", "Article 1\n\nX.")
    client.force_login(cast.users["ardenia"])
    sent = {"edition": edition, "confirm": "yes", "s-²": "reserves"}
    for route in ("tabling", "draft-discard", "draft-clear"):
        assert client.post(reverse(route, kwargs={"pk": draft.pk}), sent).status_code in (403, 409)
    assert client.post(reverse("draft", kwargs={"pk": draft.pk}), sent | {"edition": "2"}).status_code == 400


def test_the_page_of_the_next_revision_works_while_the_chair_proposes_a_new_provision(cast: Cast) -> None:
    seat = cast.seat("chair")
    draft = drafting.open_draft(
        instrument=cast.instrument, delegation=drafting.office(seat), kind="insert", by=seat, at=NOON,
        after=cast.provision("art_1"), authorship="chair",
    )  # fmt: skip
    draft = drafting.edit(draft=draft, edition=1, by=seat, at=NOON, text="Article 1 bis\n\nA bridge.")
    version = tabling.table(draft=draft, edition=2, by=seat, at=NOON)
    cast.table("ardenia", "art_3", "Article 3\n\nX.")
    choices = {str(version.proposal.provision_id): Choice(versions=())}
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), choices=choices)
    assert "A bridge" not in revision.text
    with pytest.raises(Refused, match="a notation is one of"):
        next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), style="xyz")
