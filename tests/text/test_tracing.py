"""Words are found again in the next state of a text, in their own place, or they are not found."""

from hypothesis import assume, given
from hypothesis import strategies as st

from treaty_drafts.text import Fate, Span, follow, tokenize

from .strategies import bracketed, plain

BEFORE = """Article 2

1. A State Party [shall] [should] attribute an operation only on the basis of evidence.

2. Each Party [shall] [should] keep its networks quiet at all times and in all places.
"""
texts = st.one_of(plain, bracketed)


def span(text: str, words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def fate(before: str, after: str, words: str, nth: int = 1) -> tuple[str, str]:
    (found,) = follow(before, after, [span(before, words, nth)])
    return str(found.fate), found.span.of(after)


@st.composite
def stretches(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, Span]:
    """A text, and some whole words of it."""
    words = tokenize(draw(texts))
    first = draw(st.integers(0, len(words)))
    last = draw(st.integers(first, len(words)))
    start = len("".join(words[:first]))
    return "".join(words), Span(start, start + len("".join(words[first:last])))


@given(stretches(texts), texts)
def test_what_stands_or_moved_is_the_same_character_by_character(stretch: tuple[str, Span], after: str) -> None:
    before, of = stretch
    (found,) = follow(before, after, [of])
    assert 0 <= found.span.start <= found.span.end <= len(after)
    if found.fate != Fate.CHANGED:
        assert found.span.of(after) == of.of(before)


@given(stretches(texts))
def test_in_the_same_text_all_stands(stretch: tuple[str, Span]) -> None:
    before, of = stretch
    (found,) = follow(before, before, [of])
    assert (found.span, found.fate) == (of, Fate.STANDS)


@given(stretches(texts), st.sampled_from([" and more", "; or", "\n\n3. New.", " [x]"]))
def test_what_comes_behind_does_not_move_words(stretch: tuple[str, Span], added: str) -> None:
    before, of = stretch
    assume(of.end > of.start)
    assume(tokenize(before + added)[: len(tokenize(before))] == tokenize(before))
    (found,) = follow(before, before + added, [of])
    assert (found.span, found.fate) == (of, Fate.STANDS)


@given(stretches(texts), st.sampled_from(["First, ", "New text.\n\n", "[x] "]))
def test_what_comes_before_moves_words_by_its_length(stretch: tuple[str, Span], added: str) -> None:
    before, of = stretch
    assume(of.end > of.start)
    assume(tokenize(added + before)[-len(tokenize(before)) :] == tokenize(before))
    assume(not before.startswith(added))
    assume(not (added + before).startswith(before[: of.end]))
    (found,) = follow(before, added + before, [of])
    assert (found.span, found.fate) == (Span(of.start + len(added), of.end + len(added)), Fate.STANDS)


@given(texts, st.data())
def test_two_places_with_the_same_words_are_never_taken_for_one(before: str, data: st.DataObject) -> None:
    words = tokenize(before)
    assume(len(words) >= 2)
    kept = data.draw(st.lists(st.integers(0, len(words) - 1), max_size=2 * len(words)))
    after = "".join(words[n] for n in kept)  # some of the words, in any order, some of them twice
    picked = data.draw(st.sampled_from(words))
    spans, at = [], 0
    for token in words:
        if token == picked:
            spans.append(Span(at, at + len(token)))
        at += len(token)
    found = [f.span for f in follow(before, after, spans) if f.fate != Fate.CHANGED]
    assert len(set(found)) == len(found)


def test_the_same_words_in_two_places_keep_apart() -> None:
    assert fate(BEFORE, BEFORE.replace("[shall] [should] attribute", "shall attribute"), "[shall] [should]") == (
        "changed",
        "shall",
    )
    after = BEFORE.replace("[shall] [should] attribute", "shall attribute")
    assert fate(BEFORE, after, "[shall] [should]", 2) == ("stands", "[shall] [should]")


def test_a_paragraph_that_moves_takes_its_words_along() -> None:
    title, first, second, end = BEFORE.split("\n\n")[0], *BEFORE.split("\n\n")[1:], ""
    after = f"{title}\n\n{second.strip().replace('2.', '1.')}\n\n{first.replace('1.', '2.')}\n{end}"
    for nth, verb in ((1, " attribute"), (2, " keep")):
        (found,) = follow(BEFORE, after, [span(BEFORE, "[shall] [should]", nth)])
        assert found.fate in (Fate.STANDS, Fate.MOVED)
        assert after[found.span.end :].startswith(verb)


def test_another_sentence_with_the_same_brackets_is_another_place() -> None:
    before = "1. Data [may] be stored anywhere.\n"
    after = "1. Networks [may] hum.\n"
    assert fate(before, after, "[may]")[0] == "changed"


def test_words_stand_where_brackets_come_next_to_them() -> None:
    after = BEFORE.replace("Each Party", "Each [Party][State - ARD]").replace("keep its", "[keep][maintain - BRV] its")
    assert fate(BEFORE, after, "[shall] [should]", 2) == ("stands", "[shall] [should]")


def test_of_two_equal_sentences_one_is_gone() -> None:
    found = follow("Yes. Yes.", "Yes.", [Span(0, 4), Span(5, 9)])
    assert [f.fate for f in found] == [Fate.STANDS, Fate.CHANGED]


def test_an_alternative_that_is_added_leaves_the_words_where_they_are() -> None:
    after = BEFORE.replace("[shall] [should] keep", "[shall] [should] [may] keep")
    assert fate(BEFORE, after, "[shall] [should]", 2) == ("stands", "[shall] [should]")


def test_a_word_that_grows_is_changed() -> None:
    assert fate("Parties shall", "Parties shallow", "shall")[0] == "changed"


def test_a_place_between_words_stands_while_they_meet() -> None:
    before = "measures to prevent harm"
    at = before.index(" to")
    for after, expected in (
        ("New measures to prevent harm", "stands"),
        ("measures [promptly] to prevent harm", "changed"),
        ("measures aimed to prevent harm", "changed"),
    ):
        (found,) = follow(before, after, [Span(at, at)])
        assert str(found.fate) == expected
        if expected == "stands":
            assert after[found.span.start :] == before[at:]


def test_long_words_are_found_wherever_they_went() -> None:
    words = "keep its networks quiet at all times and in all places"
    assert fate(BEFORE, f"Everybody must {words}, always.", words) == ("stands", words)
