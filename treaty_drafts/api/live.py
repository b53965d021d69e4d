"""Live drafting where websockets are blocked: the same messages over plain HTTP, in a request and in a long poll."""

import asyncio
import json
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import path
from django.views import View

from ..live import door, joining, log, messages, origins
from ..live.door import Caller
from ..live.hub import hub
from ..live.refusals import Code, Ended, NotTaken, Why
from ..live.room import Listener, Room
from ..live.talk import BUSY, Answer, Conversation, edits
from ..live.threads import in_thread
from .problems import NOT_THERE, PROBLEM_TYPE, body

LONGEST = 25  # seconds
STATUS = {Code.TOO_FAST: 429, Code.TOO_LARGE: 413, Code.BUSY: 503, Code.BAD_MESSAGE: 400}


class Messages(View):
    by: Caller

    async def dispatch(  # type: ignore[override]  # the methods of this view are coroutines
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Find out who asks, and say what a conversation that ends looks like over HTTP."""
        if "Origin" in request.headers and not origins.ours(_named(request)):
            return _problem(403, "Forbidden", "This was sent from another site.")
        try:
            self.by = await sync_to_async(door.caller)(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
            answer: HttpResponse = await super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            return answer
        except NotTaken as refused:
            return _messages([messages.refused(refused)])
        except (DatabaseError, InterfaceError):
            return _messages([messages.refused(NotTaken(Code.BUSY, BUSY, retry_after=1.0))])
        except Ended as ended:
            if ended.why == Why.SIGNED_OUT:
                return _problem(401, "Not signed in", "You are not signed in, or your session has ended.")
            return _problem(404, "Not found", NOT_THERE)

    async def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """One message of the client, and the answer to it."""
        await sync_to_async(joining.found)(pk, self.by)
        if int(request.headers.get("Content-Length") or 0) > messages.MOST_CHARACTERS:
            raise messages.too_large()
        talk = Conversation(hub(), pk, self.by)
        talk.client = _number(request.GET, "client")
        answer = await talk.answer(request.body)
        return _messages([answer] if answer else [])

    async def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Wait until the log goes on, somebody comes, moves or goes, or there is a comment."""
        await sync_to_async(joining.found)(pk, self.by)
        client, after = _number(request.GET, "client"), _number(request.GET, "after")
        if client is None or after is None:
            return _problem(400, "Bad input", "say which client, and after which seq")
        here = hub()
        here.allowance.spend(self.by.user, 0)
        person = await sync_to_async(joining.person)(draft=pk, by=self.by, client=client, after=after)
        listener = Listener(self.by, person, after)
        listener.mark = request.GET.get("people")
        listener.remarks = request.GET.get("comments")
        room = await here.enter(pk, listener, arrives=False)
        try:
            async with asyncio.timeout(min(LONGEST, _number(request.GET, "wait") or 0)):
                return _messages(await _news(room, listener))
        except TimeoutError:
            return _messages([])
        finally:
            here.leave(room, listener, for_good=False)


async def _news(room: Room, listener: Listener) -> list[Answer]:
    """What the client lacks, as soon as there is something."""
    while True:
        found: list[Answer] = []
        if listener.ended:
            raise Ended(listener.ended)
        rows = room.recent(listener.sent)
        if rows is None:
            rows = await in_thread(log.since, room.draft, listener.sent)
        rows = log.together(rows)
        if any(row.begins for row in rows):
            raise log.begun_anew()
        if rows:
            found.append(edits(rows, rows[-1]))
        people, mark = room.others(listener.person)
        if mark != listener.mark:
            found.append({"type": "presence", "people": json.loads(people), "mark": mark})
        if listener.remarks is not None and (now := room.remarked(listener)):
            found.append({"type": "comments", "mark": now})
        if found:
            return found
        await listener.woken.wait()
        listener.woken.clear()


def _number(sent: QueryDict, field: str) -> int | None:
    found = sent.get(field, "")
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 16 else None


def _named(request: HttpRequest) -> dict[bytes, bytes]:
    return {b"origin": request.headers["Origin"].encode("latin-1"), b"host": request.get_host().encode("latin-1")}


def _messages(found: list[Answer]) -> HttpResponse:
    refused = next((m for m in found if m["type"] == "refused"), None)
    answer = JsonResponse(found, safe=False, status=STATUS.get(refused["code"], 200) if refused else 200)
    if refused and refused["retry_after"]:
        answer["Retry-After"] = str(max(1, round(refused["retry_after"])))
    return answer


def _problem(status: int, title: str, detail: str) -> HttpResponse:
    return JsonResponse(body(status, title, detail), status=status, content_type=PROBLEM_TYPE)


urlpatterns = [path("drafts/<uuid:pk>/messages/", Messages.as_view(), name="live-messages")]
