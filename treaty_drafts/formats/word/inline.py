"""The words of a paragraph: runs, fields, links, notes, and what stands among them that is no text."""

from collections.abc import Iterator
from dataclasses import dataclass

from .changes import NEW, OLD, Changes
from .notices import Found
from .styles import Style, Styles, struck
from .symbols import UNKNOWN, symbol
from .xml import ALTERNATIVE, Element, attribute, before, child, name, options, switch

FIXED = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
SPACES = str.maketrans("\n\r\t", "   ")  # in the XML of a run they are spaces
LEFT_OUT = {
    "commentReference": "comment", "m:oMath": "equation", "m:oMathPara": "equation", "rt": "reading aid",
    "subDoc": "included", "altChunk": "included",
}  # fmt: skip
NO_TEXT = frozenset({"rPr", "pPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "fldData"})
PICTURES = frozenset({"drawing", "pict", "object"})
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
CODE = 40  # characters of the code of a field, enough for its name
COUNTED_BY_WORD = ("LISTNUM", "AUTONUM")  # fields whose number is in no file


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: bool = False


class Inline:
    """Gathers the words of paragraphs until they are taken."""

    def __init__(self, styles: Styles, found: Found, changes: Changes) -> None:
        self._styles = styles
        self._found = found
        self._changes = changes
        self._style = Style()
        self._words: list[str] = []
        self._boxes: list[Element] = []
        self._notes: dict[tuple[str, str], int] = {}
        self._closed = False
        self._in_change = False
        self._fields: list[_Field] = []  # those that are open
        self._codes = 0  # how many of them are before their result
        self._in_code: list[str] = []  # words that stand in the code of one: results of fields that it uses

    def read(self, paragraph: Element, style: Style) -> None:
        """Add the words of a paragraph to those that were not taken yet."""
        self._style = style
        self._all_in(paragraph)
        if self._in_code and self._codes:
            self._words += self._in_code
            self._found.here["field"] += 1
        self._codes = 0
        self._fields.clear()
        self._in_code.clear()

    def taken(self) -> str:
        """The words so far."""
        words = "".join(self._words)
        self._words.clear()
        return words

    def boxes(self) -> list[Element]:
        """The text boxes so far."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def close_notes(self) -> dict[tuple[str, str], int]:
        """The numbers of the notes that were referred to, by their kind and id; from now on no note is."""
        self._closed = True
        return self._notes

    def _all_in(self, element: Element) -> None:
        for inner in element:
            self._one(inner)

    def _one(self, element: Element) -> None:
        kind = name(element)
        if kind == "r":
            self._run(element)
        elif kind == "t" or kind == "delText":
            self._add((element.text or "").translate(SPACES))
        elif kind in FIXED:
            self._add(FIXED[kind])
        elif kind in NEW or kind in OLD:
            self._change(element)
        elif kind == "fldChar":
            self._field(attribute(element, "fldCharType") or "")
        elif kind == "instrText" or kind == "delInstrText":
            if self._fields and len(self._fields[-1].code) < CODE:
                self._fields[-1].code += (element.text or "")[:CODE]
        elif kind == "sym":
            self._symbol(element)
        elif kind in NOTES:
            self._note(NOTES[kind], attribute(element, "id") or "")
        elif kind in PICTURES:
            self._picture(element)
        elif kind in LEFT_OUT:
            self._found.here[LEFT_OUT[kind]] += 1
        elif kind == ALTERNATIVE:
            for option in options(element):
                self._all_in(option)
        elif kind not in NO_TEXT:  # links, content controls, simple fields: what they hold
            self._all_in(element)

    def _add(self, words: str) -> None:
        if self._codes:
            self._in_code.append(words)
        elif words:
            self._words.append(words)
            if not self._in_change:
                self._changes.unchanged()

    def _run(self, run: Element) -> None:
        own = before(child(run, "rPr"))
        style = self._styles.character(attribute(child(own, "rStyle")))
        if _either(switch(own, "vanish"), style.hidden, self._style.hidden):
            self._hidden(run)
            return
        first = len(self._words)
        self._all_in(run)
        if _either(struck(own), style.struck, self._style.struck) and any(map(str.strip, self._words[first:])):
            self._found.here["struck"] += 1

    def _hidden(self, run: Element) -> None:
        for inner in run:
            if name(inner) in ("fldChar", "instrText"):
                self._one(inner)
            elif (inner.text or "").strip():
                self._found.here["hidden"] += 1

    def _change(self, change: Element) -> None:
        """Words that were there before a change are kept, words that it brought are not."""
        if self._in_change:  # a change to what another change moved or deleted
            if name(change) in OLD:
                self._all_in(change)
            return
        self._changes.seen(change)
        if name(change) in OLD:
            self._in_change = True
            self._all_in(change)
            self._in_change = False

    def _field(self, step: str) -> None:
        if step == "begin":
            self._fields.append(_Field())
            self._codes += 1
        elif step == "separate" and self._fields:
            self._codes -= not self._fields[-1].result
            self._fields[-1].result = True
        elif step == "end" and self._fields:
            field = self._fields.pop()
            self._codes -= not field.result
            if not field.result and field.code.strip().upper().startswith(COUNTED_BY_WORD):
                self._found.here["number"] += 1
            if not self._fields:
                self._in_code.clear()

    def _symbol(self, element: Element) -> None:
        character = symbol(attribute(element, "font") or "", attribute(element, "char") or "")
        if character == UNKNOWN:
            self._found.here["symbol"] += 1
        self._add(character)

    def _note(self, kind: str, of_it: str) -> None:
        if not self._closed:
            self._add(f"[^{self._notes.setdefault((kind, of_it), len(self._notes) + 1)}]")

    def _picture(self, picture: Element) -> None:
        kinds = set()
        boxes = len(self._boxes)
        for inner in _drawn(picture):
            kinds.add(name(inner).lstrip(":"))
            if name(inner) == "txbxContent":
                self._boxes.append(inner)
        if len(self._boxes) > boxes:
            self._found.here["box"] += len(self._boxes) - boxes
        known = [kind for kind, names in DRAWN.items() if kinds & names]
        if known:
            self._found.here[known[0]] += 1
        elif len(self._boxes) == boxes:
            self._found.here["drawing"] += 1


def _drawn(element: Element) -> Iterator[Element]:
    """All that a drawing holds, but not what stands in its text boxes."""
    for inner in options(element):
        yield inner
        if name(inner) != "txbxContent":
            yield from _drawn(inner)


def _either(own: bool | None, of_character: bool | None, of_paragraph: bool | None) -> bool:
    """A property of a run: its own word counts; two styles that both set it undo one another, as Word has it."""
    return own if own is not None else bool(of_character) != bool(of_paragraph)


DRAWN = {
    "object": {"OLEObject", "control"},
    "chart": {"chart"},
    "drawing": {"relIds"},  # of a diagram
    "image": {"pic", "imagedata"},
}
