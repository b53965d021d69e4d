"""The text of a file that somebody names: plain text, a Word document, or what stands on standard input."""

import sys
from pathlib import Path

from treaty_drafts.text.errors import TextError

from . import word

STANDARD_INPUT = Path("-")


def read(file: Path) -> tuple[str, list[str]]:
    """The text in `file`, and what is worth knowing about it; TextError, in one sentence, where there is none."""
    data = _standard_input() if file == STANDARD_INPUT else file.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        return _word(file, data)
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        raise TextError(f"{file} is not UTF-8 text", error.start) from None


def _standard_input() -> bytes:
    if sys.stdin.closed:
        raise TextError("- is standard input: it can stand for one file only")
    with sys.stdin:
        return sys.stdin.buffer.read()


def _word(file: Path, data: bytes) -> tuple[str, list[str]]:
    try:
        found = word.read(data)
    except TextError as error:
        raise TextError(f"{file} is not a Word document that can be read: {error}") from None
    return found.text, [f"paragraph {n.paragraph}: {n.what}" if n.paragraph else n.what for n in found.notices]
