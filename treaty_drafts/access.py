"""Who may read, edit, table and chair. The only place that says so.

What a person may not see does not exist for them: the functions here return nothing rather than refuse.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from .models import (
    Agreement,
    Comment,
    Delegation,
    Draft,
    DraftingRoom,
    Entry,
    Export,
    HandedIn,
    Instrument,
    Membership,
    Negotiation,
    Package,
    Proposal,
    Provision,
    Role,
    RollingProvision,
    RollingText,
    SetAside,
    Settlement,
    Sharing,
    Sponsorship,
    Tag,
    Watch,
)

OF_THE_TEXT = ("instrument", "revision", "correction", "text_hash", "source", "corrections")  # no more, for those
PUBLICATIONS = ("published", "corrected")  # the acts that everybody sees who takes part
JOINED = Sharing.objects.filter(state=Sharing.State.JOINED)


@dataclass(frozen=True, slots=True)
class Seat:
    """What one person is in one negotiation."""

    user: Any
    negotiation: Negotiation
    roles: frozenset[str]
    delegations: tuple[Delegation, ...]  # that the person drafts for; of a chair, the chair's office too
    heads: tuple[Delegation, ...] = ()  # those of them that the person is the head of

    @property
    def chairs(self) -> bool:
        return Role.CHAIR in self.roles

    @property
    def prepares(self) -> bool:
        """Whether the person prepares revisions, and so sees the unpublished ones."""
        return self.chairs or Role.SECRETARIAT in self.roles

    @property
    def sets_up(self) -> bool:
        """Whether the person says who takes part, and as what."""
        return Role.SECRETARIAT in self.roles

    @property
    def sees_proposals(self) -> bool:
        """Observers are not in informals unless let in."""
        return self.prepares or Role.DRAFTER in self.roles or self.negotiation.observers_admitted

    @property
    def parties(self) -> tuple[Delegation, ...]:
        """The delegations and groups that the person drafts for, without the chair's office."""
        return tuple(d for d in self.delegations if not d.is_chair)

    def speaks_for(self, delegation: Delegation) -> bool:
        """Whether the person drafts and tables for `delegation`, or chairs and it is the chair's office."""
        return delegation in self.delegations or (
            self.chairs and delegation.is_chair and delegation.negotiation_id == self.negotiation.pk
        )

    @property
    def name(self) -> str:
        """How the record names an act of this person as chair or secretariat."""
        return "chair" if self.chairs else "secretariat"


def may_set_up(user: Any) -> bool:
    """Whether the person may begin a negotiation; the site's administration lets people do so."""
    return bool(user.has_perm("treaty_drafts.add_negotiation"))


def negotiations(user: Any) -> QuerySet[Negotiation]:
    return Negotiation.objects.filter(memberships__user=user).distinct()


def seat(user: Any, negotiation: Negotiation) -> Seat | None:
    """The person's seat, or None for somebody who has none here."""
    memberships = list(Membership.objects.filter(user=user, negotiation=negotiation).select_related("delegation"))
    if not memberships:
        return None
    own = [m for m in memberships if m.delegation and m.delegation.negotiation_id == negotiation.pk]
    delegations = [m.delegation for m in own if m.delegation]
    heads = tuple(m.delegation for m in own if m.delegation and m.is_head)
    roles = frozenset(m.role for m in memberships)
    if Role.CHAIR in roles:
        delegations += negotiation.delegations.filter(is_chair=True)
    return Seat(user, negotiation, roles, tuple(delegations), heads)


def instruments(user: Any) -> QuerySet[Instrument]:
    return Instrument.objects.filter(negotiation__in=negotiations(user)).select_related("negotiation")


def rolling_texts(seat: Seat) -> QuerySet[RollingText]:
    """The published revisions, and the unpublished ones for those who prepare them."""
    every = RollingText.objects.filter(instrument__negotiation=seat.negotiation)
    return every if seat.prepares else every.filter(number__isnull=False)


