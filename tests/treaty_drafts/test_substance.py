"""What a change does to the law, as it is told: strongest first, the effect in words, and no answer rather than a wrong one."""

import pytest

from treaty_drafts import substance
from treaty_drafts.substance import Verdict
from treaty_drafts.text import Reading, Site

DUTY = "Each Party shall report serious incidents, where feasible."


def test_the_strongest_come_first_and_editorial_ones_stand_apart() -> None:
    found = substance.changed(
        f"1. States protect data. {DUTY}",
        f"2. States protect data. {DUTY.replace('shall', 'may').replace('serious ', '')}",
    )
    assert [(t.kind, t.effect, t.before, t.after) for t in found.told] == [
        ("force", "weaker", "shall", "may"),
        ("what is covered", "stronger", "serious", ""),
    ]
    assert found.effect == "weaker"  # force decides
    assert substance.EFFECTS[found.effect] == "binds States less"
    assert found.unread == ""


@pytest.mark.parametrize(
    ("after", "effect"),
    [
        (DUTY, "neutral"),
        (f"{DUTY}\n", "neutral"),
        (DUTY.replace("shall", "should"), "weaker"),
        (DUTY.replace(", where feasible", ""), "stronger"),
        (f"{DUTY} The sea is blue.", "unknown"),
    ],
)
def test_the_effect_of_all_together(after: str, effect: str) -> None:
    assert substance.changed(DUTY, after).effect == effect


def test_a_language_that_is_not_analysed_is_told_so() -> None:
    text = "Chaque Partie prend les mesures qui sont nécessaires pour les droits de la personne dans les pays."
    found = substance.changed(text, text.replace("prend", "peut prendre"))
    assert (found.effect, found.told, found.editorial) == ("unknown", (), ())
    assert found.unread == "Not analysed in this language (French): read both texts."


def test_a_text_that_is_too_long_is_told_so() -> None:
    long = "Each Party shall report. " * 2_001
    assert substance.changed(long, long.replace("shall", "may")).unread.startswith("Longer than 50,000 characters")
    assert substance.changed(long, long).effect == "neutral"


def test_the_wordings_at_a_site_are_held_against_the_first() -> None:
    site = Site((Reading("shall", (), True), Reading("should", ("ARD",)), Reading("must", ("BRV",))))
    (found,) = substance.at_sites([("Each Party ", site, " report.", "")])
    assert [v.effect for v in found] == ["neutral", "weaker", "neutral"]
    assert found[1].because == ("“shall” became “should”: a duty became a recommendation; States are bound less.")


def test_a_list_reads_so_much_at_once_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(substance, "AT_ONCE", 100)
    pairs = [(f"Party {n} shall report to all.", f"Party {n} may report to all.") for n in range(3)]
    assert [v.effect for v in substance.verdicts(pairs)] == ["weaker", "unread", "unread"]
    assert [v.effect for v in substance.verdicts(pairs)] == ["weaker", "weaker", "unread"]
    assert substance.verdicts(pairs)[2] == Verdict("weaker", substance.changed(*pairs[2]).told[0].shift.because)


def test_where_more_and_less_stand_against_each_other_one_of_either_is_told() -> None:
    (found,) = substance.verdicts([(DUTY, DUTY.replace("serious ", "").replace(", where", " in its territory, where"))])
    assert (found.effect, found.because.count("States are bound more."), found.because.count("bound less.")) == (
        "mixed", 1, 1,
    )  # fmt: skip
