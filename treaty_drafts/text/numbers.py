"""How options and paragraphs are numbered: 1, a, A, i, I."""

from collections.abc import Iterator


def numberings(number: str) -> Iterator[tuple[str, int]]:
    """What a number may mean: its kind and the place in it. "i" may be the first roman number or the ninth letter."""
    if number.isdigit():
        yield "arabic", int(number)
        return
    if set(number.lower()) <= set(DIGITS):
        yield ("roman" if number.isupper() else "small roman"), roman(number)
    if len(number) == 1:
        yield ("capital" if number.isupper() else "small"), ord(number.lower()) - ord("a") + 1


def roman(number: str) -> int:
    """The value of a roman number in small letters or capitals."""
    digits = [DIGITS.get(c, 0) for c in number.lower()]
    return sum(-d if any(d < later for later in digits[n + 1 :]) else d for n, d in enumerate(digits))


DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
