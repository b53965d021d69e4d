"""How far conditions and weighed considerations carry."""

from .grammar import GRAMMAR
from .lexicon import Mark, Rule
from .numbers import UNITS
from .parts import Frame
from .words import EMPTY, Word, key_of

REQUEST = Rule("condition.request", "condition", "the rule waits for a request", "condition.request", reach="of")
CONSENT = Rule("condition.consent", "condition", "the rule waits for consent", "condition.consent", force=5)
STEP = Rule("condition.step", "condition", "the rule waits for a step", "condition.step", reach="clause")
OWN_LAW = Rule("hedge.national-law", "hedge", "binds only as far as national law allows", "hedge.national-law", force=3)
ALLOWS = Rule("hedge.possible", "hedge", "asks only for what is possible", "hedge.possible", force=2)
AFTER = key_of("after")
UNDER = GRAMMAR["under"] | {"subject"}
AGREEING = GRAMMAR["agreeing"]
HOW_AGREED = GRAMMAR["how_agreed"]  # with the free, prior and informed consent of
LAWS, MEANS = GRAMMAR["laws"], GRAMMAR["means"]
ALLOWING = LAWS | MEANS | GRAMMAR["allowing_what"]
ALLOWED = GRAMMAR["allowed"]
SOFTER = {
    "hedge.national-law": "binds only as far as national law allows",
    "hedge.means": "binds only within a State's own means",
    "hedge.possible": "asks only for what is possible",
}
ONLY = GRAMMAR["only"]
ASKING = frozenset(map(key_of, ("request", "so", "one", "any", "party", "state", "two", "either")))


def zones(f: Frame) -> None:
    """How far conditions and weighed considerations carry."""
    words = f.words
    _consents(f)
    _steps_before(f)
    _own_law(f)
    _as_allowed(f)
    for m in [m for n, m in enumerate(f.mark) if m and m.first == n and m.rule.reach != "phrase"]:
        end = m.last
        if m.rule.reach == "of" and (
            (end < len(words) and words[end].stop)
            or end >= len(words)
            or (
                words[end].lemma
                not in ("of", "by", "from", "to", "the", "a", "all", "its", "their", "any", "each", "that")
                and m.rule.kind == "condition"
            )
        ):
            f.zones.append((m.first, end, m))
            continue
        fronted = m.first == 0 or words[m.first].stop in (".", ":", ";")
        while end < len(words) and not _ends_zone(f, end, m, fronted):
            end += 1
        if m.rule.id == "condition.if" and _asks(f, m.last, end):
            m = Mark(REQUEST, m.first, end)  # whenever one of them so requests: at the request of one of them
            for n in range(m.first, end):
                asking = words[n].key if words[n].key == key_of("party") else ""  # who it is that asks
                words[n].key, f.mark[n] = REQUEST.value if n == m.first else asking, m
        if m.rule.id == "condition.if" and (softer := _softens(f, m, end)):
            for n in range(m.first, end):
                words[n].key, f.role[n] = softer.id if n == m.first else "", "hedge"
                f.mark[n] = Mark(softer, m.first, end)
            continue
        if f.role[m.first] == m.rule.kind:
            f.zones.append((m.first, end, m))
            guard = next((f.mark[n] for n in range(m.last, end) if f.role[n] == "safeguard"), None)
            weighed = m.rule.kind == "hedge" or f.words[m.first].lemma == "without"  # without prejudice to privacy
            if guard and weighed:  # with due regard to the rights of individuals: no hedge but a safeguard
                for n in range(m.first, end):
                    f.role[n], f.mark[n] = "safeguard", guard
                continue
            for n in range(m.last, end):
                kept = (
                    ("quantity", "reference")
                    if m.rule.id == "condition.unless"
                    else ("safeguard", "quantity", "reference")
                )
                if f.role[n] not in kept or m.rule.kind == "hedge":
                    f.role[n] = m.rule.kind
                    if f.mark[n] is None or f.mark[n].rule.kind != "condition" or n < m.last:  # type: ignore[union-attr]
                        f.mark[n] = m


def consented(words: list[Word], first: int) -> str:
    """What is said of consent: that it is there, or, behind `without`, that it is not."""
    before = words[first - 1].lemma if first else ""
    lacking = (words[first].lemma in GRAMMAR["lacking"]) != (before in GRAMMAR["lacking"])
    return f"{CONSENT.value} lacking" if lacking else CONSENT.value


