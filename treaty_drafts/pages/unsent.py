"""What a person wrote in drafts and could not be saved: the browser keeps it, sealed; the server brings the key."""

from base64 import b64encode
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe


@login_required
@require_safe
def unsent(request: HttpRequest) -> HttpResponse:
    """The words that this browser keeps of this person, whatever has become of their drafts; the browser lists them."""
    return render(request, "unsent.html", {"key": kept_under(request.user)})


def kept_under(user: Any) -> str:
    """A key of 256 bits for one person: who is not signed in as that person cannot read what is kept."""
    return b64encode(_made("treaty_drafts.unsent.key", user)).decode()


def kept_as(request: HttpRequest) -> dict[str, object]:
    """For every page: what the person is called where it is kept, so that the page can say that there is something."""
    user = getattr(request, "user", None)
    return {"kept_as": _made("treaty_drafts.unsent.name", user).hex() if user and user.is_authenticated else ""}


def _made(what: str, user: Any) -> bytes:
    return salted_hmac(what, str(user.pk), algorithm="sha256").digest()
