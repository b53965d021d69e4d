"""The text in a file that is imported: plain text, Markdown, a Word document, or a document for reading made here."""

import codecs
import re
from dataclasses import dataclass
from itertools import accumulate

from django.conf import settings

from .errors import BadInput, Where
from .formats import plain, word
from .text import TextError, with_plain_line_ends

PRINTED = "a document for reading: its cover, its line numbers and its list of open points are left out"

SIGNATURES = {
    b"%PDF": "a PDF file",
    b"\xff\xfe": "a text in UTF-16",
    b"\xfe\xff": "a text in UTF-16",
}
TEXT_ENCODINGS = re.compile(
    r"utf-(8|16|16-[bl]e|32)|cp125\d|iso8859-\d+|koi8-[ru]|gb(k|2312|18030)|big5|shift_jis|euc_(jp|kr)"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know about a text before it is stored. `line` counts from 1; None means the whole text."""

    line: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what is worth knowing about it; `laid_out` where white space is how the file was laid out, not text."""

    text: str
    notices: tuple[Finding, ...]
    laid_out: bool = False


def limit() -> int:
    """How many bytes can be imported at most."""
    return int(settings.IMPORT_MAX_BYTES)


def _word(data: bytes) -> Decoded:
    """The text of a Word document, with what was not understood in it."""
    try:
        found = word.read(data)
    except TextError as error:
        raise _bad(f"not a Word document that can be read: {error}") from None
    if len(found.text.encode()) > limit():
        raise _bad(f"the text in the document is too large: at most {limit():,} bytes can be imported")
    if not found.text.strip():
        raise _bad("the document is empty: there is no text in it")
    starts = list(accumulate((p.count("\n") + 2 for p in found.text.split("\n\n")), initial=1))
    notices = tuple(Finding(starts[n.paragraph - 1] if n.paragraph else None, n.what) for n in found.notices)
    return Decoded(found.text, notices, laid_out=True)


def decode(data: bytes, encoding: str = "utf-8") -> Decoded:
    """The text in `data`, every character of it. Raises `BadInput` where there is none."""
    if len(data) > limit():
        raise _bad(f"the file is too large: at most {limit():,} bytes can be imported")
    if data.startswith(b"PK\x03\x04"):
        return _word(data)
    for signature, what in SIGNATURES.items():
        if data.startswith(signature) and not encoding.lower().replace("_", "-").startswith("utf-16"):
            raise _bad(f"this is {what}, not a plain text: save it as plain text in UTF-8")
    notices = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        notices.append(Finding(1, "a byte-order mark stands before the text; it is not part of it"))
    try:
        if not TEXT_ENCODINGS.fullmatch(codecs.lookup(encoding).name):
            raise LookupError
        text = data.decode(encoding)
    except LookupError:
        raise BadInput(
            f"texts are not read in the encoding {encoding!r}", Where("encoding", "unknown encoding")
        ) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _bad(
            f"not {encoding.upper()} text: byte 0x{data[error.start]:02x} in line {line}. "
            "Save the file as UTF-8, or say which encoding it has",
            f"line {line}",
        ) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise _bad(f"not a text: a zero character in line {line}", f"line {line}")
    if not text.strip():
        raise _bad("the file is empty: there is no text in it")
    words = plain.words_of(with_plain_line_ends(text))
    if words is not None:
        return Decoded(words, (*notices, Finding(None, PRINTED)), laid_out=True)
    if "\r\n" in text:
        notices.append(Finding(None, "the lines end as on Windows; where the words are new they are kept so"))
    return Decoded(text, tuple(notices))


def _bad(what: str, place: str = "") -> BadInput:
    return BadInput(what, Where("file", what, place))
