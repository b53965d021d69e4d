"""What is answered outside of any view: a page, or a problem where the interface was asked."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from ..api.problems import NOT_THERE, PROBLEM_TYPE, body


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # given by name
    """No such address."""
    if request.path.startswith(("/api/", "/live/")):
        return JsonResponse(body(404, "Not found", NOT_THERE), status=404, content_type=PROBLEM_TYPE)
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something went wrong that nobody foresaw; the log has it."""
    if request.path.startswith(("/api/", "/live/")):
        detail = "Something went wrong here, not in what you sent."
        return JsonResponse(body(500, "Server error", detail), status=500, content_type=PROBLEM_TYPE)
    return render(request, "500.html", status=500)
