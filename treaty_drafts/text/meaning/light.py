"""Verbs that say nothing beside the act that they introduce: `make a request` is `request`."""

from .grammar import GRAMMAR
from .verbs import VERBS
from .words import Word, key_of

INTRODUCING = GRAMMAR["introducing"]
INTRODUCED = GRAMMAR["introduced"]
RECEIVED = frozenset(map(key_of, GRAMMAR["received"]))
DETERMINERS = GRAMMAR["determiners"]
NO_NOUN = ("ive", "ory", "al", "ed")
BETWEEN = 1  # words that may tell more about the act: make a prior request
NEAR = 5  # words in which the act stands before a passive: a request shall be made


def lighten(words: list[Word]) -> None:
    """Takes from such verbs what they would count for."""
    for n, word in enumerate(words):
        if word.lemma in INTRODUCING and word.fixed == (word.lemma == "carry"):
            act = _act(words, n)
        elif word.text in INTRODUCED and not word.fixed and n and words[n - 1].lemma == "be":
            act = _act_before(words, n)
        else:
            continue
        if act is not None and (word.text[:6] != "receiv" or words[act].key in RECEIVED):
            word.key, word.act = "", act


def _act(words: list[Word], verb: int) -> int | None:
    """The noun for an act that stands behind the verb at `verb`."""
    more, n = 0, verb + 1
    while n < len(words) and words[n].fixed and not words[n].key:
        n += 1  # carry out
    while n < min(verb + 6, len(words)):
        word = words[n]
        if word.stop or word.lemma in ("to", "not", "and", "or"):
            return None
        if _names_an_act(words, n) and (n > verb + 1 or not word.text.endswith("ed")):
            return n
        more += word.lemma not in DETERMINERS
        if more > BETWEEN:
            return None
        n += 1
    return None


def _act_before(words: list[Word], passive: int) -> int | None:
    return next(
        (n for n in range(passive - 1, max(-1, passive - NEAR), -1) if _names_an_act(words, n)),
        None,
    )


def _names_an_act(words: list[Word], n: int) -> bool:
    """Whether the word is a noun for an act and not only tells more about the one behind it: protective measures."""
    word = words[n]
    return word.key in VERBS and word.lemma not in GRAMMAR["steps"] and not word.text.endswith(NO_NOUN)
