"""Rules of treaties made of parts, their editorial rewrites and their changes of substance, for the laws of shifts."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st


@dataclass(frozen=True)
class Rule:
    """A sentence in parts; `verb` and its participle, and list entries behind the object."""

    actor: str = "each State Party"
    modal: str = "shall"
    verb: tuple[str, str] = ("protect", "protected")
    thing: str = "the records of the commission"
    entries: tuple[str, ...] = ()
    hedge: str = ""
    condition: str = ""
    limit: str = ""

    def __str__(self) -> str:
        """Active, the hedge after the modal, the condition last."""
        hedge = f", {self.hedge}," if self.hedge else ""
        return _sentence(
            f"{self.actor} {self.modal}{hedge} {self.verb[0]} {self.thing}{_list(self.entries, LETTERS)}"
            f"{self.limit and ' ' + self.limit}{self.condition and ', ' + self.condition}"
        )


LETTERS = ("(a)", "(b)", "(c)", "(d)")
ROMAN = ("(i)", "(ii)", "(iii)", "(iv)")


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


def _list(entries: tuple[str, ...], marks: tuple[str, ...]) -> str:
    shown = [f"{mark} {entry}" for mark, entry in zip(marks, entries, strict=False)]
    return f", namely {'; '.join(shown[:-1])}; and {shown[-1]}" if len(shown) > 1 else ""


def passive(r: Rule) -> str:
    hedge = f", {r.hedge}," if r.hedge else ""
    return _sentence(
        f"{r.thing} {r.modal}{hedge} be {r.verb[1]} by {r.actor}{r.limit and ' ' + r.limit}"
        f"{r.condition and ', ' + r.condition}"
    )


def fronted(r: Rule) -> str:
    """The condition, or else the limit or the hedge, comes first."""
    front = r.condition or r.limit or r.hedge
    rest = str(
        replace(
            r,
            condition="" if front == r.condition else r.condition,
            limit="" if front == r.limit else r.limit,
            hedge="" if front == r.hedge else r.hedge,
        )
    )
    return _sentence(f"{front}, {rest[0].lower()}{rest[1:-1]}") if front else rest


def renumbered(r: Rule) -> str:
    return str(r).replace(_list(r.entries, LETTERS), _list(r.entries, ROMAN)) if len(r.entries) > 1 else f"2. {r}"


def reordered(r: Rule) -> str:
    return str(replace(r, entries=r.entries[::-1]))


SYNONYMS = (
    ("within 30", "no later than 30"), ("each", "every"), ("30", "thirty"), ("if ", "in the event that "), ("shall", "must"),
    (" may be ", " can be "), ("where possible", "where feasible"), ("unless", "except where"), ("annually", "once a year"),
    ("concerning", "with respect to"), ("at least", "not less than"),
)  # fmt: skip


def synonyms(r: Rule) -> str:
    text = str(r)
    for one, other in SYNONYMS:
        text = text.replace(one, other)
    return text


def spelled(r: Rule) -> str:
    return str(r).replace("organis", "organiz").replace("programme", "program").replace("co-operat", "cooperat")


def punctuated(r: Rule) -> str:
    return str(r).replace(", and", " and").replace("; ", ", ").replace(" ", "  ", 2)


EDITORIAL: tuple[Callable[[Rule], str], ...] = (
    passive, fronted, renumbered, reordered, synonyms, spelled, punctuated,
)  # fmt: skip

ACTORS = (
    "each State Party", "the Secretariat", "every operator of essential services", "the Conference of the Parties",
    "the requested State", "the competent authority", "the Executive Board", "each Contracting Party",
)  # fmt: skip
VERBS = (
    ("protect", "protected"), ("publish", "published"), ("notify", "notified"), ("destroy", "destroyed"),
    ("review", "reviewed"), ("monitor", "monitored"), ("disclose", "disclosed"), ("transmit", "transmitted"),
    ("finance", "financed"), ("inspect", "inspected"), ("approve", "approved"), ("prohibit", "prohibited"),
)  # fmt: skip
THINGS = (
    "the records of the commission", "information concerning vaccines", "the programme of work", "organised transport",
    "nuclear installations", "the annual budget", "cross-border data flows", "measures of conservation",
    "co-operative projects", "samples of groundwater",
)  # fmt: skip
LIMITS = ("", "", "within 30 days", "annually", "at least twice a year", "without delay", "within six months")
HEDGES = ("", "", "where possible", "as appropriate", "in accordance with its domestic law", "within its means")
CONDITIONS = (
    "", "", "unless the Conference decides otherwise", "if the owner so requests", "provided that the costs are shared",
    "where lives are in danger", "subject to the prior consent of the host State", "except in emergencies",
)  # fmt: skip
ENTRIES = ((), (), ("fish", "birds"), ("ships", "aircraft", "trains"), ("wood", "paper", "glass", "metal"))
MODALS = ("shall", "should", "may", "shall not", "may not", "should not")

rules = st.builds(
    Rule,
    st.sampled_from(ACTORS),
    st.sampled_from(MODALS),
    st.sampled_from(VERBS),
    st.sampled_from(THINGS),
    st.sampled_from(ENTRIES),
    st.sampled_from(HEDGES),
    st.sampled_from(CONDITIONS),
    st.sampled_from(LIMITS),
)


# Rules that another order, or one small word, turns into others.
ORDERED = (
    "{} shall prevail over {}.", "{} takes precedence over {}.", "{} outweighs {}.", "{} shall precede {}.",
    "{} may be audited by {}.", "{} shall be informed by {} within ten days.", "{} shall inform {}.",
    "{} is bound by the decisions of {}.", "Where {} so requests, {} shall reply.", "{} shall stand under {}.",
    "Records may be sent from {} to {}.", "The Council shall notify {} of any act of {}.", "{} may sue {} for damages.",
    "Copies that are held by {} belong to {}.", "{} shall not be used to replace {}.", "{} shall bear the costs of {}.",
)  # fmt: skip
BEARERS = (
    "the State of origin", "the victim State", "the controller", "the competent authority", "the Secretariat",
    "annex A", "annex B", "national law", "this Treaty", "a court of the host State", "private operators", "insurers",
)  # fmt: skip
LEAVES = (
    "the consent of the owner", "prior written consent", "judicial authorization", "the State's agreement", "a warrant",
    "prior notice", "compensation", "authorization from that State", "the approval of the Board", "due process",
)  # fmt: skip
PERMITTED = (
    "Such data may be transferred {}.", "No copy shall leave the archive {}.", "{}, each State Party may inspect vessels.",
    "Each Party shall retain records {} and shall report annually.", "The Board may, {}, seize equipment.",
)  # fmt: skip
ONLY = (
    "Only States may attribute conduct.", "States may attribute only conduct.", "States may only attribute conduct.",
)  # fmt: skip
DENIED = tuple(
    f"If a State {objects}, the finding {public}."
    for objects in ("objects", "does not object")
    for public in ("is made public", "is not made public")
)
OPPOSITES = (
    ("lawful", "unlawful"), ("proportionate", "disproportionate"), ("legal", "illegal"), ("binding", "non-binding"),
    ("authorized", "unauthorized"), ("compatible", "incompatible"), ("military", "non-military"),
)  # fmt: skip
DESCRIBED = (
    "The measures are {}.", "States shall suppress {} acts.", "{} transfers may be suspended.",
    "A response is {} where the Board finds it so.", "Each Party shall publish its {} decisions.",
)  # fmt: skip


def said(template: str, *words: str) -> str:
    """A rule with the words put in, beginning with a capital."""
    text = template.format(*words)
    return text[0].upper() + text[1:]
