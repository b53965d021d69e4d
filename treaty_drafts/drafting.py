"""A delegation's private drafts: open, edit, discard. Nothing of them enters the record."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from . import rolling
from .access import Seat
from .errors import BadInput, EditedMeanwhile, NotAllowed, Where
from .models import Delegation, Draft, Instrument, ProposalKind, Provision, Version
from .text import Change, diff


def open_draft(
    *, instrument: Instrument, delegation: Delegation, kind: str, by: Seat, at: datetime,
    provision: Provision | None = None, after: Provision | None = None,
) -> Draft:  # fmt: skip
    """Open a draft: on a provision (`amend` or `delete`), or of a new one after another (`insert`).

    An amendment begins with what the delegation has on the table against the standing text, or else with that text.
    """
    if not by.speaks_for(delegation):
        raise NotAllowed(f"only drafters of {delegation.name} open its drafts")
    _check_place(instrument, kind, provision, after)
    state = rolling.state(provision) if provision else None
    if provision and state is None and not _own(provision, delegation):
        raise BadInput("this provision is not in the current text", Where("provision", "not in the current text"))
    text = _first_words(provision, delegation) if provision and kind == ProposalKind.AMEND else ""
    try:
        with transaction.atomic():
            return Draft.objects.create(
                instrument=instrument, delegation=delegation, kind=kind, provision=provision, after=after, base=state,
                text=text, opened_at=at, opened_by=by.user, edited_at=at, edited_by=by.user,
            )  # fmt: skip
    except IntegrityError:
        raise BadInput(
            f"{delegation.name} has a draft on this provision already", Where("provision", "has a draft already")
        ) from None


def _check_place(instrument: Instrument, kind: str, provision: Provision | None, after: Provision | None) -> None:
    if (kind == ProposalKind.INSERT) == (provision is not None):
        raise BadInput(
            "a new provision names the one it follows; any other draft names its provision",
            Where("provision", "given for a new provision, or missing for another"),
        )
    if kind == ProposalKind.INSERT and after is None and rolling.current(instrument):
        raise BadInput("say after which provision the new one stands", Where("after", "missing"))
    for field, one in (("provision", provision), ("after", after)):
        if one and one.instrument_id != instrument.pk:
            raise BadInput("a provision of another instrument", Where(field, "is in another instrument"))


def _own(provision: Provision, delegation: Delegation) -> Version | None:
    """The delegation's latest version on the table, if it speaks to the text that stands."""
    tabled = rolling.standing(provision.instrument, [provision]).get(str(provision.pk), [])
    return next((t.version for t in tabled if t.proposal.delegation_id == delegation.pk and t.current), None)


def _first_words(provision: Provision, delegation: Delegation) -> str:
    own = _own(provision, delegation)
    return own.text if own and own.text else rolling.base_of(rolling.state(provision))


def edit(
    *, draft: Draft, edition: int, by: Seat, at: datetime, text: str | None = None, note: str | None = None
) -> Draft:
    """Save a new state of a draft that was read in state `edition`. Raises `EditedMeanwhile` if that is not the last."""
    if text is not None:
        text = _in_one_line_end(_check_text(draft, text), rolling.base_of(draft.base))
    changed = {"text": draft.text if text is None else text, "note": draft.note if note is None else note}
    saved = Draft.objects.filter(pk=draft.pk, edition=edition).update(
        **changed, edition=edition + 1, edited_at=at, edited_by=by.user
    )
    if not saved:
        raise EditedMeanwhile(
            "this draft was saved by somebody else since you opened it; your words are not saved",
            Where("edition", f"is {edition}, the last one is {Draft.objects.get(pk=draft.pk).edition}"),
        )
    draft.refresh_from_db()
    return draft


def _check_text(draft: Draft, text: str) -> str:
    if draft.kind == ProposalKind.DELETE and text:
        raise BadInput("a proposal to delete has no words of its own", Where("text", "must be empty"))
    if len(text) > settings.TEXT_MAX_CHARACTERS:
        most = settings.TEXT_MAX_CHARACTERS
        raise BadInput(f"the text has {len(text):,} characters; at most {most:,} fit", Where("text", "too long"))
    return text


def _in_one_line_end(text: str, base: str) -> str:
    """`text` with the line ends of `base`: a browser sends Windows line ends whatever it was given."""
    text = text.replace("\r\n", "\n")
    return text.replace("\n", "\r\n") if "\r\n" in base else text


def redline(draft: Draft) -> tuple[Change, ...]:
    """The changes from the base to the draft as it is saved."""
    return diff(rolling.base_of(draft.base), draft.text)


def discard(*, draft: Draft) -> None:
    """Remove a draft for good; what was tabled from it stands."""
    draft.delete()
