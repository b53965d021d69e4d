"""Shifts: our own pairs and the labelled ones, spans and reasons, and what a hostile text may cost."""

import json
import random
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from treaty_drafts.text import Effect, ShiftKind, overall, shifts

PAIRS = Path(__file__).parent / "pairs"
Pair = tuple[set[str], set[str], set[str], str, str]


def own_pairs(name: str) -> Iterator[Pair]:
    """Required kinds, accepted kinds, accepted effects and both wordings of each pair in a file of ours."""
    lines = (PAIRS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    for head, before, after in zip(kept[::3], kept[1::3], kept[2::3], strict=True):
        must, may, effects = (set(part.split()) for part in head.split("|"))
        yield must, may, effects, before, after


def scored(pairs: list[Pair]) -> tuple[float, float, float, float]:
    """Precision and recall of kinds, share of right overall effects, share of substance called editorial."""
    right = wrong = missed = needed = effect = lost = 0
    for must, may, effects, before, after in pairs:
        result = shifts(before, after)
        found = {str(s.kind) for s in result} - {"unclassified"} or {"unclassified"}
        right, wrong = right + len(found & (must | may)), wrong + len(found - must - may)
        missed, needed = missed + len(must - found), needed + len(must)
        effect += str(overall(result)) in effects
        lost += found == {"editorial"} and "editorial" not in must | may
    return right / (right + wrong), 1 - missed / needed, effect / len(pairs), lost / len(pairs)


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("development", 0.91, 0.91), ("blind", 0.84, 0.86), ("last", 0.87, 0.88), ("final", 0.86, 0.86),
        ("instruments", 0.88, 0.87), ("manner", 0.84, 0.86), ("closing", 0.84, 0.89), ("adversarial", 0.95, 0.9),
    ],
)  # fmt: skip
def test_our_own_pairs_are_told_apart(name: str, precision: float, recall: float) -> None:
    p, r, effect, lost = scored(list(own_pairs(name)))
    assert p >= precision
    assert r >= recall
    assert effect >= 0.83
    assert lost == 0


@pytest.mark.corpus
def test_the_labelled_pairs_are_told_apart(corpus: Path) -> None:
    lines = (corpus.parent / "labels" / "shifts.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    pairs = [(set(r["must"]), set(r["may"]), set(r["effect"]), r["before"], r["after"]) for r in rows]
    p, r, effect, lost = scored(pairs)
    assert p >= 0.96
    assert r >= 0.97
    assert effect >= 0.95
    assert lost == 0


BEFORE = "1. Each Party shall, where feasible, report all incidents to the Secretariat within 72 hours."
AFTER = "2. Each Party should report serious incidents to the Secretariat within 24 hours."


def test_a_shift_has_both_spans_a_rule_and_a_reason() -> None:
    found = {
        s.kind: (s.before.of(BEFORE), s.after.of(AFTER), s.effect, s.rule, s.because) for s in shifts(BEFORE, AFTER)
    }
    assert found == {
        ShiftKind.MODALITY: (
            "shall", "should", Effect.WEAKER, "modality.recommendation",
            "“shall” became “should”: a duty became a recommendation; States are bound less.",
        ),
        ShiftKind.HEDGE: (
            "where feasible", "", Effect.STRONGER, "hedge.possible",
            "“where feasible” was taken out: which asks only for what is possible; States are bound more.",
        ),
        ShiftKind.SCOPE: (
            "", "serious", Effect.WEAKER, "scope.serious", "“serious” was added: less is covered; States are bound less.",
        ),
        ShiftKind.QUANTITY: (
            "within 72 hours", "within 24 hours", Effect.STRONGER, "quantity.measure",
            "“within 72 hours” became “within 24 hours”: a stricter measure; States are bound more.",
        ),
    }  # fmt: skip
    assert overall(shifts(BEFORE, AFTER)) is Effect.WEAKER


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("A. B shall act.", "A. B shall act. C shall act too.", {"scope"}),
        ("A shall act. B shall pay.", "B shall pay. A shall act.", {"editorial"}),
        ("A shall act.\n\nB shall pay.", "A shall act. B shall pay.", {"editorial"}),
        ("(a) A shall act;\n(b) B shall pay.", "(i) A shall act;\n(ii) B shall pay.", {"editorial"}),
        ("", "Each State shall act.", {"scope"}),
        ("Each State shall act.", "", {"scope"}),
        ("Fish.", "Wood and stone.", {"unclassified"}),
        ("Les Parties ne doivent pas agir dans la zone.", "Les Parties peuvent agir dans la zone.", {"unclassified"}),
        ("Стороны принимают меры.", "Стороны могут принимать меры.", {"unclassified"}),
        ("各缔约方应当采取措施。", "各缔约方可以采取措施。", {"unclassified"}),
    ],
)
def test_whole_sentences_come_go_and_move(before: str, after: str, kinds: set[str]) -> None:
    assert {str(s.kind) for s in shifts(before, after)} == kinds


