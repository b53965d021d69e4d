"""The drafting pages: open a draft, word it with the redline beside it, end it."""

from uuid import UUID

from csp.constants import NONCE, SELF
from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import (
    access,
    carrying,
    comparison,
    drafting,
    finding,
    notation,
    own_topics,
    paragraphs,
    rolling,
    settled_words,
    substance,
    tabling,
)
from ..access import Seat
from ..errors import EditedMeanwhile, Refused
from ..models import Authorship, Draft, HandedIn, OnParagraph, ProposalKind
from ..text import flags
from . import comments, drawing, live, redline, sharing
from .sent import number


class OpenForm(forms.Form):
    """What a draft is to be: `kind`, and for whom where the person drafts for several."""

    kind = forms.ChoiceField(choices=[k for k in ProposalKind.choices if k[0] != ProposalKind.STANCE], required=False)
    delegation = forms.CharField(required=False)
    authorship = forms.ChoiceField(choices=[("", ""), *Authorship.choices], required=False)


class WordsForm(forms.Form):
    """The words of a draft as they are in the browser, and the state that they were begun on."""

    edition = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(required=False, strip=False, widget=forms.Textarea, label="Wording")
    note = forms.CharField(
        required=False, strip=False, max_length=5000, widget=forms.Textarea, label="Explanatory note"
    )
    private_note = forms.CharField(required=False, strip=False, max_length=5000, widget=forms.Textarea)
    authorship = forms.ChoiceField(choices=Authorship.choices, required=False)

    @property
    def stances(self) -> list[dict[str, object]]:
        """What was chosen of paragraphs of the base, each by where it begins."""
        chosen = ((field[2:], str(self.data[field])) for field in self.data if field.startswith("s-"))
        return [{"start": number(start), "stance": stance} for start, stance in chosen if stance]


@login_required
@require_POST
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a draft on a provision, of its deletion, or of a new provision after it."""
    provision, seat = finding.provision(request.user, pk)
    form = OpenForm(request.POST)
    if not form.is_valid() or not {"kind", "to"} & set(request.POST):
        return redirect("provision", pk=pk)
    kind = form.cleaned_data["kind"] or ProposalKind.AMEND
    anchor = "?say=stances#stances" if request.POST.get("to") == "stances" else ""
    inserts = kind == ProposalKind.INSERT
    delegation = finding.delegation(seat, form.cleaned_data["delegation"])
    own = access.drafts(seat).filter(delegation=delegation, provision=provision).first()
    if own and kind != ProposalKind.INSERT:
        messages.info(request, f"{delegation.name} has this draft on the provision already.")
        return redirect(reverse("draft", args=[own.pk]) + anchor)
    made = drafting.open_draft(
        instrument=provision.instrument, delegation=delegation, kind=kind, by=seat, at=timezone.now(),
        provision=None if inserts else provision, after=provision if inserts else None,
        authorship=form.cleaned_data["authorship"],
    )  # fmt: skip
    return redirect(reverse("draft", args=[made.pk]) + anchor)


@csp_update({"style-src": [SELF, NONCE]})  # type: ignore[arg-type]  # the editor sets its own sheet
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A draft: its words, and beside them the redline and what is flagged. Sent back, the words are saved."""
    found, seat = finding.worded(request.user, pk)
    if request.method == "POST":
        form = WordsForm(request.POST)
        if form.is_valid():
            return _saved(request, found, seat, form)
    else:
        fields = (
            "edition",
            "text",
            "note",
            "authorship",
            *(("private_note",) if access.is_own(seat, found) else ()),
        )
        form = WordsForm(initial={field: getattr(found, field) for field in fields})
    return _shown(request, found, seat, form)


def _saved(request: HttpRequest, found: Draft, seat: Seat, form: WordsForm) -> HttpResponse:
    """Save the words; where they are refused, show them again so that they are not lost."""
    sent = form.cleaned_data | {"stances": form.stances}
    if found.kind == ProposalKind.DELETE or "text" not in request.POST:  # words that are typed live are saved already
        sent.pop("text")
    if not access.is_own(seat, found):
        sent.pop("private_note")
    try:
        drafting.edit(draft=found, by=seat, at=timezone.now(), **sent)
    except EditedMeanwhile as refused:
        theirs = Draft.objects.filter(pk=found.pk).first()
        mine = WordsForm(request.POST.dict() | {"edition": str(theirs.edition)}) if theirs else form
        return _shown(request, found, seat, mine, refused=refused, theirs=theirs, status=409)
    except Refused as refused:
        return _shown(request, found, seat, form, refused=refused, status=refused.status)
    if "table" in request.POST:
        return redirect("tabling", pk=found.pk)
    messages.success(request, f"Saved. It is private to {comments.whose(found)}.")
    return redirect("draft", pk=found.pk)


def _shown(
    request: HttpRequest, found: Draft, seat: Seat, form: WordsForm, *, status: int = 200, **more: object
) -> HttpResponse:
    words = form["text"].value() or ""
    shown = {
        "form": form, "paragraphs": _paragraphs(found, form), "live": live.editor(found, request),
        **comments.beside(found, seat), **sharing.beside(found, seat), **_look(found, words), **_carried(found),
        "settled": _settled(found), **more,
    }  # fmt: skip
    page = "room_draft.html" if found.delegation.is_bureau else "draft.html"
    return render(request, page, {**place(found, seat), **shown}, status=status)


