"""How provisions and options are numbered: 1, a, A, i, I."""


def numbering(number: str) -> tuple[str, int]:
    """The kind of numbering, and the place in it: ("arabic", 2), ("small", 2) for b, ("roman", 2) for II."""
    if number.isdigit():
        return "arabic", int(number)
    if len(number) > 1 or number in "IVX":
        return ("roman" if number.isupper() else "small roman"), roman(number)
    return ("small" if number.islower() else "capital"), ord(number.lower()) - ord("a") + 1


def roman(number: str) -> int:
    """The value of a roman number in small letters or capitals."""
    digits = [DIGITS.get(c, 0) for c in number.lower()]
    return sum(-d if any(d < later for later in digits[n + 1 :]) else d for n, d in enumerate(digits))


DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
