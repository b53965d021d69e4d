"""The small words of a language by what they do in a sentence."""

from .lexicon_data import read

# read once; each a set of lemmas, or, for `participles`, of words
GRAMMAR: dict[str, frozenset[str]] = {name: frozenset(words.split()) for name, words in read("grammar").items()}
