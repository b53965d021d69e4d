"""A delegation's own watch list, private to it, and what changed in substance on it since a person last looked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from . import access, substance
from .access import Seat
from .errors import NotAllowed
from .models import Delegation, LastLook, Provision, RollingProvision, Version, Watch
from .substance import UNREAD, Substance, Verdict

T = TypeVar("T")
LAST = 1_000_000  # behind all positions
MOST = 50  # changed texts that are read at once; of more, the list says that they changed
LATER = Substance(UNREAD, (), (), "Changed, and not read here, so that this comes in time: compare it on its own page.")


@dataclass(frozen=True, slots=True)
class Tabled:
    """A version, and in short what it does to the text it was measured against."""

    version: Version
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Watched:
    """A provision on the list: what the text did since then, nothing where it stayed; and the versions tabled since."""

    watch: Watch
    label: str
    text: Substance | None
    versions: tuple[Tabled, ...]


def watch(*, provision: Provision, delegation: Delegation, by: Seat) -> Watch:
    """Put a provision on the delegation's watch list."""
    _check(delegation, by)
    made, _ = Watch.objects.get_or_create(delegation=delegation, provision=provision)
    return made


def unwatch(*, provision: Provision, delegation: Delegation, by: Seat) -> None:
    """Take a provision off the delegation's watch list."""
    _check(delegation, by)
    Watch.objects.filter(delegation=delegation, provision=provision).delete()


def since_last_look(seat: Seat) -> tuple[int, tuple[Watched, ...]]:
    """The number in the record up to which this person has read, and what changed since on each watched provision."""
    look = LastLook.objects.filter(user=seat.user, negotiation=seat.negotiation).first()
    since = look.sequence if look else 0
    watches = list(access.watches(seat).select_related("delegation", "provision"))
    states = _by_provision(_published(watches), lambda s: s.provision_id)
    tabled = _tabled(watches, seat, since)
    read = substance.verdicts((v.base_text, v.text) for v in tabled)
    judged = [Tabled(v, verdict) for v, verdict in zip(tabled, read, strict=True)]
    versions = _by_provision(judged, lambda t: t.version.proposal.provision_id)
    watches.sort(key=lambda w: states[w.provision_id][-1].position if w.provision_id in states else LAST)
    texts = _texts(states, since)
    return since, tuple(
        _watched(w, states.get(w.provision_id, []), texts.get(w.provision_id), versions.get(w.provision_id, []))
        for w in watches
    )


def _texts(states: Mapping[UUID, Sequence[RollingProvision]], since: int) -> dict[UUID, Substance]:
    """What the text did since then, by provision, where it changed."""
    changed: dict[UUID, Substance] = {}
    for provision, every in sorted(states.items(), key=lambda s: s[1][-1].position):
        seen = [s for s in every if (s.rolling_text.sequence or 0) <= since]
        if seen and seen[-1].base != every[-1].base:
            read = len(changed) < MOST
            changed[provision] = substance.changed(seen[-1].base, every[-1].base) if read else LATER
    return changed


def _watched(
    one: Watch, states: Sequence[RollingProvision], text: Substance | None, tabled: Sequence[Tabled]
) -> Watched:
    label = states[-1].label if states else "a provision that is only proposed"
    others = tuple(t for t in tabled if t.version.proposal.delegation_id != one.delegation_id)
    return Watched(one, label, text, others)


def _by_provision(found: Iterable[T], provision: Callable[[T], UUID]) -> dict[UUID, list[T]]:
    groups: dict[UUID, list[T]] = {}
    for one in found:
        groups.setdefault(provision(one), []).append(one)
    return groups


def _published(watches: Iterable[Watch]) -> list[RollingProvision]:
    """The states of the watched provisions in the published revisions, in the order of the record."""
    of = RollingProvision.objects.filter(
        provision__in=[w.provision_id for w in watches], rolling_text__number__isnull=False
    )
    return list(of.defer("text", "collation").select_related("rolling_text").order_by("rolling_text__sequence"))


def _tabled(watches: Iterable[Watch], seat: Seat, since: int) -> list[Version]:
    """What was tabled on them since then and stands, of each proposal the last version that offers words."""
    of = Version.objects.filter(
        proposal__in=access.proposals(seat).filter(withdrawn_at=None), sequence__gt=since,
        proposal__provision__in=[w.provision_id for w in watches],
    )  # fmt: skip
    latest = {v.proposal_id: v for v in of.select_related("proposal__delegation").order_by("sequence")}
    return [v for v in latest.values() if v.offers_words]


def _check(delegation: Delegation, by: Seat) -> None:
    if delegation not in by.parties:
        raise NotAllowed(f"you do not draft for {delegation.name}")
