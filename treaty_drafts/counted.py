"""How many there are of something, in words."""


def counted(number: int, thing: str) -> str:
    """A number with its noun: "1 change", "0 changes", "2 entries"."""
    many = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number} {thing if number == 1 else many}"
