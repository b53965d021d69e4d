"""The collation that a rolling text with brackets already is: its alternatives are sites, its stances holders."""

from collections.abc import Iterable, Iterator

from .brackets import Bracket, BracketedText
from .collate import Collation, Reading, Shared, Site
from .grammar import NO_TEXT, options_in
from .kinds import Kind
from .stances import StanceKind

HOLD = frozenset({StanceKind.PROPOSES, StanceKind.SUPPORTS, StanceKind.RETAINS})
REFUSE = frozenset({StanceKind.OPPOSES, StanceKind.DELETES})
DISPUTED = frozenset({Kind.CONTESTED, Kind.ALTERNATIVE, Kind.OPTION})


def collation_of(parsed: BracketedText, *, sigla: Iterable[str] = ()) -> Collation:
    """The outermost brackets of `parsed` as sites: what stands without a name is the base, what nobody holds has no
    sigla, brackets inside a wording stay in it. With `sigla`, a closed list, other names are words like others."""
    known = frozenset(sigla)
    segments: list[Shared | Site] = []
    at = 0
    names: set[str] = set()
    for group in _groups(parsed.brackets):
        found = _site(parsed, group, known)
        if at < group[0].start:
            segments.append(Shared(parsed.text[at : group[0].start]))
        segments.append(found)
        names.update(s for r in found.readings for s in r.sigla)
        at = group[-1].end
    if at < len(parsed.text):
        segments.append(Shared(parsed.text[at:]))
    return Collation(tuple(_spaced(segments)), tuple(sorted(known | names)))


def _groups(brackets: Iterable[Bracket]) -> Iterator[list[Bracket]]:
    """The outermost disputed brackets, those together that are alternatives of one place."""
    group: list[Bracket] = []
    for bracket in brackets:
        if bracket.parent is not None or bracket.kind not in DISPUTED:
            continue
        if group and not _of_one_place(group, bracket):
            yield group
            group = []
        group.append(bracket)
    if group:
        yield group


def _of_one_place(group: list[Bracket], bracket: Bracket) -> bool:
    """Where somebody is named, what touches is of one place, and nothing else, whatever its words look like."""
    if any(b.stances for b in (*group, bracket)):
        return group[-1].end == bracket.start
    return bracket.group is not None and bracket.group == group[0].group


def _site(parsed: BracketedText, group: list[Bracket], known: frozenset[str]) -> Site:
    readings: dict[str, list[str]] = {}
    refusing: list[str] = []
    content: list[str] = []
    base: str | None = None
    # alternatives that stand inside one bracket, with labels or slashes, are the words of one wording
    are_closed = [len(b.alternatives) == 1 and (not known or all(s.siglum in known for s in b.stances)) for b in group]
    wordings = [
        b.alternatives[0].of(parsed.text) if closed else parsed.text[b.start + 1 : b.end - 1]
        for b, closed in zip(group, are_closed, strict=True)
    ]
    cut = options_in(wordings) or [0] * len(group)
    for bracket, closed, whole, label in zip(group, are_closed, wordings, cut, strict=True):
        wording = whole[label:]
        stances = bracket.stances if closed else ()
        holders = [s.siglum for s in stances if s.stance in HOLD]
        gone = wording == NO_TEXT and len(group) > 1
        base = wording if base is None and not gone and (not holders or _retained(bracket)) else base
        readings.setdefault("" if gone else wording, []).extend(holders)
        against = [s.siglum for s in stances if s.stance in REFUSE]
        refusing += [] if holders else against
        content += against if holders else []
    if base is None:
        base = ""
    if content:  # who opposes a proposal holds what the base has
        readings.setdefault(base, []).extend(content)
    if refusing or len(group) == 1 or (base == "" and "" not in readings):
        readings.setdefault("", []).extend(refusing)
    order = [base, *(text for text in readings if text != base)]
    taken: set[str] = set()
    made = []
    for n, text in enumerate(order):
        held = tuple(s for s in dict.fromkeys(readings.get(text, ())) if s not in taken)
        taken.update(held)
        made.append(Reading(text, held, n == 0))
    return Site(tuple(made))


def _retained(bracket: Bracket) -> bool:
    return any(s.stance is StanceKind.RETAINS for s in bracket.stances)


def _spaced(segments: list[Shared | Site]) -> list[Shared | Site]:
    """A wording that is not there takes the white space behind it along, or else that before it."""
    texts = [s.text if isinstance(s, Shared) else "" for s in segments]
    found = list(segments)
    for n, one in enumerate(segments):
        if isinstance(one, Shared) or all(r.text for r in one.readings):
            continue
        before, after = texts[n - 1] if n else "", texts[n + 1] if n + 1 < len(texts) else ""
        behind, front = after[: len(after) - len(after.lstrip())], before[len(before.rstrip()) :]
        if behind:
            texts[n + 1] = after[len(behind) :]
            front = ""
        elif front:
            texts[n - 1] = before[: len(before) - len(front)]
        found[n] = Site(tuple(Reading(r.text and front + r.text + behind, r.sigla, r.is_base) for r in one.readings))
    found = [Shared(t) if isinstance(s, Shared) else s for s, t in zip(found, texts, strict=True)]
    return [s for s in found if isinstance(s, Site) or s.text]
