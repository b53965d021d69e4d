"""Line numbers of a text."""

import re
from bisect import bisect_right


class Lines:
    """The lines of one text, counted once; numbers begin at 1."""

    def __init__(self, text: str) -> None:
        self._starts = [m.end() for m in re.finditer("\n", text)]

    def at(self, offset: int) -> int:
        """The number of the line in which the character at `offset` stands."""
        return bisect_right(self._starts, offset) + 1
