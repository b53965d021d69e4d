"""Numbers and confirmations that a form sends back."""

from django.http import HttpRequest


def number(sent: str | None) -> int:
    """A number as a form of ours sends it; -1, which no edition and no place is, for anything else."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def unconfirmed(request: HttpRequest) -> bool:
    """Whether something is to be published without the tick that says so."""
    return request.POST.get("step") == "publish" and request.POST.get("confirm") != "yes"
