"""A collation as plain data for storing, and back."""

from typing import Any

from .collate import Collation, Reading, Shared, Site
from .errors import TextError

VERSION = 1  # of this format; raise it when the structure changes


def dump(collation: Collation) -> dict[str, Any]:
    """`collation` as JSON-ready data, with the version of the format."""
    segments = [s.text if isinstance(s, Shared) else _site(s) for s in collation.segments]
    return {"version": VERSION, "sigla": list(collation.sigla), "segments": segments}


def load(data: dict[str, Any]) -> Collation:
    """The collation that `dump` stored. Raises `TextError` for another version."""
    if data.get("version") != VERSION:
        raise TextError(f"a stored collation of version {data.get('version')!r}; this engine reads {VERSION}")
    return Collation(tuple(_segment(s) for s in data["segments"]), tuple(data["sigla"]))


def _site(site: Site) -> Any:
    readings = [{"text": r.text, "sigla": list(r.sigla)} for r in site.readings]
    if not site.reserving and not site.bracketing:
        return readings
    return {"readings": readings, "reserving": list(site.reserving), "bracketing": list(site.bracketing)}


def _segment(stored: Any) -> Shared | Site:
    if isinstance(stored, str):
        return Shared(stored)
    plain = isinstance(stored, list)
    readings = stored if plain else stored["readings"]
    said = ((), ()) if plain else (tuple(stored["reserving"]), tuple(stored["bracketing"]))
    return Site(tuple(Reading(r["text"], tuple(r["sigla"]), n == 0) for n, r in enumerate(readings)), *said)
