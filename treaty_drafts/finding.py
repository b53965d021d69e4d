"""Find what an address names, for the person who asks. What the person may not see is not there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from . import access, drafting
from .access import Seat
from .errors import BadInput, NotAllowed, NotThere, Where
from .models import (
    Checkpoint,
    Comment,
    Delegation,
    Draft,
    DraftingRoom,
    Export,
    HandedIn,
    Instrument,
    Negotiation,
    Package,
    Proposal,
    Provision,
    RollingProvision,
    RollingText,
    SetAside,
    Settlement,
    Sharing,
    Sponsorship,
    Tag,
    Version,
)

T = TypeVar("T")
M = TypeVar("M", bound=Model)


def seated(user: Any, negotiation: Negotiation) -> Seat:
    return there(access.seat(user, negotiation))


def negotiation(user: Any, slug: str) -> tuple[Negotiation, Seat]:
    found = one(access.negotiations(user), slug=slug)
    return found, seated(user, found)


def set_up(user: Any, slug: str) -> tuple[Negotiation, Seat]:
    """A negotiation that the person sets up. Raises `NotAllowed` for others who take part in it."""
    found, seat = negotiation(user, slug)
    if not seat.sets_up:
        raise NotAllowed("only the secretariat sets up the negotiation")
    return found, seat


def instrument(user: Any, pk: int) -> tuple[Instrument, Seat]:
    found = one(access.instruments(user), pk=pk)
    return found, seated(user, found.negotiation)


def preparing(user: Any, pk: int) -> tuple[Instrument, Seat]:
    """An instrument for who prepares its revisions; for everybody else there is nothing to find."""
    found, seat = instrument(user, pk)
    if not seat.prepares:
        raise NotThere
    return found, seat


def room(user: Any, pk: int) -> tuple[DraftingRoom, Seat]:
    """The open drafting room of an instrument."""
    found, seat = preparing(user, pk)
    return one(access.rooms(seat).select_related("instrument__negotiation", "start"), instrument=found), seat


def rolling_text(user: Any, pk: UUID) -> tuple[RollingText, Seat]:
    text = one(RollingText.objects.select_related("instrument__negotiation"), pk=pk)
    seat = seated(user, text.instrument.negotiation)
    return one(access.rolling_texts(seat).select_related("instrument__negotiation"), pk=pk), seat


def provision(user: Any, pk: UUID) -> tuple[Provision, Seat]:
    """A provision that stands in a revision the person may see, or that somebody has tabled to such a person."""
    found = one(Provision.objects.select_related("instrument__negotiation"), pk=pk)
    seat = seated(user, found.instrument.negotiation)
    shown = found.states.filter(rolling_text__in=access.rolling_texts(seat)).exists()
    if not shown and not access.proposals(seat).filter(provision=found).exists():
        raise NotThere
    return found, seat


def state(seat: Seat, pk: UUID) -> RollingProvision:
    return one(
        RollingProvision.objects.filter(rolling_text__in=access.rolling_texts(seat)).select_related("rolling_text"),
        pk=pk,
    )


def proposal(user: Any, pk: UUID) -> tuple[Proposal, Seat]:
    found = one(Proposal.objects.select_related("instrument__negotiation", "delegation"), pk=pk)
    seat = seated(user, found.instrument.negotiation)
    return one(access.proposals(seat).select_related("delegation", "provision", "instrument"), pk=pk), seat


def version(user: Any, pk: UUID) -> tuple[Version, Seat]:
    found = one(Version.objects.select_related("proposal__delegation", "proposal__instrument__negotiation"), pk=pk)
    seat = seated(user, found.proposal.instrument.negotiation)
    one(access.proposals(seat), pk=found.proposal_id)
    return found, seat


def draft(user: Any, pk: UUID) -> tuple[Draft, Seat]:
    return _draft(user, pk, access.drafts)


def own_draft(user: Any, pk: UUID) -> tuple[Draft, Seat]:
    """A draft of a delegation that the person drafts for. Raises `NotAllowed` for others who have joined it."""
    return _own(*draft(user, pk))


def worded(user: Any, pk: UUID) -> tuple[Draft, Seat]:
    """A draft whose words the person may write: of a delegation, or in the drafting room."""
    return _draft(user, pk, access.worded)


def own_words(user: Any, pk: UUID) -> tuple[Draft, Seat]:
    """The same, which the person may end. Raises `NotAllowed` for those who have only joined it."""
    return _own(*worded(user, pk))


def _draft(user: Any, pk: UUID, seen: Callable[[Seat], QuerySet[Draft]]) -> tuple[Draft, Seat]:
    found = one(Draft.objects.select_related("instrument__negotiation"), pk=pk)
    seat = seated(user, found.instrument.negotiation)
    related = "delegation", "provision", "instrument", "base__rolling_text"
    return one(seen(seat).select_related(*related), pk=pk), seat


def _own(found: Draft, seat: Seat) -> tuple[Draft, Seat]:
    if not access.is_own(seat, found):
        raise NotAllowed(f"this draft is shared with you: its end, and what is tabled, is for {found.delegation.name}")
    return found, seat


def checkpoint(user: Any, pk: UUID) -> tuple[Checkpoint, Seat]:
    found = one(Checkpoint.objects.select_related("draft"), pk=pk)
    of, seat = worded(user, found.draft_id)
    return one(of.checkpoints.filter(seq__gt=access.after(seat, of)), pk=pk), seat


def sharing(user: Any, pk: UUID) -> tuple[Sharing, Seat]:
    found = one(Sharing.objects.select_related("draft__instrument__negotiation"), pk=pk)
    seat = seated(user, found.draft.instrument.negotiation)
    related = "delegation", "draft__delegation", "draft__provision", "draft__after", "draft__instrument__negotiation"
    return one(access.sharings(seat).select_related(*related), pk=pk), seat


def comment(user: Any, pk: UUID) -> tuple[Comment, Seat]:
    found = one(Comment.objects.select_related("draft__instrument__negotiation"), pk=pk)
    seat = seated(user, found.draft.instrument.negotiation)
    return one(access.comments(seat).select_related("draft", "on"), pk=pk), seat


def package(user: Any, pk: UUID) -> tuple[Package, Seat]:
    found = one(Package.objects.select_related("instrument__negotiation", "delegation"), pk=pk)
    seat = seated(user, found.instrument.negotiation)
    return one(access.packages(seat).select_related("delegation", "instrument"), pk=pk), seat


def sponsorship(user: Any, pk: UUID) -> tuple[Sponsorship, Seat]:
    found = one(Sponsorship.objects.select_related("proposal__instrument__negotiation"), pk=pk)
    seat = seated(user, found.proposal.instrument.negotiation)
    return one(access.sponsorships(seat).select_related("delegation", "proposal"), pk=pk), seat


def handed_in(user: Any, pk: UUID) -> tuple[HandedIn, Seat]:
    found = one(HandedIn.objects.select_related("instrument__negotiation"), pk=pk)
    seat = seated(user, found.instrument.negotiation)
    related = "delegation", "provision", "instrument", "base__rolling_text", "after"
    return one(access.handed_in(seat).select_related(*related), pk=pk), seat


def set_aside(user: Any, pk: UUID) -> tuple[SetAside, Seat]:
    found = one(SetAside.objects.select_related("anchor__state__rolling_text__instrument__negotiation"), pk=pk)
    seat = seated(user, found.anchor.state.rolling_text.instrument.negotiation)
    one(access.set_asides(seat), pk=pk)
    return found, seat


def settlement(user: Any, pk: UUID) -> tuple[Settlement, Seat]:
    found = one(Settlement.objects.select_related("state__provision__instrument__negotiation"), pk=pk)
    seat = seated(user, found.state.provision.instrument.negotiation)
    one(access.settlements(seat), pk=pk)
    return found, seat


def tag(user: Any, pk: UUID) -> tuple[Tag, Seat]:
    related = "anchor__state__rolling_text__instrument__negotiation", "delegation"
    found = one(Tag.objects.select_related(*related), pk=pk)
    seat = seated(user, found.anchor.state.rolling_text.instrument.negotiation)
    one(access.tags(seat), pk=pk)
    return found, seat


def export(user: Any, pk: UUID) -> Export:
    return one(access.exports(user).select_related("rolling_text__instrument"), pk=pk)


def delegation(seat: Seat, code: str) -> Delegation:
    """The delegation that the person acts for; the only one of the person's if no code is given. A chair's is `chair`."""
    if seat.chairs and (code == "chair" or (not code and not seat.parties)):
        return drafting.office(seat)
    for own in seat.delegations:
        if own.code == code or (not code and len(seat.delegations) == 1):
            return own
    if not code and seat.delegations:
        codes = ", ".join(d.code for d in seat.delegations)
        raise BadInput(f"say for which of your delegations: {codes}", Where("delegation", "missing"))
    raise NotAllowed(f"you do not act for {code}" if code else "you draft for none of the delegations")


def party(seat: Seat, code: str) -> Delegation:
    """A delegation of the negotiation by its code, whoever speaks for it."""
    found = seat.negotiation.parties.filter(code=code).first()
    if found is None:
        raise BadInput(f"there is no delegation {code!r} here", Where("delegation", "unknown"))
    return found


def tagging_for(seat: Seat, code: str) -> Delegation | None:
    """The delegation that the person tags for; None, which is all, for a chair who names none."""
    return None if seat.chairs and not code else delegation(seat, code)


@dataclass(frozen=True, slots=True)
class Named:
    """A text that can be compared; `private` for a delegation's own draft."""

    label: str
    text: str
    private: bool = False


def text_named(seat: Seat, name: str, field: str) -> Named:
    """The text that `name` stands for: `version:ID`, `text:ID`, `base:ID` or `draft:ID`, if the person may see it."""
    kind, _, key = name.partition(":")
    try:
        pk = UUID(key)
    except ValueError:
        kind = ""
    if kind == "version":
        of = version(seat.user, pk)[0]
        return Named(f"{of.author}, version {of.number}", of.text)
    if kind == "draft":
        own = draft(seat.user, pk)[0]
        return Named(f"{own.delegation.name}, private draft", own.text, private=True)
    if kind in ("text", "base"):
        found = state(seat, pk)
        label = f"{found.label} in {found.rolling_text.label}"
        return Named(label, found.text) if kind == "text" else Named(f"{label}, without the proposals", found.base)
    raise BadInput(f"{name!r} names no text", Where(field, "is one of version:ID, text:ID, base:ID, draft:ID"))


def one(found: QuerySet[M], **where: Any) -> M:
    return there(found.filter(**where).first())


def there(found: T | None) -> T:
    if found is None:
        raise NotThere
    return found
