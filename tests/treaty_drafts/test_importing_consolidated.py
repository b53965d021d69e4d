"""A consolidated text goes out, is edited or not, and comes back: what is on the table stays on the table."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from tests.factories import CONVENTION, NOON, Cast
from tests.text.test_rebase import rewritten
from treaty_drafts import (
    circulation,
    consolidation,
    importing,
    next_revision,
    previewing,
    publishing,
    rolling,
    sponsoring,
    tabling,
)
from treaty_drafts.errors import BadInput, BaseMoved
from treaty_drafts.models import Entry, RollingText, Version
from treaty_drafts.previewing import Become, Preview

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
FORMATS = ("source", "docx", "text")
PRINTED = "2. Each Party [shall][should - ARD] take [measures][all measures needed - BRV] to prevent serious harm"


def consolidate(cast: Cast, *, publish: bool = True) -> RollingText:
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    return consolidation.save(revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date(), publish=publish)


def exported(cast: Cast, text: RollingText, format: str = "source") -> bytes:
    export = circulation.request(text=text, format=format, by=cast.seat("chair"), at=NOON)
    return circulation.FORMATS[format][0](circulation.document(export), progress=lambda *_: None)


def preview(cast: Cast, data: bytes) -> Preview:
    return previewing.preview(data=data, instrument=cast.instrument, by=cast.seat("secretariat"))


def store(cast: Cast, data: bytes, *, by: str = "chair", stand: bool = False) -> RollingText:
    return importing.store(
        data=data, instrument=cast.instrument, by=cast.seat(by), at=NOON, name="edited.docx", dated=NOON.date(),
        brackets_stand=stand,
    )  # fmt: skip


def on_table(cast: Cast) -> dict[str, str]:
    """What each delegation has on the table, by provision and code."""
    found = rolling.standing(cast.instrument)
    return {f"{key} {t.proposal.delegation.code}": t.wording for key, on in found.items() for t in on if t.current}


def tabled(cast: Cast, name: str) -> Version:
    """What a delegation has on the table on Article 2."""
    on = rolling.standing(cast.instrument, [cast.provision("art_2")])[str(cast.provision("art_2").pk)]
    return next(t.version for t in on if t.version.author == name)


@pytest.fixture
def printed(cast: Cast) -> Cast:
    """Two delegations' wordings of Article 2, one's deletion of Article 1 and a new article, consolidated as Rev.2."""
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("Each Party shall", "Each Party should"))
    cast.table("borvale", "art_2", base.replace("take measures", "take all measures needed"))
    cast.table("ardenia", "art_1", kind="delete")
    cast.table("borvale", "art_1", "Article 1 bis\nTerms\n\nA network is quiet.", kind="insert")
    assert PRINTED in consolidate(cast).text
    return cast


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_that_comes_back_changes_nothing(printed: Cast, format: str) -> None:
    text, before = rolling.current(printed.instrument), on_table(printed)
    assert text
    data = exported(printed, text, format)
    found = preview(printed, data)
    assert (found.count, found.gone, found.differing) == ({"unchanged": 9, "changed": 0, "new": 0}, (), ())
    assert found.proposals == Become(carried=4)
    again = store(printed, data)
    assert (again.label, again.text, again.text_hash) == ("Rev.3", text.text, text.text_hash)
    assert [(s.base, s.collation) for s in again.provisions.all()] == [
        (s.base, s.collation) for s in text.provisions.all()
    ]
    assert on_table(printed) == before
    read = {str(state.provision_id): words for state, words in consolidation.reading(text=again, code="ARD")}
    key = str(printed.provision("art_2").pk)
    assert read[key] == before[f"{key} ARD"]
    assert next_revision.prepare(instrument=printed.instrument, by=printed.seat("chair")).text == text.text


@settings(
    max_examples=20,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ardenia=rewritten("a"), borvale=rewritten("b"), format=st.sampled_from(FORMATS))
def test_any_wordings_come_back(
    empty_cast: Cast, ardenia: list[list[str]], borvale: list[list[str]], format: str
) -> None:
    old = [[f"w{line}x{n}" for n in range(20)] for line in range(4)]
    base, *texts = (
        "Article 1\n\n" + "\n\n".join(" ".join(line) for line in lines) for lines in (old, ardenia, borvale)
    )
    assume(base not in texts)
    with transaction.atomic():
        empty_cast.import_text(base)
        wanted = [
            empty_cast.table(name, "art_1", text).text for name, text in zip(("ardenia", "borvale"), texts, strict=True)
        ]
        text = consolidate(empty_cast)
        found = preview(empty_cast, exported(empty_cast, text, format))
        store(empty_cast, exported(empty_cast, text, format))
        bases, now = empty_cast.state("art_1").base, [*on_table(empty_cast).values()]
        transaction.set_rollback(True)
    assert (found.count["unchanged"], found.proposals) == (1, Become(carried=2))
    assert (bases, now) == (base, wanted)


def test_a_prepared_revision_comes_back_before_it_is_published(cast: Cast) -> None:
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("Each Party shall", "Each Party should"))
    base, before = cast.state("art_2").base, on_table(cast)
    text = store(cast, exported(cast, consolidate(cast, publish=False)))
    assert "[shall][should - ARD]" in text.text
    assert (cast.state("art_2").base, on_table(cast)) == (base, before)
    assert [s.version.proposal.delegation.code for s in cast.state("art_2").sources.all()] == ["ARD"]


def edited(cast: Cast, *changes: tuple[str, str]) -> bytes:
    text = rolling.current(cast.instrument)
    assert text
    words = text.text
    for was, now in changes:
        assert words.count(was) == 1
        words = words.replace(was, now)
    return words.encode()


def test_words_outside_the_brackets_are_edited(printed: Cast) -> None:
    data = edited(printed, ("serious harm", "significant harm"), ("on the basis of evidence", "on evidence"))
    found = preview(printed, data)
    changed = [(p.unit.eid, p.changes, p.proposals) for p in found.provisions if p.status == "changed"]
    assert (changed, found.differing) == ([("art_2", 2, Become(carried=2))], ())
    text = store(printed, data)
    assert text.text.encode() == data
    base = printed.state("art_2").base
    assert "2. Each Party shall take measures to prevent significant harm" in base
    wordings = on_table(printed)
    assert wordings[f"{printed.provision('art_2').pk} ARD"] == base.replace("Each Party shall", "Each Party should")
    assert len(wordings) == 4


def test_the_wording_in_front_is_edited_and_who_spoke_to_it_waits(printed: Cast) -> None:
    data = edited(printed, ("[shall][should - ARD]", "[must][should - ARD]"))
    found = preview(printed, data)
    assert found.proposals == Become(carried=3, waiting=("Ardenia",))
    assert [n.what for n in found.notices] == [
        "Article 2 is printed anew: not all wordings in its brackets can be carried forward to its new words"
    ]
    store(printed, data)
    assert "2. Each Party must take [measures][all measures needed - BRV]" in printed.state("art_2").text
    assert "should - ARD" not in printed.state("art_2").text


def test_a_point_that_is_settled_in_the_file_is_settled(printed: Cast) -> None:
    data = edited(printed, ("[shall][should - ARD]", "should"))
    assert preview(printed, data).proposals == Become(carried=3, in_text=1)
    store(printed, data)
    assert "2. Each Party should take measures" in printed.state("art_2").base


@pytest.mark.parametrize(
    ("now", "what"),
    [
        ("[shall][may - ARD]", "the import has other words for Ardenia than it tabled: “may” in place of “should”"),
        ("[shall][should - ARD, BRV]", "the import has other words for Borvale than it tabled: “should” in place of “shall”"),
    ],
)  # fmt: skip
def test_what_a_delegation_tabled_is_not_reworded(printed: Cast, now: str, what: str) -> None:
    data, before = edited(printed, ("[shall][should - ARD]", now)), Entry.objects.count()
    (found,) = preview(printed, data).differing
    line = data.decode()[: data.decode().index(now)].count("\n") + 1
    assert (found.line, found.what) == (line, f"Article 2, paragraph 2: {what}")
    with pytest.raises(BadInput, match=r"Article 2, paragraph 2: the import has other words.*brackets stand as words"):
        store(printed, data)
    assert (Entry.objects.count(), RollingText.objects.count()) == (before, 2)
    store(printed, data, stand=True)
    assert now in printed.state("art_2").base


@pytest.mark.parametrize("names", ["NARN", "ARD, NARN", "OBS"])
def test_brackets_with_unknown_names_stand_as_words(printed: Cast, names: str) -> None:
    data = edited(printed, ("keep networks quiet", f"keep [all - {names}] networks quiet"))
    assert preview(printed, data).differing == ()
    store(printed, data)
    assert f"[all - {names}]" in printed.state("art_1").base


def test_what_was_tabled_since_is_on_the_table_beside_what_was_printed(printed: Cast) -> None:
    later = printed.table("ardenia", "art_2", printed.state("art_2").base.replace("Each Party shall", "Each Party may"))
    data = edited(printed, ("serious harm", "significant harm"))
    found = preview(printed, data)
    assert (found.differing, found.proposals) == ((), Become(carried=4))
    text = store(printed, data)
    assert text.text.encode() == data
    key = f"{later.proposal.provision_id} ARD"
    assert on_table(printed)[key] == later.text.replace("serious", "significant")


def test_who_withdrew_is_not_carried_and_does_not_hinder(printed: Cast) -> None:
    version = tabled(printed, "Ardenia")
    tabling.withdraw(proposal=version.proposal, by=printed.seat("ardenia"), at=NOON)
    data = edited(printed, ("serious harm", "significant harm"))
    assert preview(printed, data).differing == ()
    store(printed, data)
    assert (
        "2. Each Party shall take [measures][all measures needed - BRV] to prevent significant harm"
        in printed.state("art_2").text
    )


def test_who_withdraws_before_the_chair_publishes_is_not_printed(printed: Cast) -> None:
    text = store(printed, edited(printed, ("serious harm", "significant harm")), by="secretariat")
    tabling.withdraw(proposal=tabled(printed, "Borvale").proposal, by=printed.seat("borvale"), at=NOON)
    with pytest.raises(BaseMoved, match="withdrew a wording since"):
        publishing.publish(text=text, by=printed.seat("chair"), at=NOON)


def test_cosponsors_are_read_too_and_one_who_left_before_does_not_hinder(printed: Cast) -> None:
    version = tabled(printed, "Ardenia")
    tabling.withdraw(proposal=tabled(printed, "Borvale").proposal, by=printed.seat("borvale"), at=NOON)
    asked = sponsoring.ask(
        proposal=version.proposal, delegation=printed.delegation("BRV"), by=printed.seat("borvale"), at=NOON
    )
    joined = sponsoring.agree(sponsorship=asked, version=version.pk, by=printed.seat("ardenia"), at=NOON)
    sponsoring.end(sponsorship=joined, by=printed.seat("borvale"), at=NOON + timedelta(minutes=1))
    text = store(printed, edited(printed, ("serious harm", "significant harm")))
    assert text.label == "Rev.3"


def test_a_file_with_other_line_ends_is_the_same_text(printed: Cast) -> None:
    found = preview(printed, edited(printed).replace(b"\n", b"\r\n"))
    assert found.count == {"unchanged": 9, "changed": 0, "new": 0}


def test_a_private_draft_changes_no_byte_of_the_preview(printed: Cast) -> None:
    data = edited(printed, ("serious harm", "significant harm"))
    before = preview(printed, data)
    printed.draft("borvale", "art_3", "Article 3\n\nNobody knows of this.")
    assert repr(preview(printed, data)) == repr(before)


def test_the_command_says_what_becomes_of_each_proposal(printed: Cast, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file, out, err = tmp_path / "text.txt", io.StringIO(), io.StringIO()
    file.write_bytes(edited(printed, ("[shall][should - ARD]", "[shall][may - ARD]")))
    call_command(
        "import_text", str(file), "--negotiation", "quiet", "--by", "chair", "--preview", stdout=out, stderr=err
    )
    assert out.getvalue().splitlines()[-3:-1] == [
        "8 unchanged, 1 changed, 0 new, 0 gone",
        "proposals: 2 carried forward, 2 wait (Ardenia, Borvale)",
    ]
    assert "Article 2, paragraph 2: the import has other words for Ardenia" in err.getvalue()


def test_what_is_gone_is_named_with_what_speaks_to_it(printed: Cast) -> None:
    words = edited(printed).decode()
    data = words[: words.index("Article 2")] + words[words.index("Article 3") :]
    found = preview(printed, data.encode())
    assert [(g.label, g.proposals) for g in found.gone] == [("Article 2", 2)]
    assert CONVENTION.count("Article 2") == 1
