"""The frame of a rule: who must or may do what, under which conditions; each word of a sentence gets its part in it."""

from dataclasses import dataclass, field

from .lexicon import Mark, Rule
from .reference import numbers_in, references_in
from .words import Read, Word

# what a word is part of; a mark of an earlier kind wins over a later one
KINDS = (
    "quantity",
    "reference",
    "hedge",
    "condition",
    "safeguard",
    "term",
    "scope",
    "example",
    "including",
    "conjunction",
)
RELATIVE = {"that", "which", "who", "whom", "whose"}
NEGATIONS = {"not", "no", "never", "neither", "nothing", "none", "without", "nobody"}
PLACES = {
    "state",
    "country",
    "territory",
    "place",
    "area",
    "jurisdiction",
    "location",
    "region",
    "party",
    "room",
    "site",
}
PURPOSE = {"purpose", "aim", "objective", "goal", "mandate", "task", "function", "object", "role"}
NOUNS_OF_WILL = {"political", "free", "good", "the", "their", "its", "own", "of", "at"}
ADVERBS = {
    "also",
    "always",
    "only",
    "further",
    "then",
    "therefore",
    "thus",
    "jointly",
    "together",
    "so",
    "likewise",
    "where",
    "when",
}
PARTICIPLES = set(
    ["borne", "done", "made", "held", "begun", "drawn", "brought", "sent", "kept", "met", "set", "put", "read", "found", "bound", "paid", "shown", "known", "built", "lost", "sold", "sought", "told", "understood", "withdrawn", "chosen", "written", "laid", "led", "left", "heard", "taken", "given", "undertaken"]
)
FORBIDDEN = {"precluded", "prohibited", "barred", "prevented", "forbidden"}
NO_ADVERBS = {"apply", "comply", "supply", "rely", "reply", "multiply", "imply", "assembly", "only"}
PASSIVE = ("ed", "en", "wn", "pt", "de", "ld", "ut", "nt", "ught", "orn", "et")


@dataclass(slots=True)
class Modal:
    """What binds in one clause, its verb and who bears it; `at` and `end` are its words."""

    rule: Rule
    at: int
    end: int
    verb: int = -1
    subject: tuple[int, int] = (0, 0)
    denied: bool = False
    doubly: bool = False
    passive: bool = False
    doubted: bool = False  # may not be adequate: no prohibition


@dataclass(slots=True)
class Frame:
    """A sentence with the part that each word plays; `role` is beside each word, and so is the mark it is in."""

    read: Read
    role: list[str]
    mark: list[Mark | None]
    modals: list[Modal] = field(default_factory=list)
    zones: list[tuple[int, int, Mark]] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        """The words of the sentence."""
        return self.read.words


def frame_of(read: Read) -> Frame:
    """The frame of a sentence."""
    words = read.words
    found = Frame(read, [""] * len(words), [None] * len(words))
    forceful = {n for m in read.marks if m.rule.kind == "modality" for n in range(m.first, m.last)}
    pointers = [m for m in references_in(words) if forceful.isdisjoint(range(m.first, m.last))]
    taken = {n for m in pointers for n in range(m.first, m.last)}
    numbers = [m for m in numbers_in(words) if taken.isdisjoint(range(m.first, m.last))]
    numbers_at = {n for m in numbers for n in range(m.first, m.last)}
    marks = [m for m in read.marks if taken.isdisjoint(range(m.first, m.last))]
    for m in sorted(
        [*pointers, *numbers, *marks], key=lambda m: KINDS.index(m.rule.kind) if m.rule.kind in KINDS else 99
    ):
        if m.rule.kind in KINDS and all(found.mark[n] is None for n in range(m.first, m.last)):
            if m.rule.kind == "condition" and (_no_condition(words, m, numbers_at)):
                continue
            if m.rule.id == "hedge.considering" and m.first == 0 and not any(k.rule.kind == "modality" for k in marks):
                continue  # a preamble that begins: Recognizing
            if m.rule.id == "hedge.measured" and _measures_nothing(words, m):
                continue
            for n in range(m.first, m.last):
                found.mark[n], found.role[n] = m, m.rule.kind
            _key(words, m)
    for n, word in enumerate(words):
        if (word.lemma in NEGATIONS and found.mark[n] is None) or _fails(words, n):
            word.key = ""
    _zones(found)
    _modals(found, [m for m in marks if m.rule.kind == "modality"])
    return found


def _fails(words: list[Word], n: int) -> bool:
    """`fails to reply` is: does not reply."""
    return words[n].lemma in ("fail", "failed") and n + 1 < len(words) and words[n + 1].lemma == "to"


def _key(words: list[Word], m: Mark) -> None:
    """One key for the whole expression, so that two expressions of one value are equal."""
    if m.rule.kind in ("safeguard",):
        return
    if m.rule.kind == "term":
        value = "_".join(w.key for w in words[m.first : m.last] if w.key)
    elif m.rule.kind == "scope":
        value = "" if m.rule.id == "scope.all" else "_".join(w.key or w.lemma for w in words[m.first : m.last])
        value = "only" if m.rule.id == "scope.only" else value
        value = (
            "every"
            if m.rule.id == "scope.all" and words[m.first].lemma not in ("each", "any", "every", "all", "both")
            else value
        )
    elif m.rule.kind == "conjunction":
        value = ""
    else:
        value = m.rule.value
    for n in range(m.first, m.last):
        words[n].key = value if n == m.first else ""


