"""How the comments on drafts stand: a mark that changes with them, so that a page knows when to ask for them again."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Max

from ..models import Comment

NONE = "0-0-0"


def marks(drafts: Collection[UUID]) -> dict[UUID, str]:
    """The mark of each draft; it says nothing of the comments but that there are others, or answered or resolved ones."""
    counted = Comment.objects.filter(draft__in=drafts).order_by().values_list("draft")
    found = counted.annotate(Count("pk"), Count("resolved_at"), Max("resolved_at"))
    made = {draft: f"{all_}-{resolved}-{last.timestamp() if last else 0}" for draft, all_, resolved, last in found}
    return {draft: made.get(draft, NONE) for draft in drafts}
