"""Table a draft as an immutable version, and withdraw a proposal. Both enter the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from . import clearance, paragraphs, record, rolling
from .access import Seat
from .errors import BadInput, BaseMoved, EditedMeanwhile, NotAllowed, NothingChanged, Where
from .models import (
    Draft,
    Package,
    Proposal,
    ProposalKind,
    Provision,
    RollingProvision,
    Sponsorship,
    Version,
    hash_of,
)
from .text import Lines, parse, with_plain_line_ends


@dataclass(frozen=True, slots=True)
class Tabling:
    """Exactly what the other delegations will receive."""

    delegation: str
    kind: str
    number: int
    text: str
    text_hash: str
    note: str
    stances: tuple[dict[str, Any], ...]  # on paragraphs of the base, without new words
    authorship: str
    base: RollingProvision | None
    base_text: str
    base_has_moved: bool
    stood_hash: str  # of the wording that stands, whatever the draft is measured against
    problems: tuple[str, ...]  # lost brackets, each with its line: tabled words are never changed


def preview(*, draft: Draft) -> Tabling:
    """What tabling `draft` now would make visible. Raises `NothingChanged` where it says nothing new.

    Raises `AgreedAdReferendum` where the provision is agreed: it is reopened first.
    """
    if draft.provision:
        rolling.check_open(draft.provision)
    state = rolling.state(draft.provision) if draft.provision else None
    own = _standing(draft)
    last = own.versions.order_by("number").last() if own else None
    moved = rolling.has_moved(draft)
    base = draft.base if moved else state
    base_text = rolling.base_of(base)
    words = draft.text.rstrip()  # the white space behind a provision is the text's own, see `separator`
    if draft.stances and moved:
        paragraphs.moved(draft.stances, base_text, rolling.base_of(state))
    text = paragraphs.without_deleted(words, draft.stances)
    again = last if last and last.base_text == base_text and not _settled(last, base_text) else None
    _check_says_something(draft, words, text, base_text, again)
    return Tabling(
        draft.delegation.code, _kind(draft, words, text, base_text), last.number + 1 if last else 1, text, hash_of(text),
        draft.note, tuple(draft.stances), draft.authorship, base, base_text, moved, hash_of(rolling.base_of(state)),
        _problems(text),
    )  # fmt: skip


def _settled(version: Version, base: str) -> bool:
    """Whether some of a version's words were settled on this very base: to insist, they are tabled again."""
    return version.carried.filter(base_hash=hash_of(base)).exclude(text=version.text).exists()


def _kind(draft: Draft, words: str, text: str, base: str) -> ProposalKind:
    if not base:
        return ProposalKind.INSERT
    if draft.stances and words == base.rstrip():
        return ProposalKind.STANCE
    return ProposalKind.AMEND if text else ProposalKind.DELETE


def table(
    *, draft: Draft, edition: int, by: Seat, at: datetime, although_moved: bool = False, seq: int | None = None,
    hash: str = "",
) -> Version:  # fmt: skip
    """Table the draft in state `edition`; it becomes a version that never changes, and the draft ends.

    Only the plain words become the version; the history of how they were written ends with the draft. Who followed the
    live text says so with the `seq` and the `hash` of the words that were seen.
    Raises `BaseMoved` where the text was replaced by a later revision, unless `although_moved` says that this is known.
    """
    if not by.speaks_for(draft.delegation):
        raise NotAllowed(f"only drafters of {draft.delegation.name} table for it")
    with transaction.atomic():
        record.lock(by.negotiation, by)
        draft = latest(draft, edition)
        _check_seen(draft, seq, hash)
        clearance.check(draft, by)
        version = put_on_table(draft=draft, by=by, at=at, although_moved=although_moved)
        draft.delete()
    return version


def put_on_table(
    *, draft: Draft, by: Seat, at: datetime, although_moved: bool, package: Package | None = None, **more: Any
) -> Version:
    """The version that `draft` becomes; inside a transaction that holds the record's lock. `more` goes on record too."""
    made = preview(draft=draft)
    if made.base_has_moved and not although_moved:
        raise BaseMoved(
            "the text of this provision has been replaced since the draft was opened: move the draft to the text that "
            "stands, or table it saying that the text has moved",
            Where("although_moved", "must be true to table against the earlier text"),
        )
    _check_sponsors_nothing(draft)
    proposal = _proposal(draft, package)
    said = [{"stance": s["stance"], "on": s["cited"]} for s in made.stances]
    if package:
        more["package"] = str(package.pk)
    entry = record.add(
        negotiation=by.negotiation, act="tabled", at=at, by=made.delegation,
        what={
            "proposal": str(proposal.pk), "provision": str(proposal.provision_id), "kind": made.kind,
            "version": made.number, "text_hash": made.text_hash, "note": made.note,
            **({"stances": said} if said else {}), **({"authorship": made.authorship} if made.authorship else {}), **more,
        },
    )  # fmt: skip
    return Version.objects.create(
        proposal=proposal, number=made.number, kind=made.kind, text=made.text, text_hash=made.text_hash, note=made.note,
        stances=list(made.stances), authorship=made.authorship, base=made.base, base_text=made.base_text,
        base_had_moved=made.base_has_moved, stood_hash=made.stood_hash, sequence=entry.sequence, tabled_at=at,
        tabled_by=by.user,
    )  # fmt: skip


