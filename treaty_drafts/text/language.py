"""In which language a text is, and whether its meaning is analysed in it: better no answer than a wrong one."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import regex


@dataclass(frozen=True, slots=True)
class Language:
    """A language that is told from others; `analysed` says whether shifts and topics are found in it."""

    code: str
    name: str
    analysed: bool

    @property
    def why(self) -> str:
        """Why there is no answer, as a sentence without its capital and stop; nothing where there is one."""
        if self == UNSURE:
            return "not analysed: it is not sure in which language this is"
        return "" if self.analysed else f"not analysed in this language ({self.name})"


UNSURE = Language("und", "language not sure", False)
_KNOWN = tuple(tomllib.loads(files(__package__).joinpath("languages.toml").read_text(encoding="utf-8"))["language"])
_LANGUAGES = {e["code"]: Language(e["code"], e["name"], e.get("analysed", False)) for e in _KNOWN}
_SCRIPTS = {e["script"]: regex.compile(rf"\p{{{e['script']}}}+") for e in _KNOWN}
_WORDS = {e["code"]: frozenset(e["words"].split()) for e in _KNOWN if e["words"]}
_ENDINGS = tuple(ending for e in _KNOWN for ending in e.get("endings", "").split())
_LETTERS = regex.compile(r"\p{L}+")
_WORD = regex.compile(r"[\p{Latin}\p{M}]+")
_ACCENTED = regex.compile(r"(?<!\w)(?=\p{Ll})\w*[^\W\x00-\x7f]")  # with a capital it may be a name: Türkiye
LOOKED_AT = 4000  # characters: enough for any language to show
FEW = 3  # words without a sign of any language that are taken to be in that of the wording they are held against


def language_of(text: str, *, within: Language | None = None) -> Language:
    """The language of `text` by its script and, in Latin letters, by its commonest words.

    `within` is that of the text it stands in, for a few words that might be of any. Without letters it is English.
    """
    written = _LETTERS.search(text[:LOOKED_AT])
    return _told(text) or within or (UNSURE if written else _LANGUAGES["en"])


def languages_of(parts: Sequence[str]) -> list[Language]:
    """The language of each part of a text; one that does not tell is in that of most parts that do."""
    told = [_told(part) for part in parts]
    clear = Counter(one for one in told if one not in (None, UNSURE)).most_common(1)
    within = clear[0][0] if clear else None
    return [one or language_of(part, within=within) for part, one in zip(parts, told, strict=True)]


def language_of_both(before: str, after: str, *, within: Language | None = None) -> Language:
    """The language in which two wordings of one place can be compared; one that is not analysed if either is in it."""
    told = [found for text in (before, after) if (found := _told(text) or within or _unknown(text))]
    if told:
        return min(told, key=lambda one: (one.analysed, one == UNSURE, one.code))
    return language_of(f"{before} {after}")


def _told(text: str) -> Language | None:
    """The language that the text shows by itself: unsure where it shows several, none where it shows nothing."""
    shown = text[:LOOKED_AT]
    letters = Counter({script: _count(pattern, shown) for script, pattern in _SCRIPTS.items()})
    script, most = letters.most_common(1)[0]
    if _count(_LETTERS, shown) > 2 * letters.total():
        return UNSURE
    if most and script != "Latin":
        return next(_LANGUAGES[e["code"]] for e in _KNOWN if e["script"] == script)
    return _by_words(shown)


def _by_words(text: str) -> Language | None:
    words = Counter(w.casefold() for w in _WORD.findall(text))
    found = {code: sum(words[w] for w in usual) for code, usual in _WORDS.items()}
    english = found.pop("en") + sum(n for w, n in words.items() if w.endswith(_ENDINGS) and w not in _WORDS["en"])
    (code, most), (_, next_) = Counter(found).most_common(2)
    accented = len(_ACCENTED.findall(text))
    if english and english >= max(most, accented):
        return _LANGUAGES["en"]
    if most > max(1, 2 * english, next_):
        return _LANGUAGES[code]
    return UNSURE if most or accented else None


def _unknown(text: str) -> Language | None:
    """Unsure for more than a few words."""
    return UNSURE if len(_WORD.findall(text[:LOOKED_AT])) > FEW else None


def _count(pattern: regex.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))
