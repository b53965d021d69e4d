"""The catalogue of notation as a table, one line a case: what each bracket is, what competes in it, who holds what.

A case is (text, brackets). A bracket is written "kind rule: wording | wording; CODE stance, CODE stance?" where `?` marks
what is inferred; "@" and a number behind the rule is the group.
"""

import pytest

from treaty_drafts.text import Bracket, parse

CASES = [
    # nesting
    ("Parties [act [promptly [and [fully]]]].",
     ["contested contested: act [promptly [and [fully]]]", "contested contested: promptly [and [fully]]",
      "contested contested: and [fully]", "contested contested: fully"]),
    # adjacent alternatives
    ("Parties [shall][should] act", ["alternative adjacent@0: shall", "alternative adjacent@0: should"]),
    ("Parties [shall] [may] [other] act",
     ["alternative adjacent@0: shall", "alternative adjacent@0: may", "alternative adjacent@0: other"]),
    ("[Recalls][Reaffirms] that", ["alternative adjacent@0: Recalls", "alternative adjacent@0: Reaffirms"]),
    ("by [2030][2031]", ["alternative adjacent@0: 2030", "alternative adjacent@0: 2031"]),
    ("[Article 6][Article 7]", ["alternative adjacent@0: Article 6", "alternative adjacent@0: Article 7"]),
    ("the [pledge][target][other] [shall][should]",
     ["alternative adjacent@0: pledge", "alternative adjacent@0: target", "alternative adjacent@0: other",
      "alternative adjacent@3: shall", "alternative adjacent@3: should"]),
    ("to [poorer States]\n     [small States], which",
     ["alternative adjacent@0: poorer States", "alternative adjacent@0: small States"]),
    ("[States] [or regions] act", ["contested contested: States", "contested contested: or regions"]),
    ("[States] [in need] act", ["contested contested: States", "contested contested: in need"]),
    ("[shall][, where feasible,] act", ["contested contested: shall", "contested contested: , where feasible,"]),
    ("[X][30] days", ["placeholder placeholder-mark@0: X", "alternative adjacent@0: 30"]),
    # slash alternatives
    ("[signing/ratifying] it", ["alternative slash: signing | ratifying"]),
    ("a [draft / interim] text", ["alternative slash: draft | interim"]),
    ("[slow change - EU, G77 retain / fast change - US]",
     ["alternative slash: slow change | fast change; EU retains, G77 retains, US proposes?"]),
    ("[safe and/or sound]", ["contested contested: safe and/or sound"]),
    ("[the review / report shall be public]", ["contested contested: the review / report shall be public"]),
    ("[decision 3/XY.9 of the body]", ["contested contested: decision 3/XY.9 of the body"]),
    # parts of a word
    ("communication[s]", ["contested part-of-word: s"]),
    ("modalit[y][ies]", ["alternative adjacent@0: y", "alternative adjacent@0: ies"]),
    ("[x]40-[y]70 per cent", ["placeholder placeholder-mark: x", "placeholder placeholder-mark: y"]),
    ("Parties [, as appropriate,] act", ["contested contested: , as appropriate,"]),
    # options
    ("[Option 1: stay\nOption 2: [quietly] go]", ["option option-labels: stay | [quietly] go", "contested contested: quietly"]),
    ("[Option I: stay\nOption II: No text]", ["option option-labels: stay | No text"]),
    ("[Option 1: stay\nOption (a): here\nOption (b): there\nOption 2: go]",
     ["option option-labels: stay\nOption (a): here\nOption (b): there | go"]),
    ("[The review shall be:\nOption 1: short;\nOption 2: long]", ["option option-labels: short; | long"]),
    ("[ALT 3. the whole text]", ["option option-labels: the whole text"]),
    ("[Alternative A: the whole text]", ["option option-labels: the whole text"]),
    ("Option 2: [Parties may wait.]\n", ["option option-body: Parties may wait."]),
    ("Option 2: [No text]\n", ["option no-text: No text"]),
    # numbering
    ("[2bis]. Parties", ["contested contested: 2bis"]),
    ("[4][2]. Parties", ["alternative adjacent@0: 4", "alternative adjacent@0: 2"]),
    ("\n[Article 9\nParties act.]\n", ["contested contested: Article 9\nParties act."]),
    # leading attribution
    ("[AA propose; CC/PP oppose: text]", ["contested attributed: text; AA proposes, CC opposes, PP opposes"]),
    ("[AA oppose: text]", ["contested attributed: text; AA opposes"]),
    ("[BB: text]", ["contested attributed: text; BB proposes?"]),
    ("[EE propose; NN considering: text]", ["contested attributed: text; EE proposes, NN considers"]),
    ("[CC/VV Alternative Proposal: text]", ["contested attributed: text; CC proposes, VV proposes"]),
    ("[JJ alternatively propose: text]", ["contested attributed: text; JJ proposes"]),
    ("[proposed by AA and BB: text]", ["contested attributed: text; AA proposes, BB proposes"]),
    ("[AA reserves its position: text]", ["contested attributed: text; AA reserves"]),
    ("[AA propose; BB will follow consensus: text]", ["contested attributed: text; AA proposes, BB considers"]),
    ("[AA supports ad referendum; BB flexible: text]", ["contested attributed: text; AA supports, BB considers"]),
    ("[AA pending confirmation from capital: text]", ["contested attributed: text; AA reserves"]),
    ("[Republic of Korea and Norway: text]", ["contested attributed: text; Republic of Korea proposes?, Norway proposes?"]),
    # trailing attribution
    ("[extreme - US; G77 delete]", ["contested attributed: extreme; US proposes?, G77 deletes"]),
    ("law[, in keeping with it. -G77; US, Canada, Japan, EU delete.]",
     ["contested attributed: , in keeping with it.; G77 proposes?, US deletes, Canada deletes, Japan deletes, EU deletes"]),
    ("[text - EU, Norway]", ["contested attributed: text; EU proposes?, Norway proposes?"]),
    ("[and - Canada, Liechtenstein, delete]", ["contested attributed: and; Canada deletes, Liechtenstein deletes"]),
    ("[text – Bosnia and Herzegovina and Iceland]",
     ["contested attributed: text; Bosnia and Herzegovina proposes?, Iceland proposes?"]),
    ("[text - G77 and China; EU reserves]", ["contested attributed: text; G77 proposes?, EU reserves"]),
    ("[text - Ardenia, Borvale]", ["contested attributed: text; Ardenia proposes?, Borvale proposes?"]),
    ("[that - G77 delete] [growing - US]",
     ["contested attributed: that; G77 deletes", "contested attributed: growing; US proposes?"]),
    ("[- EU delete para]", ["contested attributed: ; EU deletes"]),
    ("[AA, BB delete whole paragraph: text]", ["contested attributed: text; AA deletes, BB deletes"]),
    ("[delete - AA]", ["contested attributed: delete; AA deletes"]),
    ("[text - EU / US]", ["contested attributed: text; EU proposes?, US proposes?"]),
    ("[AA: text - BB delete]", ["contested attributed: text; AA proposes?, BB deletes"]),
    ("[well - being]", ["contested contested: well - being"]),
    ("[2040 - 2060]", ["contested contested: 2040 - 2060"]),
    ("[South - South cooperation]", ["contested contested: South - South cooperation"]),
    # notes, and positions in them
    ("[NOTE: At least one delegation opposes this paragraph]",
     ["note note-header: NOTE: At least one delegation opposes this paragraph"]),
    ("[At least one delegation opposes this paragraph]",
     ["note about-the-text: At least one delegation opposes this paragraph"]),
    ("[Negotiator's note: AA/BB reserve their position; CC is considering it; DD supports in principle]",
     ["note note-header: Negotiator's note: AA/BB reserve their position; CC is considering it; DD supports in principle; "
      "AA reserves, BB reserves, CC considers, DD supports"]),
    ("[Move this to Article 4.]", ["note about-the-text: Move this to Article 4."]),
    ("[Subject to review by the body, Parties shall act]",
     ["contested contested: Subject to review by the body, Parties shall act"]),
    ("[move to low emissions]", ["contested contested: move to low emissions"]),
    ("[Group on legal matters: to be looked at]", ["note note-header: Group on legal matters: to be looked at"]),
    ("[Further discussion is needed on this]", ["note about-the-text: Further discussion is needed on this"]),
    # status tags
    ("[Agreed ad ref]", ["status status-tag: Agreed ad ref"]),
    ("[Agreed]", ["status status-tag: Agreed"]),
    ("*[agreed ad referendum]*", ["status status-tag: agreed ad referendum"]),
    # placeholders
    ("within [X] days", ["placeholder placeholder-mark: X"]),
    ("[...]", ["placeholder placeholder-mark: ..."]),
    ("[…]", ["placeholder placeholder-mark: …"]),
    ("[ ]", ["placeholder placeholder-mark:  "]),
    ("[]", ["placeholder placeholder-mark: "]),
    ("[.]", ["placeholder placeholder-mark: ."]),
    ("on [date]", ["placeholder placeholder-mark: date"]),
    ('[Placeholder for "support"]', ['placeholder placeholder-for: Placeholder for "support"']),
    ("[*Placeholder* for an annex]", ["placeholder placeholder-for: *Placeholder* for an annex"]),
    ("[document symbol to be added]", ["placeholder placeholder-for: document symbol to be added"]),
    ("[as rules to be decided by the body]", ["contested contested: as rules to be decided by the body"]),
    # footnote marks
    ("text.[^3]", ["footnote footnote-mark: ^3"]),
    ("text.[17] More\n\n17 A note.", ["footnote footnote-number: 17"]),
    ("the text[ 18] and\n\n18 A note.", ["footnote footnote-number:  18"]),
    ("the text [17] and\n\n17 A note.", ["footnote footnote-number: 17"]),
    ("within [17] days\n\n17 A note.", ["contested contested: 17"]),
    ("within [17] days", ["contested contested: 17"]),
    # glosses and citations
    ("in paragraph 1 [national treatment] of", ["gloss gloss: national treatment"]),
    ("as in [Article 6.4] of", ["gloss citation: Article 6.4"]),
    ("see the [1986] ICJ Reports", ["gloss year-of-a-report: 1986"]),
    ("[the words](https://example.org)", ["gloss link: the words"]),
    ("in Article 4 [of the Treaty]", ["contested contested: of the Treaty"]),
    # counter-brackets
    ("[AA/BB propose: 1. [CC oppose: Where a State is bound] [CC/DD: A State may act]]",
     ["contested attributed: 1. [CC oppose: Where a State is bound] [CC/DD: A State may act]; AA proposes, BB proposes",
      "alternative adjacent@1: Where a State is bound; CC opposes",
      "alternative adjacent@1: A State may act; CC proposes?, DD proposes?"]),
    # noise in headers
    ("[AU21 oppose: text]", ["contested attributed: text; AU opposes"]),
    ("[AA/BB propose20; CC oppose: text]", ["contested attributed: text; AA proposes, BB proposes, CC opposes"]),
    ("[CLpropose: text]", ["contested attributed: text; CL proposes"]),
    ("[PE//VN propose: text]", ["contested attributed: text; PE proposes, VN proposes"]),
    ("[VN/ oppose: text]", ["contested attributed: text; VN opposes"]),
    ("[AA propose, BB oppose: text]", ["contested attributed: text; AA proposes, BB opposes"]),
    ("[BB oppose; AA propose: text]", ["contested attributed: text; BB opposes, AA proposes"]),
    ("[AA Propose: text]", ["contested attributed: text; AA proposes"]),
    ("[AA/BB/AA propose: text]", ["contested attributed: text; AA proposes, BB proposes"]),
    ("[QQ propose: text]", ["contested attributed: text; QQ proposes"]),
    ("[AA/BB/\nCC propose;\nDD oppose: text]",
     ["contested attributed: text; AA proposes, BB proposes, CC proposes, DD opposes"]),
    ("[AA propose: Parties: (a) act; (b) wait]", ["contested attributed: Parties: (a) act; (b) wait; AA proposes"]),
    ("[**AA propose:** text]", ["contested attributed: text; AA proposes"]),
    ("In [*pursuit][search]* of", ["alternative adjacent@0: *pursuit", "alternative adjacent@0: search"]),
    # headers that are not parties
    ("[NOTE: look]", ["note note-header: NOTE: look"]),
    ("[Preamble: Parties agree]", ["contested contested: Preamble: Parties agree"]),
    ("[CMA: it meets] and the CMA", ["contested contested: CMA: it meets"]),
    ("[Definitions: there are none]", ["contested contested: Definitions: there are none"]),
]  # fmt: skip


