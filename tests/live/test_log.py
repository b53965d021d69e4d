"""The log of a draft: what is taken and what is not, and that the draft says what the log says."""

import hashlib
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import override_settings

from tests.factories import NOON, Cast
from treaty_drafts import clearance, drafting, tabling
from treaty_drafts.errors import EditedMeanwhile
from treaty_drafts.live import door, joining, loading, log
from treaty_drafts.live.door import Caller
from treaty_drafts.live.log import Edit, Logged, Outcome
from treaty_drafts.live.messages import Join
from treaty_drafts.live.refusals import NotTaken
from treaty_drafts.live.shared_text import SharedText
from treaty_drafts.models import Checkpoint, Delegation, Draft, DraftClient, DraftSnapshot, DraftUpdate, Membership

from .sockets import cookie_of
from .writer import Writer

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

WORDS = "Article 1\n\nQuiet 😀 networks."


class Tab:
    """A writer whose messages are calls."""

    def __init__(self, draft: Draft, by: Caller) -> None:
        self.draft, self.by = draft, by
        self.writer = Writer()
        self.join()

    def join(self) -> None:
        made = joining.join(draft=self.draft.pk, by=self.by, asked=Join(None, 0, None), at=NOON)
        self.client = self.writer.client = made.client
        for row in log.since(self.draft.pk, 0):
            self.writer.load(row.seq, row.update)
        self.writer.as_client(made.client)

    def type(self, at: int, words: str = "", delete: int = 0) -> Outcome:
        message = self.writer.type(at, words, delete)
        return self.send(self.writer.unsaved[message["id"]], UUID(message["id"]))

    def send(self, update: bytes, edit: UUID | None = None) -> Outcome:
        return log.append(draft=self.draft.pk, edits=[Edit(edit or uuid4(), self.by, self.client, update)], at=NOON)[0][
            0
        ]


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return cast.draft("ardenia", "art_1", WORDS)


@pytest.fixture
def by(cast: Cast) -> Caller:
    return door.caller(cookie_of(cast.users["ardenia"]))


@pytest.fixture
def tab(draft: Draft, by: Caller) -> Tab:
    return Tab(draft, by)


@pytest.fixture
def untouched(draft: Draft) -> Iterator[None]:
    """Nothing of what a test does may be in the draft or in its log."""
    before = list(Draft.objects.values()), list(DraftUpdate.objects.values())
    yield
    assert (list(Draft.objects.values()), list(DraftUpdate.objects.values())) == before
    assert loading.load(Draft.objects.get()).text == WORDS


def code(outcome: Outcome) -> str:
    assert isinstance(outcome, NotTaken), outcome
    return outcome.code


def seq(outcome: Outcome) -> int:
    assert isinstance(outcome, Logged), outcome
    return outcome.seq


def test_an_edit_brings_text_edition_and_editor_up_to_date(tab: Tab, draft: Draft) -> None:
    outcome = tab.type(len(WORDS), " Always.")
    assert isinstance(outcome, Logged)
    draft.refresh_from_db()
    assert (draft.text, draft.seq, draft.edition) == (f"{WORDS} Always.", 3, 3)
    assert (draft.edited_at, draft.edited_by_id) == (NOON, tab.by.user)
    assert (outcome.seq, outcome.edition) == (3, 3)
    assert outcome.text_hash == hashlib.sha256(draft.text.encode()).hexdigest()


def test_the_same_edit_again_is_answered_as_the_first_time(tab: Tab) -> None:
    message = tab.writer.type(0, "Once. ")
    edit, update = UUID(message["id"]), tab.writer.unsaved[message["id"]]
    first, other = tab.send(update, edit), tab.type(0, "More. ")
    assert (seq(first), seq(other)) == (3, 4)
    assert seq(tab.send(update, edit)) == 3
    twice = log.append(draft=tab.draft.pk, edits=[Edit(uuid4(), tab.by, tab.writer.client, update)] * 2, at=NOON)[0]
    assert [seq(one) for one in twice] == [4, 4]  # nothing new in it
    assert Draft.objects.get().text == f"More. Once. {WORDS}"


