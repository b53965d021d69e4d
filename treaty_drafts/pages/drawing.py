"""Draw a treaty text for a page: lines one can cite, brackets with depth, kind and holders.

Wherever delegations' names are asked for, the order in which they joined gives each its look: it stays the same on
every page, and nobody's changes when another joins.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..settled_words import SettledWords
from ..text import Bracket, Kind, Span, parse
from ..text.headings import NUMBERED, PREAMBLE, SUBPARAGRAPH, TITLE_LENGTH, is_article, is_part, is_title

DEEPEST = 6  # depths that have a look of their own
EDGE = '<i class="edge">'  # around the sign itself
LOOKS = 12  # holders that have a look of their own
KINDS = {  # what a bracket is called: one, several
    Kind.CONTESTED: ("contested text", "contested text"),
    Kind.ALTERNATIVE: ("alternative", "alternatives"),
    Kind.OPTION: ("option", "options"),
    Kind.PLACEHOLDER: ("placeholder", "placeholders"),
    Kind.FOOTNOTE: ("footnote mark", "footnote marks"),
    Kind.NOTE: ("note", "notes"),
    Kind.STATUS: ("status tag", "status tags"),
    Kind.GLOSS: ("gloss or citation", "glosses and citations"),
    Kind.DELETION: ("words to be deleted", "words to be deleted"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a provision: its number from 1, how it is set, and its words; in a redline, whether any of it changed."""

    number: int
    setting: str  # "heading", "numbered", "lettered", "plain" or "blank"; "folded" for several that did not change
    html: SafeString
    changed: bool = False


Marked = Sequence[tuple[Span, str]]  # stretches of a text, none inside another, each with the opening tag around it


def lines(text: str, *, names: dict[str, str], marked: Marked = ()) -> list[Line]:
    """`text` line by line; `names` gives each code's delegation; `marked` stretches of it are in a tag of their own."""
    top = headings(text)
    tags = _innermost(text, list(_tags(text, names)), marked)
    drawn: list[Line] = []
    open_: list[str] = []
    at = next_tag = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        end = at + len(line)
        html = "".join(open_)
        while next_tag < len(tags) and tags[next_tag][0] < end:
            offset, opening, tag = tags[next_tag]
            html += escape(text[at:offset]) + (tag if opening else f"</{_name(open_[-1])}>")
            open_.append(tag) if opening else open_.pop()
            at, next_tag = offset, next_tag + 1
        # what is left of the line keeps its white space; a bracket goes on in the next line
        html += escape(text[at:end].rstrip("\r\n")) + "".join(f"</{_name(tag)}>" for tag in reversed(open_))
        at = end
        drawn.append(Line(number, "heading" if number <= top else setting(line), mark_safe(html)))  # noqa: S308  # every word in it is escaped above
    return drawn


def within(words: str, at: int, marked: Marked) -> str:
    """Words that begin at `at` of a text, escaped, with the `marked` stretches of that text in their tags."""
    end = at + len(words)
    inside = sorted(
        ((max(s.start, at), min(s.end, end), tag) for s, tag in marked if s.start < end and at < s.end),
        key=lambda m: m[:2],
    )
    html, done = "", at
    for start, stop, tag in inside:
        if words[start - at : stop - at].strip():
            html += (
                escape(words[done - at : start - at]) + tag + escape(words[start - at : stop - at]) + f"</{_name(tag)}>"
            )
            done = stop
    return html + escape(words[done - at :])


def had(words: Mapping[str, str], names: dict[str, str]) -> list[tuple[str, str]]:
    """What each had where the chair settled a point, in words: those who had the same are named together."""
    by_words: dict[str, list[str]] = {}
    for name, said in sorted((names.get(code, code), said) for code, said in words.items()):
        by_words.setdefault(said, []).append(name)
    return [(", ".join(held), " ".join(said.split())) for said, held in by_words.items()]


WordsAndWho = tuple[SettledWords, list[tuple[str, str]]]  # what is settled; who had which words, in words


def settled_words(found: Iterable[SettledWords], names: dict[str, str]) -> list[WordsAndWho]:
    """What the chair settled, each with what those had there who had other words."""
    return [(one, had(one.had, names)) for one in found]