@pytest.mark.parametrize(
    ("before", "after", "kinds", "effect"),
    [
        (  # a prohibition with an exception, a permission under a condition
            "A Party shall not export samples unless the museum agrees.",
            "A Party may export samples only if the museum agrees.",
            {"editorial"}, "neutral",
        ),
        (  # only: nothing without it, whatever the rule is
            "Samples shall be exported only where a permit was issued.", "Samples shall be exported.",
            {"condition"}, "weaker",
        ),
        (  # a further case in which the rule holds
            "A Party may refuse a visa if it is forged or if it has lapsed.", "A Party may refuse a visa if it is forged.",
            {"condition"}, "stronger",
        ),
        (  # a relative clause, a condition
            "A Party which finds a wreck shall mark it.", "If a Party finds a wreck, it shall mark it.",
            {"editorial"}, "neutral",
        ),
        ("The Agency shall make an inspection of the port.", "The Agency shall inspect the port.", {"editorial"}, "neutral"),
        ("A Party shall report within twelve months.", "A Party shall report within one year.", {"editorial"}, "neutral"),
        ("The inspected State shall pay.", "The inspecting State shall pay.", {"actor"}, "neutral"),
        (
            "A Party shall not board a ship without the prior consent of its master.",
            "A Party shall not board a ship without the prior written consent of its master.",
            {"condition"}, "stronger",
        ),
        (  # a clause keeps to itself what it depends on
            "Samples shall be labelled.", "Samples shall be labelled and shall be burnt when the study has ended.",
            {"scope"}, "stronger",
        ),
        ("Parties shall permit the hunting of seals.", "Parties shall prohibit the hunting of seals.", {"negation"}, "mixed"),
        ("Parties shall cut noise by 10 per cent.", "Parties shall cut noise by 50 per cent.", {"quantity"}, "stronger"),
        ("Parties shall neglect repairs.", "Parties shall undertake repairs.", {"negation"}, "mixed"),
        ("Parties shall not only pay but also repair.", "Parties shall not pay but also repair.", {"negation"}, "mixed"),
        ("Notwithstanding domestic law, Parties shall pay.", "Parties shall pay.", {"condition"}, "weaker"),
        ("Seizure requires convincing evidence.", "Seizure requires credible evidence.", {"term"}, "weaker"),
        ("Parties shall keep oil stored in ports.", "Parties shall keep oil stored outside ports.", {"scope"}, "mixed"),
        ("The award shall be binding.", "The award shall be non-binding.", {"negation"}, "mixed"),
        ("Parties shall reply within 30 days.", "Parties shall reply after 30 days.", {"quantity"}, "mixed"),
        ("Parties shall not be bound to pay.", "Parties shall be bound not to pay.", {"negation"}, "stronger"),
        ("Maps may be sold where the owner agrees.", "Maps may be sold only where the owner agrees.", {"condition"}, "mixed"),
        ("Seals may be hunted with a permit.", "Seals may be hunted without a permit.", {"negation"}, "mixed"),
        ("Annex A prevails over annex B.", "Annex B prevails over annex A.", {"unclassified"}, "mixed"),
        (
            "The mine shall be checked by the court within 5 days.", "The court shall be checked by the mine within 9 days.",
            {"quantity", "unclassified"}, "weaker",
        ),
        ("If a Party objects, it shall not pay.", "If a Party does not object, it shall pay.", {"negation"}, "mixed"),
        ("Parties shall mark wrecks.", "Parties shall, as their budgets permit, mark wrecks.", {"hedge"}, "weaker"),
    ],
)  # fmt: skip
def test_what_a_rule_becomes(before: str, after: str, kinds: set[str], effect: str) -> None:
    found = shifts(before, after)
    assert ({str(s.kind) for s in found}, overall(found).value) == (kinds, effect)


