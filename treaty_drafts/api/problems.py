"""Errors as problem details (RFC 9457): what, and in which field and place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from ..errors import NotThere, Refused
from ..text import TextError

PROBLEM_TYPE = "application/problem+json"
NOT_THERE = "There is nothing here that you may see."


def body(status: int, title: str, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """A problem as data."""
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": errors or []}


class Problem(Response):
    """A problem as a response."""

    def __init__(
        self, status: int, title: str, detail: str, errors: list[dict[str, str]] | None = None, **more: Any
    ) -> None:
        super().__init__(body(status, title, detail, errors), status=status, content_type=PROBLEM_TYPE, **more)


def answer(error: Exception, _context: dict[str, Any]) -> Response | None:
    """The response to an error that a view raised; None for one that nobody foresaw."""
    set_rollback()
    if isinstance(error, NotThere | Http404 | exceptions.NotFound):
        return Problem(404, "Not found", NOT_THERE)
    if isinstance(error, Refused):
        errors = [{"field": w.field, "message": w.what, "place": w.place} for w in error.where]
        return Problem(error.status, _words(type(error).__name__), error.what, errors)
    if isinstance(error, TextError):
        return Problem(400, "Text error", str(error))
    if isinstance(error, exceptions.ValidationError):
        errors = _fields(error.detail)
        return Problem(400, "Bad input", "; ".join(f"{e['field']}: {e['message']}" for e in errors), errors)
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        detail = "You are not signed in, or your session has ended. Nothing was saved: sign in and send it again."
        return Problem(401, "Not signed in", detail, headers={"WWW-Authenticate": "Token"})
    if isinstance(error, exceptions.PermissionDenied) and "CSRF" in str(error.detail):
        detail = f"{error.detail} Your session has changed. Nothing was saved: reload the page and send it again."
        return Problem(403, "Forbidden", detail)
    if isinstance(error, exceptions.APIException):
        return Problem(error.status_code, _words(type(error).__name__), str(error.detail))
    return None


def _fields(detail: Any, field: str = "") -> list[dict[str, str]]:
    if isinstance(detail, dict):
        return [e for key, value in detail.items() for e in _fields(value, f"{field}.{key}".strip("."))]
    if isinstance(detail, list):
        nested = [(n, d) for n, d in enumerate(detail) if isinstance(d, dict | list)]
        if nested:
            return [e for n, d in nested for e in _fields(d, f"{field}.{n}".strip("."))]
        return [{"field": field, "message": " ".join(map(str, detail)), "place": ""}]
    return [{"field": field, "message": str(detail), "place": ""}]


def _words(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip().capitalize()