def test_one_id_twice_in_a_batch_is_logged_once(tab: Tab) -> None:
    message = tab.writer.type(0, "Once. ")
    edit = Edit(UUID(message["id"]), tab.by, tab.writer.client, tab.writer.unsaved[message["id"]])
    outcomes, rows = log.append(draft=tab.draft.pk, edits=[edit, edit], at=NOON)
    assert [seq(one) for one in outcomes] == [3, 3]
    assert [row.seq for row in rows] == [3]


@pytest.mark.usefixtures("untouched")
def test_words_under_the_name_of_another_connection_are_refused(tab: Tab, draft: Draft, cast: Cast, by: Caller) -> None:
    given = DraftClient.objects.create(draft=draft, number=77, colour=1, user=cast.users["borvale"])
    for forged in (given.number, 1, 999):
        tab.writer.as_client(forged)
        assert code(tab.type(0, "Forged. ")) == "forged"
        tab.join()


@pytest.mark.usefixtures("untouched")
def test_what_builds_on_words_that_are_not_there_is_refused(tab: Tab) -> None:
    tab.writer.type(0, "Withheld. ")
    assert code(tab.type(3, "after it")) == "withheld"
    assert code(tab.type(0, delete=3)) == "withheld"


def test_older_connections_of_the_same_person_may_still_send(tab: Tab) -> None:
    message = tab.writer.type(0, "Offline. ")
    later = Tab(tab.draft, tab.by)
    assert later.writer.client != tab.writer.client
    assert seq(later.send(tab.writer.unsaved[message["id"]])) == 3


@pytest.mark.usefixtures("untouched")
@override_settings(TEXT_MAX_CHARACTERS=len(WORDS) + 5)
def test_a_text_that_grows_too_long_is_refused_and_the_next_edit_is_taken(tab: Tab) -> None:
    assert code(tab.type(0, "Too long.")) == "too-large"
    with transaction.atomic():
        fresh = Tab(tab.draft, tab.by)
        assert seq(fresh.type(0, "Fits.")) == 3
        transaction.set_rollback(True)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("words", ["a\rb", "a\r\nb", "a\0b"])
def test_signs_that_no_text_has_are_refused(tab: Tab, words: str) -> None:
    assert code(tab.type(0, words)) == "bad-update"


def number(n: int) -> bytes:
    return bytes([n]) if n < 128 else bytes([n & 127 | 128]) + number(n >> 7)


def deletion(client: int, clock: int, length: int) -> bytes:
    return b"\0" + b"".join(map(number, (1, client, 1, clock, length)))


def half() -> int:
    """The clock of the second half of the face in what the server wrote at first."""
    return next(iter(loading.load(Draft.objects.get()).halves[1]))


@pytest.mark.usefixtures("untouched")
def test_half_a_character_is_neither_deleted_nor_written_into(tab: Tab) -> None:
    face = half()
    assert code(tab.send(deletion(1, face, 1))) == "bad-update"
    assert code(tab.send(deletion(1, face - 1, 1))) == "bad-update"
    into = b"\1\1" + number(tab.writer.client) + b"\0\x84" + number(1) + number(face - 1) + b"\1x\0"
    assert code(tab.send(into)) == "bad-update"
    before = b"\1\1" + number(tab.writer.client) + b"\0\x44" + number(1) + number(face) + b"\1x\0"
    assert code(tab.send(before)) == "bad-update"


def test_a_whole_character_is_deleted(tab: Tab) -> None:
    assert seq(tab.send(deletion(1, half() - 1, 2))) == 3
    assert Draft.objects.get().text == WORDS.replace("😀", "")


