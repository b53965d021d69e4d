"""What the chair settles is never in a delegation's mouth: each page, and the interface, says who had what there."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests.factories import NOON, Cast
from tests.treaty_drafts.test_settling import publish, settle
from tests.treaty_drafts.test_sponsoring import joined
from treaty_drafts import consolidation, next_revision, settled_words, settlements, settling, tabling
from treaty_drafts.models import Delegation, Entry, Membership, RollingText, Version
from treaty_drafts.text import points

from .test_publishing import client, words
from .test_side_by_side import asked, heads, shown

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

AGAINST_ARDENIA = "settled by the chair Paragraph 2: shall{next}. Settled against Ardenia, Borvale, which had should"


@pytest.fixture
def tabled(cast: Cast) -> dict[str, Version]:
    """Ardenia with Borvale, Lomaria and Tamarind differ on one word of Article 2; Lomaria on another one too."""
    for code, name in (("LOM", "Lomaria"), ("TAM", "Tamarind")):
        made = Delegation.objects.create(negotiation=cast.negotiation, code=code, name=name)
        cast.users[name.lower()] = get_user_model().objects.create_user(name.lower())
        Membership.objects.create(
            user=cast.users[name.lower()], negotiation=cast.negotiation, role="drafter", delegation=made
        )
    base = cast.state("art_2").base
    said = {
        "ardenia": base.replace("shall take", "should take"),
        "lomaria": base.replace("shall take", "may take").replace("serious harm", "harm"),
        "tamarind": base.replace("shall take", "might take"),
    }
    found = {name: cast.table(name, "art_2", text) for name, text in said.items()}
    joined(cast, found["ardenia"])
    return found


def page(cast: Cast, who: str = "borvale") -> str:
    address = reverse("provision", kwargs={"pk": cast.provision("art_2").pk})
    return client(cast, who).get(address).content.decode()


def proposal(html: str, version: Version) -> str:
    return words(html.split(f'id="proposal-{version.proposal_id}"')[1].split("</article>")[0])


def text_of(cast: Cast, code: str, view: str = "marked") -> str:
    address = reverse("text-of", kwargs={"pk": cast.instrument.pk})
    return client(cast, "chair").get(address, {"delegation": code, "view": view}).content.decode()


def had(found: Any) -> list[tuple[str, str, dict[str, str], bool]]:
    return [(s["was"], s["text"], s["had"], s["printed"]) for s in found]


def test_the_article_says_what_each_proposal_had(cast: Cast, tabled: dict[str, Version]) -> None:
    settle(cast, "shall", "shall")
    html = page(cast)
    assert "Points of difference (1 open, 1 settled)" in words(html)
    assert "1 point settled by the chair" in words(html)
    assert AGAINST_ARDENIA.format(next=" in the next revision") in proposal(html, tabled["ardenia"])
    assert "Settled against Lomaria, which had may." in proposal(html, tabled["lomaria"])
    publish(cast)
    html = page(cast)
    assert AGAINST_ARDENIA.format(next="") in proposal(html, tabled["ardenia"])
    assert "carried forward to Rev.2" in proposal(html, tabled["lomaria"])
    assert "Settled against Lomaria, which had may." in proposal(html, tabled["lomaria"])
    number = Entry.objects.get(act="settled").sequence
    assert f"?no={number}#no-{number}" in html
    record = client(cast, "borvale").get(reverse("record", kwargs={"slug": "quiet"}), {"no": number}).content.decode()
    assert f'id="no-{number}"' in record
    assert "settled by the chair" not in page(cast, "observer")


def test_side_by_side_nobody_holds_the_base_for_having_lost(cast: Cast, tabled: dict[str, Version]) -> None:
    settle(cast, "shall", "shall")
    html = shown(cast, "art_2")
    assert "Settled; nothing left open from Ardenia, Borvale, Tamarind." in words(html)
    base, lomaria = heads(html)
    assert base == "Base"
    assert lomaria.startswith("LOM Lomaria, version 1 settled by the chair Paragraph 2: shall in the next revision.")
    assert "Settled against Lomaria, which had may." in lomaria
    assert html.count('<mark class="settled" title="settled by the chair; Lomaria had “may”">shall</mark>') == 1
    found = asked(cast, "api-wordings", cast.provision("art_2").pk)
    assert (found["base"]["delegations"], found["nothing_left"]) == ([], ["ARD", "BRV", "TAM"])
    everybody = {"ARD": "should", "BRV": "should", "LOM": "may", "TAM": "might"}
    assert had(found["settled"]) == [("shall", "shall", everybody, False)]
    assert had(found["wordings"][0]["settled"]) == [("shall", "shall", {"LOM": "may"}, False)]
    points = asked(cast, "api-points", cast.provision("art_2").pk)
    assert [s["had"] for s in points["settled"]] == [everybody]


def test_side_by_side_says_it_of_a_published_revision_too(cast: Cast, tabled: dict[str, Version]) -> None:
    settle(cast, "shall", "shall")
    publish(cast)
    html = shown(cast, "art_2")
    assert "Settled; nothing left open from Ardenia, Borvale, Tamarind." in words(html)
    assert '<mark class="settled" title="settled by the chair; Lomaria had “may”">shall</mark>' in html
    found = asked(cast, "api-wordings", cast.provision("art_2").pk)
    assert (found["settled"], had(found["wordings"][0]["settled"])) == ([], [("shall", "shall", {"LOM": "may"}, True)])


@pytest.mark.parametrize("view", ["marked", "plain"])
def test_the_text_as_a_delegation_would_have_it_marks_the_chairs_words(
    cast: Cast, tabled: dict[str, Version], view: str
) -> None:
    settle(cast, "shall", "shall")
    assert "settled by the chair" not in text_of(cast, "LOM", view)  # it has its own words until they are printed
    publish(cast)
    for code, name, said in (("LOM", "Lomaria", "may"), ("ARD", "Ardenia", "should"), ("BRV", "Borvale", "should")):
        html = text_of(cast, code, view)
        assert "1 point settled by the chair: there the words are not those that" in words(html)
        assert f"settled by the chair Paragraph 2: shall. Settled against {name}, which had {said}." in words(html)
        (title,) = re.findall(r'<mark class="settled" title="([^"]*)">shall</mark>', html)
        assert title == f"settled by the chair; {name} had “{said}”"
    found = asked(cast, "api-text-of", cast.instrument.pk, delegation="LOM")["provisions"]
    (part,) = (p for p in found if p["settled"])
    assert had(part["settled"]) == [("shall", "shall", {"LOM": "may"}, True)]
    at = part["settled"][0]["at"]
    assert part["base"][at["start"] : at["end"]] == "shall"


def test_a_draft_says_which_of_its_words_are_the_chairs(cast: Cast, tabled: dict[str, Version]) -> None:
    settle(cast, "shall", "shall")
    publish(cast)
    draft = cast.draft("lomaria", "art_2")
    html = client(cast, "lomaria").get(reverse("draft", kwargs={"pk": draft.pk})).content.decode()
    assert "Settled by the chair in Rev.2: not Lomaria’s own words" in words(html)
    assert "settled by the chair Paragraph 2: shall. Settled against Lomaria, which had may." in words(html)
    found = asked(cast, "api-draft", draft.pk, "lomaria")
    assert had(found["settled"]) == [("shall", "shall", {"LOM": "may"}, True)]
    cast.table("tamarind", "art_2", cast.state("art_2").base.replace("shall take", "might take"))
    assert "TAM" not in {code for s in settled_words.of(cast.provision("art_2")) for code in s.had}


def test_what_is_settled_again_is_told_from_what_was_tabled(cast: Cast, tabled: dict[str, Version]) -> None:
    settle(cast, "shall", "shall")
    publish(cast)
    cast.table("tamarind", "art_2", cast.state("art_2").base.replace("shall take", "might take"))
    settle(cast, "shall", "might")
    (_, now) = settled_words.of(cast.provision("art_2"))
    assert now.had == {"LOM": "may"}
    publish(cast)
    (found,) = settled_words.of(cast.provision("art_2"))
    assert (found.text, found.had) == ("might", {"LOM": "may"})


def test_words_that_are_settled_away_are_told(cast: Cast, tabled: dict[str, Version]) -> None:
    settle(cast, "serious ", "")
    publish(cast)
    html = page(cast)
    assert "Settled against Ardenia, Borvale, which had serious." in proposal(html, tabled["ardenia"])
    assert "settled by the chair Paragraph 2: no words." in words(html)
    assert "settled by the chair" not in proposal(html, tabled["lomaria"])


def test_a_paragraph_that_is_settled_away_is_cited_where_it_was(cast: Cast) -> None:
    base = cast.state("art_2").base
    first = next(line for line in base.splitlines(keepends=True) if line.startswith("1. "))
    version = cast.table("ardenia", "art_2", base.replace(first, f"[{first.rstrip()}]\n"))
    cast.table("borvale", "art_2", base.replace(f"{first}\n", ""))
    point = next(
        p for p in points(settlements.on_table(cast.provision("art_2")).collation) if first.rstrip() in p.span.of(base)
    )
    settling.settle(
        provision=cast.provision("art_2"), key=settling.key_of(settlements.on_table(cast.provision("art_2")), point),
        text="", by=cast.seat("chair"), at=NOON,
    )  # fmt: skip
    assert "Paragraph 1: no words in the next revision." in words(page(cast))
    assert "Settled against Ardenia" in proposal(page(cast), version)


def test_a_settlement_that_lapsed_is_not_counted(cast: Cast, tabled: dict[str, Version]) -> None:
    settle(cast, "shall", "might")
    tabling.withdraw(proposal=tabled["tamarind"].proposal, by=cast.seat("tamarind"), at=NOON)
    chair = client(cast, "chair")
    settled = words(chair.get(reverse("settle", kwargs={"pk": cast.provision("art_2").pk})).content.decode())
    assert "Settled for the next revision (0), 1 to settle again" in settled
    assert "What is on the table at this point has changed since" in settled
    prepare = words(chair.get(reverse("consolidate", kwargs={"pk": cast.instrument.pk})).content.decode())
    assert "Article 2: 0; 1 no longer holds: settle there again" in prepare


def test_settled_points_are_news_and_are_not_open(cast: Cast, tabled: dict[str, Version]) -> None:
    differences = reverse("divergences", kwargs={"pk": cast.instrument.pk})
    assert "2 open points of difference." in words(client(cast, "chair").get(differences).content.decode())
    settle(cast, "shall", "should")
    html = client(cast, "chair").get(differences).content.decode()
    assert "1 open point of difference. Settled by the chair for the next revision" in words(html)
    assert "Each Party should take measures to prevent serious harm" in words(html)
    news = client(cast, "borvale").get(reverse("negotiation", kwargs={"slug": "quiet"})).content.decode()
    assert "Settled points (1)" in words(news)
    assert "The chair settled a point on Article 2" in words(news)


def test_the_text_as_a_delegation_would_have_it_counts_what_waits(cast: Cast, tabled: dict[str, Version]) -> None:
    text = "".join(s.base + s.separator for s in cast.state("art_2").rolling_text.provisions.all())
    cast.import_text(text.replace("Each Party shall take", "Each Party undertakes to take"))
    assert "1 more proposal waits: Article 2." in words(text_of(cast, "ARD"))
    assert "more proposal" not in text_of(cast, "BRV")


def prepared(cast: Cast) -> RollingText:
    revision = next_revision.prepare(instrument=cast.instrument, by=cast.seat("secretariat"))
    return consolidation.save(revision=revision, by=cast.seat("secretariat"), at=NOON, dated=NOON.date())


def test_a_prepared_revision_waits_for_the_chair(cast: Cast, tabled: dict[str, Version]) -> None:
    text = prepared(cast)
    chair, first = client(cast, "chair"), reverse("negotiation", kwargs={"slug": "quiet"})
    waits = chair.get(first).content.decode()
    assert "Waiting for you: prepared, not published" in words(waits)
    assert "Waiting for the chair" in words(client(cast, "secretariat").get(first).content.decode())
    assert "prepared, not published" not in client(cast, "ardenia").get(first).content.decode()
    address = reverse("prepared", kwargs={"pk": text.pk})
    assert address in waits
    html = chair.get(address).content.decode()
    assert "1 provision differs from Rev.1, which stands." in words(html)
    assert "<ins" in html
    assert client(cast, "ardenia").get(address).status_code == 404
    publishing = reverse("publish", kwargs={"pk": text.pk})
    assert f'action="{publishing}"' in html
    assert publishing not in client(cast, "secretariat").get(address).content.decode()
    chair.post(publishing, {"confirm": "yes"})
    assert chair.get(address).status_code == 404
    assert "prepared, not published" not in chair.get(first).content.decode()


def test_publishing_what_is_looked_at_needs_the_same_tick(cast: Cast, tabled: dict[str, Version]) -> None:
    chair, address = client(cast, "chair"), reverse("consolidate", kwargs={"pk": cast.instrument.pk})
    sent = {"step": "publish", "notation": "un", "symbol": "QN/7"}
    html = chair.post(address, sent).content.decode()
    assert "Not published: say that it is to be published." in words(html)
    assert 'value="QN/7"' in html
    assert RollingText.objects.count() == 1
    assert chair.post(address, sent | {"confirm": "yes"}).status_code == 302
    assert RollingText.objects.filter(number=2).count() == 1
