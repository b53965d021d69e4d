"""What the page of a draft tells the editor in the browser."""

from base64 import b64encode
from typing import Any

from django.utils.crypto import salted_hmac

from ..comparison import Comparison
from ..models import Draft
from .drawing import headings, look


def editor(draft: Draft, user: Any) -> dict[str, object]:
    """The key under which unsent words are kept, and how the delegations of the negotiation look."""
    names = draft.instrument.negotiation.names
    return {
        "key": kept_under(draft, user),
        "delegations": {code: {"name": name, "look": look(code, names)} for code, name in names.items()},
    }


def kept_under(draft: Draft, user: Any) -> str:
    """A key of 256 bits for one person and one draft: who is not signed in as that person cannot read what is kept."""
    made = salted_hmac("treaty_drafts.unsent", f"{user.pk}:{draft.pk}", algorithm="sha256").digest()
    return b64encode(made).decode()


def changes(compared: Comparison) -> dict[str, object]:
    """The changes as the editor draws them: where in the later text, in code points, and which words went from there."""
    return {
        "changes": [(c.after.start, c.after.end, c.before.of(compared.before)) for c in compared.changes],
        "headings": headings(compared.after),
    }