def _no_condition(words: list[Word], m: Mark, numbers: set[int]) -> bool:
    """`once a year` is no condition, nor `the State where`."""
    word = words[m.first]
    if word.lemma == "once":
        return m.last < len(words) and words[m.last].lemma in (
            "a",
            "every",
            "per",
            "in",
            "each",
            "again",
            "yearly",
            "more",
            "and",
        )
    if word.lemma in ("where", "wherever") and m.last == m.first + 1:
        named = m.first > 1 and words[m.first - 2].lemma in ("the", "a", "any", "each", "that", "every")
        return named and not word.stop and words[m.first - 1].lemma in PLACES
    before = words[m.first - 1].lemma if m.first else ""
    if (word.lemma == "if" and before == "as") or (word.lemma == "subject" and before in ("be", "not")):
        return True
    if word.lemma in ("provided", "save", "given that") and m.last == m.first + 1:
        return not word.stop
    if word.lemma in ("excluding", "barring"):
        return not word.stop
    return word.lemma in ("until",) and m.last < len(words) and m.last in numbers


def _measures_nothing(words: list[Word], m: Mark) -> bool:
    """`reasonable doubt` and `reasonable time` are set expressions."""
    after = words[m.last].lemma if m.last < len(words) else ""
    return after in (
        "doubt",
        "suspicion",
        "ground",
        "authority",
        "level",
        "protection",
        "person",
        "basis",
        "cause",
        "compensation",
    )


def _zones(f: Frame) -> None:
    """How far conditions and weighed considerations carry."""
    words = f.words
    for m in [m for n, m in enumerate(f.mark) if m and m.first == n and m.rule.reach != "phrase"]:
        end = m.last
        if m.rule.reach == "of" and (
            (end < len(words)
            and words[end].stop)
            or end >= len(words)
            or (words[end].lemma
            not in ("of", "by", "from", "to", "the", "a", "all", "its", "their", "any", "each", "that")
            and m.rule.kind == "condition")
        ):
            f.zones.append((m.first, end, m))
            continue
        fronted = m.first == 0 or words[m.first].stop in (".", ":", ";")
        while end < len(words) and not _ends_zone(f, end, m, fronted):
            end += 1
        if f.role[m.first] == m.rule.kind:
            f.zones.append((m.first, end, m))
            for n in range(m.last, end):
                if f.role[n] not in ("safeguard", "quantity", "reference") or m.rule.kind == "hedge":
                    f.role[n] = m.rule.kind
                    if f.mark[n] is None or f.mark[n].rule.kind != "condition" or n < m.last:  # type: ignore[union-attr]
                        f.mark[n] = m


def _ends_zone(f: Frame, n: int, m: Mark, fronted: bool) -> bool:
    word = f.words[n]
    if word.stop in (";", ":", "."):
        return True
    if f.mark[n] is not None and f.mark[n].rule.kind == "condition" and f.mark[n].first == n and n > m.last + 1:  # type: ignore[union-attr]
        return True
    if word.stop in (",", "(", ")", "–", "—") and n > m.last:
        if word.lemma in ("and", "or", "including") and not _modal_near(f, n):
            return False
        return True
    return m.rule.reach == "of" and word.lemma in ("shall", "may", "should", "must", "will", "can") and not fronted


def _modal_near(f: Frame, n: int) -> bool:
    return any(w.lemma in ("shall", "may", "should", "must", "will", "can") for w in f.words[n : n + 6])


def _modals(f: Frame, marks: list[Mark]) -> None:
    words, last = f.words, -9
    for m in sorted(marks, key=lambda m: (m.first, m.first - m.last)):
        word = words[m.first]
        if f.role[m.first] in ("condition", "hedge") or _no_modal(words, m) or m.first - last <= 1:
            continue
        before = words[m.first - 1].lemma if m.first else ""
        if (before in RELATIVE and words[m.first - 1].stop != ",") or (
            before == "to" and word.lemma not in ("shall", "may")
        ):
            continue
        modal = Modal(m.rule, m.first, m.last)
        modal.subject = _subject(f, m.first)
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
    after = words[m.last].lemma if m.last < len(words) else ""
    if word.lemma == "may" and m.last == m.first + 1 and word.capital:
        return (
            before[:1].isdigit()
            or after[:1].isdigit()
            or after in ("and", "or", "each", "of")
            or before in ("in", "of", "until", "by", "to")
        )
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
    words, n = f.words, modal.end
    skipped = 0
    while n < len(words) and skipped < 30:
        lemma = words[n].lemma
        if lemma in ("not", "never") and modal.rule.turn != "not":
            modal.denied = not modal.denied
            f.role[n] = "modal"
        elif lemma == "be":
            modal.passive = True
        elif not (
            f.role[n] in ("hedge", "condition", "safeguard", "quantity", "scope", "reference")
            or lemma in ADVERBS
            or (lemma.endswith("ly")
            and lemma not in NO_ADVERBS)
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
    epistemic = modal.rule.turn == "not" and words[modal.at].lemma == "may" and n > modal.end and not modal.passive
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
