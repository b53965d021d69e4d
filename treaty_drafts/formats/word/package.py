"""The parts of a Word file, opened as though its sender were hostile.

Nothing is unpacked to disk, no name in the file is used as a path, no relationship that leads out of it is followed.
Parts are capped before they are unpacked, and their XML is read piece by piece: a piece is emptied when the next one
is wanted, so that memory is bounded by the caps and not by what the file says of itself.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from treaty_drafts.text.errors import TextError

from .xml import Element

MAX_FILE = 20_000_000  # bytes, packed; a long rolling text with pictures has two or three million
MAX_PARTS = 2_000
MAX_TOTAL = 200_000_000  # bytes, unpacked, of all parts
MAX_PART = 32_000_000  # bytes, unpacked, of a part that is read; 300 pages have about ten million
MAX_RATIO, RATIO_FROM = 300, 1_000_000  # a part that is larger than this may be packed this well; Word's are up to 50
MAX_ELEMENTS = 1_500_000  # elements and attributes, as below; 50,000 numbered paragraphs have 500,000
MAX_HELD = 600_000  # of them in one paragraph or table, which is in memory as a whole
MAX_NAMESPACES = 50_000  # declarations; Word makes a few for each drawing
MAX_DEPTH = 100  # elements in elements; a text box in a table in a content control has 25
MAX_SILENCE = 2_000_000  # bytes without the beginning or end of an element: one run of text
CHUNK = 1 << 16

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the header of .doc, and of a .docx behind a password
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, etree.XMLSyntaxError,
    EOFError, OSError, RuntimeError, ValueError, OverflowError, LookupError,
)  # fmt: skip
NOT_WORD = "this is not a Word document (DOCX)"
DAMAGED = "the Word document is damaged and cannot be read"
TOO_MUCH = "the Word document is too large once unpacked"
KINDS = ("officeDocument", "styles", "numbering", "footnotes", "endnotes")


class Package:
    """The parts of a document by name; all pieces that are read count towards one limit."""

    def __init__(self, data: bytes) -> None:
        """Raises `TextError`, here as in all methods, where the file is none, or not one to be trusted."""
        _refuse_foreign(data)
        self._left = MAX_ELEMENTS
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise TextError(DAMAGED) from error
        entries = self._zip.infolist()
        self._entries = {entry.filename.lower(): entry for entry in entries}  # names of parts know no case
        if len(entries) != len(self._entries):
            raise TextError("the Word document holds two parts of the same name")
        if sum(entry.file_size for entry in entries) > MAX_TOTAL or any(map(_bomb, entries)):
            raise TextError(TOO_MUCH)

    @property
    def macros(self) -> bool:
        """Whether there are macros, which nothing here reads."""
        return any(name.endswith("vbaproject.bin") for name in self._entries)

    def related(self, part: str = "") -> dict[str, str]:
        """The parts that `part` names as its styles, numbering and so on; with no part, the document itself."""
        folder, file = posixpath.split(part)
        found: dict[str, str] = {}
        for link in self.pieces(posixpath.join(folder, "_rels", f"{file}.rels"), 2):
            kind = (link.get("Type") or "").rpartition("/")[2]
            if kind in KINDS and link.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, link.get("Target") or ""))
                found.setdefault(kind, path.lstrip("/"))
        return found

    def pieces(self, part: str, depth: int) -> Iterator[Element]:
        """The elements of a part at that depth, the root's being 1, none if there is no such part.

        Each is emptied when the next is asked for.
        """
        content = self._unpacked(part)
        try:
            yield from self._parsed(content, depth)
        except etree.XMLSyntaxError as error:
            raise TextError(DAMAGED) from error

    def _unpacked(self, part: str) -> bytes:
        entry = self._entries.get(part.lower())
        if entry is None:
            return b""
        if entry.flag_bits & 1:
            raise TextError("the Word document is locked with a password: save it without one")
        if entry.file_size > MAX_PART:
            raise TextError(TOO_MUCH)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others may claim gigabytes
            raise TextError(DAMAGED)
        try:
            content = self._zip.read(entry)
        except BROKEN as error:
            raise TextError(DAMAGED) from error
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise TextError("the Word document declares entities, which no Word document does")
        if content.count(b"xmlns") > MAX_NAMESPACES or content.count(b"<") > 2 * MAX_ELEMENTS:
            raise TextError(TOO_MUCH)
        return content

    def _parsed(self, content: bytes, depth: int) -> Iterator[Element]:
        parser = etree.XMLPullParser(
            ("start", "end"), encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True,
            huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        level = held = silence = 0
        for at in range(0, len(content), CHUNK):
            parser.feed(content[at : at + CHUNK])
            silence += CHUNK
            for event, element in parser.read_events():
                silence = 0
                if event == "start":
                    level += 1
                    held += 1 + len(element.attrib)
                    self._left -= 1 + len(element.attrib)
                    if level > MAX_DEPTH or held > MAX_HELD or self._left < 0:
                        raise TextError(TOO_MUCH if level <= MAX_DEPTH else "the Word document is nested too deeply")
                    continue
                if level == depth:
                    yield element
                if level <= depth:
                    _empty(element)
                    held = 0
                level -= 1
            if silence > MAX_SILENCE:
                raise TextError(DAMAGED)
        if content:
            parser.close()


def _refuse_foreign(data: bytes) -> None:
    if len(data) > MAX_FILE:
        raise TextError(f"the Word document is too large: at most {MAX_FILE:,} bytes can be read")
    if data.startswith(OLD):
        raise TextError(
            "this is a Word document of the old kind (.doc), or one locked with a password: save it as .docx, unlocked"
        )
    if not data.startswith(b"PK"):
        raise TextError(NOT_WORD)
    if data.count(b"PK\x01\x02") > MAX_PARTS:  # one for each part, counted before `zipfile` makes an object of each
        raise TextError("the Word document has too many parts")


def _bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _empty(element: Element) -> None:
    """Take what an element holds, and all before it, out of memory."""
    element.clear()  # type: ignore[attr-defined]
    parent = element.getparent()
    if parent is not None:
        while parent[0] is not element:  # type: ignore[index]
            del parent[0]  # type: ignore[attr-defined]
