"""Numbers with what they count: time limits, rhythms, majorities, shares."""

import regex

from .lexicon import Mark, Rule
from .lexicon_data import read
from .words import Word

DATA = read("quantities")
UNITS: dict[str, float] = DATA["units"]
TIMES: dict[str, float] = DATA["times"]
RHYTHMS: dict[str, float] = DATA["rhythms"]
MONTHS: list[str] = DATA["months"].split()
FRACTIONS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "half": 2}
PLAIN_NUMBER = regex.compile(r"\d+(?:\.\d+)?")
PAIR = regex.compile(r"\d+[:-]\d+")  # a share of 1:2, 2-5 years
LIMITING = {"within", "than", "least", "most", "for"}
BOUNDS = {"least", "most"}
GREAT = {"hundred", "thousand"}


def numbers_in(words: list[Word]) -> list[Mark]:
    """The numbers of a sentence, each with its unit: two thirds, 72 hours, 4 May, 10 per cent."""
    marks, n = [], 0
    while n < len(words):
        end, days = _rhythm(words, n)
        if end > n:
            first, bound = _bound(words, n)
            marks.append(
                Mark(
                    Rule("quantity.rhythm", "quantity", "how often", f"#{bound}each {days:g}", days, group="rhythm"),
                    first,
                    end,
                )
            )
            n = end
            continue
        if PAIR.fullmatch(words[n].key):
            unit, end = _unit(words, n + 1)
            shown = f"#{words[n].key} {unit}"
            most = float(words[n].key.split("-")[-1]) if "-" in words[n].key else 0
            marks.append(Mark(Rule("quantity.number", "quantity", "two numbers", shown, most, group=unit), n, end))
            n = end
            continue
        end, value = _number(words, n)
        if end > n:
            unit, end = _unit(words, end)
            if not unit and [w.lemma for w in words[max(0, n - 2) : n]] == ["majority", "of"]:
                n, unit = n - 2, "majority"
            n, bound = _bound(words, n)
            if [w.lemma for w in words[end : end + 2]] in (
                ["or", "more"],
                ["or", "less"],
                ["or", "few"],
                ["or", "fewer"],
            ):
                bound, end = ("least " if words[end + 1].lemma == "more" else "most "), end + 2
            marks.append(
                Mark(
                    Rule(
                        "quantity.number", "quantity", "a number", f"#{bound}{_measure(value, unit)}", value, group=unit
                    ),
                    n,
                    end,
                )
            )
        n = max(end, n + 1)
    return marks


def _measure(value: float, unit: str) -> str:
    """A number with its unit; twelve months are a year, seven days a week."""
    return f"{round(value * UNITS[unit], 3):g} days" if unit in UNITS else f"{value:g} {unit}"


def _bound(words: list[Word], n: int) -> tuple[int, str]:
    """Where `at least`, `at most` or `within` before a number begins, and which it is."""
    last = n
    while (
        last > 1
        and words[last - 1].fixed
        and not words[last - 1].key
        and words[last - 1].lemma in ("a", "the", "period", "of")
    ):
        last -= 1  # within a period of
    before = [w.lemma for w in words[max(0, last - 4) : last]]
    if before[-1:] == ["within"] or before[-2:] in (["later", "than"], ["late", "than"]):
        return last - (1 if before[-1] == "within" else min(3, len(before))), "within "
    k = n - 1
    while k > 0 and not words[k].key and words[k].fixed and n - k < 6:
        k -= 1
    return (
        (k - (words[k].key in ("least", "most") and words[k - 1].lemma == "at"), words[k].key + " ")
        if k >= 0 and words[k].key in BOUNDS
        else (n, "")
    )


