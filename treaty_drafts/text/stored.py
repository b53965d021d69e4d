"""A collation as plain data for storing, and back."""

from typing import Any

from .collate import Collation, Reading, Shared, Site
from .errors import TextError

VERSION = 1  # of this format; raise it when the structure changes


def dump(collation: Collation) -> dict[str, Any]:
    """`collation` as JSON-ready data, with the version of the format."""
    segments: list[Any] = [
        s.text if isinstance(s, Shared) else [{"text": r.text, "sigla": list(r.sigla)} for r in s.readings]
        for s in collation.segments
    ]
    return {"version": VERSION, "sigla": list(collation.sigla), "segments": segments}


def load(data: dict[str, Any]) -> Collation:
    """The collation that `dump` stored. Raises `TextError` for another version."""
    if data.get("version") != VERSION:
        raise TextError(f"a stored collation of version {data.get('version')!r}; this engine reads {VERSION}")
    return Collation(tuple(_segment(s) for s in data["segments"]), tuple(data["sigla"]))


def _segment(stored: str | list[dict[str, Any]]) -> Shared | Site:
    if isinstance(stored, str):
        return Shared(stored)
    return Site(tuple(Reading(r["text"], tuple(r["sigla"]), n == 0) for n, r in enumerate(stored)))
