"""Which bracket belongs to which, and that a loss stays where it happened."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from treaty_drafts.text import Bracket, parse

SENTENCES = st.lists(
    st.sampled_from(
        ["Each Party [shall] act", "Parties [shall][should] wait", "they act [promptly [and openly]]", "[text - AA]",
         "[BB propose; CC oppose: more]", "nothing is open here", "within [X] days"]
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip


@st.composite
def articles(draw: st.DrawFn) -> list[str]:
    """Three to five articles of numbered paragraphs; some stand in brackets as a whole."""
    made = []
    for n in range(1, draw(st.integers(3, 5)) + 1):
        body = "".join(f"{k}. {words}.\n\n" for k, words in enumerate(draw(SENTENCES), 1))
        made.append(f"[Article {n}\n\n{body.rstrip()}]\n\n" if draw(st.booleans()) else f"Article {n}\n\n{body}")
    return made


def read(text: str, low: int, high: int) -> list[Bracket]:
    """What is read between two offsets, told from the first of them; the number of a group or parent may change."""
    return [
        (b.start - low, b.end - low, b.depth, b.kind, b.rule, b.group is None,
         [(s.siglum, s.stance) for s in b.stances], [(a.start - low, a.end - low) for a in b.alternatives])  # type: ignore[misc]
        for b in parse(text).brackets
        if low <= b.start and b.end <= high
    ]  # fmt: skip


@given(articles(), st.data(), st.booleans())
def test_a_lost_bracket_does_not_change_how_the_next_article_is_read(
    made: list[str], data: st.DataObject, around: bool
) -> None:
    which = data.draw(st.integers(0, len(made) - 2))
    head, tail = ("[PART I\nRULES\n\n", "]\n") if around else ("", "\n")
    lost = made[which]
    places = [n for n, c in enumerate(lost) if c in "[]"]
    # the bracket around a whole article cannot be told from one around all of them
    places = [n for n in places if not lost.startswith("[") or 0 < n < len(lost.rstrip()) - 1]
    assume(places)
    gone = data.draw(st.sampled_from(places))
    before = head + "".join(made[:which])
    after = "".join(made[which + 1 :])
    whole, broken = before + lost + after + tail, before + lost[:gone] + lost[gone + 1 :] + after + tail
    low, high = len(before + lost), len(before + lost + after)
    assert read(broken, low - 1, high - 1) == read(whole, low, high)
    assert len(parse(broken).problems) == 1


@given(st.text("[]x\n 1.", max_size=60))
def test_as_few_brackets_as_possible_are_lost(text: str) -> None:
    open_ = lost = 0
    for c in text:
        open_ += c == "["
        if c == "]":
            lost, open_ = (lost, open_ - 1) if open_ else (lost + 1, 0)
    assert len(parse(text).problems) == lost + open_


@pytest.mark.parametrize(
    ("text", "problems", "brackets"),
    [
        # a bracket around both paragraphs keeps its partner; what was lost stands in mid-sentence
        ("[1. Each [shall act.\n2. All [may] act.]", ["[shall"], ["[1. E", "[may]"]),
        ("[1. Each act.\n2. All may] act.\n3. All wait.]", ["] act."], ["[1. E"]),
        # a bracket around articles keeps its partner
        ("[Article 1\n\nAll [shall act.\n\nArticle 2\n\nAll [may] act.]\n", ["[shall"], ["[Arti", "[may]"]),
        ("[Article 1\n\nAll shall] act.\n\nArticle 2\n\nAll [may] act.]\n", ["] act."], ["[Arti", "[may]"]),
        ("Article 1\n\nAll [shall act.\n\nArticle 2\n\nAll may] act.\n", [], ["[shal"]),
        ("[a", ["[a"], []),
        ("a]", ["]"], []),
        ("][", ["][", "["], []),
    ],
)
def test_what_is_lost(text: str, problems: list[str], brackets: list[str]) -> None:
    parsed = parse(text)
    assert [text[p.offset : p.offset + 6] for p in parsed.problems] == problems
    assert [text[b.start : b.start + 5] for b in parsed.brackets] == brackets


@pytest.mark.parametrize("text", ["[" * 1_000_000, "]" * 1_000_000, "[" * 100_000 + "]" * 100_000])
def test_a_million_brackets(text: str) -> None:
    parsed = parse(text)
    assert 2 * len(parsed.brackets) + len(parsed.problems) == len(text)
    assert max((b.depth for b in parsed.brackets), default=0) == text.count("[") * (text[-1] == "]") * (text[0] == "[")
