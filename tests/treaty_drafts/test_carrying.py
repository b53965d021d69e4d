"""A draft is carried forward change by change; nothing of it is dropped but by its drafter."""

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.factories import CONVENTION, NOON, Cast
from tests.text.test_rebase import rewritten, written
from treaty_drafts import carrying, drafting, paragraphs, tabling
from treaty_drafts.carrying import CarriedDraft
from treaty_drafts.errors import BadInput, BaseMoved, EditedMeanwhile, NothingChanged
from treaty_drafts.models import Draft

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

MEASURES = "2. Each Party shall take measures to prevent serious harm, where feasible."


def article_2(cast: Cast, words: str, name: str = "ardenia") -> Draft:
    """A draft on Article 2 with its second paragraph in these words."""
    return cast.draft(name, "art_2", cast.state("art_2").base.replace(MEASURES, words))


def move_on(cast: Cast, words: str) -> None:
    """The next revision, with the second paragraph of Article 2 in these words."""
    cast.import_text(CONVENTION.replace(MEASURES, words))


def carry(cast: Cast, draft: Draft, *choices: str, keep: bool = False) -> Draft:
    state = carrying.preview(draft=draft).state.pk
    return carrying.carry(
        draft=draft, edition=draft.edition, state=state, by=cast.seat("ardenia"), at=NOON, choices=choices, keep=keep
    )


def shown(carried: CarriedDraft) -> tuple[int, int, list[tuple[str, ...]]]:
    places: list[tuple[str, ...]] = [
        (p.cited, p.before, p.old, p.new, p.mine, p.both, p.after) for p in carried.to_settle
    ]
    return carried.applied, carried.already, places


@pytest.fixture
def both_changed(cast: Cast) -> Draft:
    """The draft has four changes: one of its own, one alike in the new text, and a phrase of two that meets it."""
    base = cast.state("art_2").base.replace("a cyber operation", "any cyber operation")
    mine = "2. Each State should take measures promptly to prevent serious harm, where possible."
    draft = cast.draft("ardenia", "art_2", base.replace(MEASURES, mine))
    move_on(cast, "2. Each Party must take measures to prevent significant harm, where possible.")
    return draft


def test_what_comes_along_is_there_already_or_is_to_settle(both_changed: Draft) -> None:
    carried = carrying.preview(draft=both_changed)
    assert carried.text.endswith("2. Each Party must take measures to prevent significant harm, where possible.")
    assert carried.disputed == 2
    assert shown(carried) == (
        1,
        1,
        [
            (
                "Article 2, paragraph 2", "2. Each ", "Party shall take measures ", "Party must take measures ",
                "State should take measures promptly ", "[Party must take measures][State should take measures promptly] ",
                "to prevent significant harm, where possible.",
            )
        ],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("new", "Party must take measures"),
        ("mine", "State should take measures promptly"),
        ("both", "[Party must take measures][State should take measures promptly]"),
    ],
)
def test_the_drafter_settles_what_both_changed(cast: Cast, both_changed: Draft, choice: str, words: str) -> None:
    carried = carry(cast, both_changed, choice)
    assert carried.text.endswith(f"2. Each {words} to prevent significant harm, where possible.")
    assert (carried.base, carried.edition) == (cast.state("art_2"), 3)
    version = tabling.table(draft=carried, edition=3, by=cast.seat("ardenia"), at=NOON)
    assert (version.text, version.base_had_moved) == (carried.text, False)


