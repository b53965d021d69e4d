"""What a bracket is: each kind by rules with a name, tried in the order in which they stand in RULES."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import regex


class Kind(StrEnum):
    CONTESTED = "contested"
    ALTERNATIVE = "alternative"
    OPTION = "option"
    PLACEHOLDER = "placeholder"
    FOOTNOTE = "footnote"
    NOTE = "note"
    STATUS = "status"
    GLOSS = "gloss"
    DELETION = "deletion"


OPEN_KINDS = frozenset({Kind.CONTESTED, Kind.ALTERNATIVE, Kind.OPTION, Kind.PLACEHOLDER})
SHORT = 400  # what is longer is no placeholder, note mark or tag


@dataclass(frozen=True, slots=True)
class Place:
    """A bracket of `text` that is to be judged, and what stands around it."""

    text: str
    start: int
    end: int
    notes: frozenset[str] = field(repr=False)  # numbers under which the text has a footnote
    links: frozenset[str] = field(repr=False)  # names that the text defines as addresses (Markdown)

    @property
    def inside(self) -> str:
        """The words between the brackets, without emphasis and white space around them; the first ones of many."""
        return EMPHASIS.sub("", self.text[self.start + 1 : min(self.end - 1, self.start + 1 + SHORT)]).strip()

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - 60) : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + 60]


def judged(place: Place) -> tuple[Kind, str]:
    """The kind of a bracket that names nobody, and the rule that says so."""
    inside = place.inside
    short = place.end - place.start <= SHORT
    for rule, (kind, applies, long_too) in RULES.items():
        if (short or long_too) and applies(place, inside):
            return kind, rule
    return Kind.CONTESTED, "contested"


def _footnote_caret(_: Place, inside: str) -> bool:
    return bool(CARET.fullmatch(inside))


def _footnote_number(place: Place, inside: str) -> bool:
    """A number for which there is a note, where no number of the text itself would stand."""
    if not inside.isdecimal() or inside not in place.notes:
        return False
    if place.before.endswith("]") or place.after.startswith("["):
        return False  # `[5][10] years` is a choice
    glued = place.before[-1:].strip() and not place.before[-1:].isdigit()
    return bool(glued or not (COUNTING.search(place.before) or COUNTED.match(place.after)))


def _link(place: Place, inside: str) -> bool:
    """A Markdown link: `[words](http...)`, `[words][name]`, `[name]` and `[name]: address`."""
    if place.links and inside in place.links:
        return True
    if place.after.startswith("(") and place.after.startswith(("(http", "(mailto", "(#", "(/")):
        return True
    named = NAMED_LINK.match(place.text, place.end, place.end + 90)
    return bool(place.links and named and named["name"] in place.links)


def _citation(place: Place, inside: str) -> bool:
    """A provision or document that is named in a sentence; at the head of a line it is a heading in brackets."""
    line = place.before.rpartition("\n")[2].strip(" \t#*[_")
    return bool(line and CITATION.fullmatch(inside))


def _gloss(place: Place, inside: str) -> bool:
    """A few words that say what the number in front of them is about: `paragraph 1 [national treatment]`."""
    words = inside.split()
    fits = 0 < len(words) <= 8 and GLOSS_WORDS.fullmatch(inside)
    if not fits or WORKING_WORDS.search(inside) or place.after.startswith("["):
        return False
    named = NUMBERED_THING.search(place.before)
    return bool(named) and (len(words) > 1 or inside[0].isupper())


def _year_of_a_report(place: Place, inside: str) -> bool:
    """`[1986] ICJ Reports`: a year in brackets in front of a law report."""
    return bool(YEAR.fullmatch(inside) and REPORT.match(place.after))


def _about_the_text(_: Place, inside: str) -> bool:
    """A sentence about the text, and not one of it: "Move this to Article 4", "At least one delegation opposes this"."""
    return inside[:1].isupper() and bool(ABOUT_THE_TEXT.match(inside)) and not CONDITION.match(inside)


def _part_of_a_word(place: Place, inside: str) -> bool:
    """`communication[s]`, `modalit[y][ies]`: letters without a blank between them and the word."""
    return place.before[-1:].isalpha() and bool(LETTERS.fullmatch(inside))


def _pattern(pattern: regex.Pattern[str]) -> Callable[[Place, str], bool]:
    return lambda _, inside: bool(pattern.fullmatch(inside))


def _beginning(pattern: regex.Pattern[str]) -> Callable[[Place, str], bool]:
    return lambda _, inside: bool(pattern.match(inside))


EMPHASIS = regex.compile(r"\*+|(?<!\w)_(?=\p{L})|(?<=\p{L})_(?!\w)")
CARET = regex.compile(r"\^\w{1,12}")
COUNTING = regex.compile(
    r"(?i)\b(?:within|than|of|by|at|least|every|for|in|to|after|from|and|or|the|a|an|until|before|additional|number"
    r"|articles?|paragraphs?|annex|chapters?|sections?|parts?|rules?|options?|notes?)\s+$"
)
COUNTED = regex.compile(
    r"(?i)[ -](?:calendar |working )?(?:days?|weeks?|months?|years?|hours?|per ?cent|%|members?|parties|states|countries)"
)
NAMED_LINK = regex.compile(r"\[(?P<name>[^\[\]\n]{1,80})\]")
STATUS = regex.compile(
    r"(?i)(?:(?:provisionally|tentatively|previously) )?agreed?(?:[ ,]+(?:in principle|text|ad[ .-]*ref(?:erendum)?\.?"
    r"|in (?:plenary|informals?|the (?:contact|working|drafting) group)|(?:at|on|in) [\w .]{1,30}|\d{1,2} \w+ \d{4}))*[.;]?"
    r"|ad[ -]ref(?:erendum)?\.?|(?:closed|concluded|adopted|under discussion|not discussed|pending)[.;]?"
)
NOTE = regex.compile(
    r"(?:(?:[A-Z][\p{L}’'-]*|of|the|by|and)[ ]){0,4}(?:(?i:notes?)|NB|N\.B\.)(?:[ ]by[ ][^:\n]{1,60})?[ ]?\d{0,3}[ ]?[:–—-]"
    r"|(?:Comments?|Explanation|Rationale|Question|Reminder)[ ]?:"
    r"|(?i:(?:(?:the|co-)\b[ -]?)?(?:group|working group|contact group|committee|secretariat|chair|lawyers|drafters"
    r"|facilitators?|co-facilitators?|translators?|editors?|legal(?:ly)?)\b[\w ’'-]{0,60}:)"
)
ABOUT_THE_TEXT = regex.compile(
    r"(?:To be |Should be )?(?i:moved?|relocated?|merged?|delet(?:e|ed) (?:this|the) (?:para|article|bracket)"
    r"|insert(?:ed)? (?:here|in|after|before|from)|placement|same as|subject to (?:further|the outcome|review|legal)"
    r"|pending (?:the )?(?:outcome|discussion|further)|cross-?refer\w*|check(?:ed)?|legal scrub\w*"
    r"|(?:further|additional)[\w ]{3,50}(?:(?:may|will|to) be|(?:is|are) (?:needed|required))"
    r"|(?:at least (?:one|two|some)\b[\w ]{0,20}|some |one |several |a number of |many |most )delegations?"
    r"|(?:this|the) (?:paragraph|article|text|section|bracket|sub-?paragraph)\w* (?:is|was|will|has|needs|to) (?:be )?"
    r"(?:under|moved|subject|still|pending|revisit\w*|consider\w*|discuss\w*|bracket\w*))\b"
)
CONDITION = regex.compile(r"(?:Subject|Pending|Same)\b.*\b(?:shall|should|must)\b", regex.DOTALL)
PLACEHOLDER = regex.compile(
    r"[.…_\s•●-]*|[xyzXYZnN]{1,3}|[XYZNM](?:,? ?(?:and|or|&|,) ?[XYZNM])+"
    r"|X+[ -]?(?:date|days|months|years|per cent)|20(?:XX|xx|\?\?)"
    r"|(?i:(?:insert |the )?(?:date|dates|number|no\.|name|names|place|city|venue|year|years|title|amount|figure"
    r"|percentage|reference|document symbol|symbol)|tb[cda]|to be (?:determined|confirmed|added|completed|decided))",
)
PLACEHOLDER_FOR = regex.compile(
    r"(?i)place ?holder\b.*|\W*insert[ :].{0,200}|\{.{0,200}\}"
    r"|[^.,;]{0,80}\bto be (?:added|completed|determined|inserted|confirmed|supplied|specified)(?: later)?[.;]?",
    regex.DOTALL,
)
CITED = r"(?:articles?|arts?\.|annex(?:es)?|paragraphs?|paras?\.?|chapters?|sections?|subparagraphs?|rules?)"
CITATION = regex.compile(
    rf"(?i)(?:see |cf\.? |ex |see also |formerly |former )?{CITED}[ ](?:\d|[IVX]+\b|[A-Z]{{1,2}}\.)[\w./()-]*"
    rf"(?:(?:,| and| or| to|–|-)? ?(?:{CITED} )?\d[\w./()-]*)*(?: (?:above|below|of the \w+))?"
    r"|(?:see|cf\.|i\.e\.|e\.g\.|viz\.)[ ,].{1,150}|sic\.?|emphasis (?:added|in original)|footnotes? omitted"
    r"|hereinafter\b.{1,100}|(?-i:[A-Z]{1,6}(?:/[A-Z\d][\w.()-]*){1,6}/[\d.-]+)"
)
NUMBERED_THING = regex.compile(
    r"(?i)\b(?:articles?|annex|paragraphs?|paras?\.?|chapters?|sections?|rules?|subparagraphs?)"
    r"[ ](?:[\dIVX]+[\w.]*)(?:\([a-z\d]+\))*[ ]$"
)
GLOSS_WORDS = regex.compile(r"[\p{L}’'“”\"() -]+")
WORKING_WORDS = regex.compile(
    r"(?i)^(?:of|and|or|in|on|to|by|as|for|from|with|above|below|bis|ter|quater|other|new|is|are)\b"
    r"|\b(?:shall|should|may|will|must|can|bis|ter|quater)\b"
)
YEAR = regex.compile(r"1[6-9]\d\d|20\d\d")
REPORT = regex.compile(r"[ ](?:\d+ )?[A-Z](?:[A-Z]|\.[ ]?[A-Z]|[\w]+ (?:Rep|L\.))")
LETTERS = regex.compile(r"\p{L}{1,6}")
NO_TEXT = regex.compile(
    r"(?i)(?:option \w{1,4}\W+)?no (?:text|provision|reference|article|paragraph)\b.{0,120}", regex.DOTALL
)

# Name of the rule, what it finds, how, and whether it looks at long brackets too (at their first words).
RULES: dict[str, tuple[Kind, Callable[[Place, str], bool], bool]] = {
    "footnote-mark": (Kind.FOOTNOTE, _footnote_caret, False),
    "footnote-number": (Kind.FOOTNOTE, _footnote_number, False),
    "link": (Kind.GLOSS, _link, False),
    "status-tag": (Kind.STATUS, _pattern(STATUS), False),
    "note-header": (Kind.NOTE, _beginning(NOTE), True),
    "part-of-word": (Kind.CONTESTED, _part_of_a_word, False),
    "placeholder-mark": (Kind.PLACEHOLDER, _pattern(PLACEHOLDER), False),
    "placeholder-for": (Kind.PLACEHOLDER, _pattern(PLACEHOLDER_FOR), False),
    "year-of-a-report": (Kind.GLOSS, _year_of_a_report, False),
    "no-text": (Kind.OPTION, _pattern(NO_TEXT), False),
    "about-the-text": (Kind.NOTE, _about_the_text, True),
    "citation": (Kind.GLOSS, _citation, False),
    "gloss": (Kind.GLOSS, _gloss, False),
}
