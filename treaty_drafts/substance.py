"""What a change of wording does to the law, in words: its shifts, strongest first, and whether States are bound more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .models import Version, hash_of
from .text import UNSURE, Effect, Language, Shift, ShiftKind, Site, language_of
from .text.as_standing import as_standing

UNKNOWN = "unknown"  # no rule can tell, or the language is not analysed
UNREAD = "unread"  # left out so that the page comes in time
EFFECTS = {
    Effect.STRONGER.value: "binds States more", Effect.WEAKER.value: "binds States less",
    Effect.MIXED.value: "cuts both ways", Effect.NEUTRAL.value: "binds States the same", UNKNOWN: "no rule can tell",
    UNREAD: "not read yet",
}  # fmt: skip
ORDER = (Effect.STRONGER.value, Effect.WEAKER.value, Effect.MIXED.value, UNKNOWN, UNREAD, Effect.NEUTRAL.value)
KINDS = {
    ShiftKind.MODALITY: "force", ShiftKind.NEGATION: "turned round", ShiftKind.HEDGE: "qualifier",
    ShiftKind.CONDITION: "condition", ShiftKind.SCOPE: "what is covered", ShiftKind.ACTOR: "who is bound",
    ShiftKind.ACTION: "what is to be done", ShiftKind.QUANTITY: "measure", ShiftKind.REFERENCE: "pointer",
    ShiftKind.TERM: "term of art", ShiftKind.SAFEGUARD: "safeguard", ShiftKind.EDITORIAL: "wording only",
    ShiftKind.UNCLASSIFIED: "no rule can tell",
}  # fmt: skip
LONGEST = 50_000  # characters of one text; of 20,000 sentences in two words each, twice as many took five seconds
AT_ONCE = (
    1_000_000  # characters that are read for one list: about two seconds; the rest is read when it is asked for again
)


@dataclass(frozen=True, slots=True)
class Told:
    """One shift, with the words on either side."""

    shift: Shift
    before: str
    after: str

    @property
    def kind(self) -> str:
        return KINDS[self.shift.kind]

    @property
    def effect(self) -> str:
        unclear = self.shift.kind is ShiftKind.UNCLASSIFIED
        return UNKNOWN if unclear else self.shift.effect.value

    @property
    def words(self) -> str:
        return EFFECTS[self.effect]


@dataclass(frozen=True, slots=True)
class Substance:
    """All that a change does: `effect` is a key of `EFFECTS`; `unread` says why there is no answer, if there is none."""

    effect: str
    told: tuple[Told, ...]  # the strongest first
    editorial: tuple[Told, ...]
    unread: str = ""
    brackets: bool = False  # whether words in square brackets were read as if they stood

    @property
    def words(self) -> str:
        return EFFECTS[self.effect]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change does in short: its effect, a key of `EFFECTS`, and the sentence of a shift that makes it."""

    effect: str
    because: str

    @property
    def words(self) -> str:
        return EFFECTS[self.effect]


def changed(before: str, after: str, *, within: Language | None = None) -> Substance:
    """What the change from `before` to `after`, two texts of one provision, does to the law.

    `within` is the language of the text that they are cut out of.
    """
    if max(len(before), len(after)) > LONGEST and before != after:
        return Substance(UNKNOWN, (), (), f"Longer than {LONGEST:,} characters: not read as one provision.")
    read = as_standing(before, after, within=within)
    if unread := next((s.because for s in read.shifts if s.rule.startswith("language.")), ""):
        return Substance(UNKNOWN, (), (), unread)
    told = [Told(s, s.before.of(before), s.after.of(after)) for s in read.shifts]
    strongest = sorted((t for t in told if t.shift.kind is not ShiftKind.EDITORIAL), key=_rank)
    editorial = tuple(t for t in told if t.shift.kind is ShiftKind.EDITORIAL)
    effect = UNKNOWN if read.effect is None else read.effect.value
    return Substance(effect, tuple(strongest), editorial, brackets=read.brackets)


def of(version: Version) -> Substance:
    """What a version does to the text it was measured against."""
    return changed(version.base_text, version.text)


def verdicts(pairs: Iterable[tuple[str, str]], *, cut_from: str = "") -> list[Verdict]:
    """What each change does in short. What was read before is known; of the rest, at most `AT_ONCE` characters are read.

    Where the pairs are sentences, `cut_from` is the text that they stand in: it tells their language.
    """
    within = _language(cut_from)
    return _verdicts((before, after, within) for before, after in pairs)


def _verdicts(changes: Iterable[tuple[str, str, Language | None]]) -> list[Verdict]:
    left = AT_ONCE
    found = []
    for before, after, within in changes:
        cell = _kept(hash_of(before), hash_of(after), within)
        if not cell and len(before) + len(after) <= left:
            left -= len(before) + len(after)
            cell.append(_short(changed(before, after, within=within)))
        found.append(cell[0] if cell else Verdict(UNREAD, ""))
    return found


def at_sites(sites: Sequence[tuple[str, Site, str, str]]) -> list[tuple[Verdict, ...]]:
    """For each site with the rest of its sentence, what each of its wordings does to the first one, which the base has.

    Behind each stands the text that it is cut from: it tells the language.
    """
    language = cache(_language)
    changes = [
        (before + site.readings[0].text + after, before + reading.text + after, language(cut_from))
        for before, site, after, cut_from in sites
        for reading in site.readings
    ]
    found = iter(_verdicts(changes))
    return [tuple(next(found) for _ in site.readings) for _, site, _, _ in sites]


def _language(text: str) -> Language | None:
    """The language of a text that tells it."""
    found = language_of(text) if text else UNSURE
    return None if found == UNSURE else found


def _short(substance: Substance) -> Verdict:
    """The sentence that makes the effect; where more and less stand against each other, one of either."""
    firsts = {t.effect: t.shift.because for t in reversed(substance.told)}
    both = " ".join(firsts[e] for e in ORDER[:2] if e in firsts)
    return Verdict(substance.effect, firsts.get(substance.effect) or both or substance.unread)


def _rank(told: Told) -> tuple[int, int, int]:
    """What binds more or less before what cuts both ways; then by kind, force first, then by place."""
    return max(1, ORDER.index(told.effect)), list(ShiftKind).index(told.shift.kind), told.shift.after.start


@lru_cache(maxsize=50_000)
def _kept(_before: str, _after: str, _within: Language | None) -> list[Verdict]:
    """What is known of two texts by their hashes, in a text of a language. Only of what is tabled: nobody's draft is kept."""
    return []
