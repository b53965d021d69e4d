"""Provisions: found in plain text and Markdown, tiling the text, matched when they are renumbered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.text import match, outline, units

from ..factories import CONVENTION
from .strategies import bracketed

LINES = st.lists(
    st.sampled_from(
        ["Article 1\n", "Article 2 bis\n", "## Article 3 *(title)*\n",
         "CHAPTER I\n", "PART II\n", "1. Each Party\n", "(a) one;\n",
         "(i) two\n", "\n",
         "PREAMBLE\n", "Recalling this,\n", "The States Parties,\n", "Have agreed as follows:\n", "Option 1: x\n",
         "    2. indented\n", "A. Section\n", "# Heading\n", "[Article 4]\r\n", "3bis. more\n", "words that follow\n"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(st.one_of(LINES, bracketed, st.text()))
def test_units_and_the_top_of_the_outline_tile_the_text(text: str) -> None:
    assert "".join(text[u.start : u.end] for u in units(text)) == (text if text.strip() else "")
    found = outline(text)
    tops = [p for p in found if p.parent is None]
    assert "".join(text[p.start : p.end] for p in tops) == (text if text.strip() else "")
    assert len({p.eid for p in found}) == len(found)
    for provision in found:
        if provision.parent is not None:
            outer = found[provision.parent]
            assert outer.start <= provision.start <= provision.end <= outer.end


def test_a_convention_in_plain_text() -> None:
    assert [(u.eid, u.heading) for u in units(CONVENTION)] == [
        ("front", "DRAFT CONVENTION ON QUIET NETWORKS"),
        ("preamble", "Preamble"),
        ("rec_1", "Recalling that quiet networks serve all peoples,"),
        ("formula", "Have agreed as follows"),
        ("chp_I", "GENERAL PROVISIONS"),
        ("art_1", "Purpose"),
        ("art_2", "Attribution of conduct"),
        ("art_3", "Location of data"),
    ]


def test_inside_an_article() -> None:
    text = "Article 4\nTitle\n\n1. Each Party shall:\n\n(a) act;\n\n(i) now; or\n\n(ii) later;\n\n(b) report.\n\n2bis. More.\n"
    assert [p.eid for p in outline(text)] == [
        "art_4", "art_4__para_1", "art_4__para_1__point_a", "art_4__para_1__point_a__point_i",
        "art_4__para_1__point_a__point_ii", "art_4__para_1__point_b", "art_4__para_2bis",
    ]  # fmt: skip


def test_a_sentence_that_begins_with_an_article_is_no_heading() -> None:
    text = "Article 1\n\nAs set out in\nArticle 4 of the Convention, and in\nArticle 5, Parties act.\n"
    assert [u.eid for u in units(text)] == ["art_1"]


def test_without_articles_numbered_paragraphs_are_the_units() -> None:
    text = "A. General\n1. First.\n2. Second.\n2.1 Inner.\n3. Third.\nB. Special\n4. Fourth.\n"
    assert [u.eid for u in units(text)] == ["part_A", "para_1", "para_2", "para_3", "part_B", "para_4"]


def test_renumbered_provisions_are_recognised_by_what_they_say() -> None:
    old = "Article 1\nPurpose\n\nKeep quiet.\n\nArticle 2\nScope\n\nAll networks of all States.\n"
    new = (
        "Article 1\nTerms\n\nA network is a net.\n\nArticle 2\nPurpose\n\nKeep very quiet.\n\n"
        "Article 3\nScope\n\nAll networks of States.\n"
    )

    def with_text(text: str):  # type: ignore[no-untyped-def]
        return [(u, text[u.start : u.end]) for u in units(text)]

    assert match(with_text(old), with_text(new)) == {1: 0, 2: 1}


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        ("Article QQ.A.1: {Scope}\n\n1. Parties act.\n\n2.bis They wait.\n",
         ["art_QQ.A.1", "art_QQ.A.1__para_1", "art_QQ.A.1__para_2bis"]),
        ("[AA/BB propose; CC oppose: Article QQ.A.2 bis: {Scope}\n\nParties act.]\n", ["art_QQ.A.2bis"]),
        ("Article 7.4\nContact Points\n\n[AA propose: 1. Parties act.]\n", ["art_7.4", "art_7.4__para_1"]),
        ("[Article 8]\n[Openness]\n\nALT 1. One\nALT 2. Two\n", ["art_8", "art_8__option_1", "art_8__option_2"]),
        ("Article 1\n\n(i) one;\n(ii) two;\n(iii) three.\n",
         ["art_1", "art_1__point_i", "art_1__point_ii", "art_1__point_iii"]),
        ("A. Rules\n1. [Option 1:\n1.1 Option (a): X\n    Option (b): Y\n1.2 Z\nOption 2: W]\n1 bis. [V]\n2. U\n",
         ["part_A", "para_1", "para_1__para_1.1", "para_1__para_1.1__option_b", "para_1__para_1.2", "para_1__option_2",
          "para_1__para_1bis", "para_2"]),
        ("Article 1\n\n1. It rises by\n1.5 degrees.\n", ["art_1", "art_1__para_1"]),
        ("The Parties to this Agreement,\nPp1\nRecalling this,\nPp2\nIn furtherance of that,\nHave agreed as follows:\n",
         ["front", "rec_1", "rec_2", "formula"]),
        ("A. [[Preamble]\n[Recalling this,]\n[Noting that,]\n", ["part_A", "rec_1", "rec_2"]),
        ("ANNEX 7-A\nList\n\nAppendix 1\nForms\n", ["annex_7-A", "app_1"]),
    ],
)  # fmt: skip
def test_provisions_in_other_notations(text: str, eids: list[str]) -> None:
    assert [p.eid for p in outline(text)] == eids