def settled(words: Mapping[str, str], names: dict[str, str]) -> str:
    """The opening tag around words that the chair settled, with what each had there."""
    told = [f"{who} had {f'“{said}”' if said else 'no words'}" for who, said in had(words, names)]
    return f'<mark class="settled" title="{escape("; ".join(["settled by the chair", *told]))}">'


def _name(tag: str) -> str:
    return tag[1:-1].split()[0]


def chip(code: str, names: dict[str, str]) -> SafeString:
    """A delegation's code, with its name and its look."""
    return mark_safe(f"{_holder(code, names)}{escape(code)}</abbr>")  # noqa: S308  # escaped, here and there


def look(code: str, names: dict[str, str]) -> str:
    """The look of a delegation's chip."""
    return f"look-{list(names).index(code) % LOOKS + 1}" if code in names else "unknown"


def _holder(code: str, names: dict[str, str]) -> str:
    name = escape(names.get(code, "unknown delegation"))
    return f'<abbr class="holder {look(code, names)}" data-code="{escape(code)}" title="{name}">'


def kinds(text: str, *, names: dict[str, str]) -> list[tuple[Kind, str, int]]:
    """The kinds of brackets in `text`, what they are called, and how many there are of each."""
    counted = Counter(b.kind for b in parse(text, sigla=names).brackets)
    return [(kind, KINDS[kind][counted[kind] > 1], counted[kind]) for kind in KINDS if counted[kind]]


def headings(text: str) -> int:
    """How many lines at the top of a provision are its heading."""
    first, _, rest = text.partition("\n")
    second = rest.partition("\n")[0]
    if is_article(first, after_blank=True) or is_part(first, after_blank=True):
        return 2 if is_title(second) else 1
    return 1 if PREAMBLE.match(first) or first.isupper() else 0


def headed(text: str) -> str:
    """The heading of a text in one line, or its first words where it has none."""
    first = text.strip().splitlines()
    return ": ".join(first[: headings(text.strip()) or 1])[:TITLE_LENGTH]


def setting(line: str) -> str:
    """How a line is set that is not a heading."""
    if not line.strip():
        return "blank"
    return "numbered" if NUMBERED.match(line) else "lettered" if SUBPARAGRAPH.match(line) else "plain"


Tag = tuple[int, bool, str]  # where it stands, whether it opens, and what is written


def _tags(text: str, names: dict[str, str]) -> Iterator[Tag]:
    """Where tags open (True) and close (False), in the order in which they are written."""
    found: list[tuple[int, float, bool, str]] = []
    for n, bracket in enumerate(parse(text, sigla=names).brackets):
        if bracket.depth > DEEPEST:
            continue  # each line opens again what is open: without a limit, deep nesting fills the memory
        found.append((bracket.start, n + 1, True, _opening(bracket)))
        found.append((bracket.end, -n, False, "b"))
        for sign in (bracket.start, bracket.end - 1):
            found.append((sign, n + 1.5, True, EDGE))
            found.append((sign + 1, -inf, False, "i"))
        for stance in bracket.stances:
            found.append((stance.start, 10**9, True, _holder(stance.siglum, names)))
            found.append((stance.end, -(10**9), False, "abbr"))
    # at one offset, what closes comes first, the innermost of it before the others
    for offset, _, opening, tag in sorted(found, key=lambda t: (t[0], t[1])):
        yield offset, opening, tag


def _innermost(text: str, tags: list[Tag], marked: Marked) -> list[Tag]:
    """The tags with those of `marked` inside them: these are cut wherever another one opens or closes."""
    cuts = sorted({offset for offset, _, _ in tags})
    found = [(offset, 1, opening, tag) for offset, opening, tag in tags]
    for span, tag in marked:
        inside = cuts[bisect_right(cuts, span.start) : bisect_left(cuts, span.end)]
        for start, end in pairwise([span.start, *inside, span.end]):
            if text[start:end].strip():
                found += [(start, 2, True, tag), (end, 0, False, "")]
    return [(offset, opening, tag) for offset, _, opening, tag in sorted(found, key=lambda t: t[:2])]


def _opening(bracket: Bracket) -> str:
    state = "open" if bracket.unresolved else "settled"
    title = f"{KINDS[bracket.kind][0]}, level {bracket.depth}" if bracket.depth > 1 else KINDS[bracket.kind][0]
    return f'<b class="bracket depth-{bracket.depth} {bracket.kind} {state}" title="{title}">'
