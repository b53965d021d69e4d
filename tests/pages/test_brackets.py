"""The page of brackets: each finding leads to its line, the chart and its table say the same, kinds show without colour."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import CONVENTION, Cast
from treaty_drafts.pages import drawing

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
BROKEN = CONVENTION.replace("where feasible", "[where feasible").replace("[, as appropriate]", "[, as appropriate][]")


@pytest.fixture(autouse=True)
def no_figures_of_another_test() -> None:
    cache.clear()


def page(client: Client, cast: Cast) -> str:
    return client.get(reverse("brackets", kwargs={"pk": cast.instrument.pk})).content.decode()


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_each_finding_leads_to_its_line(cast: Cast, ardenia: Client) -> None:
    cast.import_text(BROKEN)
    shown = page(ardenia, cast)
    links = re.findall(r'<li><a href="([^"]+)">([^<]+)</a> ([^<]+) <q[^>]*>([^<]*)</q>', shown)
    assert [link[1:] for link in links] == [
        ("Article 2, line 6", "Nothing closes this bracket.", "[where feasible."),
        ("Article 3, line 4", "This bracket is empty.", "[]"),
    ]
    for (address, *_), sign in zip(links, ("[", "["), strict=True):
        there = ardenia.get(address.partition("#")[0]).content.decode()
        line = re.search(rf'id="{address.partition("#")[2]}">.*?</div>', there)
        assert line
        assert sign in line[0]


def test_where_nothing_is_to_be_mended_it_says_so(cast: Cast, ardenia: Client) -> None:
    assert "every bracket has its partner" in page(ardenia, cast)


def test_the_chart_and_its_table_say_the_same(cast: Cast, ardenia: Client) -> None:
    cast.import_text(CONVENTION.replace("[shall] [should]", "shall").replace("serious harm", "[serious] [date] harm"))
    shown = page(ardenia, cast)
    svg = shown[shown.index("<svg") : shown.index("</svg>")]
    assert 'role="img"' in svg
    assert re.findall(r"<text[^>]*>([^<]+)</text>", svg) == [
        "Rev.1", "3 open", "Rev.2", "3 open", "2 new, 2 resolved",
    ]  # fmt: skip
    assert re.findall(r'width="([\d.]+%)" height="20" fill="url\(#fill-(\w+)\)"', svg) == [
        ("33.33%", "contested"), ("66.67%", "alternative"), ("66.67%", "contested"), ("33.33%", "placeholder"),
    ]  # fmt: skip
    table = shown[shown.index("How many are open, by kind") :]
    rows = [words_of(r) for r in re.findall(r"<tr.*?</tr>", table[: table.index("</table>")], re.DOTALL)]
    assert rows[-2:] == [
        "Rev.1 , 2 November 2026 3 1 2 0 0 " + " ".join(["not counted"] * 7),
        "Rev.2 , 2 November 2026 3 2 0 0 1 2 0 1 0 0 0 2",
    ]


def test_brackets_by_provision_and_kind(cast: Cast, ardenia: Client) -> None:
    cast.import_text(CONVENTION.replace("serious harm", "[serious [lasting]] harm [Note: to be moved.]"))
    table = page(ardenia, cast).partition('id="where"')[2]
    assert [words_of(r) for r in re.findall(r"<tr.*?</tr>", table.partition("</table>")[0], re.DOTALL)] == [
        "Provision Open Contested text Alternatives Options Placeholders Notes Levels",
        "Article 2 Attribution of conduct 4 2 2 0 0 1 2",
        "Article 3 Location of data 1 1 0 0 0 0 1",
    ]


def test_before_the_first_text_the_page_says_what_comes(empty_cast: Cast) -> None:
    client = Client()
    client.force_login(empty_cast.users["observer"])
    assert "No text yet" in page(client, empty_cast)


def test_more_revisions_and_brackets_take_no_more_queries(
    cast: Cast, ardenia: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    counts = []
    for n in range(3):
        cast.import_text(BROKEN.replace("serious harm", "harm, " + "[serious][grave] " * (n + 1)))
        with django_assert_max_num_queries(20) as counted:  # type: ignore[attr-defined]
            page(ardenia, cast)
        counts.append(len(counted))
    assert counts[0] == counts[1] == counts[2]


def test_a_bracket_says_its_kind_and_level_and_keeps_its_text() -> None:
    text = "1. The Parties [shall [ - ARD: x] [date]][] act.\n[[a\n\nb]] [Note: move it] c[^1] <i>."
    lines = drawing.lines(text, names={"ARD": "Ardenia"})
    html = "\n".join(line.html for line in lines)
    plain = re.sub(r"<[^>]+>", "", html)
    assert plain.replace("&lt;", "<").replace("&gt;", ">") == text
    assert html.count('<i class="edge">[</i>') == html.count('<i class="edge">]</i>') == 8
    assert 'title="placeholder, level 2"><i class="edge">[</i>date' in html
    for line in lines:  # every tag that opens in a line closes in it, the last one first
        open_: list[str] = []
        for closing, tag in re.findall(r"<(/?)(\w+)", line.html):
            if closing:
                assert open_.pop() == tag
            else:
                open_.append(tag)
        assert open_ == []


def test_a_provision_lists_the_kinds_that_occur_in_it(cast: Cast, ardenia: Client) -> None:
    cast.import_text(CONVENTION.replace("serious harm", "harm [date] [Note: to be moved.]"))
    shown = ardenia.get(reverse("provision", kwargs={"pk": cast.provision("art_2").pk})).content.decode()
    section = shown[shown.index('id="kinds"') :]
    assert re.findall(r"</b> ([^<]+)</li>", section[: section.index("</section>")]) == [
        "Alternatives: 2", "Placeholder: 1", "Note: 1",
    ]  # fmt: skip
    assert reverse("brackets", kwargs={"pk": cast.instrument.pk}) in section


def test_a_draft_and_its_preview_say_what_to_mend_and_let_it_be_tabled(cast: Cast, ardenia: Client) -> None:
    draft = cast.draft("ardenia", "art_1", "Article 1\nPurpose\n\nTo keep networks [] quiet [please - XYZ].")
    wanted = ["Line 4: This bracket is empty.", "Line 4: XYZ is not a delegation of this negotiation."]
    look = ardenia.post(reverse("draft-look", kwargs={"pk": draft.pk}), {"text": draft.text}).content.decode()
    address = reverse("tabling", kwargs={"pk": draft.pk})
    preview = ardenia.get(address).content.decode()
    for shown in (look, preview):
        assert re.findall(r"<li>(Line [^<]+)</li>", shown) == wanted
    assert ardenia.post(address, {"edition": draft.edition, "confirm": "yes"}).status_code == 302
    quiet = cast.draft("borvale", "art_1", "Article 1\n\nTo keep them quiet.")
    client = Client()
    client.force_login(cast.users["borvale"])
    assert "To mend" not in client.get(reverse("draft", kwargs={"pk": quiet.pk})).content.decode()
