"""What is worth knowing about a document that was read: what was left out, what was written in another way, and where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 20  # places of one kind; the others are counted


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know; `paragraph` counts from 1, or is 0 where the whole document is meant."""

    paragraph: int
    what: str


class Found:
    """Collects what is found in a paragraph until it is known which one it is."""

    def __init__(self) -> None:
        self.here: Counter[str] = Counter()
        self._places: dict[str, list[tuple[int, int]]] = {kind: [] for kind in WORDS}
        self._more: Counter[str] = Counter()

    def settle(self, paragraph: int, found: Counter[str] | None = None) -> None:
        """Give what was found here, or `found`, its paragraph."""
        for kind, count in (self.here if found is None else found).items():
            places = self._places[kind]
            if places and places[-1][0] == paragraph:
                places[-1] = paragraph, places[-1][1] + count
            elif len(places) < SHOWN:
                places.append((paragraph, count))
            else:
                self._more[kind] += 1
        if found is None:
            self.here.clear()

    def notices(self) -> Iterable[Notice]:
        """In the order of the text; what there is too much of is counted at the end."""
        places = [(p, kind, count) for kind, found in self._places.items() for p, count in found]
        for paragraph, kind, count in sorted(places):
            yield Notice(paragraph, told(kind, count))
        for kind, more in sorted(self._more.items()):
            yield Notice(0, f"{told(kind, 1)}, in {more:,} more paragraphs")


def told(kind: str, count: int) -> str:
    one, many = WORDS[kind]
    return one if count == 1 else many.format(f"{count:,}")


WORDS = {
    "image": ("an image is left out", "{} images are left out"),
    "chart": ("a chart is left out", "{} charts are left out"),
    "drawing": ("a drawing is left out", "{} drawings are left out"),
    "object": ("an embedded object is left out", "{} embedded objects are left out"),
    "equation": ("an equation is left out", "{} equations are left out"),
    "comment": ("a comment is left out", "{} comments are left out"),
    "included": ("an included document is left out", "{} included documents are left out"),
    "reading aid": ("a reading aid over the words is left out", "{} reading aids over the words are left out"),
    "hidden": ("hidden text is left out", "hidden text is left out"),
    "struck": ("text struck through is kept", "text struck through is kept"),
    "table": ("a table is written as text, row by row", "{} tables are written as text, row by row"),
    "frame": ("a table of one column is written as paragraphs", "{} tables of one column are written as paragraphs"),
    "box": ("a text box stands here; its text follows", "{} text boxes stand here; their text follows"),
    "symbol": ("a symbol without a character is shown as \ufffd", "{} symbols without a character are shown as \ufffd"),
    "field": ("a field without an end; its text is kept", "{} fields without an end; their text is kept"),
    "number": ("a number that only Word counts is left out", "{} numbers that only Word counts are left out"),
    "no note": ("a note has no text", "{} notes have no text"),
}
