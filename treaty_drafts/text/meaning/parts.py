"""The parts of a rule: what binds in each clause, and what each word of a sentence is part of."""

from dataclasses import dataclass, field

from .lexicon import Mark, Rule
from .words import Read, Word


@dataclass(slots=True)
class Modal:
    """What binds in one clause, its verb and who bears it; `at` and `end` are its words."""

    rule: Rule
    at: int
    end: int
    verb: int = -1
    subject: tuple[int, int] = (0, 0)
    denied: bool = False
    doubly: bool = False
    passive: bool = False
    doubted: bool = False  # may not be adequate: no prohibition


@dataclass(slots=True)
class Frame:
    """A sentence with the part that each word plays; `role` is beside each word, and so is the mark it is in."""

    read: Read
    role: list[str]
    mark: list[Mark | None]
    modals: list[Modal] = field(default_factory=list)
    zones: list[tuple[int, int, Mark]] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        """The words of the sentence."""
        return self.read.words
