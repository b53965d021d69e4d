"""A subject tried on a negotiation's texts before it is saved."""

from dataclasses import dataclass

from . import own_topics, review, rolling
from .access import Seat
from .own_topics import Definition
from .review import Difference, OpenPoint
from .text import try_topic


@dataclass(frozen=True, slots=True)
class Tried:
    """What a subject catches in the texts that stand and among what is tabled, and how it does on its own examples."""

    points: tuple[OpenPoint, ...]
    differences: tuple[Difference, ...]
    missed: tuple[str, ...]  # examples that it does not catch
    caught: tuple[str, ...]  # counter-examples that it does catch


def try_out(*, definition: Definition, by: Seat) -> Tried:
    """Try a subject on every instrument of the negotiation; nothing is stored."""
    own_topics.check_may(by)
    topic = own_topics.topic_of(definition)
    on_examples = try_topic(topic, "", examples=definition.examples, counter_examples=definition.counter_examples)
    instruments = list(by.negotiation.instruments.all())
    texts = [text for text in map(rolling.current, instruments) if text]
    return Tried(
        tuple(point for text in texts for point in review.open_points(text, topics=(topic,))),
        tuple(d for one in instruments for d in review.differences(one, topics=(topic,)) if d.topics),
        on_examples.missed, on_examples.caught,
    )  # fmt: skip
