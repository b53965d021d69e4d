"""No wording that counts is left out of the next revision, none that does not count comes in, whatever happened before."""

import pytest

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import circulation, consolidation, drafting, next_revision, publishing, rolling, tabling
from treaty_drafts.errors import BadInput, BaseMoved
from treaty_drafts.models import Proposal, RollingText, Version
from treaty_drafts.next_revision import Choice, NextRevision

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def prepared(cast: Cast, **choices: Choice) -> NextRevision:
    """The next revision; every version that speaks to the text must be in it, unless a choice says otherwise."""
    chosen = {str(cast.provision(eid).pk): choice for eid, choice in choices.items()}
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), choices=chosen)
    current = {
        t.version for k, ts in rolling.standing(cast.instrument).items() for t in ts if t.current and k not in chosen
    }
    assert current <= {v for p in revision.provisions for v in p.sources}
    return revision


def publish(cast: Cast, revision: NextRevision) -> RollingText:
    stored = consolidation.save(revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date())
    return publishing.publish(text=stored, by=cast.seat("chair"), at=NOON)


def new(cast: Cast, name: str, number: str, after: str = "art_1") -> Version:
    return cast.table(name, after, f"Article {number}\n\nParties keep {name}.", kind="insert")


def withdraw(cast: Cast, name: str, version: Version) -> Proposal:
    return tabling.withdraw(proposal=version.proposal, by=cast.seat(name), at=NOON)


def test_an_article_behind_one_that_was_withdrawn(cast: Cast) -> None:
    first = new(cast, "ardenia", "1 bis")
    seat = cast.seat("borvale")
    draft = drafting.open_draft(
        instrument=cast.instrument, delegation=cast.delegation("BRV"), kind="insert", by=seat, at=NOON,
        after=first.proposal.provision,
    )  # fmt: skip
    drafting.edit(draft=draft, edition=1, by=seat, at=NOON, text="Article 1 ter\n\nParties keep on.")
    tabling.table(draft=draft, edition=2, by=seat, at=NOON)
    assert [p.state.eid for p in prepared(cast).provisions][5:8] == ["art_1", "art_1bis", "art_1ter"]
    withdraw(cast, "ardenia", first)
    assert [p.state.eid for p in prepared(cast).provisions][5:7] == ["art_1", "art_1ter"]


def test_an_article_that_was_withdrawn_and_tabled_again(cast: Cast) -> None:
    first = new(cast, "ardenia", "1 bis")
    draft = drafting.open_draft(
        instrument=cast.instrument, delegation=cast.delegation("ARD"), kind="amend", by=cast.seat("ardenia"), at=NOON,
        provision=first.proposal.provision,
    )  # fmt: skip
    withdraw(cast, "ardenia", first)
    tabling.table(draft=draft, edition=1, by=cast.seat("ardenia"), at=NOON)
    assert [p.state.eid for p in prepared(cast).provisions][5:7] == ["art_1", "art_1bis"]


def test_words_on_an_article_that_the_chair_deleted(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_3", cast.state("art_3").base + " Always.")
    gone = cast.table("borvale", "art_3", kind="delete")
    publish(cast, prepared(cast, art_3=Choice(taken=gone)))
    tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON, although_moved=True)
    assert [p.state.eid for p in prepared(cast).provisions][-2:] == ["art_2", "art_3"]


def test_an_article_tabled_before_there_was_a_text(empty_cast: Cast) -> None:
    seat = empty_cast.seat("ardenia")
    draft = drafting.open_draft(
        instrument=empty_cast.instrument, delegation=seat.delegations[0], kind="insert", by=seat, at=NOON
    )
    drafting.edit(draft=draft, edition=1, by=seat, at=NOON, text="Article 9\n\nParties keep on.")
    tabling.table(draft=draft, edition=2, by=seat, at=NOON)
    empty_cast.import_text()
    revision = prepared(empty_cast)
    assert revision.provisions[-1].state.eid == "art_9"
    assert revision.text.startswith(CONVENTION.rstrip())
    assert revision.text.endswith("\n\n[Article 9\n\nParties keep on. - ARD]\n")


