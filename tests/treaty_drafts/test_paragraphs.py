"""Stances without new words: on which paragraphs, as what they are tabled, and what becomes of them."""

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import circulation, consolidation, drafting, next_revision, paragraphs, review, rolling, tabling
from treaty_drafts.errors import BadInput, NothingChanged
from treaty_drafts.models import Draft, Entry, Version

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

ARTICLE = """Article 7
Quiet hours

1. Networks shall rest at night:

(a) from ten to six;

(b) and on feast days.

2. Nobody shall wake them.
"""


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (ARTICLE, ["paragraph 1", "paragraph 1 (a)", "paragraph 1 (b)", "paragraph 2"]),
        ("Recalling that quiet networks serve all peoples,\n\n", ["the paragraph"]),
        ("Article 7\n\nNetworks rest.\n\nThey wake.\n", ["unnumbered paragraph 1", "unnumbered paragraph 2"]),
        ("1. One.\n2. Two.", ["paragraph 1", "paragraph 2"]),
        ("", []),
    ],
)
def test_paragraphs_are_cited_as_in_the_room(text: str, cited: list[str]) -> None:
    found = paragraphs.paragraphs(text)
    assert [p.cited for p in found] == cited
    assert [text[p.start : p.end] for p in found] == [p.words for p in found]


def stated(cast: Cast, eid: str, stance: str, nth: int = -1, name: str = "ardenia") -> Draft:
    """A draft that says `stance` of the `nth` paragraph."""
    draft = cast.draft(name, eid)
    place = paragraphs.paragraphs(cast.state(eid).base)[nth]
    given = [{"stance": stance, "start": place.start}]
    return drafting.edit(draft=draft, edition=draft.edition, by=cast.seat(name), at=NOON, stances=given)


def table(cast: Cast, draft: Draft, name: str = "ardenia") -> Version:
    return tabling.table(draft=draft, edition=draft.edition, by=cast.seat(name), at=NOON)


@pytest.mark.parametrize("stance", ["brackets", "reserves"])
def test_a_stance_is_tabled_without_changing_a_character(cast: Cast, stance: str) -> None:
    version = table(cast, stated(cast, "art_2", stance))
    assert (version.kind, version.text) == ("stance", cast.state("art_2").base)
    assert [(s["stance"], s["cited"]) for s in version.stances] == [(stance, "paragraph 2")]
    assert Entry.objects.get(act="tabled").what["stances"] == [{"stance": stance, "on": "paragraph 2"}]
    assert review.differences(cast.instrument) == ()


def test_a_stance_is_not_support_for_the_text(cast: Cast) -> None:
    version = table(cast, stated(cast, "art_2", "reserves"))
    assert rolling.wordings([version], {}) == {}


@pytest.mark.parametrize(("stance", "printed"), [("reserves", "reserve"), ("brackets", "bracket")])
def test_a_stance_is_printed_in_the_next_revision(cast: Cast, stance: str, printed: str) -> None:
    version = table(cast, stated(cast, "art_2", stance))
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair"))
    stored = consolidation.save(revision=revision, by=cast.seat("chair"), at=NOON, dated=NOON.date())
    state = stored.provisions.get(eid="art_2")
    assert f"[2. Each Party shall take measures to prevent serious harm, where feasible. - ARD {printed}]" in state.text
    assert state.base == version.base_text
    assert [s.version for s in state.sources.all()] == [version]
    plain = circulation.unattributed(state, ["ARD", "BRV"])
    assert "[2. Each Party shall take measures to prevent serious harm, where feasible.]" in plain


def test_a_paragraph_deleted_by_a_stance_is_deleted_in_the_next_revision(cast: Cast) -> None:
    version = table(cast, stated(cast, "art_2", "deletes"))
    assert version.kind == "stance"
    assert version.text == cast.state("art_2").base.replace(
        "\n\n2. Each Party shall take measures to prevent serious harm, where feasible.", ""
    )
    text = next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair")).text
    assert "[2. Each Party shall take measures to prevent serious harm, where feasible. - ARD delete]" in text


def test_words_and_a_stance_on_another_paragraph_go_together(cast: Cast) -> None:
    draft = stated(cast, "art_2", "reserves")
    words = draft.text.replace("only on the basis", "solely on the basis")
    draft = drafting.edit(draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON, text=words)
    version = table(cast, draft)
    assert (version.kind, version.text, len(version.stances)) == ("amend", words, 1)


def test_a_paragraph_cannot_be_reworded_and_deleted_at_once(cast: Cast) -> None:
    draft = stated(cast, "art_2", "deletes")
    words = draft.text.replace("serious harm", "any harm")
    draft = drafting.edit(draft=draft, edition=draft.edition, by=cast.seat("ardenia"), at=NOON, text=words)
    with pytest.raises(
        BadInput, match="paragraph 2 is to be deleted, and the wording of the draft has it in other words"
    ):
        tabling.preview(draft=draft)


def test_the_same_stance_again_is_nothing_new(cast: Cast) -> None:
    table(cast, stated(cast, "art_2", "reserves"))
    with pytest.raises(NothingChanged, match="tabled already, as version 1"):
        tabling.preview(draft=cast.draft("ardenia", "art_2"))


def test_a_revision_of_a_stance_begins_with_it(cast: Cast) -> None:
    version = table(cast, stated(cast, "art_2", "deletes"))
    again = cast.draft("ardenia", "art_2")
    assert (again.text, again.stances) == (cast.state("art_2").base, version.stances)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"stance": "reserves", "start": 1}, "no paragraph of the text begins there"),
        ({"stance": "vetoes", "start": None}, "a stance on a paragraph is one of"),
    ],
)
def test_a_stance_on_nothing_is_refused(cast: Cast, given: dict[str, object], problem: str) -> None:
    draft = cast.draft("ardenia", "art_2")
    if given["start"] is None:
        given = given | {"start": paragraphs.paragraphs(draft.text)[0].start}
    with pytest.raises(BadInput, match=problem):
        drafting.edit(draft=draft, edition=1, by=cast.seat("ardenia"), at=NOON, stances=[given])
