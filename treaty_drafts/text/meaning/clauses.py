"""What binds in each clause of a sentence: its words of force, its verb and its bearer."""

from functools import partial

from .grammar import GRAMMAR
from .lexicon import Mark, Rule
from .parts import Frame, Modal
from .words import Word, rule_of

RELATIVE = GRAMMAR["relative"]
PURPOSE = GRAMMAR["purpose"]
NOUNS_OF_WILL = GRAMMAR["before_will"]
ADVERBS = GRAMMAR["adverbs"]
PARTICIPLES = GRAMMAR["participles"]
FORBIDDEN = GRAMMAR["forbidden"]
NO_ADVERBS = GRAMMAR["no_adverbs"]
ACTS = GRAMMAR["acts"]
DETERMINERS = GRAMMAR["determiners"]
FORCES = GRAMMAR["forces"]
PASSIVE = ("ed", "wn", "ught", "orn")


def clauses(f: Frame, marks: list[Mark]) -> None:
    words, last = f.words, -9
    for m in sorted(map(partial(_before_noun, words), marks), key=lambda m: (m.first, m.first - m.last)):
        word = words[m.first]
        if f.role[m.first] in ("condition", "hedge") or _no_modal(words, m) or m.first - last <= 1:
            continue
        if word.lemma == "be" and any(m.first <= modal.verb < m.last for modal in f.modals):
            continue  # shall, where possible, be prohibited: what is to be done, no second force
        before = words[m.first - 1].lemma if m.first else ""
        if (before in RELATIVE and words[m.first - 1].stop != ",") or (
            before == "to" and word.lemma not in ("shall", "may")
        ):
            continue
        modal = Modal(m.rule, m.first, m.last)
        modal.subject = _subject(f, m.first)
        if word.lemma == "it" and words[m.last - 1].lemma in ("of", "on", "to"):  # it is the duty of each State to
            modal.subject = m.last, next((n for n in range(m.last, len(words)) if words[n].lemma == "to"), m.last)
        _verb_of(f, modal)
        first = modal.subject[0]
        if (
            any(
                words[n].lemma in ("no", "neither", "nothing", "none", "nobody")
                for n in range(first, min(m.first, first + 3))
            )
            and m.rule.turn != "not"
        ):
            modal.denied = True
            for n in range(first, min(m.first, first + 3)):
                if words[n].lemma in ("no", "neither", "nothing", "none"):
                    f.role[n] = "modal"
        _in_no_case(f, modal)
        for n in range(m.first, m.last):
            f.role[n], words[n].key, f.mark[n] = "modal", "", m
        f.modals.append(modal)
        last = m.last
    for modal in f.modals:
        if modal.verb >= 0 and f.role[modal.verb] in ("", "term"):
            f.role[modal.verb] = "verb"
            if f.mark[modal.verb] and f.mark[modal.verb].last == modal.verb + 1:  # type: ignore[union-attr]
                f.mark[modal.verb] = None
        for n in range(*modal.subject):
            if f.role[n] in ("", "scope", "term"):
                f.role[n] = "subject"


def _before_noun(words: list[Word], m: Mark) -> Mark:
    """`may be invited to the meeting` is no invitation: only its first word is one of force."""
    after = words[m.last].lemma if m.last < len(words) else ""
    if (
        m.last - m.first > 2
        and words[m.last - 1].lemma == "to"
        and after in DETERMINERS
        and words[m.first].lemma in FORCES
    ):
        return Mark(rule_of(words[m.first].lemma), m.first, m.first + 1)
    return m


def _in_no_case(f: Frame, modal: Modal) -> None:
    """`Under no circumstances shall a Party` forbids."""
    for n in range(max(0, modal.at - 5), modal.at):
        if f.words[n].lemma in ("no", "any") and f.words[n + 1].lemma in (
            "circumstance",
            "case",
            "event",
            "time",
            "account",
            "condition",
        ):
            modal.denied = modal.denied or f.words[n].lemma == "no"
            for k in range(max(0, n - 1), n + 2):
                f.role[k], f.words[k].key = "modal", ""


