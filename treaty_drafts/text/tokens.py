"""Cut a text into tokens, losing nothing: `"".join(tokenize(s)) == s` for every string."""

import regex

# A run of white space; one Han character; a word with its combining marks (Arabic with harakat is
# one word) and inner apostrophes; any other single character.
TOKEN = regex.compile(
    r"\s+"
    r"|\p{Han}\p{M}*"
    r"|[[\p{L}\p{N}]--\p{Han}][[\p{L}\p{N}\p{M}\u200c\u200d]--\p{Han}]*(?:['’][\p{L}\p{M}]+)*"
    r"|.",
    regex.V1 | regex.DOTALL,
)


def tokenize(text: str) -> tuple[str, ...]:
    """The tokens of `text` in order; joined they are the text again."""
    return tuple(TOKEN.findall(text))


def join(tokens: tuple[str, ...]) -> str:
    """The text that `tokens` were cut from."""
    return "".join(tokens)
