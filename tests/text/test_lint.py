"""What a drafter is told to mend."""

import pytest

from treaty_drafts.text import lint


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Parties [shall] act.", []),
        ("Parties [shall act.", [("unbalanced-unclosed", "[")]),
        ("Parties shall] act.", [("unbalanced-unopened", "]")]),
        ("within [] or [ ] days", [("empty", "[]"), ("empty", "[ ]")]),
        ("[AA propose: ]", [("empty", "[AA propose: ]")]),
        ("[AA Alternative Proposal: text] more", [("orphan-alternative", "[AA Alternative Proposal: text]")]),
        ("[BB: text][AA Alternative Proposal: other]", []),
        ("[shall/]", [("orphan-alternative", "[shall/]")]),
        ("[shall][should][Shall]", [("same-alternatives", "[Shall]")]),
        ("[signing/signing]", [("same-alternatives", "signing")]),
        ("[Option 1: stay Option 2: stay]", [("same-alternatives", "stay")]),
        ("[text - QQ]", [("unknown-delegation", "QQ")]),
        ("[QQ propose; AA oppose: text]", [("unknown-delegation", "QQ")]),
        ("Option 1: stay\n\nOption 2: go\n", []),
        ("Option 2: go\n", [("missing-option", "Option 2:")]),
        ("[Option 1: a\nOption 3: b]", [("missing-option", "Option 3:")]),
        ("[Option (i): a\nOption (ii): b]", []),
        ("see Option 2: of the paper", []),
        (
            "Article 1\n\nOption 1: a\n\nOption 2: b\n\nArticle 2\n\nOption 2: c\n",
            [("missing-option", "Option 2:")],
        ),
        ("1. [Option 1:\n2. Parties act.\nOption 2:\n3. Parties wait.]", []),
    ],
)
def test_findings(text: str, found: list[tuple[str, str]]) -> None:
    findings = lint(text, sigla=("AA", "BB"))
    assert [(f.rule, text[f.start : f.end]) for f in findings] == found
    assert all(f.what.endswith(".") for f in findings)


def test_without_codes_no_delegation_is_unknown() -> None:
    assert lint("[text - QQ]") == ()
