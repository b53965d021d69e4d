"""Tag words of the text by hand: a delegation for itself alone, the chair for all."""

from datetime import datetime

from django.db import transaction

from . import anchoring, own_topics, record
from .access import Seat
from .errors import BadInput, NotAllowed, NothingChanged, Where
from .models import Delegation, RollingProvision, Tag
from .text import Span

LONGEST = 100  # characters of a name


def tag(
    *, state: RollingProvision, span: Span, name: str, topic: str = "", delegation: Delegation | None, by: Seat, at: datetime
) -> Tag:  # fmt: skip
    """Give words of a published revision a name. Without `delegation` it is the chair's, and enters the record."""
    name = name.strip()
    if not state.rolling_text.published:
        raise BadInput("words are tagged in a published revision")
    if not name or len(name) > LONGEST:
        raise BadInput("a tag needs a name", Where("name", f"has no, or more than {LONGEST}, characters"))
    if topic and topic not in {t.id for t in own_topics.topics(by.negotiation)}:
        raise BadInput("there is no such subject", Where("topic", "unknown", topic))
    _check(delegation, by)
    with transaction.atomic():
        if delegation is None:
            record.lock(by.negotiation, by)
        anchor = anchoring.anchor(state=state, span=span)
        made = Tag.objects.create(
            anchor=anchor, delegation=delegation, name=name, topic=topic, tagged_at=at, tagged_by=by.user
        )
        _record(made, "tagged", by, at)
    return made


def remove(*, tag: Tag, by: Seat, at: datetime) -> None:
    """Take a tag off the words."""
    _check(tag.delegation, by)
    with transaction.atomic():
        if tag.delegation is None:
            record.lock(by.negotiation, by)
        if not Tag.objects.filter(pk=tag.pk).exists():
            raise NothingChanged("this tag was removed already")
        _record(tag, "tag removed", by, at)
        tag.delete()
        tag.anchor.delete()


def _check(delegation: Delegation | None, by: Seat) -> None:
    if delegation is None and not by.chairs:
        raise NotAllowed("only the chair’s tags are for all; delegations tag for themselves")
    if delegation is not None and not by.speaks_for(delegation):
        raise NotAllowed(f"only drafters of {delegation.name} tag for it")


def _record(tag: Tag, act: str, by: Seat, at: datetime) -> None:
    """The chair's tags are made in the open; those of a delegation leave no trace."""
    if tag.delegation is not None:
        return
    state = tag.anchor.state
    what = {
        "provision": str(state.provision_id), "revision": state.rolling_text.number, "words": tag.anchor.words,
        "name": tag.name, "topic": tag.topic,
    }  # fmt: skip
    record.add(negotiation=by.negotiation, act=act, at=at, by=by.name, what=what)
