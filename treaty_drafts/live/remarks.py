"""How the comments on drafts stand: a mark that changes with them, so that a page knows when to ask for them again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef
from django.db.models.functions import Coalesce

from .. import access
from ..models import Comment, Membership
from .door import Caller

Marks = dict[int, str]  # of one draft, by person


def mark(draft: UUID, begins: int, *, after: int) -> str:
    """The mark for who sees the threads that were begun after no. `after`, in the document that begins at `begins`.

    It says nothing of them but that there are others, or answered or resolved ones.
    """
    seen = Comment.objects.filter(draft=draft)
    if after:
        seen = seen.alias(begun=Coalesce("on__seq", "seq")).filter(begun__gt=after)
    found = seen.aggregate(count=Count("pk"), resolved=Count("resolved_at"), last=Max("resolved_at"))
    return _mark(begins, **found)


def marks(callers: Mapping[UUID, Collection[Caller]], begins: Mapping[UUID, int]) -> dict[UUID, Marks]:
    """The mark of each draft for each who is at it: no thread that was begun before a person joined is in that person's."""
    found = Comment.objects.filter(draft__in=callers).order_by().values_list("draft")
    rows = found.annotate(Count("pk"), Count("resolved_at"), Max("resolved_at"))
    every = {draft: _mark(begins.get(draft, 0), *of) for draft, *of in rows}
    none = {draft: _mark(since, 0, 0, None) for draft, since in begins.items()}
    made = {draft: {c.user: every.get(draft, none[draft]) for c in callers[draft]} for draft in begins}
    some: dict[tuple[UUID, int], str] = {}
    for (draft, user), after in _later(callers).items():
        if user in made.get(draft, {}):
            if (draft, after) not in some:
                some[draft, after] = mark(draft, begins[draft], after=after)
            made[draft][user] = some[draft, after]
    return made


def _later(callers: Mapping[UUID, Collection[Caller]]) -> dict[tuple[UUID, int], int]:
    """The people who are at a draft for delegations that have joined it alone, and since when (`access.after`)."""
    person = "delegation__memberships__user"
    own = Membership.objects.filter(user=OuterRef(person), delegation=OuterRef("draft__delegation"))
    joined = access.JOINED.filter(
        draft__in=callers, **{f"{person}__in": {c.user for of in callers.values() for c in of}}
    )
    rows = joined.exclude(Exists(own)).order_by().values_list("draft", person).annotate(since=Min("begins"))
    return {(draft, user): since for draft, user, since in rows}


def _mark(begins: int, count: int, resolved: int, last: datetime | None) -> str:
    return f"{begins}-{count}-{resolved}-{last.timestamp() if last else 0}"
