"""What a page shows when a verb refuses: translated here, once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..errors import NotThere, Refused


class Refusals:
    """Middleware that shows a refusal as a page. What is not there and what may not be seen look the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotThere):
            return render(request, "404.html", status=404)
        if isinstance(error, Refused):
            return render(request, "refused.html", {"refused": error}, status=error.status)
        return None