def _no_modal(words: list[Word], m: Mark) -> bool:
    """May the month, the will of a State, an aim that is to do something."""
    word = words[m.first]
    before = words[m.first - 1].lemma if m.first else ""
    if word.lemma == "may" and word.capital and m.first and word.stop != ".":
        return True
    if word.lemma in ("will", "can", "need", "might") and before in NOUNS_OF_WILL:
        return True
    if word.lemma == "be":
        return any(w.lemma in PURPOSE for w in words[max(0, m.first - 8) : m.first]) and m.last == m.first + 2
    return word.lemma in ("plan", "call", "urge", "commit", "agree", "intend", "encourage", "invite") and before in (
        "the",
        "a",
        "to",
        "and",
        "shall",
        "may",
    )


def _subject(f: Frame, at: int) -> tuple[int, int]:
    """The words of the clause before its modal, without what is fronted."""
    first = at
    while first and f.role[first - 1] not in ("condition", "hedge", "modal"):
        if f.words[first].stop in (";", ":", "."):
            break
        if f.words[first].stop == "," and _actor_at(f, first):
            break
        first -= 1
    if any(f.role[n] == "modal" for n in range(at)) and (
        first == 0 or f.words[first].stop not in (";", ":", ".")
    ):  # a second clause: what stands right before its modal
        first = at
        while (
            first
            and f.role[first - 1] not in ("condition", "hedge", "modal")
            and not f.words[first].stop
            and f.words[first - 1].lemma not in ("and", "or", "but")
            and at - first < 9
        ):
            first -= 1
        if not any(_actor_at(f, n) for n in range(first, at)):
            first = at
    return first, at


def _actor_at(f: Frame, n: int) -> bool:
    return any(m.rule.kind == "actor" and m.first <= n + 1 and n < m.last for m in f.read.marks) or f.words[
        n
    ].lemma in ("each", "all", "every", "any", "no")


def _verb_of(f: Frame, modal: Modal) -> None:
    """The verb after a modal, and whether it is passive, denied, or denied twice."""
    words, n = f.words, max(modal.end, modal.subject[1])
    skipped, seen = 0, False
    if n < len(words) and words[n].stop == ",":  # shall, on whatever basis, exchange
        after = next((k for k in range(n + 1, min(n + 25, len(words))) if words[k].stop == ","), n)
        n = after
    while n < len(words) and skipped < 30:
        lemma = words[n].lemma
        if (
            lemma in ("not", "never", "neither")
            and modal.rule.turn != "not"
            and f.role[n] not in ("condition", "hedge")
        ):
            modal.denied = not modal.denied
            f.role[n] = "modal"
        elif lemma == "be":
            modal.passive = seen = True
        elif words[n].act > n:
            modal.verb = words[n].act
            break
        elif lemma in ACTS and skipped == 0:
            words[n].key, modal.verb = lemma, n  # shall respect, though `in respect of` says nothing
            break
        elif not (
            f.role[n] in ("hedge", "condition", "safeguard", "quantity", "scope", "reference")
            or lemma in ADVERBS
            or (lemma.endswith("ly") and lemma not in NO_ADVERBS)
            or not words[n].key
        ):
            modal.verb = n
            break
        n, skipped = n + 1, skipped + 1
    if modal.passive and modal.verb >= 0:
        modal.passive = words[modal.verb].text.endswith(PASSIVE) or words[modal.verb].text in PARTICIPLES
        if (
            modal.passive
            and words[modal.verb].lemma in FORBIDDEN
            and "from" in [w.lemma for w in words[modal.verb : modal.verb + 9]]
        ):
            modal.rule = Rule("modality.prohibition", "modality", "a prohibition", "modality.prohibition", 6, "not")
            words[modal.verb].key, f.role[modal.verb], modal.verb = "", "modal", -1
    epistemic = modal.rule.turn == "not" and words[modal.at].lemma == "may" and seen and not modal.passive
    other = next(
        (k for k in range(modal.end, len(words) - 1) if words[k].lemma == "other" and words[k + 1].lemma == "than"),
        None,
    )
    if (modal.rule.turn == "not" or modal.denied) and other is not None:  # not for other than these: only for these
        modal.doubly = True
        words[other].key, f.role[other] = "only", "scope"
        words[other + 1].key = ""
    without = next(
        (
            k
            for k in range(modal.end, len(words) - 1)
            if words[k].lemma == "without" and words[k + 1].text.endswith("ing")
        ),
        None,
    )
    if (modal.rule.turn == "not" or modal.denied) and without is not None:
        modal.doubly = True
        words[without].key = ""
        f.role[without] = "modal"
    if epistemic:
        modal.doubly = modal.denied = False
        modal.doubted = True
        modal.rule = Rule("modality.permission", "modality", "a permission", "modality.permission", 2, "free")
