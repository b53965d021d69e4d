"""Words brought to one form: spelling and inflection (`lemma`), and the family a word belongs to (`stem`)."""

from functools import lru_cache

import regex

from .grammar import GRAMMAR
from .lexicon_data import WORDS

SPELLING: dict[str, str] = WORDS["spelling"]
LEMMAS: dict[str, str] = {form: lemma for lemma, forms in WORDS["lemma"].items() for form in forms.split()}
STEMS: dict[str, str] = {form: stem for stem, forms in WORDS["family"].items() for form in forms.split()}
# -ise and -ize, -our and -or, -yse and -yze are one spelling; only in words long enough not to be others (rise, hour)
ISE = regex.compile(r"(?<=\w{3})(?:i[sz])(?=e$|ed$|es$|er$|ers$|ing$|ation$|ations$)")
OUR = regex.compile(r"(?<=\w{2}(?:[bvnl]))our(?=$|s$|ed$|ing$|able$)")
SS = ("ss", "us", "is", "ics", "ous", "news", "series")
# The longest ending first; what is left must keep three letters, and so the families stay apart.
ENDINGS = sorted(GRAMMAR["endings"], key=lambda ending: (-len(ending), ending))
RESTORE = {
    "ification": "if",
    "ifications": "if",
    "ization": "iz",
    "izations": "iz",
    "ction": "ct",
    "ctions": "ct",
    "ution": "ut",
    "utions": "ut",
    "sion": "d",
    "sions": "d",
}


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """`word`, in small letters, in British spelling and without the ending of number or person."""
    word = SPELLING.get(word, word)
    if word in LEMMAS:
        return LEMMAS[word]
    word = OUR.sub("or", ISE.sub("iz", word))
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2] if not word.endswith("zes") else word[:-1]
    if len(word) > 3 and word.endswith("s") and not word.endswith(SS):
        return word[:-1]
    return word


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What the words of one family share: `attribute`, `attributing` and `attribution` have one stem."""
    base = lemma(word)
    if word in STEMS or base in STEMS:
        return STEMS.get(word) or STEMS[base]
    return _root(_bare(base))


def _bare(word: str) -> str:
    """`word` without the ending of a past or of something going on."""
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            cut = word[: -len(ending)]
            return cut[:-1] if len(cut) > 4 and cut[-1] == cut[-2] and cut[-1] not in "sl" else cut
    return word


def _root(word: str) -> str:
    """`word` without what makes a noun, an adjective or an adverb of it."""
    if word.endswith("ively"):
        word = word[:-2]
    for ending in ENDINGS:
        if (
            word.endswith(ending)
            and not word.endswith("ss")
            and len(word) - len(ending) >= (3 if len(ending) < 3 else 4)
        ):
            cut = word[: -len(ending)] + RESTORE.get(ending, "")
            return cut.rstrip("eiy") if len(cut) > 4 else cut
    return word.rstrip("eiy") if len(word) > 4 else word
