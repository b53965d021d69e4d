"""In which language a text is, and whether its meaning is analysed in it: better no answer than a wrong one."""

import tomllib
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files

import regex


@dataclass(frozen=True, slots=True)
class Language:
    """One of the six languages of the United Nations; `analysed` says whether shifts and topics are found in it."""

    code: str
    name: str
    analysed: bool


_KNOWN = tuple(tomllib.loads(files(__package__).joinpath("languages.toml").read_text(encoding="utf-8"))["language"])
_LANGUAGES = {e["code"]: Language(e["code"], e["name"], e.get("analysed", False)) for e in _KNOWN}
_SCRIPTS = {e["script"]: regex.compile(rf"\p{{{e['script']}}}") for e in _KNOWN}
_WORDS = {e["code"]: frozenset(e["words"].split()) for e in _KNOWN if e["words"]}
_WORD = regex.compile(r"\p{Latin}+")
LOOKED_AT = 4000  # characters: enough for any language to show
CLEAR = 3  # usual words of another language from which, and twice as many as of English, a text is taken to be in it


def language_of(text: str) -> Language:
    """The language of `text` by its script and, in Latin letters, by its commonest words; English if in doubt."""
    shown = text[:LOOKED_AT]
    letters = Counter({script: len(pattern.findall(shown)) for script, pattern in _SCRIPTS.items()})
    script, most = letters.most_common(1)[0]
    if not most or script == "Latin":
        return _LANGUAGES[_by_words(shown)]
    return next(_LANGUAGES[e["code"]] for e in _KNOWN if e["script"] == script)


def _by_words(text: str) -> str:
    words = Counter(w.casefold() for w in _WORD.findall(text))
    found = {code: sum(words[w] for w in usual) for code, usual in _WORDS.items()}
    code = max(found, key=lambda code: found[code])
    return code if found[code] >= CLEAR and found[code] > 2 * found["en"] else "en"