def _rhythm(words: list[Word], n: int) -> tuple[int, float]:
    """How often: `once every three years`, `twice a year`, `annually`; in days from one time to the next."""
    lemma, at, times = words[n].lemma, n, 1.0
    if lemma in RHYTHMS:
        return n + 1, RHYTHMS[lemma]
    if lemma in TIMES and n + 1 < len(words) and words[n + 1].lemma in RHYTHMS:
        return n + 2, RHYTHMS[words[n + 1].lemma] / TIMES[lemma]
    if lemma in TIMES:
        times, at = TIMES[lemma], n + 1
    elif n + 1 < len(words) and words[n + 1].lemma == "time" and words[n].key.isdigit():
        times, at = float(words[n].key), n + 2
    elif lemma not in ("every", "each") and not (lemma in ("per", "a") and n and words[n - 1].lemma in ("at", "of")):
        return n, 0
    skip = at
    while skip < len(words) and words[skip].lemma in (
        "every",
        "a",
        "per",
        "in",
        "each",
        "other",
        "second",
        "within",
        "any",
        "the",
        "calendar",
        "course",
        "of",
    ):
        skip += 1
    double = any(w.lemma in ("other", "second") for w in words[at:skip])
    end, count = _number(words, skip) if skip < len(words) else (skip, 0)
    if skip == at or end >= len(words) or words[end].lemma not in UNITS:
        return n, 0
    return end + 1, (count or (2 if double else 1)) * UNITS[words[end].lemma] / times


def _number(words: list[Word], n: int) -> tuple[int, float]:
    """Where the number that begins at `n` ends, and what it is: "one hundred and twenty", "two thirds"."""
    total, at = 0.0, n
    if words[n].lemma in ("a", "an") and n and words[n - 1].lemma in LIMITING and n + 1 < len(words):
        return (n + 1, 1.0) if words[n + 1].lemma in UNITS else (n, 0.0)  # within a day
    while at < len(words):
        word = words[at]
        value = float(word.key) if word.key[:1].isdigit() and PLAIN_NUMBER.fullmatch(word.key) else None
        if at > n and word.lemma in FRACTIONS and total:
            return at + 1, round(total / FRACTIONS[word.lemma], 3)
        if at > n and _goes_on(words, at):
            at += 1
            continue
        if value is None or (word.lemma in ("one", "first", "second", "third") and at == n and _no_count(words, n)):
            break
        if at > n and words[at].stop:
            break
        total = total * value if value >= 100 and total else total + value
        at += 1
    return at, total


def _goes_on(words: list[Word], at: int) -> bool:
    """Whether an `and` stands inside a number: one hundred and eighty."""
    joins = words[at].lemma == "and" and words[at - 1].lemma in GREAT and not words[at].stop
    return joins and at + 1 < len(words) and bool(PLAIN_NUMBER.fullmatch(words[at + 1].key))


def _no_count(words: list[Word], n: int) -> bool:
    """Whether "one" or "first" counts nothing: "one another", "third State", "one or more"."""
    after = words[n + 1].lemma if n + 1 < len(words) else ""
    if words[n].lemma == "one":
        return after in ("another", "of", "or", "that", "which", "") or (
            after not in UNITS
            and (n == 0 or words[n - 1].lemma in ("the", "this", "that", "any", "each", "no", "every"))
        )
    return after in ("state", "country", "party") or (words[n].lemma == "second" and after == "")


def _unit(words: list[Word], at: int) -> tuple[str, int]:
    skip = (
        at + 1
        if at < len(words) and words[at].lemma in ("calendar", "working", "consecutive", "full", "further", "business")
        else at
    )
    if skip < len(words):
        lemma = words[skip].lemma
        if lemma in UNITS or lemma in MONTHS:
            return (
                words[at].lemma + " " if skip > at and words[at].lemma in ("working", "business") else ""
            ) + lemma, skip + 1
        if lemma == "majority":
            return "majority", skip + 1 + (skip + 1 < len(words) and words[skip + 1].lemma == "vote")
        if lemma == "per" or lemma in ("percent", "%"):
            return "percent", min(skip + 2, len(words)) if lemma == "per" else skip + 1
    return "", at
