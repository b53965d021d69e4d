"""The flags page: groups, filters, places; setting aside; tags."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CONVENTION, NOON, Cast
from tests.pages.test_publishing import words as words_of
from treaty_drafts import flagged, review, rolling, setting_aside, tagged, tagging
from treaty_drafts.models import SetAside, Tag

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def page(cast: Cast, who: str, **query: str) -> str:
    return client_of(cast, who).get(reverse("flags", args=[cast.instrument.pk]), query).content.decode()


def headings(shown: str) -> list[str]:
    """The second-level headings of the page's content, without their tags."""
    found = re.findall(r"<h2[^>]*>(.*?)</h2>", shown.split("</main>")[0], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", h).split()) for h in found]


def key(cast: Cast, number: int = 0) -> str:
    text = rolling.current(cast.instrument)
    assert text
    every = (
        *flagged.in_text(text), *flagged.between(cast.instrument, review.differences(cast.instrument)),
    )  # fmt: skip
    return every[number].key


def set_aside(cast: Cast, number: int = 0) -> SetAside:
    return setting_aside.set_aside(
        instrument=cast.instrument,
        flag=key(cast, number),
        reason="A matter of drafting.",
        by=cast.seat("chair"),
        at=NOON,
    )


@pytest.fixture
def tabled(cast: Cast) -> Cast:
    """Both delegations have a wording on article 3, at the same point."""
    for name, words in (("ardenia", "may be stored"), ("borvale", "should be stored")):
        cast.table(name, "art_3", cast.state("art_3").base.replace("shall be stored", words))
    return cast


def test_the_three_groupings(tabled: Cast) -> None:
    assert headings(page(tabled, "ardenia")) == [
        "Attribution of conduct (1 open)", "Data sovereignty (2 open)", "Tags by hand",
    ]  # fmt: skip
    assert headings(page(tabled, "ardenia", by="article")) == [
        "Article 2 Attribution of conduct (1 open)", "Article 3 Location of data (2 open)", "Tags by hand",
    ]  # fmt: skip
    assert headings(page(tabled, "ardenia", by="delegation")) == [
        "Ardenia (1 open)", "Borvale (1 open)", "No delegation is named (2 open)", "Tags by hand",
    ]  # fmt: skip
    assert headings(page(tabled, "ardenia", by="nonsense")) == headings(page(tabled, "ardenia"))


def test_filters_in_the_address(tabled: Cast) -> None:
    article = str(tabled.provision("art_3").pk)
    for query, expected in (
        ({"topic": "attribution"}, ["Attribution of conduct (1 open)"]),
        ({"provision": article}, ["Data sovereignty (2 open)"]),
        ({"delegation": "BRV"}, ["Data sovereignty (1 open)"]),
        ({"where": "text"}, ["Attribution of conduct (1 open)", "Data sovereignty (1 open)"]),
        ({"where": "base", "topic": "attribution"}, []),
        ({"delegation": "ZZZ"}, []),
    ):
        assert headings(page(tabled, "chair", **query)) == [*expected, "Tags by hand"], query


def test_a_flag_has_its_place_evidence_holders_and_brackets(tabled: Cast) -> None:
    shown = page(tabled, "ardenia")
    text = rolling.current(tabled.instrument)
    assert text
    point = flagged.in_text(text)[0]
    lines = text.provisions.get(provision__pk=point.provision_id).text.split("\n")
    assert f"line {next(n for n, line in enumerate(lines, 1) if '[shall]' in line)}" in shown
    place = re.search(rf'href="{reverse("provision", args=[point.provision_id])}#(l\d+)"', shown)
    assert place
    provision = client_of(tabled, "ardenia").get(reverse("provision", args=[point.provision_id])).content.decode()
    assert f'id="{place[1]}"' in provision
    assert provision.split(f'id="{place[1]}"')[1].split("</div>")[0].count("bracket") == 2
    assert re.search(r'<b class="bracket depth-1 alternative open"[^>]*>.{0,60}?shall', shown)
    assert "Article 2, paragraph 1" in shown
    assert all(f'<q dir="auto">{words}</q>' in shown for words in point.because)
    difference = f"{reverse('provision', args=[tabled.provision('art_3').pk])}#point-1"
    assert difference in shown
    other = client_of(tabled, "ardenia").get(difference.split("#")[0]).content.decode()
    assert 'id="point-1"' in other


def test_an_observer_sees_the_text_and_no_wordings(tabled: Cast) -> None:
    set_aside(tabled)
    shown = page(tabled, "observer")
    assert headings(shown)[:-1] == ["Attribution of conduct (0 open, 1 set aside)", "Data sovereignty (1 open)"]
    assert [words in shown for words in ("should", "Held by", "A matter of drafting", "Set aside by the chair")] == [
        True, False, False, True,
    ]  # fmt: skip
    assert "should be stored" not in shown


def test_the_chair_sets_aside_and_opens_again_on_the_page(tabled: Cast) -> None:
    chair, address = client_of(tabled, "chair"), reverse("flags", args=[tabled.instrument.pk])
    sent = {"flag": key(tabled), "reason": "A matter of drafting.", "query": "by=article&next=//evil.example"}
    answer = chair.post(reverse("flag-set-aside", args=[tabled.instrument.pk]), sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{address}?by=article")
    shown = page(tabled, "ardenia")
    assert "Attribution of conduct (0 open, 1 set aside)" in headings(shown)
    assert "A matter of drafting." in shown
    assert "Open it again" not in shown
    made = SetAside.objects.get()
    assert chair.post(reverse("flag-take-back", args=[made.pk]), {}).status_code == 302
    assert "Attribution of conduct (1 open)" in headings(page(tabled, "ardenia"))


def test_a_reason_is_not_lost_where_the_flag_has_changed(tabled: Cast) -> None:
    chair = client_of(tabled, "chair")
    sent = {"flag": "0" * 20, "reason": "A long and careful reason."}
    answer = chair.post(reverse("flag-set-aside", args=[tabled.instrument.pk]), sent)
    assert answer.status_code == 409
    assert "A long and careful reason." in answer.content.decode()
    assert not SetAside.objects.exists()


def test_a_flag_that_is_set_aside_is_not_counted_in_the_outline_and_said_on_the_provision(tabled: Cast) -> None:
    negotiation = reverse("negotiation", args=["quiet"])
    chair = client_of(tabled, "chair")

    def totals() -> list[str]:
        return re.findall(r"<li><b>(\d+)</b>", chair.get(negotiation).content.decode())

    before = totals()
    set_aside(tabled, 2)  # where wordings differ, on article 3
    set_aside(tabled, 0)  # in the text, on article 2
    changed = [(a, b) for a, b in zip(before, totals(), strict=True) if a != b]
    assert changed == [("1", "0"), ("1", "0")]
    for eid in ("art_2", "art_3"):
        shown = chair.get(reverse("provision", args=[tabled.provision(eid).pk])).content.decode()
        assert "A matter of drafting." in shown
        assert "<summary>Set aside" in shown


def test_the_page_says_that_earlier_words_were_set_aside(cast: Cast) -> None:
    made = set_aside(cast)
    text = rolling.current(cast.instrument)
    assert text
    cast.import_text(text.text.replace("[shall] [should]", "[shall] [may]"))
    assert made.reason in page(cast, "borvale")
    assert "open again, as they have changed" in page(cast, "borvale")
    assert "open again, as they have changed" not in page(cast, "observer")


def test_words_are_tagged_by_quoting_them(cast: Cast) -> None:
    ardenia, address = client_of(cast, "ardenia"), reverse("tag", args=[cast.provision("art_2").pk])
    sent = {"quote": "serious  harm", "name": "linked to Article 9", "topic": "attribution", "delegation": "ARD"}
    assert ardenia.post(address, sent).status_code == 302
    made = Tag.objects.get()
    assert (made.anchor.words, made.delegation) == ("serious harm", cast.delegation("ARD"))
    assert "linked to Article 9" in page(cast, "ardenia", tag="linked to Article 9")
    assert "serious harm" not in page(cast, "ardenia", tag="another")
    assert "linked to Article 9" not in page(cast, "borvale") + page(cast, "chair") + page(cast, "secretariat")
    provision = reverse("provision", args=[cast.provision("art_2").pk])
    assert "linked to Article 9" in ardenia.get(provision).content.decode()
    assert ardenia.post(reverse("tag-remove", args=[made.pk])).status_code == 302
    assert not Tag.objects.exists()


def test_a_quote_that_is_there_twice_asks_which(cast: Cast) -> None:
    ardenia, address = client_of(cast, "ardenia"), reverse("tag", args=[cast.provision("art_2").pk])
    sent = {"quote": "Party", "name": "whose?", "delegation": "ARD"}
    asked = ardenia.post(address, sent)
    assert asked.status_code == 400
    assert "These words are there 2 times" in asked.content.decode()
    assert not Tag.objects.exists()
    assert ardenia.post(address, {**sent, "occurrence": "2"}).status_code == 302
    text = cast.state("art_2").text
    assert Tag.objects.get().anchor.start == text.index("Party", text.index("Party") + 1)


def test_words_that_are_not_there_are_not_tagged_and_not_lost(cast: Cast) -> None:
    ardenia, address = client_of(cast, "ardenia"), reverse("tag", args=[cast.provision("art_2").pk])
    for sent in ({"quote": "no such words", "name": "x"}, {"quote": "Party", "name": ""}, {"quote": "", "name": "x"}):
        answer = ardenia.post(address, {**sent, "delegation": "ARD"})
        assert answer.status_code == 400
        assert sent["quote"] in answer.content.decode()
    assert not Tag.objects.exists()


def test_the_page_asks_as_often_for_many_flags_as_for_few(cast: Cast, django_assert_max_num_queries: Any) -> None:
    addresses = [reverse("flags", args=[cast.instrument.pk]), reverse("provision", args=[cast.provision("art_3").pk])]
    chair = client_of(cast, "chair")
    counts: list[int] = []
    for name, words in (("ardenia", "may"), ("borvale", "should")):
        cast.table(name, "art_3", cast.state("art_3").base.replace("shall be", f"{words} be"))
        set_aside(cast, len(counts) // 2)
        state = cast.state("art_3")
        span = tagged.quoted(state, "territory", None)
        tagging.tag(state=state, span=span, name=name, delegation=None, by=cast.seat("chair"), at=NOON)
        for address in addresses:
            chair.get(address)
            with django_assert_max_num_queries(60) as counted:
                chair.get(address)
            counts.append(len(counted))
    assert counts[:2] == counts[2:]


FRENCH = "\nArticle 4\nAttribution\n\nChaque Partie [doit][peut] coopérer.\n\nArticle 5\nAttribution\n\nLes États coopèrent.\n"


def test_provisions_in_another_language_are_named_and_not_passed_over(cast: Cast) -> None:
    cast.import_text(CONVENTION + FRENCH)
    shown = words_of(page(cast, "ardenia"))
    assert "Not analysed for flags: 2 of 10 provisions." in shown
    for label in ("Article 4", "Article 5"):
        assert shown.count(f"{label}: not analysed in this language (French)") == 1
    for eid, said in (("art_4", True), ("art_2", False)):
        address = reverse("provision", args=[cast.provision(eid).pk])
        shown = words_of(client_of(cast, "ardenia").get(address).content.decode())
        assert ("Not analysed in this language (French): that nothing is flagged" in shown) is said
        assert "No open bracket of this text is flagged" not in shown


def test_an_english_text_has_nothing_that_is_not_analysed(cast: Cast) -> None:
    assert "Not analysed" not in page(cast, "ardenia")


def test_points_of_difference_of_another_language_get_no_answer(cast: Cast) -> None:
    cast.import_text(CONVENTION + FRENCH)
    cast.table("ardenia", "art_5", cast.state("art_5").base.replace("coopèrent", "informent"))
    provision = cast.provision("art_5")
    for address in (reverse("provision", args=[provision.pk]), reverse("side-by-side", args=[provision.pk])):
        shown = words_of(client_of(cast, "borvale").get(address).content.decode())
        assert "Not analysed in this language (French): read both texts." in shown
        assert "binds States" not in shown.split("Compare")[0]
