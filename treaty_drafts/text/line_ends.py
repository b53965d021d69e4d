"""Line ends are never a difference: a browser sends Windows line ends whatever it was given."""

import re
from collections import Counter

from .diff import diff

LINE_END = re.compile(r"\r\n|\r|\n")


def with_plain_line_ends(text: str) -> str:
    """`text` with `\\n` alone at the end of a line."""
    return LINE_END.sub("\n", text)


def with_line_ends_of(text: str, base: str) -> str:
    """`text` with the line ends of `base` where both say the same, and with the commonest one of `base` elsewhere."""
    plain_text, plain_base = with_plain_line_ends(text), with_plain_line_ends(base)
    found = LINE_END.findall(base)
    usual = Counter(found).most_common(1)[0][0] if found else "\n"
    at_base = _offsets(base)
    parts, at = [], 0
    for change in diff(plain_base, plain_text):
        parts += [base[at_base[at] : at_base[change.before.start]], change.text.replace("\n", usual)]
        at = change.before.end
    return "".join([*parts, base[at_base[at] :]])


def _offsets(text: str) -> list[int]:
    """For each character of the text with plain line ends, where it begins in `text`; and where the text ends."""
    inside = {m.start() + 1 for m in LINE_END.finditer(text) if m[0] == "\r\n"}
    return [n for n in range(len(text) + 1) if n not in inside]
