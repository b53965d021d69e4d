"""Tracked changes: which words are of the text as it was before them, and how many changes there are."""

from collections import Counter

from .xml import Element, attribute, name

NEW = frozenset({"ins", "moveTo"})
OLD = frozenset({"del", "moveFrom"})


class Changes:
    """Counts changes. What one person inserted or deleted in one go counts once, though Word cuts it up."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self._last: tuple[str, str | None, str | None] | None = None

    def seen(self, change: Element) -> None:
        """Count an insertion, deletion or move."""
        this = name(change), attribute(change, "author"), attribute(change, "date")
        if this != self._last and this[0] != "moveTo":  # the other end of a move was counted
            self.count[this[0]] += 1
        self._last = this

    def unchanged(self) -> None:
        """Say that words follow that nobody changed."""
        self._last = None

    def joins(self, mark: Element | None) -> bool:
        """Whether the end of a paragraph was inserted: before that, the next paragraph went on here."""
        return self._new(mark, NEW)

    def adds_row(self, properties: Element | None) -> bool:
        """Whether a row of a table was inserted."""
        return self._new(properties, NEW)

    def adds_cell(self, properties: Element | None) -> bool:
        """Whether a cell of a row was inserted."""
        return self._new(properties, {"cellIns"})

    def told(self) -> str:
        """The changes in words, and what was done with them; "" for none."""
        counted = [
            f"{n:,} {one}" + "s" * (n != 1)
            for kind, one in (("ins", "insertion"), ("del", "deletion"), ("moveFrom", "move"))
            if (n := self.count[kind])
        ]
        if not counted:
            return ""
        *first, last = counted
        listed = f"{', '.join(first)} and {last}" if first else last
        return f"tracked changes are not carried out: {listed}; the text is as it was before them"

    def _new(self, properties: Element | None, kinds: frozenset[str] | set[str]) -> bool:
        added = False
        for change in properties if properties is not None else ():
            kind = name(change)
            if kind in kinds or kind in OLD or kind == "cellDel":
                added |= kind in kinds
                self.seen(change)
        return added