def shown(text: str, bracket: Bracket) -> str:
    group = "" if bracket.group is None else f"@{bracket.group}"
    words = " | ".join(a.of(text) for a in bracket.alternatives)
    held = ", ".join(f"{s.siglum} {s.stance}{'?' * s.inferred}" for s in bracket.stances)
    return f"{bracket.kind} {bracket.rule}{group}: {words}" + (f"; {held}" if held else "")


@pytest.mark.parametrize(("text", "brackets"), CASES, ids=[text[:40] for text, _ in CASES])
def test_the_catalogue(text: str, brackets: list[str]) -> None:
    parsed = parse(text)
    assert [shown(text, b) for b in parsed.brackets] == brackets
    assert all(text[s.start : s.end] == s.siglum for b in parsed.brackets for s in b.stances)


def test_codes_of_the_negotiation_sharpen_what_is_read() -> None:
    text = "[text - Security Council] [text - Arden] [CMA: text]"
    assert [[s.siglum for s in b.stances] for b in parse(text).brackets] == [["Security Council"], ["Arden"], ["CMA"]]
    known = parse(text, sigla=["Arden", "AA"])
    assert [[s.siglum for s in b.stances] for b in known.brackets] == [[], ["Arden"], ["CMA"]]


def test_in_a_forum_that_brackets_deletions_nothing_is_open() -> None:
    (bracket,) = parse("Parties [shall - AA] act", forum="deletion").brackets
    assert (str(bracket.kind), bracket.rule, bracket.unresolved, bracket.stances) == (
        "deletion",
        "forum-deletion",
        False,
        (),
    )


@pytest.mark.parametrize("text", ["has [concluded][examined - AA] it", "[Agreed][settled - AA]"])
def test_what_touches_a_proposal_is_the_wording_that_it_would_replace(text: str) -> None:
    assert [b.kind for b in parse(text).brackets] == ["alternative", "alternative"]


def test_a_full_stop_that_touches_a_proposal_is_no_placeholder() -> None:
    assert [b.kind for b in parse("that State[.][, or of another - AA]").brackets] == ["contested", "contested"]


def test_a_tag_behind_a_space_stays_a_tag() -> None:
    assert [b.kind for b in parse("act. [Agreed ad ref] [promptly - AA]").brackets] == ["status", "contested"]
