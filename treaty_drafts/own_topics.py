"""The subjects that a negotiation watches: the two that ship, and its own, which chair and secretariat define."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from math import prod
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from . import record
from .access import Seat
from .errors import BadInput, NotAllowed, NotThere, Where
from .models import Negotiation, OwnTopic
from .text import DEFAULT, TextError, Topic, load_topics

MOST = 20  # subjects of one negotiation
MOST_ENTRIES = 100  # of one list
LONGEST_TERM, LONGEST_EXAMPLE = 200, 2000  # characters
MOST_PHRASES = 10_000  # that the terms of one subject may stand for
PLACES = re.compile(r" [~>]\d+ ")  # of a term that says what is near what
APART = re.compile(r"[-\u2010-\u2015'’]")  # what parts words in a text parts them in a term


@dataclass(frozen=True, slots=True)
class Definition:
    """What a subject is: of `strong` terms one is enough, of `supporting` it takes two, those of `unless` do not count.

    Where there is a `context`, a sentence counts only if it has one of its terms. Examples should be caught and
    counter-examples not; they change nothing.
    """

    name: str
    definition: str
    strong: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


TERMS = ("strong", "supporting", "unless", "context")
PASSAGES = ("examples", "counter_examples")


def topics(negotiation: Negotiation) -> tuple[Topic, ...]:
    """Every subject that is watched in a negotiation."""
    own = OwnTopic.objects.filter(negotiation=negotiation).values_list("key", "name", "definition", *TERMS)
    return DEFAULT + tuple(_loaded(*(tuple(v) if isinstance(v, list) else v for v in row)) for row in own)


def topic_of(definition: Definition, key: str = "new") -> Topic:
    """The subject that a definition describes. Raises `BadInput` where it describes none."""
    for field in ("name", "definition"):
        if not getattr(definition, field).strip():
            raise BadInput(f"the subject needs a {field}", Where(field, "is missing"))
    if not definition.strong + definition.supporting:
        raise BadInput("the subject needs a term by which it is known", Where("strong", "is missing"))
    for field in (*TERMS, *PASSAGES):
        _check_entries(field, getattr(definition, field))
    if sum(_phrases(entry) for field in TERMS for entry in getattr(definition, field)) > MOST_PHRASES:
        raise BadInput("the terms stand for too many phrases: use fewer alternatives", Where("strong", "too many"))
    for field in TERMS:  # one list at a time, so that the refusal says which
        _load(definition, key, field)
    return _loaded(key, definition.name, definition.definition, *(getattr(definition, f) for f in TERMS))


def define(*, definition: Definition, by: Seat, at: datetime) -> OwnTopic:
    """Watch a subject of the negotiation's own from now on."""
    with _held(by):
        if by.negotiation.own_topics.count() >= MOST:
            raise BadInput(f"at most {MOST} subjects are watched: remove one first")
        key = _free_key(by.negotiation, definition.name)
        _check(definition, by, key)
        made = OwnTopic.objects.create(negotiation=by.negotiation, key=key, **asdict(definition))
        _enter("subject defined", made, definition, by, at)
    return made


def change(*, topic: OwnTopic, definition: Definition, by: Seat, at: datetime) -> OwnTopic:
    """Describe a subject of the negotiation's own anew; its key stays."""
    with _held(by):
        now = _there(topic)
        if definition_of(now) == definition:
            return now
        _check(definition, by, now.key)
        for field, value in asdict(definition).items():
            setattr(now, field, value)
        now.save()
        _enter("subject changed", now, definition, by, at)
    return now


def remove(*, topic: OwnTopic, by: Seat, at: datetime) -> None:
    """Watch a subject no longer; the record keeps what it was."""
    with _held(by):
        now = _there(topic)
        _enter("subject removed", now, None, by, at)
        now.delete()


def definition_of(topic: OwnTopic) -> Definition:
    """How a subject is described now."""
    lists = {field: tuple(getattr(topic, field)) for field in (*TERMS, *PASSAGES)}
    return Definition(topic.name, topic.definition, **lists)


def check_may(by: Seat) -> None:
    """Raise `NotAllowed` for who does not say what is watched."""
    if not by.prepares:
        raise NotAllowed("only the chair and the secretariat say which subjects are watched")


@contextmanager
def _held(by: Seat) -> Iterator[None]:
    check_may(by)
    with transaction.atomic():
        record.lock(by.negotiation)
        yield


def _there(topic: OwnTopic) -> OwnTopic:
    found = OwnTopic.objects.filter(pk=topic.pk).first()
    if found is None:
        raise NotThere
    return found


def _check(definition: Definition, by: Seat, key: str) -> None:
    topic_of(definition, key)
    others = by.negotiation.own_topics.exclude(key=key).values_list("name", flat=True)
    if definition.name.casefold() in {name.casefold() for name in (*others, *(t.name for t in DEFAULT))}:
        raise BadInput("there is a subject of this name already", Where("name", "is taken"))


def _free_key(negotiation: Negotiation, name: str) -> str:
    """A key that no subject of the negotiation has, made from the name."""
    taken = {*negotiation.own_topics.values_list("key", flat=True), *(t.id for t in DEFAULT)}
    first = slugify(name, allow_unicode=True)[:50] or "subject"
    return next(key for n in range(1, MOST + 4) if (key := first if n == 1 else f"{first}-{n}") not in taken)


def _enter(act: str, topic: OwnTopic, definition: Definition | None, by: Seat, at: datetime) -> None:
    what: dict[str, Any] = {"topic": topic.key, "title": topic.name}
    if definition:
        what |= {"is": {field: value for field, value in asdict(definition).items() if value}}
    record.add(negotiation=by.negotiation, act=act, at=at, by=by.name, what=what)


def _check_entries(field: str, entries: tuple[str, ...]) -> None:
    longest = LONGEST_TERM if field in TERMS else LONGEST_EXAMPLE
    if len(entries) > MOST_ENTRIES:
        raise BadInput(f"at most {MOST_ENTRIES} entries fit into one list", Where(field, "too many"))
    if any(len(entry) > longest for entry in entries):
        raise BadInput(f"an entry has at most {longest:,} characters", Where(field, "too long"))


def _phrases(term: str) -> int:
    """How many phrases a term stands for: of `burden/standard of proof`, two."""
    return sum(prod(word.count("/") + 1 for word in part.split()) for part in PLACES.split(term))


def _load(definition: Definition, key: str, field: str) -> None:
    entries = getattr(definition, field)
    try:
        if entries:
            _loaded(key, definition.name, definition.definition, entries, (), (), ())
    except TextError as error:
        raise BadInput(str(error), Where(field, "cannot be read")) from None


@lru_cache(maxsize=256)
def _loaded(key: str, name: str, definition: str, *lists: tuple[str, ...]) -> Topic:
    """The same subject for the same words, so that the engine indexes it once."""
    terms = {field: [APART.sub(" ", entry) for entry in entries] for field, entries in zip(TERMS, lists, strict=True)}
    return load_topics({"topic": [{"id": key, "name": name, "definition": definition, **terms}]})[0]