def _proposal(draft: Draft, package: Package | None) -> Proposal:
    """The delegation's standing proposal on the provision, or a new one; in `package` from now on, if there is one."""
    proposal = _standing(draft)
    if proposal and package:
        if proposal.package_id:
            raise BadInput(f"its proposal on one of these provisions belongs to the package {proposal.package} already")
        proposal.package = package
        proposal.save(update_fields=["package"])
    if proposal:
        return proposal
    provision = draft.provision or Provision.objects.create(instrument=draft.instrument)
    return Proposal.objects.create(
        instrument=draft.instrument, provision=provision, after=draft.after or _place(provision),
        delegation=draft.delegation, package=package,
    )  # fmt: skip


def _check_sponsors_nothing(draft: Draft) -> None:
    """One delegation holds one wording of a provision."""
    joined = Sponsorship.objects.filter(
        delegation=draft.delegation, state=Sponsorship.State.JOINED, proposal__withdrawn_at=None
    )
    found = joined.filter(proposal__provision=draft.provision).select_related("proposal__delegation").first()
    if draft.provision and found:
        raise BadInput(
            f"{draft.delegation.name} co-sponsors the proposal of {found.proposal.delegation.name} on this provision: "
            "leave it before you table a wording of your own"
        )


def withdraw(*, proposal: Proposal, by: Seat, at: datetime) -> Proposal:
    """Take a proposal off the table; its versions stay in the record."""
    if not by.speaks_for(proposal.delegation):
        raise NotAllowed(f"only drafters of {proposal.delegation.name} withdraw its proposals")
    with transaction.atomic():
        record.lock(by.negotiation, by)
        proposal = Proposal.objects.select_related("delegation", "package").get(pk=proposal.pk)
        if proposal.withdrawn_at:
            raise NothingChanged("this proposal was withdrawn already")
        if proposal.package:
            raise BadInput(f"it stands and falls with the package {proposal.package}: withdraw the package")
        entry = record.add(
            negotiation=by.negotiation, act="withdrawn", at=at, by=proposal.delegation.code,
            what={"proposal": str(proposal.pk), "provision": str(proposal.provision_id)},
        )  # fmt: skip
        proposal.withdrawn_at, proposal.withdrawal_sequence = at, entry.sequence
        proposal.save(update_fields=["withdrawn_at", "withdrawal_sequence"])
    return proposal


def _problems(text: str) -> tuple[str, ...]:
    lines = Lines(text)
    return tuple(f"line {lines.at(p.offset)}: a bracket is {p.what}" for p in parse(text).problems)


def _standing(draft: Draft) -> Proposal | None:
    if draft.provision is None:
        return None
    return Proposal.objects.filter(provision=draft.provision, delegation=draft.delegation, withdrawn_at=None).first()


def _place(provision: Provision) -> Provision | None:
    """What a provision was proposed to follow when it was first tabled."""
    first = provision.proposals.exclude(after=None).order_by("versions__sequence").first()
    return first.after if first else None


def latest(draft: Draft, edition: int) -> Draft:
    """The draft as it is now, if that is the state that was previewed; nobody edits it until the transaction ends."""
    every = Draft.objects.select_for_update(of=("self",)).select_related(
        "delegation", "provision", "base", "instrument"
    )
    now = every.filter(pk=draft.pk).first()
    if now is None:
        raise EditedMeanwhile("this draft was tabled or discarded already")
    if now.edition != edition:
        raise EditedMeanwhile(
            "this draft has been saved since you looked at it; look at it again before it is tabled",
            Where("edition", f"is {edition}, the last one is {now.edition}"),
        )
    return now


def _check_seen(draft: Draft, seq: int | None, hash: str) -> None:
    """Refuse where the words are others than those that were seen, though they have the number."""
    if seq is not None and (draft.seq, hash_of(with_plain_line_ends(draft.text))) != (seq, hash):
        raise EditedMeanwhile(
            "these are not the words that you saw; look at the draft again before it is tabled",
            Where("seq", f"is {seq}, the last one is {draft.seq}"),
        )


def _check_says_something(draft: Draft, words: str, text: str, base: str, last: Version | None) -> None:
    again = last and (last.text, last.stances, last.authorship) == (text, draft.stances, draft.authorship)
    if last and again and last.note == draft.note:
        raise NothingChanged(f"this is what {draft.delegation.name} tabled already, as version {last.number}")
    if base and (draft.kind == ProposalKind.DELETE or (draft.stances and words.strip())):
        return
    if not words.strip():
        where = Where("text", "is empty")
        raise BadInput("there is no text to table; to propose a deletion open a draft of that kind", where)
    if text == base.rstrip():
        raise NothingChanged("the draft says what the text says already")
