"""A topic tried before it is saved: what it flags in a text, and whether it tells its examples from what is none."""

from collections.abc import Sequence
from dataclasses import dataclass

from .topics import Flag, Topic, flags, topics_of


@dataclass(frozen=True, slots=True)
class Trial:
    """What a topic catches: `flags` of the text, its examples that it `missed`, and what it `caught` that is none."""

    flags: tuple[Flag, ...]
    missed: tuple[str, ...]
    caught: tuple[str, ...]


def try_topic(topic: Topic, text: str, *, examples: Sequence[str] = (), counter_examples: Sequence[str] = ()) -> Trial:
    """Try `topic` alone on the brackets of `text` and on passages that should and should not touch it."""
    return Trial(
        flags(text, topics=(topic,)),
        tuple(passage for passage in examples if not topics_of(passage, topics=(topic,))),
        tuple(passage for passage in counter_examples if topics_of(passage, topics=(topic,))),
    )