def _settled(found: Draft) -> list[drawing.WordsAndWho]:
    """What the chair settled of the delegation's own proposal, where the draft is on the text that says so."""
    names = found.instrument.negotiation.names
    return drawing.settled_words(settled_words.in_draft(found), names)


def _carried(found: Draft) -> dict[str, object]:
    """Where the text has moved on, what would become of the draft on the text that stands, or why nothing would."""
    if not rolling.has_moved(found):
        return {}
    try:
        return {"carried": carrying.preview(draft=found)}
    except Refused as refused:
        return {"not_carried": refused}


def _paragraphs(found: Draft, form: WordsForm) -> list[dict[str, object]]:
    """The paragraphs of the base, each with what is chosen of it."""
    if found.kind == ProposalKind.DELETE or found.delegation.is_bureau:
        return []
    chosen = {s["start"]: s["stance"] for s in (form.stances if form.is_bound else found.stances)}
    base = rolling.base_of(found.base)
    return [{"paragraph": p, "chosen": chosen.get(p.start, "")} for p in paragraphs.paragraphs(base)]


def place(found: Draft, seat: Seat) -> dict[str, object]:
    """Where a draft belongs: what each of its pages says above it."""
    return {
        "negotiation": seat.negotiation, "instrument": found.instrument, "seat": seat, "draft": found,
        "place": found.base or rolling.behind(found), "moved": rolling.has_moved(found),
        "whose": comments.whose(found), "on_paragraphs": OnParagraph.choices, "authorships": Authorship.choices,
    }  # fmt: skip


def _look(found: Draft, words: str) -> dict[str, object]:
    """The redline of `words` against the base, what they change in substance, and what is open on the watched topics."""
    base = rolling.measured(found)
    compared = comparison.compare(base, words)
    topics = own_topics.topics(found.instrument.negotiation)
    names = {t.id: t.name for t in topics}
    open_points = [
        {"topic": names[f.topic], "words": words[f.start : f.end], "because": [e.of(words) for e in f.evidence]}
        for f in flags(words, topics=topics)
    ]
    return {
        "lines": redline.inline(compared), "changes": len(compared.changes), "open_points": open_points,
        "to_mend": to_mend(found, words), "substance": substance.changed(base, words),
        "drawn": live.changes(compared),
    }  # fmt: skip


def to_mend(found: Draft, words: str) -> list[tuple[int, str]]:
    """What a drafter would mend in the brackets of `words`, line by line; it keeps nobody from tabling them."""
    sigla = notation.codes(found.instrument.negotiation)
    return [(line, f.what) for line, f in notation.of_wording(words, sigla=sigla)]


@login_required
@require_POST
def look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The redline and flags of words that are not saved yet."""
    found, _ = finding.worded(request.user, pk)
    words = request.POST.get("text", "").replace("\r\n", "\n")
    return render(request, "parts/look.html", {"draft": found, **_look(found, words)})


@login_required
@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove a draft for good, if the person says so."""
    found, seat = finding.own_words(request.user, pk)
    if request.POST.get("confirm") != "yes":
        messages.error(request, "The draft stays: say that it is to be discarded for good.")
        return redirect("draft", pk=pk)
    drafting.discard(draft=found, edition=number(request.POST.get("edition")), by=seat)
    if found.delegation.is_bureau:
        messages.success(request, "Taken out of the drafting room: it stands there as in the text.")
        return redirect("room", pk=found.instrument_id)
    messages.success(request, "The draft is discarded. What was tabled stands.")
    return redirect("negotiation", slug=seat.negotiation.slug)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a proposal off the table, if the person says so."""
    found, seat = finding.proposal(request.user, pk)
    if request.POST.get("confirm") != "yes":
        messages.error(request, "The proposal stands: say that it is to be withdrawn.")
    else:
        done = tabling.withdraw(proposal=found, by=seat, at=timezone.now())
        messages.success(request, f"Withdrawn, no. {done.withdrawal_sequence} in the record.")
    return redirect("provision", pk=found.provision_id)


@login_required
@require_safe
def drafts(request: HttpRequest, pk: int) -> HttpResponse:
    """The private drafts of the delegations that the person drafts for, and those that these have joined."""
    instrument, seat = finding.instrument(request.user, pk)
    found = (
        access.drafts(seat).filter(instrument=instrument).select_related("delegation", "base__rolling_text", "after")
    )
    places = [(d, rolling.state(d.after) if d.after else d.base) for d in found]
    waiting = access.handed_in(seat).filter(
        instrument=instrument, state=HandedIn.State.WAITING, delegation__in=seat.delegations
    )
    shown = {
        "negotiation": seat.negotiation, "instrument": instrument, "seat": seat, "drafts": places,
        "joint": [(d, place) for d, place in places if not seat.speaks_for(d.delegation)],
        "handed_in": waiting.select_related("delegation", "base", "after"),
    }  # fmt: skip
    return render(request, "drafts.html", shown)
