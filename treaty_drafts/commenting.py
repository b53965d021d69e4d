"""Comment on words of a private draft, answer, and resolve. It stays with those at the draft and goes with it."""

from datetime import datetime

from django.db.models import QuerySet

from . import access
from .access import Seat
from .errors import BadInput, EditedMeanwhile, NothingChanged, Where
from .models import Comment, Draft

LONGEST = 2000  # characters of one comment
QUOTED = 500  # characters of the words that are kept with it
MOST = 500  # comments and answers on one draft, of those that a person sees


def comment(
    *, draft: Draft, said: str, words: str = "", start: str = "", end: str = "", by: Seat, at: datetime,
    begins: int | None = None,
) -> Comment:  # fmt: skip
    """Say something of words of a draft; `start` and `end` are places as the editor keeps them.

    `begins` is the draft's as the person saw it: raises `EditedMeanwhile` where another delegation has joined since.
    """
    _check(draft, said, by)
    if begins not in (None, draft.begins):
        raise EditedMeanwhile("another delegation has joined this draft, and would see the comment: look at it again")
    return Comment.objects.create(
        draft=draft, said=said.strip(), words=words[:QUOTED], start=start, end=end, seq=draft.seq, said_at=at,
        said_by=by.user,
    )  # fmt: skip


def answer(*, to: Comment, said: str, by: Seat, at: datetime) -> Comment:
    """Answer a comment; of an answer, what it answers."""
    _check(to.draft, said, by)
    return Comment.objects.create(
        draft=to.draft, on=to.on or to, said=said.strip(), seq=to.draft.seq, said_at=at, said_by=by.user
    )


def resolve(*, comment: Comment, by: Seat, at: datetime) -> None:
    """Say that a comment is dealt with; it is kept, folded away."""
    _settle(Comment.objects.filter(resolved_at=None), comment, resolved_at=at, resolved_by=by.user)


def reopen(*, comment: Comment) -> None:
    """Take up a resolved comment again."""
    _settle(Comment.objects.exclude(resolved_at=None), comment, resolved_at=None, resolved_by=None)


def threads(draft: Draft, by: Seat) -> QuerySet[Comment]:
    """The comments on a draft that the person sees, with their answers, in the order in which they were made."""
    with_people = "said_by", "resolved_by"
    return (
        access.comments(by)
        .filter(draft=draft, on=None)
        .select_related(*with_people)
        .prefetch_related("answers__said_by")
    )


def _check(draft: Draft, said: str, by: Seat) -> None:
    if not said.strip() or len(said) > LONGEST:
        raise BadInput("a comment needs words", Where("said", f"has none, or more than {LONGEST} characters"))
    if access.comments(by).filter(draft=draft).count() >= MOST:  # how many others there are is not the person's to know
        raise BadInput(f"a draft has at most {MOST} comments: resolve what is dealt with, and go on there")


def _settle(among: QuerySet[Comment], comment: Comment, **changed: object) -> None:
    if not among.filter(pk=comment.pk, on=None).update(**changed):
        raise NothingChanged("this comment is an answer, or it was resolved or reopened just now")
