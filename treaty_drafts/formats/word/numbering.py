"""Automatic numbers: Word stores how they are counted, not what they are, so they are counted again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from treaty_drafts.text.errors import TextError

from .numerals import written
from .xml import Element, attribute, child, name, number, switch

LEVELS = 9
MAX_LISTS = 20_000  # definitions; Word documents that grew for years have a few thousand
MAX_LABEL = 60  # characters of what a level prints, so that a small file does not grow
PLACE = re.compile(r"%([1-9])")
BULLET = "•"
DINGBATS = ("symbol", "wingdings", "webdings")  # fonts in which a letter is a picture


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. `restart` is how many levels begin it anew; 0 is none, None all above."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False  # all numbers of the label in digits
    style: str | None = None  # the paragraph style that has this level
    hidden: bool = False


@dataclass(slots=True)
class List:
    """A list as paragraphs name it: the definition it shares with others, and where it begins anew."""

    shared: str
    levels: dict[int, Level]
    starts: dict[int, int]  # the levels that begin anew with the first item of this list


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, definitions: Iterable[Element]) -> None:
        self.unknown: set[str] = set()  # kinds of numbers that were written in digits instead
        self._shared: dict[str, dict[int, Level]] = {}
        self._by_style: dict[str, str] = {}  # the definition behind the name of a list style
        self._links: dict[str, str] = {}
        self._lists: dict[str, List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        for element in definitions:
            self._define(element)
            if len(self._shared) > MAX_LISTS or len(self._lists) > MAX_LISTS:
                raise TextError("the Word document has too many lists")
        for each in self._lists.values():
            self._settle(each)

    def level_of(self, of_list: str, style: str) -> int | None:
        """The level that belongs to a paragraph style."""
        levels = self._lists[of_list].levels if of_list in self._lists else {}
        return next((n for n, level in levels.items() if level.style == style), None)

    def next(self, of_list: str, at: int) -> str:
        """The label of the next item at that level, "" for none; counts it."""
        found = self._lists.get(of_list)
        if not found or at not in found.levels:
            return ""
        counts = self._counts.setdefault(found.shared, [None] * LEVELS)
        if of_list not in self._begun:
            self._begun.add(of_list)
            for level in found.starts:
                counts[level] = None
        last = counts[at]
        counts[at] = found.levels[at].start if last is None else last + 1
        for deeper in range(at + 1, LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or at < restart:
                counts[deeper] = None
        return self._label(found, at, counts)

    def _label(self, of_list: List, at: int, counts: list[int | None]) -> str:
        own = of_list.levels[at]
        if own.hidden:
            return ""
        if own.format == "bullet":
            return own.text

        def place(found: re.Match[str]) -> str:
            n = int(found[1]) - 1
            level = of_list.levels.get(n, Level())
            count = counts[n]
            return self._written(level.start if count is None else count, "decimal" if own.legal else level.format)

        return PLACE.sub(place, own.text)

    def _written(self, value: int, style: str) -> str:
        found = written(value, style)
        if found is None:
            self.unknown.add(style[:30])
            return str(value)
        return found

    def _define(self, element: Element) -> None:
        if name(element) == "abstractNum":
            of_it = attribute(element, "abstractNumId") or ""
            self._shared[of_it] = dict(_levels(element))
            if (style := attribute(child(element, "styleLink"))) is not None:
                self._by_style[style] = of_it
            if (link := attribute(child(element, "numStyleLink"))) is not None:
                self._links[of_it] = link
        elif name(element) == "num":
            changes = [c for c in element if name(c) == "lvlOverride"]
            starts = ((number(c, "ilvl"), number(child(c, "startOverride"))) for c in changes)
            self._lists[attribute(element, "numId") or ""] = List(
                shared=attribute(child(element, "abstractNumId")) or "",
                levels={at: level for change in changes for at, level in _levels(change)},
                starts={at: start for at, start in starts if at is not None and at < LEVELS and start is not None},
            )

    def _settle(self, each: List) -> None:
        """Give a list the levels it shares with others, under what it changes of them."""
        each.shared = self._by_style.get(self._links.get(each.shared, ""), each.shared)
        each.levels = self._shared.get(each.shared, {}) | each.levels
        for at, start in each.starts.items():
            each.levels[at] = replace(each.levels.get(at, Level()), start=start)


def _levels(element: Element) -> Iterable[tuple[int, Level]]:
    for of_it in element:
        at = number(of_it, "ilvl")
        if name(of_it) == "lvl" and at is not None and at < LEVELS:
            yield at, _level(of_it)


def _level(element: Element) -> Level:
    found = {name(c): c for c in element if name(c) != "mc:AlternateContent"}
    format = attribute(found.get("numFmt")) or "decimal"
    text = (attribute(found.get("lvlText")) or "")[:MAX_LABEL]
    fonts = (attribute(child(found.get("rPr"), "rFonts"), "ascii") or "").lower()
    start = number(found.get("start"))
    return Level(
        format=format,
        text=_bullet(text, fonts) if format == "bullet" else text,
        start=1 if start is None else start,
        restart=number(found.get("lvlRestart")),
        legal=bool(switch(element, "isLgl")),
        style=attribute(found.get("pStyle")),
        hidden=bool(switch(found.get("rPr"), "vanish")),
    )


def _bullet(text: str, font: str) -> str:
    """A bullet as a character that needs no font of its own; dashes and the like stay."""
    drawn = font.startswith(DINGBATS) or (text == "o" and "courier" in font) or "\ue000" <= text[:1] <= "\uf8ff"
    return BULLET if drawn else text
