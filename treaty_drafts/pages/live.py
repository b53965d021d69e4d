"""What the page of a draft tells the editor in the browser."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from ..comparison import Comparison
from ..live import door, joining
from ..live.messages import Join
from ..live.refusals import Ended
from ..live.talk import Answer, joined
from ..models import Draft, ProposalKind
from .drawing import headings, look
from .unsent import kept_under


def editor(draft: Draft, request: HttpRequest) -> dict[str, object]:
    """The key under which unsent words are kept, how the delegations look, and what one begins to write with."""
    names = draft.instrument.negotiation.names
    return {
        "key": kept_under(request.user),
        "begun": _begun(draft.pk, request) if request.method == "GET" and draft.kind != ProposalKind.DELETE else None,
        "delegations": {code: {"name": name, "look": look(code, names)} for code, name in names.items()},
    }


def _begun(draft: UUID, request: HttpRequest) -> Answer | None:
    """The log and a client id of one's own, as who joins gets them: one writes before there is a line, or without one.

    Only a page that was asked for has it: one that comes back with what was refused waits for the line.
    """
    try:
        by = door.caller(request.session.session_key)
        made = joining.join(draft=draft, by=by, asked=Join(None, 0, None), at=timezone.now())
    except Ended:  # since the page was asked for
        return None
    return joined(made) | {"people": [], "mark": ""}


def changes(compared: Comparison) -> dict[str, object]:
    """The changes as the editor draws them: where in the later text, in code points, and which words went from there."""
    return {
        "changes": [(c.after.start, c.after.end, c.before.of(compared.before)) for c in compared.changes],
        "headings": headings(compared.after),
    }
