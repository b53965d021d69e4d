"""Carry a private draft forward when the text has moved on: what comes along, and what the drafter has to settle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from . import drafting, paragraphs, rolling
from .access import Seat
from .citing import cite
from .errors import BadInput, BaseMoved, NothingChanged, Where
from .models import Draft, ProposalKind, RollingProvision
from .text import Conflict, Span, held_by_others, outline, parse, rebase, with_plain_line_ends

AROUND = 80  # characters of the paragraph on either side of words to settle
NEAR = 30  # characters on either side of a bracket that is lost


class Choice(StrEnum):
    """Whose words stand where the new text and the draft have both changed the same ones."""

    NEW = "new"
    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class ToSettle:
    """Words that the new text and the draft have both changed, and what stands around them; `number` counts from 1.

    `both` is the new text's words and the draft's, each in brackets; empty where that would tear brackets apart, or say
    the same twice. `changes` of the draft are in it.
    """

    number: int
    cited: str
    old: str
    new: str
    mine: str
    both: str
    before: str
    after: str
    at: Span  # in the text of `CarriedDraft`
    changes: int = 1


@dataclass(frozen=True, slots=True)
class CarriedDraft:
    """A draft as it would be on `state`, how many of its changes come along, and how many the new text has already.

    Where something is to settle, `text` says what the new text says. Its line ends are plain.
    """

    state: RollingProvision
    text: str
    applied: int = 0
    already: int = 0
    to_settle: tuple[ToSettle, ...] = ()

    @property
    def disputed(self) -> int:
        """How many changes of the draft are to settle; several can be in one place."""
        return sum(one.changes for one in self.to_settle)


def preview(*, draft: Draft) -> CarriedDraft:
    """What would become of the saved draft on the text that stands.

    Raises `NothingChanged` where it is measured against that text already, where its provision is not in it, and where
    a stance of the draft is on a paragraph that reads otherwise now.
    """
    state = rolling.standing_for(draft)
    if state is None:
        raise NothingChanged("the provision of this draft is not in the text that stands")
    if draft.base and draft.base.pk == state.pk:
        raise NothingChanged("the draft is measured against the text that stands already")
    before, after = rolling.measured(draft), rolling.words_for(draft, state)
    paragraphs.moved(draft.stances, before, after)
    if draft.kind == ProposalKind.DELETE:  # it has no words
        return CarriedDraft(state, "")
    old, new, mine = (with_plain_line_ends(t) for t in (before, after, draft.text))
    others = () if draft.delegation.is_bureau else held_by_others(old, new, [draft.delegation.code])
    found = rebase(old, new, mine, closed=others)
    inside = outline(found.text)
    disputed = (
        _to_settle(n, cite(state.label, inside, c.at.start), c, (old, new, mine, found.text))
        for n, c in enumerate(found.conflicts, 1)
    )
    return CarriedDraft(state, found.text, len(found.applied), len(found.already), tuple(disputed))


def carry(
    *, draft: Draft, edition: int, state: UUID | None, by: Seat, at: datetime, choices: Sequence[str] = (),
    keep: bool = False,
) -> Draft:  # fmt: skip
    """Measure a draft in state `edition` against `state`, the text that was previewed, and carry its words there.

    `choices` settle what is to settle, in its order; with `keep` the words stay as they are instead. Nothing is saved
    before all is settled, nothing where another text stands by now (`BaseMoved`), and nothing that would lose a bracket.
    """
    found = preview(draft=draft)
    if found.state.pk != state:
        raise BaseMoved(
            "the text has moved on since you looked: look again at what is carried forward",
            Where("state", f"the text that stands is {found.state.pk}"),
        )
    words = draft.text
    if not keep:
        _check_settled(found, choices)
        words = settled(found, choices)
        _check_brackets(draft, found.state, words)
    return drafting.move_base(draft=draft, edition=edition, state=found.state, text=words, by=by, at=at)


def settled(carried: CarriedDraft, choices: Sequence[str]) -> str:
    """The text with each place as it was chosen, in their order; where nothing was yet, it says what the new text says."""
    parts, at = [], 0
    for one, choice in zip(carried.to_settle, choices, strict=False):
        parts += [carried.text[at : one.at.start], _words(one).get(choice, one.new)]
        at = one.at.end
    return "".join([*parts, carried.text[at:]])


def _to_settle(number: int, cited: str, conflict: Conflict, texts: tuple[str, str, str, str]) -> ToSettle:
    old, new, mine, text = texts
    start, end = conflict.at.start, conflict.at.end
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[line_start:start], text[end : line_end if line_end >= 0 else len(text)]
    news, mines = conflict.new.of(new), conflict.mine.of(mine)
    return ToSettle(
        number, cited, conflict.old.of(old), news, mines, _both(news, mines),
        before if len(before) <= AROUND else f"…{before[-AROUND:].partition(' ')[2]}",
        after if len(after) <= AROUND else f"{after[:AROUND].rpartition(' ')[0]}…", conflict.at, conflict.changes,
    )  # fmt: skip


def _both(new: str, mine: str) -> str:
    """Both wordings in brackets with nothing between, the white space at their edges outside."""
    words = [w for w in (new, mine) if w.strip()]
    if not words or new.strip() == mine.strip() or any(parse(w).problems for w in words):
        return ""
    first, last = words[0], words[-1]
    before, after = first[: len(first) - len(first.lstrip())], last[len(last.rstrip()) :]
    return before + "".join(_bracketed(w.strip()) for w in words) + after


def _bracketed(words: str) -> str:
    """Words in brackets; alternatives that stand in brackets already are joined as they are."""
    outer = [b for b in parse(words).brackets if b.depth == 1]
    ends = [0, *(b.end for b in outer)]
    between = [words[end:start] for end, start in zip(ends, [*(b.start for b in outer), len(words)], strict=True)]
    return f"[{words}]" if "".join(between).strip() else words


def _check_settled(carried: CarriedDraft, choices: Sequence[str]) -> None:
    """Raise `BadInput` while a place is open."""
    if len(choices) > len(carried.to_settle):
        most = len(carried.to_settle)
        raise BadInput("more choices than there are places to settle", Where("choices", f"at most {most}"))
    for n, one in enumerate(carried.to_settle):
        known = _words(one)
        if n >= len(choices) or choices[n] not in known:
            what = f"place {one.number} is to be settled first: {', '.join(known)}"
            raise BadInput(what, Where("choices", "open", one.cited))


def _words(one: ToSettle) -> dict[str, str]:
    """What can be chosen at a place, each with its words."""
    both = {Choice.BOTH.value: one.both} if one.both else {}
    return {Choice.NEW.value: one.new, Choice.MINE.value: one.mine} | both


def _check_brackets(draft: Draft, state: RollingProvision, words: str) -> None:
    """Refuse a result that has lost a bracket, where the draft has them all; what the new text has lost is not its doing."""
    lost = parse(words).problems
    if len(lost) <= len(parse(state.base).problems) or parse(draft.text).problems:
        return
    at = lost[0].offset
    place = cite(state.label, outline(words), at)
    end = words.find("\n", at)
    near = words[max(words.rfind("\n", 0, at) + 1, at - NEAR) : min(end if end >= 0 else len(words), at + NEAR)]
    raise BadInput(
        f"a bracket would be without its partner in {place}, at “{near.strip()}”: "
        "choose otherwise, or mend it in the draft first",
        Where("choices", f"a bracket is {lost[0].what}", place),
    )
