"""How a consolidated text is written: each row is a rule of the notation."""

import pytest

from treaty_drafts.text import AmbiguousText, TextError, collate, consolidate, read

BASE = "Each Party shall take measures to prevent serious harm, where feasible."


@pytest.mark.parametrize(
    ("base", "wordings", "style", "expected"),
    [
        ("Each Party shall act.", {"AA": "Each Party should act."}, "un", "Each Party [shall][should - AA] act."),
        ("Each Party shall act.", {"BB": "Each Party should act.", "AA": "Each Party should act."}, "un",
         "Each Party [shall][should - AA, BB] act."),
        ("take measures to act", {"AA": "take measures promptly to act"}, "un", "take measures [promptly - AA] to act"),
        ("prevent serious harm", {"BB": "prevent harm"}, "un", "prevent [serious - BB delete] harm"),
        ("harm, where feasible.", {"AA": "harm."}, "un", "harm[, where feasible - AA delete]."),
        ("sound, timely and full", {"AA": "sound and full", "BB": "sound, open and full"}, "un",
         "sound[, timely - AA delete][, open - BB] and full"),
        ("harm and loss", {"AA": "harm, if any, and loss"}, "trade", "harm[AA propose: , if any,] and loss"),
        ("All act.\n\n2. No one rests.", {"AA": "All act. Some rest.\n\n2. No one rests."}, "un",
         "All act. [Some rest. - AA]\n\n2. No one rests."),
        ("Parties act", {"AA": "Parties act"}, "un", "Parties act"),
        ("act - AA now", {"BB": "act - BB now", "AA": "act - AA now"}, "un", "act - [AA][BB - BB] now"),
        ("shall", {"AA": ""}, "un", "[shall - AA delete]"),
        ("", {"AA": "Article 9"}, "un", "[Article 9 - AA]"),
        ("Each Party shall act.", {"AA": "Each Party should act."}, "trade", "Each Party [shall][AA propose: should] act."),
        ("prevent serious harm", {"BB": "prevent harm", "AA": "prevent grave harm"}, "trade",
         "prevent [BB oppose: serious][AA propose: grave] harm"),
        ("Each Party shall act.", {"AA": "Each Party should act."}, "anonymous", "Each Party [shall][should] act."),
        ("prevent serious harm", {"BB": "prevent harm"}, "anonymous", "prevent [serious] harm"),
    ],
)  # fmt: skip
def test_a_site_is_written(base: str, wordings: dict[str, str], style: str, expected: str) -> None:
    text = consolidate(collate(base, wordings), style=style)
    assert text == expected
    if style != "anonymous":
        assert {s: read(text, s, sigla=wordings) for s in wordings} == wordings


def test_the_example_of_the_design() -> None:
    wordings = {
        "AA": "Each Party should take measures promptly to prevent serious harm.",
        "BB": "Each Party shall take measures to prevent harm, where feasible.",
    }
    text = consolidate(collate(BASE, wordings))
    assert text == (
        "Each Party [shall][should - AA] take measures [promptly - AA] to prevent [serious - BB delete] harm"
        "[, where feasible - AA delete]."
    )


def test_who_is_not_named_holds_the_base() -> None:
    text = consolidate(collate(BASE, {"AA": ""}), sigla=("AA", "CC"))
    assert read(text, "CC", sigla=("AA", "CC")) == BASE
    with pytest.raises(KeyError):
        read(text, "DD", sigla=("AA", "CC"))


def test_a_base_that_looks_like_a_wording_of_somebody_is_said_to_be_the_base() -> None:
    base = "the word - AA"
    text = consolidate(collate(base, {"BB": "another"}), sigla=("AA", "BB"))
    assert text == "[the word - AA - base][another - BB]"
    assert read(text, "AA", sigla=("AA", "BB")) == base


def test_brackets_of_the_base_that_look_like_a_run_are_marked_and_refused() -> None:
    base = "Parties [shall][should - AA] act."
    text = consolidate(collate(base, {"AA": base + " Now.", "BB": base}))
    assert text == "Parties ※[shall][should - AA] act. [Now. - AA]"
    with pytest.raises(AmbiguousText) as refused:
        read(text, "BB", sigla=("AA", "BB"))
    assert refused.value.offset == text.index("[shall]")


def test_wordings_with_brackets_of_their_own_are_read_back() -> None:
    base = "Each Party [shall] [should] act."
    wordings = {"AA": "Each Party shall act.", "BB": "Each Party [may] act."}
    text = consolidate(collate(base, wordings))
    assert {s: read(text, s, sigla=wordings) for s in wordings} == wordings


@pytest.mark.parametrize("code", ["base", "A,B", "A; B", "A: B", "A]", "A - B", "AA delete", "AA propose", "", " AA"])
def test_a_code_that_the_notation_cannot_carry_is_refused(code: str) -> None:
    with pytest.raises(TextError):
        consolidate(collate("a", {code: "b"}))


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="flowery"):
        consolidate(collate("a", {"AA": "b"}), style="flowery")
