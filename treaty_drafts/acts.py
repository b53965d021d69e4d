"""What each act of the record says in a sentence, after the name of who did it."""

from collections.abc import Callable
from typing import Protocol

from .models import Entry, RollingText

STANCES = {
    "supports": "supports", "can accept": "can accept", "reserves": "reserves its position on",
    "opposes": "is not in a position to support",
}  # fmt: skip


class Names(Protocol):
    """What the entries of one page name, see `news`."""

    def who(self, by: str) -> str: ...
    def place(self, entry: Entry) -> str: ...
    def on(self, entry: Entry) -> str: ...
    def called(self, entry: Entry) -> str: ...
    def whose(self, entry: Entry) -> str: ...
    def text(self, entry: Entry) -> RollingText | None: ...


def plain(entry: Entry, names: Names) -> str:
    """An act by its own name, with what it is about."""
    title, role, code = (entry.what.get(key) for key in ("title", "role", "delegation"))
    what = f" “{title}”" if title else f": {role}" if role else ""
    return f"{entry.act}{what}{f' for {names.who(code)}' if code else ''}{names.on(entry)}"


def _tabled(entry: Entry, names: Names) -> str:
    place, number = names.place(entry), entry.what.get("version")
    through = ", entered by the secretariat and confirmed" if entry.what.get("entered_by") else ""
    if called := entry.what.get("authorship"):
        return f"tabled version {number} of a text of the chair ({called}) on {place}"
    return _said(entry, names, place, number) + through


def _said(entry: Entry, names: Names, place: str, number: object) -> str:
    return {
        "stance": f"stated on {place}, without new words: {_stances(entry)} (version {number})",
        "delete": f"proposes to delete {place} (version {number})",
        "insert": f"proposes a new provision (version {number}){names.called(entry)}",
    }.get(str(entry.what.get("kind")), f"tabled version {number} on {place}")


def _stances(entry: Entry) -> str:
    said = {"brackets": "puts {} in brackets", "reserves": "reserves its position on {}", "deletes": "deletes {}"}
    return "; ".join(said[s["stance"]].format(s["on"]) for s in entry.what.get("stances", ()))


def _cosponsor(entry: Entry, names: Names) -> str:
    did = {"joined as co-sponsor": "co-sponsors", "confirmed co-sponsorship": "goes on co-sponsoring"}
    what = f"version {entry.what.get('version')} of the proposal of {names.who(str(entry.what.get('of')))}"
    if entry.act in did:
        return f"{did[entry.act]} {what} on {names.place(entry)}"
    return f"ended the co-sponsorship of {names.who(str(entry.what.get('delegation')))}, {what}{names.on(entry)}"


def _published(entry: Entry, names: Names) -> str:
    text = names.text(entry)
    return f"published Rev.{entry.what.get('revision')}, {text.source if text else ''}".rstrip(", ")


def _corrected(entry: Entry, _names: Names) -> str:
    places = "; ".join(dict.fromkeys(c["place"] for c in entry.what.get("corrections", ())))
    return f"published Rev.{entry.what.get('revision')}/Corr.{entry.what.get('correction')}, correcting {places}"


def _agreed(entry: Entry, names: Names) -> str:
    code = entry.what.get("reserved_by")
    reserve = f"; {names.who(code)} reserves its position" if code else ""
    return f"marked {names.place(entry)} as agreed ad referendum{reserve}"


def _settled(entry: Entry, names: Names) -> str:
    was, text = (" ".join(str(entry.what[key]).split()) for key in ("was", "text"))
    said = f"“{text}” instead of “{was}”" if was and text else f"with “{text}”" if text else f"without “{was}”"
    holders: list[str] = next((w["holders"] for w in entry.what["wordings"] if w["text"] == entry.what["text"]), [])
    whose = f", as {' and '.join(names.who(h) for h in holders)} would have it" if holders else ""
    return f"settled a point on {names.place(entry)}: {f'“{text}” stays' if was == text else said}{whose}"


def _position(entry: Entry, names: Names) -> str:
    stance = str(entry.what.get("stance"))
    return f"{STANCES.get(stance, stance)} {names.whose(entry)} on {names.place(entry)}"


def _subject(did: str) -> Callable[[Entry, Names], str]:
    return lambda entry, _names: f"{did} “{entry.what.get('title')}”"


def _quoted(entry: Entry) -> str:
    words = str(entry.what.get("words", "")).split()
    return f"“{' '.join(words[:12])}{' …' if len(words) > 12 else ''}”"


# what each act is called and says, after the name of who did it
ACTS: dict[str, tuple[str, Callable[[Entry, Names], str]]] = {
    "tabled": ("tabled", _tabled),
    "tabled a package": ("tabled", plain),
    "withdrew a package": ("withdrawn", plain),
    "joined as co-sponsor": ("tabled", _cosponsor),
    "confirmed co-sponsorship": ("tabled", _cosponsor),
    "co-sponsorship ended": ("withdrawn", _cosponsor),
    "withdrawn": ("withdrawn", lambda e, n: f"withdrew its proposal on {n.place(e)}"),
    "published": ("published", _published),
    "corrected": ("published", _corrected),
    "agreed ad referendum": ("agreed ad referendum and reopened", _agreed),
    "reopened": ("agreed ad referendum and reopened", lambda e, n: f"reopened {n.place(e)}"),
    "settled": ("settled points", _settled),
    "settlement undone": ("settled points", lambda e, n: f"opened a settled point again on {n.place(e)}"),
    "position": ("positions", _position),
    "subject defined": ("watched subjects", _subject("defined the watched subject")),
    "subject changed": ("watched subjects", _subject("changed the watched subject")),
    "subject removed": ("watched subjects", _subject("no longer watches the subject")),
    "flag set aside": ("also recorded", lambda e, n: f"set a flag aside on {n.place(e)}: {_quoted(e)}"),
    "flag opened again": ("also recorded", lambda e, n: f"opened a flag again on {n.place(e)}: {_quoted(e)}"),
}