@pytest.mark.parametrize("choices", [(), ("",), ("theirs",), ("new", "mine")])
def test_nothing_is_saved_before_all_is_settled(cast: Cast, both_changed: Draft, choices: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        carry(cast, both_changed, *choices)
    now = Draft.objects.get()
    assert (now.text, now.base, now.edition) == (both_changed.text, both_changed.base, 2)


def test_nothing_is_saved_over_what_another_saved_or_on_a_text_that_was_not_seen(
    cast: Cast, both_changed: Draft
) -> None:
    seen = carrying.preview(draft=both_changed).state.pk
    seat = cast.seat("ardenia")
    drafting.edit(draft=both_changed, edition=2, by=seat, at=NOON, note="Why.")
    with pytest.raises(EditedMeanwhile):
        carrying.carry(draft=both_changed, edition=2, state=seen, by=seat, at=NOON, choices=["mine"])
    move_on(cast, "2. Each Party may take measures.")
    for state in (seen, uuid4(), None):
        with pytest.raises(BaseMoved):
            carrying.carry(draft=Draft.objects.get(), edition=3, state=state, by=seat, at=NOON, choices=["mine"])
    assert Draft.objects.get().text == both_changed.text


def test_words_can_be_kept_as_they_are(cast: Cast, both_changed: Draft) -> None:
    kept = carry(cast, both_changed, keep=True)
    assert (kept.text, kept.base, kept.edition) == (both_changed.text, cast.state("art_2"), 3)
    with pytest.raises(NothingChanged, match="stands already"):
        carrying.preview(draft=kept)


def test_a_deletion_has_no_words_to_carry(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_2", kind="delete")
    move_on(cast, "2. Other words.")
    assert shown(carrying.preview(draft=draft)) == (0, 0, [])
    moved = carry(cast, draft)
    assert (moved.text, moved.base) == ("", cast.state("art_2"))


def test_line_ends_are_those_of_the_new_text(empty_cast: Cast) -> None:
    old = "Article 1\r\n\r\n1. One and two.\r\n\r\n2. Three.\r\n"
    empty_cast.import_text(old)
    draft = empty_cast.draft("ardenia", "art_1", "Article 1\n\n1. One and more.\n\n2. Three.\n\n3. Four.")
    empty_cast.import_text(old.replace("\r\n", "\n").replace("Three", "Five"))
    assert carrying.preview(draft=draft).applied == 2
    assert carry(empty_cast, draft).text == "Article 1\n\n1. One and more.\n\n2. Five.\n\n3. Four."


def test_stances_come_along_where_their_paragraphs_stand(cast: Cast) -> None:
    draft = article_2(cast, MEASURES)
    start = next(p.start for p in paragraphs.paragraphs(draft.text) if p.cited == "paragraph 1")
    stances = [{"stance": "reserves", "start": start}]
    draft = drafting.edit(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON, stances=stances)
    move_on(cast, "2. Other words.")
    assert [s["cited"] for s in carry(cast, draft).stances] == ["paragraph 1"]
    cast.import_text(CONVENTION.replace("on the basis of evidence", "on evidence"))
    with pytest.raises(NothingChanged, match="the text of paragraph 1 has changed"):
        carrying.preview(draft=Draft.objects.get())


def test_what_left_the_text_is_not_carried(cast: Cast) -> None:
    draft = article_2(cast, "2. Other words.")
    cast.import_text(CONVENTION[: CONVENTION.index("Article 2")] + CONVENTION[CONVENTION.index("Article 3") :])
    with pytest.raises(NothingChanged, match="not in the text that stands"):
        carrying.preview(draft=draft)


@pytest.mark.parametrize(
    ("new", "mine", "both"),
    [
        ("", "promptly ", "[promptly] "),
        ("at once ", "promptly ", "[at once][promptly] "),
        ("at once ", "", "[at once] "),
    ],
)
def test_both_in_brackets_keeps_the_spaces_outside(cast: Cast, new: str, mine: str, both: str) -> None:
    swiftly = CONVENTION.replace("take measures", "take swiftly measures")
    cast.import_text(swiftly)
    draft = cast.draft("ardenia", "art_2", cast.state("art_2").base.replace("swiftly ", mine))
    cast.import_text(swiftly.replace("swiftly ", new))
    assert f"take {both}measures" in carry(cast, draft, "both").text


def test_mine_joins_the_alternatives_that_stand(cast: Cast) -> None:
    draft = cast.draft("ardenia", "art_2", cast.state("art_2").base.replace("[shall] [should]", "may"))
    cast.import_text(CONVENTION.replace("[shall] [should]", "[shall] [must]"))
    assert [(p.new, p.mine, p.both) for p in carrying.preview(draft=draft).to_settle] == [
        ("[shall] [must]", "may", "[shall] [must][may]")
    ]


def test_brackets_are_not_torn_apart(cast: Cast) -> None:
    draft = article_2(cast, MEASURES.replace("serious harm", "[grave harm]"))
    move_on(cast, MEASURES.replace("serious", "[significant").replace("feasible", "feasible]"))
    both = "[significant harm, where feasible][[grave harm], where feasible]"
    assert [(p.new, p.mine, p.both) for p in carrying.preview(draft=draft).to_settle] == [
        ("[significant harm, where feasible]", "[grave harm], where feasible", both)
    ]


def test_what_changed_in_one_bracket_is_one_choice(cast: Cast) -> None:
    """However far apart in it, and the other side's alternatives are kept whole."""
    old = "2. Each Party [shall endeavour to take all measures to prevent serious harm] where feasible."
    cast.import_text(CONVENTION.replace(MEASURES, old))
    mine = old.replace("endeavour to take all", "take").replace("serious harm", "grave damage")
    draft = cast.draft("ardenia", "art_2", cast.state("art_2").base.replace(old, mine))
    move_on(cast, old.replace("shall endeavour", "must endeavour").replace("serious", "lasting"))
    (place,) = carrying.preview(draft=draft).to_settle
    assert (place.changes, place.new, place.mine) == (
        3,
        "[must endeavour to take all measures to prevent lasting harm]",
        "[shall take measures to prevent grave damage]",
    )


def test_a_result_that_lost_a_bracket_is_refused(cast: Cast) -> None:
    """The next revision has lost one itself, so that the two that the drafter moved do not find each other."""
    old = "2. Each Party shall [take swift measures to prevent serious harm]."
    cast.import_text(CONVENTION.replace(MEASURES, old))
    draft = cast.draft(
        "ardenia", "art_2", cast.state("art_2").base.replace(old, old.replace("[", "").replace("to prev", "[to prev"))
    )
    move_on(cast, old.replace("[", "").replace("shall", "[[shall"))
    with pytest.raises(BadInput) as refused:
        carry(cast, draft)
    assert refused.value.what == (
        "a bracket would be without its partner in Article 2, paragraph 2, at “2. Each Party [[shall take swift measures"
        " [t”: choose otherwise, or mend it in the draft first"
    )
    now = Draft.objects.get()
    assert (now.text, now.base, now.edition) == (draft.text, draft.base, 2)
    move_on(cast, old.replace("2. Each", "2. [Each"))  # a slip beside it is not the drafter's
    assert carry(cast, now).text.endswith("2. [Each Party shall take swift measures [to prevent serious harm].")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(new=rewritten("n"), mine=rewritten("m"), data=st.data())
def test_law_5_through_the_verb(
    empty_cast: Cast, new: list[list[str]], mine: list[list[str]], data: st.DataObject
) -> None:
    """Whatever the draft changed is in the text, or its drafter has chosen otherwise at a place that shows it."""
    old = [[f"w{line}x{n}" for n in range(20)] for line in range(4)]
    was, now, own = ({w for line in lines for w in line} for lines in (old, new, mine))
    texts = ["Article 1\n\n" + "\n\n".join(" ".join(line) for line in lines) for lines in (old, new, mine)]
    assume(texts[0] != texts[1])
    with transaction.atomic():
        empty_cast.import_text(texts[0])
        draft = empty_cast.draft("ardenia", "art_1", texts[2])
        empty_cast.import_text(texts[1])
        places = carrying.preview(draft=draft).to_settle
        choices = [data.draw(st.sampled_from(["new", "mine", *(["both"] if p.both else [])])) for p in places]
        words = set(carry(empty_cast, draft, *choices).text.replace("[", " ").replace("]", " ").split())
        transaction.set_rollback(True)
    chosen = list(zip(places, choices, strict=True))
    left = {w for p, c in chosen if c == "new" for w in p.mine.split()}
    put_back = {w for p, c in chosen if c != "mine" for w in p.new.split()}
    not_taken = {w for p, c in chosen if c == "mine" for w in p.new.split()}
    kept = {w for p, c in chosen if c != "new" for w in p.mine.split()}
    assert own - was - words <= left
    assert (was - own) & words <= put_back | written(texts[0], texts[1])
    assert now - was - words <= not_taken
    assert (was - now) & words <= kept | written(texts[0], texts[2])
