"""The drafting pages: nothing typed is lost, nothing is tabled without a deliberate yes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CONVENTION, Cast
from treaty_drafts.models import Draft, Proposal, Version

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


def test_discarding_and_withdrawing_ask_first(cast: Cast, ardenia: Client) -> None:
    version = cast.table("ardenia", "art_1", kind="delete")
    draft = cast.draft("ardenia", "art_2")
    for route, pk in (("draft-discard", draft.pk), ("proposal-withdraw", version.proposal_id)):
        ardenia.post(reverse(route, kwargs={"pk": pk}))
    assert (Draft.objects.count(), Proposal.objects.filter(withdrawn_at=None).count()) == (1, 1)
    for route, pk in (("draft-discard", draft.pk), ("proposal-withdraw", version.proposal_id)):
        ardenia.post(reverse(route, kwargs={"pk": pk}), {"confirm": "yes", "edition": "1"})
    assert (Draft.objects.count(), Proposal.objects.filter(withdrawn_at=None).count()) == (0, 0)
