"""The drafting pages: nothing typed is lost, nothing is tabled without a deliberate yes."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import drafting
from treaty_drafts.models import Delegation, Draft, Membership, Proposal, Version, hash_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def words(draft: Draft, **more: Any) -> dict[str, Any]:
    return {"edition": draft.edition, "text": draft.text, "note": draft.note, **more}


def test_a_draft_is_begun_worded_looked_at_and_tabled(cast: Cast, ardenia: Client) -> None:
    answer = ardenia.post(reverse("draft-begin", kwargs={"pk": cast.provision("art_2").pk}), {"kind": "amend"})
    draft = Draft.objects.get()
    assert answer["Location"] == reverse("draft", kwargs={"pk": draft.pk})
    text = draft.text.replace("shall take", "should take")
    answer = ardenia.post(
        answer["Location"], words(draft, text=text.replace("\n", "\r\n"), note="Why.", table="preview")
    )
    assert answer["Location"] == reverse("tabling", kwargs={"pk": draft.pk})
    draft.refresh_from_db()
    assert (draft.text, draft.note) == (text, "Why.")
    shown = ardenia.get(answer["Location"]).content.decode()
    assert "version 1" in shown
    assert text.split("\n")[-1] in shown
    address = answer["Location"]
    assert "tick the box" in ardenia.post(address, {"edition": draft.edition}).content.decode()
    assert not Version.objects.exists()
    answer = ardenia.post(address, {"edition": draft.edition, "confirm": "yes"})
    assert answer.status_code == 302
    assert (Version.objects.get().text, Draft.objects.count()) == (text, 0)


def test_beginning_twice_leads_to_the_same_draft(cast: Cast, ardenia: Client) -> None:
    address = reverse("draft-begin", kwargs={"pk": cast.provision("art_2").pk})
    one, other = (ardenia.post(address, {"kind": "amend"})["Location"] for _ in range(2))
    assert one == other
    new = ardenia.post(address, {"kind": "insert"})["Location"]
    assert new != one


def test_words_that_somebody_overtook_are_shown_and_not_lost(cast: Cast, ardenia: Client) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nTheir words.")
    answer = ardenia.post(
        reverse("draft", kwargs={"pk": draft.pk}), words(draft, edition=1, text="Article 1\n\nMy words.")
    )
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "My words." in shown
    assert "Their words." in shown
    draft.refresh_from_db()
    assert draft.text == "Article 1\n\nTheir words."


def test_words_that_are_refused_are_shown_again(cast: Cast, ardenia: Client, settings: Any) -> None:
    settings.TEXT_MAX_CHARACTERS = 100
    draft = cast.draft("ardenia", "art_1")
    answer = ardenia.post(reverse("draft", kwargs={"pk": draft.pk}), words(draft, text="long " * 30))
    assert answer.status_code == 400
    assert "at most 100 fit" in answer.content.decode()
    assert "long " * 30 in answer.content.decode()


def test_the_look_is_of_words_that_are_not_saved(cast: Cast, ardenia: Client) -> None:
    draft = cast.draft("ardenia", "art_2")
    text = draft.text.replace("shall take", "should take")
    shown = ardenia.post(
        reverse("draft-look", kwargs={"pk": draft.pk}), {"text": text.replace("\n", "\r\n")}
    ).content.decode()
    assert "1 change." in shown
    assert "Attribution of conduct" in shown
    draft.refresh_from_db()
    assert draft.text != text


def test_a_moved_text_must_be_acknowledged(cast: Cast, ardenia: Client) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\nPurpose\n\nOther words.")
    cast.import_text(CONVENTION.replace("keep networks quiet", "keep all networks quiet"))
    address = reverse("tabling", kwargs={"pk": draft.pk})
    assert "I table it all the same" in ardenia.get(address).content.decode()
    assert ardenia.post(address, {"edition": 2, "confirm": "yes"}).status_code == 409
    assert not Version.objects.exists()
    assert ardenia.post(address, {"edition": 2, "confirm": "yes", "although_moved": "yes"}).status_code == 302
    assert Version.objects.get().base_had_moved


def looked_at(page: str) -> dict[str, str]:
    """The form of tabling as it is sent from the page, ticked."""
    return dict(re.findall(r'name="(edition|seq|hash)" value="(\w+)"', page)) | {"confirm": "yes"}


def test_who_tables_while_a_colleague_writes_looks_once_more_and_tables(cast: Cast, ardenia: Client) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\nPurpose\n\nTo keep every network quiet.")
    address = reverse("tabling", kwargs={"pk": draft.pk})
    form = looked_at(ardenia.get(address).content.decode())
    colleague = cast.users["borvale"]
    Membership.objects.filter(user=colleague).update(delegation=draft.delegation)
    colleague.first_name = "Asel"
    colleague.save()
    text = draft.text.replace("every network", "all networks")
    drafting.edit(draft=draft, edition=2, by=cast.seat("borvale"), at=NOON, text=text)
    answer = ardenia.post(address, form)
    page = answer.content.decode()
    assert (answer.status_code, Version.objects.count()) == (409, 0)
    assert "Not tabled: Asel changed this draft since you looked at it." in page
    since = page[page.index("What changed in the words since you looked") :]
    changed = re.findall(r"<(ins|del)[^>]*>([^<]+)", since[: since.index("</details>")])
    assert changed == [("del", "every network"), ("ins", "all networks")]
    ids = re.findall(r' id="([^"]+)"', page)
    assert (len(set(ids)), "Back to the draft" in page) == (len(ids), True)
    assert looked_at(page) == {"edition": "3", "seq": "3", "hash": hash_of(text), "confirm": "yes"}
    assert ardenia.post(address, looked_at(page)).status_code == 302
    assert Version.objects.get().text == text


def test_words_that_were_not_seen_are_not_tabled_though_the_edition_is_right(cast: Cast, ardenia: Client) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nMine.")
    address = reverse("tabling", kwargs={"pk": draft.pk})
    form = looked_at(ardenia.get(address).content.decode())
    for wrong in ({"hash": "0" * 64}, {"seq": "1"}, {"seq": "x"}, {"edition": "x"}):
        answer = ardenia.post(address, form | wrong)
        assert (answer.status_code, looked_at(answer.content.decode())) == (409, form)
    assert ardenia.post(address, form).status_code == 302


def test_a_draft_that_is_cleared_no_more_says_so_where_it_is_tabled(cast: Cast, ardenia: Client) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\n\nMine.")
    Delegation.objects.filter(pk=draft.delegation_id).update(needs_clearance=True)
    Draft.objects.update(cleared_edition=draft.edition)
    address = reverse("tabling", kwargs={"pk": draft.pk})
    page = ardenia.get(address).content.decode()
    assert "are cleared by its head" not in page
    drafting.edit(draft=draft, edition=2, by=cast.seat("ardenia"), at=NOON, text="Article 1\n\nMore.")
    for status in (409, 403):
        answer = ardenia.post(address, looked_at(page))
        page = answer.content.decode()
        assert (answer.status_code, page.count("are cleared by its head before they are tabled")) == (status, 1)
    Draft.objects.update(cleared_edition=3)
    assert ardenia.post(address, looked_at(page)).status_code == 302


def test_discarding_and_withdrawing_ask_first(cast: Cast, ardenia: Client) -> None:
    version = cast.table("ardenia", "art_1", kind="delete")
    draft = cast.draft("ardenia", "art_2")
    for route, pk in (("draft-discard", draft.pk), ("proposal-withdraw", version.proposal_id)):
        ardenia.post(reverse(route, kwargs={"pk": pk}))
    assert (Draft.objects.count(), Proposal.objects.filter(withdrawn_at=None).count()) == (1, 1)
    for route, pk in (("draft-discard", draft.pk), ("proposal-withdraw", version.proposal_id)):
        ardenia.post(reverse(route, kwargs={"pk": pk}), {"confirm": "yes", "edition": "1"})
    assert (Draft.objects.count(), Proposal.objects.filter(withdrawn_at=None).count()) == (0, 0)
