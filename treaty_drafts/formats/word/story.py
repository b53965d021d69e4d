"""Paragraphs, tables and text boxes in the order in which they stand, as plain text."""

from collections import Counter
from collections.abc import Iterable, Iterator

from treaty_drafts.text.errors import TextError

from ..layout import NOTHING_UNRESOLVED, UNRESOLVED
from .changes import Changes
from .inline import Inline
from .layout import on_one_line, written
from .notices import Found
from .numbering import Numbering
from .styles import Style, Styles, is_heading
from .xml import ALTERNATIVE, Element, attribute, before, child, name, number, options, switch

COVER = ("Cover Symbol", "Cover Date", "Cover Session", "Cover Note")  # styles of the documents that are exported here
TITLE = ("Title", "Subtitle")  # of the cover too, where one of those stands before
ANNEX = "Unresolved"  # the table of open points behind the text
MAX_PARAGRAPHS = 200_000  # also empty ones; 300 pages have 5,000
BETWEEN_CELLS = " | "
WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", ALTERNATIVE, "mc:Choice", "mc:Fallback"})


class Story:
    """Reads a document from its first paragraph to its last; automatic numbers are counted on the way."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.paragraphs: list[str] = []
        self.found = Found()
        self.changes = Changes()
        self.printed = 0  # paragraphs of a cover and an annex that are printed around the text by an export
        self.contents = 0  # lines of tables of contents
        self.margins = False  # whether there are page headers or footers
        self._styles = styles
        self._numbering = numbering
        self._inline = Inline(styles, self.found, self.changes)
        self._read = 0
        self._out = self.paragraphs  # or those of a cell or note, while it is read

    def add(self, block: Element) -> None:
        """Add what stands in the body of the document, or in a cell or box: one element of it."""
        kind = name(block)
        if kind == "p":
            self._paragraph(block)
        elif kind == "tbl":
            self._table(block)
        elif kind in WRAPPERS:
            for inner in options(block):
                self.add(inner)
        elif kind == "altChunk" or kind == "subDoc":
            self._note("included")
        elif kind == "m:oMathPara" or kind == "m:oMath":
            self._note("equation")
        elif kind == "sectPr":
            self._section(block)

    def end(self) -> None:
        """Say that the body is at its end."""
        self._commit("", self._inline.taken(), heading=False)

    def notes(self, elements: dict[str, Iterable[Element]]) -> None:
        """Add the notes that were referred to, `[^3]: text`, in the order of their numbers.

        `elements` are those of `footnotes.xml` and `endnotes.xml`, by the kind of note.
        """
        numbers = self._inline.close_notes()
        texts: dict[int, tuple[str, Counter[str]]] = {}
        for kind, of_kind in elements.items():
            for element in of_kind:
                n = numbers.get((kind, attribute(element, "id") or ""))
                if n is not None and n not in texts:
                    words = on_one_line(self._apart(element))
                    texts[n] = words, Counter(self.found.here)
                    self.found.here.clear()
        for n in numbers.values():
            words, found = texts.get(n, ("", Counter()))
            self.paragraphs.append(f"[^{n}]: {words}" if words else f"[^{n}]:")
            self.found.settle(len(self.paragraphs), found if words else Counter({"no note": 1}))

    def _paragraph(self, element: Element) -> None:
        self._read += 1
        if self._read > MAX_PARAGRAPHS:
            raise TextError(f"the Word document is too long: at most {MAX_PARAGRAPHS:,} paragraphs can be read")
        now = child(element, "pPr")
        mark, properties = child(now, "rPr"), before(now)
        style = self._styles.paragraph(attribute(child(properties, "pStyle")))
        if style.contents:
            self.contents += 1
            return
        if style.name in COVER or (self.printed and not self.paragraphs and style.name in TITLE):
            self.printed += 1
            return
        self._inline.read(element, style)
        if self.changes.joins(mark):
            return
        words = self._inline.taken()
        if self.printed and words in (UNRESOLVED, NOTHING_UNRESOLVED):
            return
        hidden = switch(before(mark), "vanish") and not words.strip()
        heading = style.heading or is_heading(number(child(properties, "outlineLvl")))
        self._commit("" if hidden else self._label(properties, style), words, heading=heading)
        self._section(child(now, "sectPr"))
        for box in self._inline.boxes():
            for block in box:
                self.add(block)

    def _label(self, properties: Element | None, style: Style) -> str:
        own = child(properties, "numPr")
        if child(own, "ins") is not None:  # numbered by a tracked change
            own = None
        of_list = attribute(child(own, "numId"))
        level = number(child(own, "ilvl"))
        if of_list is None:
            of_list = style.list
        if of_list is None:
            return ""
        if level is None:
            by_style = self._numbering.level_of(of_list, style.id)
            level = by_style if by_style is not None else style.level or 0
        return self._numbering.next(of_list, level)

    def _commit(self, label: str, words: str, *, heading: bool) -> None:
        paragraphs = written(label, words, heading=heading)
        self._out.extend(paragraphs)
        if self._out is self.paragraphs:
            self.found.settle(max(len(self._out) - max(len(paragraphs) - 1, 0), 1))

    def _table(self, table: Element) -> None:
        if self.printed and attribute(child(child(table, "tblPr"), "tblStyle")) == ANNEX:
            return
        rows = [self._cells(row) for row in _of("tr", table) if not self.changes.adds_row(child(row, "trPr"))]
        if all(len(cells) < 2 for cells in rows):
            self.found.here["frame"] += 1
            for block in (block for cells in rows for cell in cells for block in cell):
                self.add(block)
            return
        lines = [BETWEEN_CELLS.join(on_one_line(self._apart(cell)) for cell in cells) for cells in rows]
        self.found.here["table"] += 1
        self._commit("", "\n".join(line for line in lines if line.strip(" |")), heading=False)

    def _cells(self, row: Element) -> list[Element]:
        return [cell for cell in _of("tc", row) if not self.changes.adds_cell(child(cell, "tcPr"))]

    def _apart(self, container: Element) -> list[str]:
        """The paragraphs of a cell or a note, kept out of the text."""
        outer, self._out = self._out, []
        try:
            for block in container:
                self.add(block)
            self._commit("", self._inline.taken(), heading=False)
            return self._out
        finally:
            self._out = outer

    def _note(self, kind: str) -> None:
        self.found.here[kind] += 1
        self._commit("", "", heading=False)

    def _section(self, section: Element | None) -> None:
        if section is not None:
            self.margins |= any(name(c) in ("headerReference", "footerReference") for c in section)


def _of(kind: str, element: Element) -> Iterator[Element]:
    """The rows of a table, the cells of a row, also those in content controls."""
    for inner in options(element):
        if name(inner) == kind:
            yield inner
        elif name(inner) in WRAPPERS:
            yield from _of(kind, inner)
