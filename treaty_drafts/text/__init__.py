"""The engine: text in, frozen dataclasses out, the same answer on every machine.

A tour. `parse` finds the brackets of a negotiating text and what each of them is; `write` gives the text back.
`lint` says what a drafter would mend in them, `lineage` follows them through successive revisions.
`outline` finds the provisions, `units` those that are drafted one by one. `diff` says word by word how one wording
became another, `apply` goes the way back. `collate` aligns any number of wordings with a base; the result is the
one structure that everything else is a view of. `consolidate` writes it as one bracketed text, and `read` takes a
delegation's wording out of that text again. `flags` points at what is unresolved on a watched topic, `try_topic` tries
a topic of one's own. `shifts` says what a change does to the law, `overall` whether States are bound more. `follow`
finds words again when the text has changed.

Offsets are code points, half open, in the string that was given.
"""

from .attributed import Attributed, Differing, attributed, differing
from .brackets import Bracket, BracketedText, parse, write
from .carried import Conflict, Rebased
from .collate import Collation, Reading, Shared, Site, collate
from .consolidate import consolidate
from .contest import contested
from .diff import Change, ChangeKind, apply, diff
from .errors import AmbiguousText, TextError
from .grammar import Style
from .held import held_by_others
from .kinds import Kind
from .language import UNSURE, Language, language_of, languages_of
from .layout import laid_out_as
from .line_ends import with_line_ends_of, with_plain_line_ends
from .lineage import Event, Step, Thread, lineage
from .lines import Lines
from .lint import Finding, lint
from .matching import match
from .meaning import Effect, Shift, ShiftKind, overall, shifts
from .outline import Provision, outline, units
from .pairing import Problem
from .points import Point, points, settle, wordings_at
from .reading import Traced, read, trace
from .rebase import rebase
from .span import Span
from .stances import Stance, StanceKind
from .standing import collation_of
from .stored import dump, load
from .tokens import join, tokenize
from .topics import DEFAULT, Flag, Judgement, Topic, flags, judge, load_topics, topics_of
from .tracing import Fate, Followed, follow
from .trying import Trial, try_topic

__all__ = [
    "DEFAULT",
    "UNSURE",
    "AmbiguousText",
    "Attributed",
    "Bracket",
    "BracketedText",
    "Change",
    "ChangeKind",
    "Collation",
    "Conflict",
    "Differing",
    "Effect",
    "Event",
    "Fate",
    "Finding",
    "Flag",
    "Followed",
    "Judgement",
    "Kind",
    "Language",
    "Lines",
    "Point",
    "Problem",
    "Provision",
    "Reading",
    "Rebased",
    "Shared",
    "Shift",
    "ShiftKind",
    "Site",
    "Span",
    "Stance",
    "StanceKind",
    "Step",
    "Style",
    "TextError",
    "Thread",
    "Topic",
    "Traced",
    "Trial",
    "apply",
    "attributed",
    "collate",
    "collation_of",
    "consolidate",
    "contested",
    "diff",
    "differing",
    "dump",
    "flags",
    "follow",
    "held_by_others",
    "join",
    "judge",
    "laid_out_as",
    "language_of",
    "languages_of",
    "lineage",
    "lint",
    "load",
    "load_topics",
    "match",
    "outline",
    "overall",
    "parse",
    "points",
    "read",
    "rebase",
    "settle",
    "shifts",
    "tokenize",
    "topics_of",
    "trace",
    "try_topic",
    "units",
    "with_line_ends_of",
    "with_plain_line_ends",
    "wordings_at",
    "write",
]