def test_what_is_settled_stays_settled(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    cast.import_text(CONVENTION.replace("keep networks quiet", "keep all networks quiet"))
    version = tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON, although_moved=True)
    assert prepared(cast).versions == 1
    calm = cast.table("borvale", "art_1", cast.state("art_1").base.replace("all networks quiet", "all networks calm"))
    publish(cast, prepared(cast, art_1=Choice(taken=calm)))
    (mine,) = [t for t in rolling.standing(cast.instrument)[str(version.proposal.provision_id)] if t.version == version]
    assert not mine.current
    assert prepared(cast).versions == 0


def test_a_new_article_that_is_withdrawn_or_left_out_leaves_nothing(cast: Cast) -> None:
    version = new(cast, "ardenia", "1 bis")
    left_out = next_revision.prepare(
        instrument=cast.instrument,
        by=cast.seat("chair"),
        choices={str(version.proposal.provision_id): Choice(versions=())},
    )
    assert "art_1bis" not in [p.state.eid for p in left_out.provisions]
    publish(cast, prepared(cast))
    withdraw(cast, "ardenia", version)
    revision = prepared(cast)
    assert [s.eid for s in revision.gone] == ["art_1bis"]
    assert revision.text == CONVENTION


def test_a_draft_on_what_had_no_text_sees_that_there_is_one_now(cast: Cast) -> None:
    version = new(cast, "ardenia", "1 bis")
    draft = drafting.open_draft(
        instrument=cast.instrument, delegation=cast.delegation("ARD"), kind="amend", by=cast.seat("ardenia"), at=NOON,
        provision=version.proposal.provision,
    )  # fmt: skip
    drafting.edit(draft=draft, edition=1, by=cast.seat("ardenia"), at=NOON, text=draft.text + " And more.")
    choices = {str(version.proposal.provision_id): Choice(taken=version)}
    publish(cast, next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), choices=choices))
    with pytest.raises(BaseMoved):
        tabling.table(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON)


def test_what_was_withdrawn_since_is_not_published(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    stored = consolidation.save(revision=prepared(cast), by=cast.seat("chair"), at=NOON, dated=NOON.date())
    withdraw(cast, "ardenia", version)
    with pytest.raises(BaseMoved, match="Ardenia withdrew a wording"):
        publishing.publish(text=stored, by=cast.seat("chair"), at=NOON)


def test_choices_that_do_not_fit_are_refused(cast: Cast) -> None:
    first = cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    second = cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "calm"))
    with pytest.raises(BadInput, match="a second one of the same delegation"):
        prepared(cast, art_1=Choice(versions=(first, second)))
    with pytest.raises(BadInput, match="of another provision"):
        prepared(cast, art_2=Choice(taken=first))
    key = str(cast.provision("art_1").pk)
    with pytest.raises(BadInput, match="not to be consolidated"):
        next_revision.prepare(
            instrument=cast.instrument, by=cast.seat("chair"), choices={key: Choice(versions=(second,))},
            only=[str(cast.provision("art_2").pk)],
        )  # fmt: skip
    withdraw(cast, "ardenia", first)
    with pytest.raises(BadInput, match="withdrawn"):
        prepared(cast, art_1=Choice(taken=Version.objects.get(pk=second.pk)))


def test_provisions_that_are_not_consolidated_keep_what_they_were_made_from(cast: Cast) -> None:
    version = cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    publish(cast, prepared(cast))
    cast.table("borvale", "art_2", cast.state("art_2").base.replace("serious harm", "harm"))
    only = [str(cast.provision("art_2").pk)]
    text = publish(cast, next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"), only=only))
    assert {s.eid: w for s, w in consolidation.reading(text=text, code="ARD")}["art_1"] == version.text


def test_names_in_a_base_with_brackets_go_from_an_unattributed_export(cast: Cast) -> None:
    cast.import_text("Article 1\n\nParties [shall - ARD] act now.\n")
    cast.table("borvale", "art_1", cast.state("art_1").base.replace("now", "promptly"))
    text = publish(cast, prepared(cast))
    export = circulation.request(text=text, format="source", by=cast.seat("chair"), at=NOON, attributed=False)
    assert circulation.document(export).blocks[0].text == "Article 1\n\nParties [shall] act [now][promptly]."
