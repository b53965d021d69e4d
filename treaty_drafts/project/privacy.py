"""No browser, and nothing on the way to it, keeps what a signed-in person was shown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def unstored(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: after signing out, the back button shows no private draft."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", "no-store, private")
        return response

    return answer