def test_a_language_that_is_not_analysed_is_named() -> None:
    (shift,) = shifts("Las Partes deberán cooperar en la materia.", "Las Partes podrán cooperar en la materia.")
    assert (shift.rule, shift.because) == ("language.es", "Not analysed in this language (Spanish): read both texts.")


def test_nothing_is_neutral_and_ties_are_mixed() -> None:
    assert overall(()) is Effect.NEUTRAL
    both = shifts(
        "Parties shall report all incidents within a day.", "Parties shall report certain incidents within an hour."
    )
    assert overall(both) is Effect.MIXED


def words(number: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [f"w{draw.randrange(3000)}" for _ in range(number)]


def sentences(number: int, seed: int) -> str:
    return " ".join(f"S{' '.join(words(9, seed + n))}." for n in range(number))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" ".join(words(30_000, 1)), " ".join(words(30_000, 2))),
        (sentences(3000, 1), sentences(3000, 9000)),
        ("".join(f"A{n} b.\n" for n in range(20_000)), "".join(f"A{n} b.\n" for n in reversed(range(20_000)))),
        ("shall " * 1900, "may " * 1900),
        ("if a, " * 1500, "if b, " * 1500),
        (". " * 100_000, ". " * 100_001),
        ("a" * 300_000, "b" * 300_000),
    ],
    ids=["words", "sentences", "backwards", "force", "conditions", "stops", "one word"],
)
def test_no_texts_are_slow(before: str, after: str) -> None:
    started = time.process_time()
    assert shifts(f"The {before}", f"The {after}")[0].rule != "language.und"  # read, and not left as of no language
    assert time.process_time() - started < 20  # some seconds at most; a slow machine is not the point


def test_every_rule_has_an_id_of_its_own_and_a_reason() -> None:
    folder = Path(__file__).parents[2] / "treaty_drafts" / "text" / "meaning" / "en"
    rules = [
        (rule["id"], rule["says"])
        for file in sorted(folder.glob("*.toml"))
        for kind in ("rule", "grade")
        for rule in tomllib.loads(file.read_text(encoding="utf-8")).get(kind, ())
    ]
    assert len({id_ for id_, _ in rules}) == len(rules)
    documented = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert [id_ for id_, says in rules if f"| `{id_}` | {says}" not in documented] == []


@pytest.mark.parametrize(
    "manner", ["in writing", "publicly", "in good faith", "through diplomatic channels", "by secure means"]
)
def test_a_manner_binds_more_and_forbidding_only_one_binds_less(manner: str) -> None:
    """Whoever has to do it in writing has less choice; whoever must not do it in writing has more."""
    cases = [
        (f"Each Party {force} answer the others.", f"Each Party {force} answer the others {manner}.")
        for force in ("shall", "should", "may", "shall not")
    ]
    cases.append(("Parties shall pay experts who act.", f"Parties shall pay experts who act {manner}."))
    found = [(s.effect, s.rule == "scope.manner") for before, after in cases for s in shifts(before, after)]
    assert found == [*[("stronger", True)] * 3, ("weaker", False), ("weaker", False)]
    (taken_out,) = shifts(cases[0][1], cases[0][0])
    assert taken_out.because == f"“{manner}” was taken out: how it is to be done; States are bound less."
