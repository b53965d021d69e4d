"""What the engine refuses, and where."""


class TextError(ValueError):
    """A text cannot be handled; `offset` is in code points, or None where the whole text is meant."""

    def __init__(self, what: str, offset: int | None = None) -> None:
        super().__init__(what if offset is None else f"{what} (at character {offset})")
        self.what = what
        self.offset = offset


class AmbiguousText(TextError):
    """A consolidated string that can be read in more than one way at `offset`."""
