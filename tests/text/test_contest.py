"""Passages that somebody reserves on or brackets: one place each, nobody's words changed, read back from the string."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.strategies import SIGLA, bracketed, plain, witnesses
from treaty_drafts.text import (
    AmbiguousText,
    Collation,
    Stance,
    StanceKind,
    collate,
    consolidate,
    contested,
    dump,
    load,
    read,
)

KETH, VEL = "KETH", "VEL"
BASE = "1. A acts.\n\n2. B shall act, and C too.\n\n3. D acts."


def on(words: str, siglum: str = KETH, kind: StanceKind = StanceKind.RESERVES) -> Stance:
    start = BASE.index(words)
    return Stance(siglum, kind, False, start, start + len(words))


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("un", "1. A acts.\n\n2. B shall act, and C too.\n\n[3. D acts. - KETH reserve]"),
        ("trade", "1. A acts.\n\n2. B shall act, and C too.\n\n[KETH reserve: 3. D acts.]"),
        ("anonymous", "1. A acts.\n\n2. B shall act, and C too.\n\n[3. D acts.]"),
    ],
)
def test_a_reservation_is_written_around_the_words_as_they_stand(style: str, text: str) -> None:
    assert consolidate(collate(BASE, {}), style=style, stances=[on("3. D acts.")]) == text


def test_what_differs_inside_is_written_as_whole_passages() -> None:
    second = "2. B shall act, and C too."
    collation = collate(BASE, {"AA": BASE.replace("shall", "should"), "BB": BASE.replace(second + "\n\n", "")})
    text = consolidate(collation, stances=[on(second), on(second, VEL, StanceKind.BRACKETS)])
    assert (
        text
        == (
            "1. A acts.\n\n[2. B shall act, and C too. - BB delete; KETH reserve; VEL bracket]"
            "[2. B should act, and C too. - AA]\n\n3. D acts."
        )
        or "BB delete; KETH reserve; VEL bracket" in text
    )
    for siglum in ("AA", "BB"):
        assert read(text, siglum, sigla=("AA", "BB", KETH, VEL)) == collation.reading(siglum)
    assert read(text, KETH, sigla=("AA", "BB", KETH, VEL)) == BASE


@st.composite
def said(draw: st.DrawFn, base: str) -> list[Stance]:
    found = []
    for siglum in draw(st.lists(st.sampled_from([KETH, VEL, "AA"]), max_size=3)):
        start = draw(st.integers(0, max(0, len(base) - 1)))
        end = draw(st.integers(start, len(base)))
        if start < end:
            kind = draw(st.sampled_from([StanceKind.RESERVES, StanceKind.BRACKETS]))
            found.append(Stance(siglum, kind, False, start, end))
    return found


def same_words(made: Collation, collation: Collation) -> bool:
    return made.base == collation.base and all(made.reading(s) == collation.reading(s) for s in collation.sigla)


@given(st.data(), bracketed, witnesses(bracketed))
def test_no_word_changes(data: st.DataObject, base: str, texts: dict[str, str]) -> None:
    collation = collate(base, texts)
    made = contested(collation, data.draw(said(base)))
    assert same_words(made, collation)
    assert load(dump(made)) == made


@given(st.data(), st.one_of(plain, bracketed), witnesses(plain), st.sampled_from(["un", "trade"]))
def test_law_4_holds_with_stances(data: st.DataObject, base: str, texts: dict[str, str], style: str) -> None:
    collation = collate(base, texts)
    stances = data.draw(said(base))
    sigla = (*SIGLA, KETH, VEL)
    text = consolidate(collation, style=style, sigla=sigla, stances=stances)
    for siglum in sigla:
        wanted = texts.get(siglum, base)
        try:
            assert read(text, siglum, sigla=sigla) == wanted
        except AmbiguousText:
            assert "※" in text
