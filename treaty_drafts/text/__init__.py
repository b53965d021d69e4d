"""The engine: text in, frozen dataclasses out, the same answer on every machine.

A tour. `parse` finds the brackets of a negotiating text and what each of them is; `write` gives the text back.
`outline` finds its provisions, `units` those that are drafted one by one. `diff` says word by word how one wording
became another, `apply` goes the way back. `collate` aligns any number of wordings with a base; the result is the
one structure that everything else is a view of. `consolidate` writes it as one bracketed text, and `read` takes a
delegation's wording out of that text again. `flags` points at what is unresolved on a watched topic, and `follow` finds
words again when the text has changed.

Offsets are code points, half open, in the string that was given.
"""

from .brackets import Bracket, BracketedText, Kind, Problem, parse, write
from .collate import Collation, Reading, Shared, Site, collate
from .consolidate import consolidate, read
from .diff import Change, ChangeKind, apply, diff
from .errors import AmbiguousText, TextError
from .tracing import Fate, Followed, follow
from .line_ends import with_line_ends_of
from .lines import Lines
from .matching import match
from .outline import Provision, outline, units
from .runs import Style
from .span import Span
from .stances import Stance, StanceKind
from .stored import dump, load
from .tokens import join, tokenize
from .topics import DEFAULT, Flag, Judgement, Topic, flags, judge, load_topics, topics_of

__all__ = [
    "DEFAULT",
    "AmbiguousText",
    "Bracket",
    "BracketedText",
    "Change",
    "ChangeKind",
    "Collation",
    "Fate",
    "Flag",
    "Followed",
    "Judgement",
    "Kind",
    "Lines",
    "Problem",
    "Provision",
    "Reading",
    "Shared",
    "Site",
    "Span",
    "Stance",
    "StanceKind",
    "Style",
    "TextError",
    "Topic",
    "apply",
    "collate",
    "consolidate",
    "diff",
    "dump",
    "flags",
    "follow",
    "join",
    "judge",
    "load",
    "load_topics",
    "match",
    "outline",
    "parse",
    "read",
    "tokenize",
    "topics_of",
    "units",
    "with_line_ends_of",
    "write",
]
