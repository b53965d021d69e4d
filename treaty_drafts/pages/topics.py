"""The subjects that a negotiation watches: seen by all, defined, tried, changed and removed by chair and secretariat."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import finding, own_topics, trial
from ..access import Seat
from ..errors import BadInput
from ..models import OwnTopic
from ..own_topics import Definition
from ..text import DEFAULT

ROWS = {"rows": "4", "dir": "auto", "spellcheck": "true"}
SHOWN = 30  # places that a trial lists; it counts them all


class Entries(forms.CharField):
    """A list, one entry a line."""

    widget = forms.Textarea(attrs=ROWS)

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=own_topics.MOST_ENTRIES * own_topics.LONGEST_EXAMPLE, **more)

    def to_python(self, value: Any) -> Any:
        return tuple(line.strip() for line in (value or "").splitlines() if line.strip())

    def validate(self, value: Any) -> None:
        """What the entries must be the verb says."""

    def run_validators(self, value: Any) -> None:
        """The entries are bounded one by one."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(value or ())


class TopicForm(forms.Form):
    """A subject as it is written down."""

    name = forms.CharField(max_length=100, label="Name")
    definition = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs=ROWS),
        label="Definition",
        help_text="What it is about, for people.",
    )
    strong = Entries(label="Terms of which one is enough", help_text="One a line, as explained beside.")
    supporting = Entries(label="Terms of which it takes two in one sentence")
    unless = Entries(
        label="Expressions that do not count", help_text="Where other subjects use the same words: proof of concept."
    )
    context = Entries(label="A sentence counts only if it has one of these", help_text="Empty for every sentence.")
    examples = Entries(label="Examples that it should catch", help_text="One sentence a line.")
    counter_examples = Entries(label="Examples that it should not catch", help_text="One sentence a line.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: HttpRequest, slug: str) -> HttpResponse:
    """What is watched, for everybody; with a form to try and define a subject for chair and secretariat."""
    negotiation, seat = finding.negotiation(request.user, slug)
    form, tried, status = TopicForm(), None, 200
    if request.method == "POST":
        own_topics.check_may(seat)
        form = TopicForm(request.POST)
        tried = _tried(request, form, seat, None)
        if isinstance(tried, HttpResponse):
            return tried
        status = 200 if tried else 400
    own = negotiation.own_topics.all()
    shown = {"negotiation": negotiation, "seat": seat, "ships": DEFAULT, "own": own, "form": form, "tried": tried}
    return render(request, "topics.html", shown, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A subject of the negotiation's own, to try it in other words, change or remove it."""
    negotiation, seat = finding.negotiation(request.user, slug)
    found = finding.one(negotiation.own_topics.all(), pk=pk)
    own_topics.check_may(seat)
    form = TopicForm(initial={field: getattr(found, field) for field in TopicForm.base_fields})
    tried, status = None, 200
    if request.method == "POST":
        if "remove" in request.POST:
            return _removed(request, found, seat)
        form = TopicForm(request.POST)
        tried = _tried(request, form, seat, found)
        if isinstance(tried, HttpResponse):
            return tried
        status = 200 if tried else 400
    shown = {"negotiation": negotiation, "seat": seat, "topic": found, "form": form, "tried": tried}
    return render(request, "topic.html", shown, status=status)


def _tried(
    request: HttpRequest, form: TopicForm, seat: Seat, now: OwnTopic | None
) -> HttpResponse | dict[str, Any] | None:
    """What a subject would catch; or where it is to be saved, back to the list. Nothing where it is refused."""
    if not form.is_valid():
        return None
    definition = Definition(**form.cleaned_data)
    try:
        if "save" in request.POST:
            return _saved(request, definition, seat, now)
        found = trial.try_out(definition=definition, by=seat)
    except BadInput as refused:
        fields: list[str | None] = [where.field for where in refused.where if where.field in form.fields]
        for field in fields or [None]:
            form.add_error(field, f"{refused.what[:1].upper()}{refused.what[1:]}.")
        return None
    return {"found": found, "points": found.points[:SHOWN], "differences": found.differences[:SHOWN]}


def _saved(request: HttpRequest, definition: Definition, seat: Seat, now: OwnTopic | None) -> HttpResponse:
    if now:
        own_topics.change(topic=now, definition=definition, by=seat, at=timezone.now())
    else:
        own_topics.define(definition=definition, by=seat, at=timezone.now())
    messages.success(request, f"{definition.name} is watched from now on; the record says so.")
    return redirect("topics", slug=seat.negotiation.slug)


def _removed(request: HttpRequest, found: OwnTopic, seat: Seat) -> HttpResponse:
    if request.POST.get("confirm") != "yes":
        messages.error(request, "The subject stays: say that it is to be removed.")
        return redirect("topic", slug=seat.negotiation.slug, pk=found.pk)
    own_topics.remove(topic=found, by=seat, at=timezone.now())
    messages.success(request, f"{found.name} is watched no longer; the record keeps what it was.")
    return redirect("topics", slug=seat.negotiation.slug)
