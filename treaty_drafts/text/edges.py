"""White space and words at the edges of a site."""

from dataclasses import replace
from os.path import commonprefix

from .collate import Site
from .tokens import tokenize


def split_word(text: str, *, last: bool) -> tuple[str, str]:
    """What is left of `text`, and its last (or first) word with the white space on the side of the site."""
    tokens = tokenize(text)
    words = [n for n, token in enumerate(tokens) if not token.isspace()]
    if not words:
        return "", text
    cut = words[-1] if last else words[0] + 1
    head, tail = "".join(tokens[:cut]), "".join(tokens[cut:])
    return (head, tail) if last else (tail, head)


def edges_of(whole: Site) -> tuple[tuple[str, str], Site]:
    """White space at the edge of all non-empty readings, to be written outside, and the site without it.

    Beside an empty reading only one edge moves out: the one after, or else the one before.
    """
    texts = [r.text for r in whole.readings if r.text]
    if any(t.isspace() for t in texts):
        return ("", ""), whole
    after = commonprefix([t[: len(t.rstrip()) - 1 : -1] if t[-1:].isspace() else "" for t in texts])[::-1]
    before = commonprefix([t[: len(t) - len(t.lstrip())] for t in texts])
    if after and len(texts) < len(whole.readings):
        before = ""
    readings = tuple(replace(r, text=r.text[len(before) : len(r.text) - len(after)]) for r in whole.readings)
    return (before, after), replace(whole, readings=readings)