FOREIGN = {
    "another root": b"\1\1%b\0\x04\1\5other\1x\0",
    "a key": b"\1\1%b\0\x24\1\4text\1k\1x\0",
    "a format": b"\1\1%b\0\x06\1\4text\4bold\4true\0",
    "an embed": b"\1\1%b\0\x05\1\4text\2{}\0",
    "a nested type": b"\1\1%b\0\x07\1\4text\2\0",
    "a binary": b"\1\1%b\0\x03\1\4text\1x\0",
    "a collected stretch": b"\1\1%b\0\0\1\0",
    "nothing": b"",
    "no end": b"\1\1%b\0\x04\1\4text\5x",
    "more than it says": b"\0\0more",
    "no text": b"\1\1%b\0\x04\1\4text\0\0",
    "a number that never ends": b"\xff" * 40,
    "many structs": b"\1\xff\xff\xff\xff\7%b\0",
    "no UTF-8": b"\1\1%b\0\x04\1\4text\1\xff\0",
}


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_no_edit_of_a_text_is_refused(tab: Tab, what: str) -> None:
    update = FOREIGN[what]
    assert code(tab.send(update % number(tab.writer.client) if b"%b" in update else update)) == "bad-update"


@pytest.mark.usefixtures("untouched")
def test_no_cut_off_or_changed_update_does_harm(tab: Tab) -> None:
    """Each byte of a good update is changed in turn; what is refused leaves nothing, what is taken is undone."""
    message = tab.writer.type(3, "ein Wört 😀 ")
    good = tab.writer.unsaved[message["id"]]
    for n in range(len(good)):
        for update in (good[:n], *(good[:n] + bytes([good[n] ^ flip]) + good[n + 1 :] for flip in (1, 2, 64, 128))):
            with transaction.atomic():
                outcome = tab.send(update)
                now = Draft.objects.get()
                assert loading.load(now).text == now.text
                assert isinstance(outcome, NotTaken) or now.text != WORDS or seq(outcome) == 2, update
                transaction.set_rollback(True)


def test_a_bad_edit_among_good_ones_changes_nothing_for_them(tab: Tab) -> None:
    other = Tab(tab.draft, tab.by)
    updates = [tab.writer.type(0, "One. "), other.writer.type(0, "a\rb"), tab.writer.type(0, "Two. ")]
    edits = [
        Edit(UUID(m["id"]), tab.by, w.client, w.unsaved[m["id"]])
        for m, w in zip(updates, (tab.writer, other.writer, tab.writer), strict=True)
    ]
    outcomes, rows = log.append(draft=tab.draft.pk, edits=edits, at=NOON)
    assert code(outcomes[1]) == "bad-update"
    assert [seq(outcomes[0]), seq(outcomes[2])] == [row.seq for row in rows] == [3, 4]
    assert Draft.objects.get().text == f"Two. One. {WORDS}"


