"""Numbers that a form sends back."""


def number(sent: str | None) -> int:
    """A number as a form of ours sends it; -1, which no edition and no place is, for anything else."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