def states(seat: Seat, provision: Provision) -> QuerySet[RollingProvision]:
    """A provision in each revision that the person may see, the latest first, with what went into it."""
    shown = provision.states.filter(rolling_text__in=rolling_texts(seat))
    with_all = shown.select_related("rolling_text", "provision__instrument").prefetch_related(
        "sources__version__proposal__delegation"
    )
    return with_all.order_by(F("rolling_text__number").desc(nulls_first=True), "-rolling_text__correction")


def proposals(seat: Seat) -> QuerySet[Proposal]:
    every = Proposal.objects.filter(instrument__negotiation=seat.negotiation)
    return every if seat.sees_proposals else every.none()


def agreements(seat: Seat) -> QuerySet[Agreement]:
    """What is or was agreed ad referendum, for those who see proposals."""
    every = Agreement.objects.filter(provision__instrument__negotiation=seat.negotiation)
    return every if seat.sees_proposals else every.none()


def settlements(seat: Seat) -> QuerySet[Settlement]:
    """The points that the chair settled, for those who see proposals."""
    every = Settlement.objects.filter(state__rolling_text__instrument__negotiation=seat.negotiation)
    return every if seat.sees_proposals else every.none()


def entries(seat: Seat) -> QuerySet[Entry]:
    """The record, or the publications in it for observers who are not admitted."""
    every = Entry.objects.filter(negotiation=seat.negotiation)
    return every if seat.sees_proposals else every.filter(act__in=PUBLICATIONS)


def shown(entry: dict[str, Any], seat: Seat) -> dict[str, Any]:
    """An exported entry as the person may see it: who does not see proposals is not told which versions went in."""
    if seat.sees_proposals or entry["act"] not in PUBLICATIONS:
        return entry
    return entry | {"what": {key: value for key, value in entry["what"].items() if key in OF_THE_TEXT}}


def drafts(seat: Seat) -> QuerySet[Draft]:
    """The drafts of the delegations that the person drafts for, and those that these have joined; nobody else's, whatever
    the person's role.
    """
    joined = JOINED.filter(delegation__in=seat.delegations)
    return Draft.objects.filter(Q(delegation__in=seat.delegations) | Q(pk__in=joined.values("draft")))


def drafters(draft: Draft) -> QuerySet[Membership]:
    """The roles in which people may be at a draft: those who draft for its delegation, or for one that has joined it.

    At one of the chair's office, those of the chairs; of the bureau, those of the secretariat, too.
    """
    own = Q(delegation=draft.delegation_id) | Q(delegation__in=JOINED.filter(draft=draft).values("delegation"))
    if draft.delegation.is_chair or draft.delegation.is_bureau:
        own |= Q(role=Role.CHAIR)
    if draft.delegation.is_bureau:
        own |= Q(role=Role.SECRETARIAT)
    return Membership.objects.filter(own, negotiation=draft.delegation.negotiation_id)


def is_own(seat: Seat, draft: Draft) -> bool:
    """Whether a draft that the person may write is not one that its delegation has only joined."""
    return seat.speaks_for(draft.delegation) or (draft.delegation.is_bureau and seat.prepares)


def holders(drafts: Collection[Draft]) -> dict[UUID, tuple[Delegation, ...]]:
    """Of each draft, its delegation, and those that have joined it in the order of their names."""
    found = {draft.pk: [draft.delegation] for draft in drafts}
    joined = JOINED.filter(draft__in=list(found)).select_related("delegation").order_by("delegation__name")
    for one in joined:
        found[one.draft_id].append(one.delegation)
    return {draft: tuple(delegations) for draft, delegations in found.items()}


def after(seat: Seat, draft: Draft) -> int:
    """The seq beyond which the person sees how the words of a draft were written: all of it for its own delegation."""
    if is_own(seat, draft):
        return 0
    joined = JOINED.filter(draft=draft, delegation__in=seat.delegations)
    found: int | None = joined.aggregate(first=Min("begins"))["first"]
    return draft.seq if found is None else found


