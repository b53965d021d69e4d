"""The page of a draft as the editor and those without scripts get it."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Cast
from tests.live.writer import Writer
from treaty_drafts.models import Comment, Delegation, Draft, Membership
from treaty_drafts.pages.unsent import kept_under

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
TEXT = "Article 1\nPurpose\n\nTo keep 𝔸 networks calm."


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return cast.draft("ardenia", "art_1", TEXT)


def embedded(page: str, name: str = "") -> object:
    found = re.search(rf'<script{name and f" id=.{name}."} type="application/json">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


def test_the_changes_come_as_places_in_the_words_that_were_sent(ardenia: Client, draft: Draft) -> None:
    page = ardenia.post(reverse("draft-look", kwargs={"pk": draft.pk}), {"text": TEXT}).content.decode()
    found = embedded(page)
    assert isinstance(found, dict)
    base = draft.base.base if draft.base else ""
    rebuilt = TEXT
    for start, end, gone in reversed(found["changes"]):
        rebuilt = rebuilt[:start] + gone + rebuilt[end:]
    assert (rebuilt, found["headings"]) == (base, 2)


def test_the_look_stores_nothing(ardenia: Client, draft: Draft) -> None:
    ardenia.post(reverse("draft-look", kwargs={"pk": draft.pk}), {"text": "Article 1\n\nElse."})
    assert Draft.objects.get(pk=draft.pk).text == TEXT


def test_delegations_look_in_the_editor_as_they_do_elsewhere(ardenia: Client, draft: Draft) -> None:
    page = ardenia.get(reverse("draft", kwargs={"pk": draft.pk})).content.decode()
    assert embedded(page, "live-delegations") == {
        "ARD": {"name": "Ardenia", "look": "look-1"}, "BRV": {"name": "Borvale", "look": "look-2"},
    }  # fmt: skip


def test_unsent_words_are_kept_under_a_key_of_the_person_alone(cast: Cast, ardenia: Client, draft: Draft) -> None:
    keys = [kept_under(cast.users[name]) for name in ("ardenia", "borvale")]
    assert (len(set(keys)), {len(key) for key in keys}) == (2, {44})
    addresses = (reverse("draft", kwargs={"pk": draft.pk}), reverse("unsent"), reverse("home"), "/nothing/")
    pages = [ardenia.get(address).content.decode() for address in addresses]
    assert [[key in page for key in keys] for page in pages] == [[True, False], [True, False], *[[False, False]] * 2]


def test_every_page_knows_by_a_name_of_the_persons_own_whether_something_is_kept(cast: Cast, ardenia: Client) -> None:
    borvale = Client()
    borvale.force_login(cast.users["borvale"])
    clients = [(ardenia, "/"), (ardenia, "/nothing/"), (borvale, "/")]
    pages = [client.get(address).content.decode() for client, address in clients]
    one, again, other = [re.findall(r'data-kept-as="([0-9a-f]{64})" hidden', page) for page in pages]
    assert (len(one), again == one, other == one) == (1, True, False)
    assert "data-kept-as" not in Client().get(reverse("account_login")).content.decode()


def test_only_the_page_of_a_draft_lets_the_editor_set_its_sheet(ardenia: Client, draft: Draft) -> None:
    page = ardenia.get(reverse("draft", kwargs={"pk": draft.pk}))
    nonce = re.search(r"style-src 'self' 'nonce-([^']+)'", page["Content-Security-Policy"])
    assert nonce
    assert f'data-nonce="{nonce[1]}"' in page.content.decode()
    assert "unsafe" not in page["Content-Security-Policy"]
    assert "nonce" not in ardenia.get("/")["Content-Security-Policy"]


def test_words_that_were_refused_are_shown_in_the_plain_field(ardenia: Client, draft: Draft) -> None:
    answer = ardenia.post(reverse("draft", kwargs={"pk": draft.pk}), {"edition": 1, "text": "Article 1\n\nMine."})
    page = answer.content.decode()
    assert (answer.status_code, 'id="live"' in page, "Mine." in page) == (409, False, True)


def test_a_deletion_has_no_words_to_write(cast: Cast, ardenia: Client) -> None:
    deletion = cast.draft("ardenia", "art_3", kind="delete")
    page = ardenia.get(reverse("draft", kwargs={"pk": deletion.pk})).content.decode()
    assert ('id="live"' in page, "live.js" in page) == (False, False)


def test_comments_are_made_answered_and_resolved_without_scripts(ardenia: Client, draft: Draft) -> None:
    every = reverse("draft-comments", kwargs={"pk": draft.pk})
    back = reverse("draft", kwargs={"pk": draft.pk}) + "#comments"
    assert ardenia.post(every, {"said": "Ask capital.", "words": "calm"})["Location"] == back
    one = reverse("comment", kwargs={"pk": Comment.objects.get().pk})
    assert ardenia.post(one, {"said": "Asked."})["Location"] == back
    assert "Asked." in ardenia.get(reverse("draft", kwargs={"pk": draft.pk})).content.decode()
    ardenia.post(one, {"resolve": "yes"})
    assert "Resolved: 1" in ardenia.get(every).content.decode()
    ardenia.post(one, {"reopen": "yes"})
    assert "Resolved: 1" not in ardenia.get(every).content.decode()
    answer = ardenia.post(one, {"said": " "}, follow=True)
    assert answer.redirect_chain == [(back, 302)]
    assert "Not added: a comment needs words." in answer.content.decode()
    long = "Long. " * 400
    assert f"You wrote: {long.strip()}" in ardenia.post(every, {"said": long}, follow=True).content.decode()
    assert Comment.objects.count() == 2


def test_with_scripts_the_comments_alone_come_back(ardenia: Client, draft: Draft) -> None:
    every = reverse("draft-comments", kwargs={"pk": draft.pk})
    page = ardenia.post(every, {"said": "Ask <b>.", "words": '"calm"'}, headers={"HX-Request": "true"}).content.decode()
    assert page.startswith('<section id="comments"')
    assert ("Ask &lt;b&gt;." in page, 'data-words="&quot;calm&quot;"' in page) == (True, True)


def test_who_is_second_to_resolve_or_reopen_stays_at_the_draft(ardenia: Client, draft: Draft) -> None:
    ardenia.post(reverse("draft-comments", kwargs={"pk": draft.pk}), {"said": "Ask capital."})
    one = reverse("comment", kwargs={"pk": Comment.objects.get().pk})
    for asked, resolved in (("resolve", True), ("reopen", False)):
        answers = [ardenia.post(one, {asked: "yes"}, headers={"HX-Request": "true"}) for _ in range(2)]
        pages = [(a.status_code, a.content.decode()) for a in answers]
        shown = [(s, page.startswith('<section id="comments"'), "Resolved: 1" in page) for s, page in pages]
        assert shown == [(200, True, resolved)] * 2
    ardenia.post(one, {"resolve": "yes"})
    assert ardenia.post(one, {"resolve": "yes"})["Location"] == reverse("draft", kwargs={"pk": draft.pk}) + "#comments"


def test_what_is_refused_of_comments_is_said_beside_them_with_what_was_typed(ardenia: Client, draft: Draft) -> None:
    every = reverse("draft-comments", kwargs={"pk": draft.pk})
    ardenia.post(every, {"said": "Ask capital."})
    one = reverse("comment", kwargs={"pk": Comment.objects.get().pk})
    long = "Long. " * 400
    for address in (every, one):
        answer = ardenia.post(address, {"said": long}, headers={"HX-Request": "true"})
        page = answer.content.decode()
        assert (answer.status_code, page.startswith('<section id="comments"')) == (400, True)
        assert (page.count("A comment needs words."), page.count(long), page.count(" open>")) == (1, 1, 1)
    most = "a" * 1000 + "\r\n" + "b" * 999
    assert ardenia.post(one, {"said": most}, headers={"HX-Request": "true"}).status_code == 200
    Draft.objects.all().delete()
    for address in (every, one):
        answer = ardenia.post(address, {"said": "Mine <b>"}, headers={"HX-Request": "true"})
        page = answer.content.decode()
        assert (answer.status_code, page.startswith('<section id="comments"'), "Mine &lt;b&gt;" in page) == (
            404,
            True,
            True,
        )


def test_a_person_of_another_delegation_takes_the_comments_along_to_nobody(cast: Cast, draft: Draft) -> None:
    """Who leaves the delegation has nothing of its comments any more."""
    Comment.objects.create(draft=draft, said="Ours.", said_at=draft.opened_at, said_by=cast.users["ardenia"])
    client = Client()
    client.force_login(cast.users["ardenia"])
    Membership.objects.filter(user=cast.users["ardenia"]).update(delegation=Delegation.objects.get(code="BRV"))
    assert client.get(reverse("draft-comments", kwargs={"pk": draft.pk})).status_code == 404


def test_the_page_brings_the_log_and_a_client_id_of_the_persons_own(ardenia: Client, draft: Draft) -> None:
    found = [
        embedded(ardenia.get(reverse("draft", kwargs={"pk": draft.pk})).content.decode(), "live-begun") for _ in "12"
    ]
    assert all(isinstance(begun, dict) for begun in found)
    one, two = [begun for begun in found if isinstance(begun, dict)]
    assert {one["client"], two["client"]} == set(draft.clients.values_list("number", flat=True))
    assert (one["history"], one["seq"], one["may_write"], one["people"]) == (str(draft.pk), 2, True, [])
    writer = Writer()
    writer.hear(one)
    assert writer.text == TEXT
