"""What a negotiation's page shows of an instrument: its provisions, what is open in each, and private drafts."""

from collections import Counter
from typing import Any

from .. import access, corrigendum, flagged, own_topics, review, rolling
from ..access import Seat
from ..models import Instrument, RollingProvision, RollingText
from ..rolling import Tabled
from ..text import Topic, parse
from .drawing import chip, headed
from .waiting import to_publish

GROUPS = ("front", "preamble", "part", "chapter")  # by eId or kind: they head the provisions under them


def instrument(found: Instrument, seat: Seat, names: dict[str, str]) -> dict[str, Any]:
    """The text that stands, its revisions, its provisions, and the drafts of the person's own delegations."""
    text = rolling.current(found)
    topics = own_topics.topics(seat.negotiation)
    rows = _rows(found, text, seat, names, topics)
    drafts = access.drafts(seat).filter(instrument=found).select_related("delegation", "base__rolling_text", "after")
    return {
        "instrument": found,
        "text": text,
        "corrections": corrigendum.of(text) if text else (),
        "revisions": [t for t in access.rolling_texts(seat).filter(instrument=found) if t != text],
        "to_publish": to_publish(found, seat),
        "drafts": _private(list(drafts), text, seat),
        "rows": [r for r in rows if r["state"]],
        "proposed": [r for r in rows if not r["state"]],
        "totals": _totals(rows, topics),
        "columns": 3 + len(topics) * (1 + seat.sees_proposals),
    }


def _private(drafts: list[Any], text: RollingText | None, seat: Seat) -> list[dict[str, Any]]:
    """The drafts by delegation; `moved` where a later revision has another wording than the draft began from."""
    standing = dict(text.provisions.values_list("provision_id", "base")) if text else {}
    by_delegation: dict[Any, list[Any]] = {}
    for draft in sorted(drafts, key=lambda d: d.delegation.name):
        moved = draft.provision_id is not None and standing.get(draft.provision_id, "") != rolling.base_of(draft.base)
        by_delegation.setdefault(draft.delegation, []).append({"draft": draft, "moved": moved})
    return [{"delegation": d, "owns": seat.speaks_for(d), "drafts": drafts} for d, drafts in by_delegation.items()]


def _rows(
    found: Instrument, text: RollingText | None, seat: Seat, names: dict[str, str], topics: tuple[Topic, ...]
) -> list[dict[str, Any]]:
    """One row for each provision of the text, and one for each that is only proposed."""
    states = list(text.provisions.all()) if text else []
    brackets = _brackets(states)
    in_text = Counter((f.provision_id, f.topic) for f in flagged.in_text(text) if f.open) if text else Counter()
    tabled = rolling.standing(found) if seat.sees_proposals else {}
    chairs = rolling.standing(found, by_chair=True) if seat.sees_proposals else {}
    agreed = rolling.agreed(found) if seat.sees_proposals else {}
    differences = review.differences(found, topics=topics) if seat.sees_proposals else ()
    differing = Counter((f.provision_id, f.topic) for f in flagged.between(found, differences) if f.open)
    rows = []
    for state in states:
        key = str(state.provision_id)
        flags = [(t, in_text[key, t.id], differing[key, t.id]) for t in topics]
        row = _row(key, state, tabled.get(key, []), chairs.get(key, []), names)
        rows.append(row | {"brackets": brackets[state.pk], "flags": flags, "agreed": agreed.get(key)})
    present = {row["provision"] for row in rows}
    for key in (k for k in tabled | chairs if k not in present):
        flags = [(t, 0, differing[key, t.id]) for t in topics]
        row = _row(key, None, tabled.get(key, []), chairs.get(key, []), names)
        rows.append(row | {"brackets": 0, "flags": flags})
    return rows


def _brackets(states: list[RollingProvision]) -> Counter[Any]:
    """The open brackets of each provision; a bracket counts where it opens, wherever it closes."""
    whole = "".join(s.text + s.separator for s in states)
    starts = [b.start for b in parse(whole).brackets if b.unresolved]
    found: Counter[Any] = Counter()
    at = 0
    for state in states:
        end = at + len(state.text) + len(state.separator)
        found[state.pk] = sum(at <= start < end for start in starts)
        at = end
    return found


def _row(
    key: str, state: RollingProvision | None, tabled: list[Tabled], by_chair: list[Tabled], names: dict[str, str]
) -> dict[str, Any]:
    chips = [(t, chip(t.proposal.delegation.code, names)) for t in tabled if not t.in_text]
    return {
        "state": state,
        "provision": key,
        "group": state is not None and (state.kind in GROUPS or state.eid in GROUPS),
        "heading": state.heading if state else headed([*tabled, *by_chair][0].version.text),
        "tabled": [c for t, c in chips if t.current],
        "aside": [c for t, c in chips if t.aside],
        "earlier": [c for t, c in chips if not t.current and not t.aside],
        "by_chair": [t.version.author for t in by_chair if not t.in_text],
    }


def _totals(rows: list[dict[str, Any]], topics: tuple[Topic, ...]) -> dict[str, Any]:
    return {
        "brackets": sum(r["brackets"] for r in rows),
        "flags": [(t, *(sum(r["flags"][n][side] for r in rows) for side in (1, 2))) for n, t in enumerate(topics)],
        "tabled": sum(len(r["tabled"]) for r in rows),
    }
