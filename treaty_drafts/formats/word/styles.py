"""What a style says that matters for the text: whether it is a heading, its number, whether its words are shown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from treaty_drafts.text.errors import TextError

from .xml import Element, attribute, before, child, name, number, switch

MAX_STYLES = 10_000  # Word itself has room for 4,079
BODY = 9  # the outline level of what is no heading
HEADING = re.compile(r"heading [1-9]\b|title$|subtitle$", re.IGNORECASE)
CONTENTS = re.compile(r"toc [1-9]$|table of figures$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """One style, with what it inherits; None where it says nothing."""

    id: str = ""
    name: str = ""
    based_on: str | None = None
    outline: int | None = None
    list: str | None = None
    level: int | None = None
    hidden: bool | None = None
    struck: bool | None = None

    @property
    def heading(self) -> bool:
        return bool(HEADING.match(self.name)) or is_heading(self.outline)

    @property
    def contents(self) -> bool:
        """Whether it is that of a line in a table of contents."""
        return bool(CONTENTS.match(self.name))


class Styles:
    """The styles of a document by kind (`paragraph`, `character`) and id."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._own: dict[tuple[str, str], Style] = {}
        self._whole: dict[tuple[str, str], Style] = {}
        self._default = ""
        for element in elements:
            if name(element) != "style":
                continue
            kind, of_it = attribute(element, "type") or "paragraph", attribute(element, "styleId") or ""
            self._own[kind, of_it] = _style(of_it, element)
            if kind == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
                self._default = of_it
            if len(self._own) > MAX_STYLES:
                raise TextError("the Word document has too many styles")

    def paragraph(self, of_it: str | None) -> Style:
        """A paragraph style; the default one where there is none of that id."""
        known = of_it is not None and ("paragraph", of_it) in self._own
        return self._inherited("paragraph", of_it if known and of_it is not None else self._default)

    def character(self, of_it: str | None) -> Style:
        """A character style; one that says nothing where there is none."""
        return self._inherited("character", of_it) if of_it is not None else Style()

    def _inherited(self, kind: str, of_it: str) -> Style:
        """The style with what its ancestors say. Those are remembered as well, so that a long line of them is walked
        once; one that leads back into itself ends there."""
        line: list[Style] = []
        seen: set[str] = set()
        above: str | None = of_it
        while above is not None and above not in seen and (kind, above) not in self._whole:
            seen.add(above)
            own = self._own.get((kind, above))
            if own is None:
                break
            line.append(own)
            above = own.based_on
        whole = self._whole.get((kind, above or ""), Style())
        for own in reversed(line):
            whole = _over(own, whole)
            self._whole[kind, own.id] = whole
        return whole


def is_heading(outline: int | None) -> bool:
    """Whether a paragraph of that outline level, counted from 0, is a heading."""
    return outline is not None and outline < BODY


def _over(own: Style, ancestor: Style) -> Style:
    said = {f: getattr(own, f) for f in ("outline", "list", "level", "hidden", "struck") if getattr(own, f) is not None}
    return replace(ancestor, id=own.id, name=own.name, based_on=own.based_on, **said)


def _style(of_it: str, element: Element) -> Style:
    paragraph, run = before(child(element, "pPr")), before(child(element, "rPr"))
    return Style(
        id=of_it,
        name=attribute(child(element, "name")) or "",
        based_on=attribute(child(element, "basedOn")),
        outline=number(child(paragraph, "outlineLvl")),
        list=attribute(child(paragraph, "numPr", "numId")),
        level=number(child(paragraph, "numPr", "ilvl")),
        hidden=switch(run, "vanish"),
        struck=struck(run),
    )


def struck(run: Element | None) -> bool | None:
    """Whether a line or two go through the words."""
    one, two = switch(run, "strike"), switch(run, "dstrike")
    return one if two is None else bool(one) or two