def test_words_that_came_without_the_log_are_entered_into_it(tab: Tab, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(text="Other words.")
    assert seq(Tab(tab.draft, tab.by).type(0, "Typed. ")) == 4
    now = Draft.objects.get()
    assert (now.text, now.edition, loading.load(now).text) == ("Typed. Other words.", 3, "Typed. Other words.")


def test_line_ends_of_the_text_stay_in_the_draft_and_out_of_the_log(cast: Cast, by: Caller) -> None:
    cast.import_text("CONVENTION\r\n\r\nArticle 1\r\n\r\nOne.\r\n\r\nArticle 2\r\n\r\nTwo.\r\n", name="again.txt")
    draft = cast.draft("ardenia", "art_1", "Article 1\r\n\r\nOne more.")
    tab = Tab(draft, by)
    assert tab.writer.text == "Article 1\n\nOne more."
    tab.type(len("Article 1\n\nOne more."), "\n\nAnd more.")
    assert Draft.objects.get().text == "Article 1\r\n\r\nOne more.\r\n\r\nAnd more."


def test_a_log_is_compacted_and_read_the_same(tab: Tab, by: Caller) -> None:
    for n in range(log.SNAPSHOT_EVERY + 5):
        tab.type(0, f"{n} ") if n % 3 else tab.type(0, delete=1)
    now = Draft.objects.get()
    snapshot = DraftSnapshot.objects.get()
    assert (snapshot.seq, now.seq) == (log.SNAPSHOT_EVERY, log.SNAPSHOT_EVERY + 7)
    assert loading.load(now).text == loading.at(now, now.seq).text == now.text == tab.writer.text
    late = joining.join(draft=now.pk, by=by, asked=Join(None, 0, None), at=NOON)
    assert late.state
    assert SharedText([late.state]).text == now.text


def test_who_holds_another_history_gets_the_document_and_is_told(tab: Tab, by: Caller) -> None:
    tab.type(0, "One. ")
    pk, wrong = tab.draft.pk, "0" * 64
    rows = dict(DraftUpdate.objects.values_list("seq", "text_hash"))

    def asked(*given: object) -> tuple[bool, list[int] | None]:
        made = joining.join(draft=pk, by=by, asked=Join(*given), at=NOON)  # type: ignore[arg-type]
        return made.fits, [e.seq for e in made.edits] if made.state is None else None

    assert asked(pk, 2, rows[2]) == (True, [3])
    assert asked(pk, 2, None) == (True, [3])
    assert asked(pk, 3, rows[3]) == (True, [])
    assert asked(pk, 2, wrong) == (False, None)
    assert asked(pk, 4, rows[3]) == (False, None)
    assert asked(uuid4(), 2, rows[2]) == (False, None)
    assert asked(None, 2, None) == (False, None)


def test_tabling_names_what_was_seen_and_takes_the_history_along(tab: Tab, cast: Cast, draft: Draft) -> None:
    tab.type(0, "Secret red line. ")
    last = tab.type(0, delete=len("Secret red line. "))
    assert isinstance(last, Logged)
    Checkpoint.objects.create(draft=draft, seq=3, name="Red line", by_id=tab.by.user, at=NOON)
    seat = cast.seat("ardenia")
    for seen in ({"seq": last.seq - 1, "hash": last.text_hash}, {"seq": last.seq, "hash": "0" * 64}):
        with pytest.raises(EditedMeanwhile):
            tabling.table(draft=draft, edition=last.edition, by=seat, at=NOON, **seen)  # type: ignore[arg-type]
    with pytest.raises(EditedMeanwhile):
        tabling.table(draft=draft, edition=2, by=seat, at=NOON)
    made = tabling.table(draft=draft, edition=last.edition, by=seat, at=NOON, seq=last.seq, hash=last.text_hash)
    assert made.text == WORDS
    for model in (Draft, DraftUpdate, DraftClient, DraftSnapshot, Checkpoint):
        assert model._default_manager.count() == 0


def test_typing_takes_a_clearance_away(tab: Tab, cast: Cast, draft: Draft) -> None:
    Membership.objects.filter(user=cast.users["ardenia"]).update(is_head=True)
    Delegation.objects.filter(code="ARD").update(needs_clearance=True)
    cleared = clearance.clear(draft=draft, edition=2, by=cast.seat("ardenia"))
    assert cleared.cleared_edition == cleared.edition
    tab.type(0, "More. ")
    now = Draft.objects.get()
    assert (now.cleared_edition, now.edition) == (2, 3)


def test_a_note_is_saved_beside_words_that_are_typed(tab: Tab, cast: Cast, draft: Draft) -> None:
    seat = cast.seat("ardenia")
    tab.type(0, "More. ")
    saved = drafting.edit(draft=draft, edition=2, by=seat, at=NOON, note="Why.")
    assert (saved.text, saved.note, saved.edition) == (f"More. {WORDS}", "Why.", 4)
    with pytest.raises(EditedMeanwhile):
        drafting.edit(draft=draft, edition=2, by=seat, at=NOON, note="Another reason.")
    with pytest.raises(EditedMeanwhile):
        drafting.edit(draft=draft, edition=2, by=seat, at=NOON, text="Overwritten.")
    assert Draft.objects.get().text == f"More. {WORDS}"
