"""A delegation's private drafts: open, edit, discard. Nothing of them enters the record.

Who has joined a draft edits it, too; its private note, and its end, are its own delegation's.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from . import access, paragraphs, rolling
from .access import Seat
from .errors import BadInput, EditedMeanwhile, NotAllowed, Where
from .live import log
from .models import (
    Authorship,
    Delegation,
    Draft,
    Instrument,
    OnParagraph,
    ProposalKind,
    Provision,
    RollingProvision,
)
from .rolling import Tabled
from .text import Change, diff, with_line_ends_of


def open_draft(
    *, instrument: Instrument, delegation: Delegation, kind: str, by: Seat, at: datetime,
    provision: Provision | None = None, after: Provision | None = None, authorship: str = "",
) -> Draft:  # fmt: skip
    """Open a draft: on a provision (`amend` or `delete`), or of a new one after another (`insert`).

    An amendment begins with what the delegation has on the table against the standing text, or else with that text. Where
    that text changed the same words as the delegation's proposal, it begins with the proposal on its own base, so that it
    is carried forward and settled (`carrying`).
    `authorship` is what the chair calls the text (`Authorship`); only the chair's office has one.
    """
    if not by.speaks_for(delegation):
        raise NotAllowed(f"only drafters of {delegation.name} open its drafts")
    _check_authorship(delegation, authorship)
    check_place(instrument, kind, provision, after)
    state = rolling.state(provision) if provision else None
    own = _own(provision, delegation) if provision else None
    if provision and state is None and own is None:
        raise BadInput("this provision is not in the current text", Where("provision", "not in the current text"))
    if kind == ProposalKind.DELETE and not rolling.base_of(state):
        raise BadInput(
            "this provision is only proposed: there are no agreed words to delete. State a position on the proposal instead",
            Where("kind", "nothing to delete"),
        )
    base, text, stances = _beginning(state, own) if kind == ProposalKind.AMEND else (state, "", [])
    try:
        with transaction.atomic():
            return Draft.objects.create(
                instrument=instrument, delegation=delegation, kind=kind, provision=provision, after=after, base=base,
                text=text, authorship=authorship, stances=stances,
                opened_at=at, opened_by=by.user, edited_at=at, edited_by=by.user,
            )  # fmt: skip
    except IntegrityError:
        there = Draft.objects.filter(delegation=delegation, provision=provision).values_list("pk", flat=True).first()
        what = f"{delegation.name} has a draft on this provision already: go on with it, or discard it first"
        raise BadInput(what, Where("provision", "has a draft already", f"draft {there}")) from None


def office(by: Seat) -> Delegation:
    """The chair's office, which drafts and tables the chair's texts; made when it is first asked for."""
    if not by.chairs:
        raise NotAllowed("only the chair drafts a chair’s text")
    made = Delegation.objects.get_or_create(
        negotiation=by.negotiation, is_chair=True, defaults={"code": "chair", "name": "Chair"}
    )
    return made[0]


def check_place(instrument: Instrument, kind: str, provision: Provision | None, after: Provision | None) -> None:
    """Refuse a proposal of `kind` that does not say where it stands, or says it of another instrument."""
    if (kind == ProposalKind.INSERT) == (provision is not None):
        raise BadInput(
            "a new provision names the one it follows; any other draft names its provision",
            Where(
                "provision",
                "missing" if provision is None else "a new provision has none yet; say `after` which it stands",
            ),
        )
    if kind == ProposalKind.INSERT and after is None and rolling.current(instrument):
        raise BadInput("say after which provision the new one stands", Where("after", "missing"))
    for field, one in (("provision", provision), ("after", after)):
        if one and one.instrument_id != instrument.pk:
            raise BadInput("a provision of another instrument", Where(field, "is in another instrument"))


def _own(provision: Provision, delegation: Delegation) -> Tabled | None:
    """What the delegation has on the table, if it speaks to the text that stands or waits to be settled with it."""
    standing = rolling.standing(provision.instrument, [provision], by_chair=delegation.is_chair)
    tabled = (t for t in standing.get(str(provision.pk), ()) if t.proposal.delegation_id == delegation.pk)
    return next((t for t in tabled if t.current or t.aside or t.to_settle), None)


def _beginning(
    state: RollingProvision | None, own: Tabled | None
) -> tuple[RollingProvision | None, str, list[dict[str, Any]]]:
    """The base of an amendment, its first words, and what it says of paragraphs; not the deletions its words carry out."""
    base = rolling.base_of(state)
    if own is None or (own.to_settle and own.version.kind == ProposalKind.DELETE):
        return state, base, []
    said_only = own.version.kind == ProposalKind.STANCE
    stances = [s for s in own.version.stances if said_only or s["stance"] != OnParagraph.DELETES]
    if own.to_settle:
        return own.version.base, own.version.text, stances
    text = own.wording if own.wording and not said_only else base
    return state, text, paragraphs.corrected(stances, own.version.base_text, base)


def edit(
    *, draft: Draft, edition: int, by: Seat, at: datetime, text: str | None = None, note: str | None = None,
    private_note: str | None = None, stances: Iterable[Any] | None = None, authorship: str | None = None,
) -> Draft:  # fmt: skip
    """Save a new state of a draft that was read in state `edition`. Raises `EditedMeanwhile` if that is not the last.

    Where no `text` is given, the words may have been edited since; all else must be as it was.
    `stances` say of paragraphs of the base, without new words, that they are to be bracketed, reserved on or deleted.
    """
    if text is not None:
        text = with_line_ends_of(_check_text(draft, text), _line_ends(draft))
    if stances is not None:
        stances = paragraphs.checked(rolling.base_of(draft.base), stances)
        if stances and draft.kind == ProposalKind.DELETE:
            raise BadInput("the whole provision is to be deleted already", Where("stances", "must be empty"))
    if authorship is not None:
        _check_authorship(draft.delegation, authorship)
    if private_note is not None and not access.is_own(by, draft):
        raise NotAllowed(f"the private note is for {draft.delegation.name} alone")
    given = {"text": text, "note": note, "private_note": private_note, "stances": stances, "authorship": authorship}
    changed = {field: value for field, value in given.items() if value is not None}
    return _save(draft, edition, at, by, changed)


def _check_text(draft: Draft, text: str) -> str:
    if draft.kind == ProposalKind.DELETE and text:
        raise BadInput("a proposal to delete has no words of its own", Where("text", "must be empty"))
    if len(text) > settings.TEXT_MAX_CHARACTERS:
        most = settings.TEXT_MAX_CHARACTERS
        raise BadInput(f"the text has {len(text):,} characters; at most {most:,} fit", Where("text", "too long"))
    return text


def _check_authorship(delegation: Delegation, authorship: str) -> None:
    if authorship in (Authorship.values if delegation.is_chair else [""]):
        return
    known = ", ".join(Authorship.values)
    what = f"the chair says what the text is: {known}" if delegation.is_chair else "only the chair’s texts have a kind"
    raise BadInput(what, Where("authorship", "unknown"))


def _line_ends(draft: Draft) -> str:
    """The text whose line ends a draft takes: its base, or for a new provision what it follows."""
    beside = rolling.state(draft.after) if draft.after and not draft.base else draft.base
    return rolling.words_for(draft, beside)


def move_base(*, draft: Draft, edition: int, state: RollingProvision, text: str, by: Seat, at: datetime) -> Draft:
    """Measure a draft against `state`, with `text` for its words; see `carrying` for what they may be.

    Raises `NothingChanged` where a stance of the draft is on a paragraph that reads otherwise there.
    """
    base = rolling.words_for(draft, state)
    stances = paragraphs.moved(draft.stances, rolling.measured(draft), base)
    words = with_line_ends_of(_check_text(draft, text), base)
    return _save(draft, edition, at, by, {"base": state, "text": words, "stances": stances})


def _save(draft: Draft, edition: int, at: datetime, by: Seat, changed: dict[str, Any]) -> Draft:
    """Save the fields of a draft, its words as an edit of the text that others may be typing in."""
    with transaction.atomic():
        now = log.locked(draft.pk)
        if now is None:
            raise EditedMeanwhile("this draft was tabled or discarded just now", Where("edition", "the draft is gone"))
        _check_edition(now, edition, changed)
        beside = any(getattr(now, field) != value for field, value in changed.items() if field != "text")
        following = now.edition + 1
        if "text" in changed:
            log.replace(draft=now, text=changed["text"], by=by.user, at=at)
        Draft.objects.filter(pk=now.pk).update(
            **changed, edition=following, beside_edition=following if beside else now.beside_edition,
            edited_at=at, edited_by=by.user,
        )  # fmt: skip
    return Draft.objects.select_related("base__rolling_text", "delegation", "provision", "after").get(pk=draft.pk)


def _check_edition(now: Draft, edition: int, changed: dict[str, Any]) -> None:
    """What is saved without words takes no notice of words that were typed meanwhile."""
    if edition == now.edition or ("text" not in changed and now.beside_edition <= edition < now.edition):
        return
    raise EditedMeanwhile(
        "this draft has been saved since you opened it, by somebody else or in another window; your words are not saved",
        Where("edition", f"is {edition}, the last one is {now.edition}"),
    )


def redline(draft: Draft) -> tuple[Change, ...]:
    """The changes from the base to the draft as it is saved."""
    return diff(rolling.measured(draft), draft.text)


def discard(*, draft: Draft, edition: int, by: Seat) -> None:
    """Remove a draft in state `edition` for good, with the history of its words; what was tabled from it stands."""
    if not access.is_own(by, draft):
        raise NotAllowed(f"only drafters of {draft.delegation.name} discard its drafts")
    with transaction.atomic():
        now = log.locked(draft.pk)
        if now is None or now.edition != edition:
            raise EditedMeanwhile(
                "this draft has been saved since you looked at it: look at it again before it is discarded"
            )
        now.delete()
