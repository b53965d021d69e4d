"""Table several provisions as one package with a note, and withdraw them together."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from . import clearance, record, tabling
from .access import Seat
from .errors import BadInput, NotAllowed, NothingChanged, Where
from .models import Draft, Package, Version


def table(
    *,
    drafts: Sequence[tuple[Draft, int]],
    title: str,
    note: str = "",
    by: Seat,
    at: datetime,
    although_moved: bool = False,
) -> tuple[Package, tuple[Version, ...]]:
    """Table drafts of one delegation together, each in the edition that was previewed: all of them, or none."""
    first = _check(drafts, title, by)
    with transaction.atomic():
        record.lock(by.negotiation, by)
        found = [tabling.latest(draft, edition) for draft, edition in drafts]
        made = Package(
            id=uuid4(), instrument=first.instrument, delegation=first.delegation, title=title, note=note, sequence=0
        )
        entry = record.add(
            negotiation=by.negotiation, act="tabled a package", at=at, by=first.delegation.code,
            what={"package": str(made.pk), "title": title, "note": note, "proposals": len(found)},
        )  # fmt: skip
        made.sequence = entry.sequence
        made.save(force_insert=True)
        versions = []
        for draft in found:
            clearance.check(draft, by)
            put = tabling.put_on_table(draft=draft, by=by, at=at, although_moved=although_moved, package=made)
            versions.append(put)
            draft.delete()
    return made, tuple(versions)


def _check(drafts: Sequence[tuple[Draft, int]], title: str, by: Seat) -> Draft:
    named = {draft.pk for draft, _ in drafts}
    if len(named) < 2 or len(named) < len(drafts):
        raise BadInput("a package holds two drafts or more, each once", Where("drafts", "too few, or one twice"))
    if not title.strip():
        raise BadInput("a package has a title", Where("title", "missing"))
    first = drafts[0][0]
    if any((d.delegation_id, d.instrument_id) != (first.delegation_id, first.instrument_id) for d, _ in drafts):
        raise BadInput("a package is of one delegation, on one instrument", Where("drafts", "of several"))
    if not by.speaks_for(first.delegation):
        raise NotAllowed(f"only drafters of {first.delegation.name} table for it")
    return first


def withdraw(*, package: Package, by: Seat, at: datetime) -> Package:
    """Take every proposal of a package off the table."""
    if not by.speaks_for(package.delegation):
        raise NotAllowed(f"only drafters of {package.delegation.name} withdraw its packages")
    with transaction.atomic():
        record.lock(by.negotiation, by)
        standing = package.proposals.filter(withdrawn_at=None)
        proposals = list(standing.order_by("pk"))
        if not proposals:
            raise NothingChanged("this package was withdrawn already")
        entry = record.add(
            negotiation=by.negotiation, act="withdrew a package", at=at, by=package.delegation.code,
            what={
                "package": str(package.pk), "title": package.title,
                "proposals": [{"proposal": str(p.pk), "provision": str(p.provision_id)} for p in proposals],
            },
        )  # fmt: skip
        standing.update(withdrawn_at=at, withdrawal_sequence=entry.sequence)
    return package