def _consents(f: Frame) -> None:
    """`without the supplying State's consent`: the condition in other words than its usual ones."""
    for n, word in enumerate(f.words):
        if word.lemma in ("with", "without") and f.mark[n] is None:
            last = next(
                (
                    k
                    for k in range(n + 1, min(n + 7, len(f.words)))
                    if (f.words[k].stop and f.words[k].lemma not in HOW_AGREED) or f.words[k].lemma in AGREEING
                ),
                n,
            )
            if last > n and f.words[last].lemma in AGREEING and not f.words[last].stop:
                mark = Mark(CONSENT, n, n + 1)
                how = [w.lemma for w in f.words[n:last] if w.lemma in GRAMMAR["consented"]]
                word.key, f.words[last].key = " ".join([consented(f.words, n), *how]), ""
                for k in range(n, last + 1):
                    f.words[k].key = "" if f.words[k].lemma in HOW_AGREED else f.words[k].key
                    f.role[k], f.mark[k] = "condition", mark
                f.zones.append((n, last + 1, mark))


def _steps_before(f: Frame) -> None:
    """`after giving it a hearing`: a step without which the rule does not hold."""
    for n in range(len(f.words) - 1):
        word, act = f.words[n], f.words[n + 1]
        begins = act.text.endswith("ing") or (act.lemma in ("its", "their", "the") and _no_time(f, n))
        if word.key == AFTER and f.mark[n] is None and f.mark[n + 1] is None and not act.stop and begins:
            f.mark[n], f.role[n], word.key = Mark(STEP, n, n + 1), "condition", STEP.value


def _no_time(f: Frame, n: int) -> bool:
    """Whether no time limit runs from what stands at word `n`: thirty days after its adoption."""
    return not n or (f.role[n - 1] != "quantity" and f.words[n - 1].lemma not in UNITS)


def _own_law(f: Frame) -> None:
    """`in accordance with its budgetary law`: whatever law of its own that is."""
    for n in range(1, len(f.words) - 1):
        if f.words[n].lemma in ("its", "their") and f.mark[n] is None:
            last = next((k for k in range(n + 1, min(n + 4, len(f.words))) if f.words[k].lemma in LAWS), None)
            first = next((k for k in range(n - 1, max(-1, n - 4), -1) if f.words[k].lemma in UNDER), None)
            if last is None or first is None or any(f.mark[k] or f.words[k].stop for k in range(first + 1, last + 1)):
                continue
            mark = Mark(OWN_LAW, first, last + 1)
            for k in range(first, last + 1):
                f.mark[k], f.role[k], f.words[k].key = mark, "hedge", OWN_LAW.value if k == first else ""


def _as_allowed(f: Frame) -> None:
    """`as its circumstances permit`."""
    for n, word in enumerate(f.words):
        if word.lemma == "as" and f.mark[n] is None:
            last = next((k for k in range(n + 1, min(n + 6, len(f.words))) if f.words[k].lemma in ALLOWED), None)
            inside = range(n + 1, last or n + 1)
            if inside and all(not f.words[k].stop and f.words[k].lemma in ALLOWING | EMPTY for k in inside):
                mark = Mark(ALLOWS, n, inside[-1] + 2)
                for k in range(n, inside[-1] + 2):
                    f.mark[k], f.role[k], f.words[k].key = mark, "hedge", ALLOWS.value if k == n else ""


def _softens(f: Frame, m: Mark, end: int) -> Rule | None:
    """The hedge that a condition is which says only that law, means or circumstances allow it."""
    said = {f.words[n].lemma for n in range(m.last, end) if f.words[n].lemma not in EMPTY}
    if not said or not said & ALLOWED or not said <= ALLOWED | ALLOWING:
        return None
    id = "hedge.national-law" if said & LAWS else "hedge.means" if said & MEANS else "hedge.possible"
    return Rule(id, "hedge", SOFTER[id], id, force=3 if said & LAWS else 2)


def _asks(f: Frame, first: int, end: int) -> bool:
    """Whether a condition says only that somebody asks for it."""
    keys = {w.key for w in f.words[first:end]} - {""}
    return bool(keys) and keys <= ASKING and key_of("request") in keys


def _ends_zone(f: Frame, n: int, m: Mark, fronted: bool) -> bool:
    word = f.words[n]
    if word.stop in (";", ":", "."):
        return True
    if f.mark[n] is not None and f.mark[n].rule.kind == "condition" and f.mark[n].first == n and n > m.last + 1:  # type: ignore[union-attr]
        return True
    if word.stop == "," and m.rule is STEP:
        return True
    if word.stop in (",", "(", ")", "–", "—") and n > m.last:
        return word.lemma not in ("and", "or", "including") or _modal_near(f, n)
    if fronted and m.first == 0 and f.words[0].lemma in ONLY and word.lemma in GRAMMAR["forces"]:
        return True  # only under its control shall they
    return m.rule.reach == "of" and word.lemma in GRAMMAR["forces"] and not fronted


def _modal_near(f: Frame, n: int) -> bool:
    return any(w.lemma in GRAMMAR["forces"] for w in f.words[n : n + 6])
