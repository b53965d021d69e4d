"""Elements of WordprocessingML by their short names, in the transitional namespace as in the strict one."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Protocol, Self

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ALTERNATIVE = "mc:AlternateContent"
OFF = ("0", "false", "off")


class Element(Protocol):
    """What is used of an element of lxml, which has no types of its own."""

    tag: str
    text: str | None
    attrib: Mapping[str, str]

    def __iter__(self) -> Iterator[Self]: ...
    def get(self, key: str) -> str | None: ...
    def getparent(self) -> Self | None: ...


def name(element: Element) -> str:
    """`p` for a paragraph of Word, `m:oMath` for an equation, `mc:Choice`, and `:pic` for what is not Word's."""
    return _name(element.tag)


@lru_cache(maxsize=2000)
def _name(tag: str) -> str:
    uri, _, local = tag.rpartition("}")
    uri = uri[1:]
    if uri in WORD:
        return local
    return f"{'m' if uri in MATH else 'mc' if uri == ALTERNATIVES else ''}:{local}"


def attribute(element: Element | None, of_it: str = "val") -> str | None:
    """An attribute of Word; None where it, or the element, is missing."""
    if element is None:
        return None
    first, second = (element.get(f"{{{uri}}}{of_it}") for uri in WORD)
    return second if first is None else first


def number(element: Element | None, of_it: str = "val") -> int | None:
    """An attribute as a whole number of at most nine digits; None where it is none."""
    digits = attribute(element, of_it) or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and so on down the path."""
    for step in path:
        element = next((c for c in element if name(c) == step), None) if element is not None else None
    return element


def switch(properties: Element | None, of_it: str) -> bool | None:
    """A property that is on or off: None where it is not there at all."""
    found = child(properties, of_it)
    return None if found is None else attribute(found) not in OFF


def before(properties: Element | None) -> Element | None:
    """The properties of a run or paragraph as they were before a tracked change of them."""
    for change, kept in (("rPrChange", "rPr"), ("pPrChange", "pPr")):
        if (found := child(properties, change)) is not None:
            return child(found, kept)
    return properties


def options(element: Element) -> Iterator[Element]:
    """What an element holds; of alternatives for new and old programs, only the first, which is for the new."""
    if name(element) == ALTERNATIVE:
        yield from [inner for inner in element if name(inner) in ("mc:Choice", "mc:Fallback")][:1]
    else:
        yield from element
