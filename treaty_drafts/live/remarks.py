"""How the comments on drafts stand: a mark that changes with them, so that a page knows when to ask for them again."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Coalesce

from ..models import Comment

NONE = "0-0-0"


def marks(drafts: Collection[UUID]) -> dict[UUID, str]:
    """The mark of each draft; it says nothing of the comments but that there are others, or answered or resolved ones.

    Threads that were begun before another delegation joined change no mark: those who joined may not know of them.
    """
    begun = Q(draft__begins=0) | Q(begun__gt=F("draft__begins"))
    here = Comment.objects.alias(begun=Coalesce("on__seq", "seq")).filter(begun, draft__in=drafts)
    found = here.order_by().values_list("draft").annotate(Count("pk"), Count("resolved_at"), Max("resolved_at"))
    made = {draft: f"{all_}-{resolved}-{last.timestamp() if last else 0}" for draft, all_, resolved, last in found}
    return {draft: made.get(draft, NONE) for draft in drafts}
