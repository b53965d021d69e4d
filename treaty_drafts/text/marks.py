"""Where the provisions of a text begin: its lines read one after the other, knowing what stands open."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex

from . import headings as h
from .numbers import numberings, roman


class ProvisionKind(StrEnum):
    PART = "part"
    CHAPTER = "chapter"
    ARTICLE = "article"
    PREAMBULAR = "preambular"
    PARAGRAPH = "paragraph"
    SUBPARAGRAPH = "subparagraph"
    OPTION = "option"


# How deep a kind of line stands. A line closes all open ones of its own rank or a higher one.
# The steps between are for options, which stand just below what they are options of.
PART, CHAPTER, UNIT, BIS, PARAGRAPH, DECIMAL, SUBPARAGRAPH, ROMAN = 0, 10, 20, 22, 40, 50, 60, 80


INLINE_OPTION = regex.compile(r"[ \t\f]*+[\[*_]*+\d{1,3}[.\dA-Za-z ]{0,12}[\s*_\[]*+(?=[Oo(])")
CODES = {"chapter": "chp", "section": "sec", "annex": "annex", "appendix": "app", "schedule": "sched"}


@dataclass(slots=True)
class Options:
    """Options that follow each other: how they are numbered, the last of them, and how deep they stand."""

    style: str
    last: int
    rank: int


@dataclass(frozen=True, slots=True)
class Mark:
    start: int
    rank: int
    kind: ProvisionKind
    code: str  # the abbreviation in the eId, as in Akoma Ntoso
    number: str = ""
    heading: str = ""


class Reader:
    """Reads a text line by line, knowing what is open: a preamble, an article, a sequence of numbers."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines(keepends=True)
        self.in_preamble = False
        self.unit = ""  # what kind of unit is open: "article", "paragraph", "preambular" or none
        self.inner = -1  # rank of the innermost open mark
        self.options: list[Options] = []  # the runs of options that stand open, the innermost last
        self.letter = "@"  # the last lettered section; "@" comes before "A"
        self.last = {"paragraph": -1, "recital": 0, "part": 0}
        self.sub = ""
        self.line = ""
        self.number = ""  # of the article or paragraph that is open

    def marks(self) -> Iterator[Mark]:
        at = 0
        after_blank, previous = True, ""
        for n, line in enumerate(self.lines):
            mark = self.mark(n, at, line, after_blank, previous) if line.strip() else None
            if mark:
                self.line = line
                self.opened(mark)
                yield mark
            at += len(line)
            after_blank = not line.strip() or (mark is not None and mark.rank <= UNIT)
            previous = line.strip() or previous

    def mark(self, n: int, at: int, line: str, after_blank: bool, previous: str) -> Mark | None:
        return (
            self.heading(n, at, line, after_blank)
            or (self.in_preamble and self.preambular(at, line, after_blank, previous))
            or self.numbered(at, line)
            or self.inside(at, line)
            or None
        )

    def opened(self, mark: Mark) -> None:
        self.inner = mark.rank
        self.options = [run for run in self.options if run.rank <= mark.rank]
        self.goes_on_with_option(mark)
        if mark.code in ("art", "para"):
            self.number = "".join(c for c in mark.number.split(".")[0] if c.isdigit()) or self.number
        if mark.rank <= UNIT:
            self.unit = mark.code if mark.rank == UNIT else ""
            self.sub = ""
        if mark.rank <= CHAPTER:
            self.in_preamble = "preamble" in f"{mark.code} {mark.heading.lower()}"
        if mark.code == "art":
            self.in_preamble = False

    def heading(self, n: int, at: int, line: str, after_blank: bool) -> Mark | None:
        markdown = h.MARKDOWN.match(line.rstrip("\n"))
        body = markdown["rest"] if markdown else line.rstrip("\r\n")
        if h.PREAMBLE.match(body) and (after_blank or markdown):
            self.in_preamble = True
            return Mark(at, PART, ProvisionKind.PART, "preamble", heading="Preamble")
        if found := h.is_article(body, after_blank=after_blank or bool(markdown)):
            return Mark(at, UNIT, ProvisionKind.ARTICLE, "art", found["number"], self.title(n, found["rest"]))
        if found := h.is_part(body, after_blank=after_blank or bool(markdown)):
            word = found["word"].lower()
            kind = ProvisionKind.CHAPTER if word == "chapter" else ProvisionKind.PART
            code = CODES.get(word, "part")
            return Mark(
                at, CHAPTER if kind == "chapter" else PART, kind, code, found["number"], self.title(n, found["rest"])
            )
        if markdown:
            self.last["part"] += 1
            return Mark(at, PART, ProvisionKind.PART, "part", str(self.last["part"]), h.title(body))
        if (found := h.LETTERED.match(body)) and self.follows_letter(found["number"]):
            self.letter = found["number"]
            return Mark(at, PART, ProvisionKind.PART, "part", found["number"], h.title(found["rest"]))
        if after_blank and self.unit != "art" and len(body) < 300 and h.OPENING_WORDS.fullmatch(body):
            self.in_preamble = True
        return None

    def follows_letter(self, letter: str) -> bool:
        """Whether a section "G." can be the next one; one letter may be missing, as it is in real texts."""
        return 0 < ord(letter) - ord(self.letter) <= 2 and self.unit != "art"

    def title(self, n: int, rest: str) -> str:
        """The title on the heading's own line, or on the next one."""
        if own := h.title(rest):
            return own
        following = next((line for line in self.lines[n + 1 : n + 4] if line.strip()), "")
        return h.title(following) if h.is_title(following) else ""

    def preambular(self, at: int, line: str, after_blank: bool, previous: str) -> Mark | None:
        if h.ENACTING.match(line):
            self.in_preamble = False
            return Mark(at, UNIT, ProvisionKind.PREAMBULAR, "formula", heading=h.title(line))
        if h.LABELLED.fullmatch(previous):
            after_blank = True
        if h.PREAMBULAR.match(line) and (after_blank or previous[-1:] in ",;]:"):
            self.last["recital"] += 1
            number = str(self.last["recital"])
            words = " ".join(h.title(line).split()[:8])
            return Mark(at, UNIT, ProvisionKind.PREAMBULAR, "rec", number, words)
        return None

    def numbered(self, at: int, line: str) -> Mark | None:
        """A numbered paragraph: inside an article one of its own, elsewhere a unit if its number is the next."""
        if not (found := h.BIS_ALONE.match(line) or h.NUMBERED.match(line)) or self.in_preamble:
            return None
        indented = len(line) - len(line.lstrip()) >= 4
        number = found["number"].replace(".", "").replace(" ", "")
        if self.unit == "art":
            rank = SUBPARAGRAPH if indented and self.inner >= PARAGRAPH else PARAGRAPH
            kind = ProvisionKind.SUBPARAGRAPH if rank == SUBPARAGRAPH else ProvisionKind.PARAGRAPH
            return Mark(at, rank, kind, "point" if rank == SUBPARAGRAPH else "para", number)
        value = int("".join(c for c in number if c.isdigit()))
        if self.unit == "para" and not number.isdigit() and value == self.last["paragraph"]:
            return Mark(at, BIS, ProvisionKind.PARAGRAPH, "para", number)  # a bis stands with its number
        if number.isdigit() and not indented and self.last["paragraph"] < value <= self.last["paragraph"] + 2:
            self.last["paragraph"] = value
            return Mark(at, UNIT, ProvisionKind.PARAGRAPH, "para", number, " ".join(h.title(found["rest"]).split()[:8]))
        return None

    def goes_on_with_option(self, mark: Mark) -> None:
        """In "3. [Option 1: ..." the first option begins in the line of its paragraph."""
        found = INLINE_OPTION.match(self.line) if mark.kind is ProvisionKind.PARAGRAPH else None
        if found and (option := h.OPTION.match(self.line[found.end() :])):
            style, value = _first_numbering(option["number"])
            self.options.append(Options(style, value, mark.rank + 5))

    def option(self, number: str) -> int:
        """How deep an option stands: beside the one before it in its run, or just below what is open."""
        for run in reversed(self.options):
            for style, value in numberings(number):
                if run.style == style and run.last < value <= run.last + 2:
                    run.last = value
                    return run.rank
        style, value = _first_numbering(number)
        if self.options and self.options[-1].style == style and self.options[-1].rank == self.inner:
            run = self.options[-1]  # the numbers begin anew
        else:
            run = Options(style, value, self.inner + (1 if self.inner % 10 else 5))
            self.options.append(run)
        run.last = value
        return run.rank

    def inside(self, at: int, line: str) -> Mark | None:
        """An option or a subparagraph of an open unit."""
        if not self.unit:
            return None
        if (found := h.DECIMAL.match(line)) and found["whole"] == str(self.number):
            number = found["number"].replace(" ", "")
            return Mark(at, DECIMAL, ProvisionKind.PARAGRAPH, "para", number)
        if found := h.OPTION.match(line):
            return Mark(at, self.option(found["number"]), ProvisionKind.OPTION, "option", found["number"])
        if found := h.SUBPARAGRAPH.match(line):
            number = found["number"]
            roman = self.is_innerroman(number)
            self.sub = self.sub if roman else number
            rank = ROMAN if roman else SUBPARAGRAPH
            return Mark(at, rank, ProvisionKind.SUBPARAGRAPH, "point", number)
        return None

    def is_innerroman(self, number: str) -> bool:
        """Whether (i) stands inside an open (a); it may also be the letter behind (h), or a list has only such numbers."""
        if not h.ROMAN.fullmatch(number) or self.inner < SUBPARAGRAPH or not self.sub:
            return False
        if h.ROMAN.fullmatch(self.sub) and roman(number) == roman(self.sub) + 1:
            return False
        return not (len(number) == 1 and ord(number) == ord(self.sub[-1]) + 1)


def _first_numbering(number: str) -> tuple[str, int]:
    """How the options are numbered that begin with `number`."""
    found = list(numberings(number))
    return next((f for f in found if f[1] == 1), found[-1])