def rooms(seat: Seat) -> QuerySet[DraftingRoom]:
    """The drafting rooms of the negotiation, for chair and secretariat; for nobody else is there one."""
    every = DraftingRoom.objects.filter(instrument__negotiation=seat.negotiation)
    return every if seat.prepares else every.none()


def worded(seat: Seat) -> QuerySet[Draft]:
    """The drafts whose words the person may see and write: `drafts`, and what stands in those rooms."""
    of_room = Q(delegation__is_bureau=True, instrument__drafting_room__in=rooms(seat))
    return Draft.objects.filter(of_room | Q(pk__in=drafts(seat)))


def comments(seat: Seat) -> QuerySet[Comment]:
    """The comments on these drafts; for who joined one, the threads that were begun after that."""
    said = Coalesce(OuterRef("on__seq"), OuterRef("seq"))
    joined = JOINED.filter(draft=OuterRef("draft"), delegation__in=seat.delegations, begins__lt=said)
    own = Q(draft__delegation__in=seat.delegations) | Q(draft__in=worded(seat).filter(delegation__is_bureau=True))
    return Comment.objects.filter(own | Exists(joined))


def sharings(seat: Seat) -> QuerySet[Sharing]:
    """With whom the person's delegations share their drafts, and what they are invited to or have joined."""
    of_others = Q(delegation__in=seat.delegations) & ~Q(state=Sharing.State.ENDED)
    return Sharing.objects.filter(Q(draft__delegation__in=seat.delegations) | of_others)


def watches(seat: Seat) -> QuerySet[Watch]:
    """The watch lists of the delegations that the person drafts for; nobody else's."""
    return Watch.objects.filter(delegation__in=seat.parties)


def packages(seat: Seat) -> QuerySet[Package]:
    every = Package.objects.filter(instrument__negotiation=seat.negotiation)
    return every if seat.sees_proposals else every.none()


def sponsorships(seat: Seat) -> QuerySet[Sponsorship]:
    """Those both sides agreed to, for whoever sees proposals; what is only asked or offered, for these two sides."""
    every = Sponsorship.objects.exclude(state=Sponsorship.State.ENDED).filter(proposal__in=proposals(seat))
    own = Q(delegation__in=seat.delegations) | Q(proposal__delegation__in=seat.delegations)
    return every.filter(Q(state=Sponsorship.State.JOINED) | own)


def handed_in(seat: Seat) -> QuerySet[HandedIn]:
    """Texts that the secretariat entered: for the secretariat, and for the delegation that each is of."""
    every = HandedIn.objects.filter(instrument__negotiation=seat.negotiation)
    return every if Role.SECRETARIAT in seat.roles else every.filter(delegation__in=seat.delegations)


def set_asides(seat: Seat) -> QuerySet[SetAside]:
    """The flags that were set aside, with their reasons: for those who may read the record."""
    every = SetAside.objects.filter(anchor__state__rolling_text__instrument__negotiation=seat.negotiation)
    return every if seat.sees_proposals else every.none()


def tags(seat: Seat) -> QuerySet[Tag]:
    """The tags of the person's own delegations, and the chair's for those who may read the record."""
    own = Q(delegation__in=seat.delegations)
    seen = own | Q(delegation=None) if seat.sees_proposals else own
    return Tag.objects.filter(seen, anchor__state__rolling_text__instrument__negotiation=seat.negotiation)


def exports(user: Any) -> QuerySet[Export]:
    """A person's own exports, as long as the person still may see what they were made from."""
    prepares = Membership.objects.filter(user=user, role__in=(Role.CHAIR, Role.SECRETARIAT)).values("negotiation")
    seen = Q(rolling_text__number__isnull=False) | Q(rolling_text__instrument__negotiation__in=prepares)
    own = Export.objects.filter(requested_by=user, rolling_text__instrument__negotiation__in=negotiations(user))
    return own.filter(seen).defer("content")
