"""Subjects of a negotiation's own: who defines them, what is refused, and that everything watches them from then on."""

from dataclasses import replace

import pytest

from tests.factories import NOON, Cast
from treaty_drafts import circulation, own_topics, review, rolling, trial
from treaty_drafts.errors import BadInput, NotAllowed, NotThere
from treaty_drafts.models import OwnTopic
from treaty_drafts.own_topics import Definition
from treaty_drafts.text import DEFAULT

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

PROOF = Definition(
    "Standard of proof", "What must be shown, and to whom.", strong=("basis of evidence", "standard/burden of proof"),
    examples=("The burden of proof lies with the claimant.", "Nobody is guilty until it is shown."),
    counter_examples=("A proof of concept.", "On the basis of evidence from the sea."),
)  # fmt: skip


def defined(cast: Cast, definition: Definition = PROOF) -> OwnTopic:
    return own_topics.define(definition=definition, by=cast.seat("chair"), at=NOON)


def test_from_then_on_it_is_watched_everywhere(cast: Cast) -> None:
    cast.table("ardenia", "art_2", cast.state("art_2").base.replace("on the basis of evidence", "on sound evidence"))
    text = rolling.current(cast.instrument)
    assert text
    assert "standard-of-proof" not in [p.topic for p in review.open_points(text)]
    defined(cast)
    points = [p for p in review.open_points(text) if p.topic == "standard-of-proof"]
    assert [(p.words, p.because) for p in points] == [("[shall] [should]", ("basis of evidence",))]
    (difference,) = review.differences(cast.instrument)
    assert difference.topics == ("attribution", "standard-of-proof")
    export = circulation.request(text=text, format="text", by=cast.seat("observer"), at=NOON)
    assert [u.topic for u in circulation.document(export).unresolved if "shall" in u.words] == [
        "Attribution of conduct", "Standard of proof",
    ]  # fmt: skip


def test_another_negotiation_does_not_watch_it(cast: Cast) -> None:
    defined(cast)
    assert [t.id for t in own_topics.topics(cast.negotiation)] == [*(t.id for t in DEFAULT), "standard-of-proof"]
    outside = cast.users["outsider"].memberships.get().negotiation
    assert own_topics.topics(outside) == DEFAULT


def test_the_same_words_are_the_same_subject_to_the_engine(cast: Cast) -> None:
    defined(cast)
    first, second = own_topics.topics(cast.negotiation), own_topics.topics(cast.negotiation)
    assert first[-1] is second[-1]


def test_it_is_tried_before_it_is_saved(cast: Cast) -> None:
    tried = trial.try_out(definition=PROOF, by=cast.seat("secretariat"))
    assert [(p.cited, p.words) for p in tried.points] == [("Article 2, paragraph 1", "[shall] [should]")]
    assert tried.differences == ()
    assert tried.missed == PROOF.examples[1:]
    assert tried.caught == PROOF.counter_examples[1:]
    assert OwnTopic.objects.count() == 0
    with pytest.raises(NotAllowed):
        trial.try_out(definition=PROOF, by=cast.seat("ardenia"))


def test_what_is_done_enters_the_record(cast: Cast) -> None:
    made = defined(cast)
    again = replace(PROOF, name="Proof", examples=(), counter_examples=())
    changed = own_topics.change(topic=made, definition=again, by=cast.seat("secretariat"), at=NOON)
    assert (changed.key, changed.name) == ("standard-of-proof", "Proof")
    own_topics.change(topic=made, definition=again, by=cast.seat("secretariat"), at=NOON)  # nothing to change
    own_topics.remove(topic=made, by=cast.seat("chair"), at=NOON)
    with pytest.raises(NotThere):
        own_topics.remove(topic=made, by=cast.seat("chair"), at=NOON)
    entries = cast.negotiation.entries.filter(act__startswith="subject ")
    assert [(e.act, e.by, e.what["topic"], e.what["title"]) for e in entries] == [
        ("subject defined", "chair", "standard-of-proof", "Standard of proof"),
        ("subject changed", "secretariat", "standard-of-proof", "Proof"),
        ("subject removed", "chair", "standard-of-proof", "Proof"),
    ]
    assert entries[0].what["is"]["strong"] == ["basis of evidence", "standard/burden of proof"]
    assert own_topics.topics(cast.negotiation) == DEFAULT


@pytest.mark.parametrize("name", ["ardenia", "observer"])
def test_only_chair_and_secretariat_say_what_is_watched(cast: Cast, name: str) -> None:
    made = defined(cast)
    seat = cast.seat(name)
    with pytest.raises(NotAllowed):
        own_topics.define(definition=replace(PROOF, name="Mine"), by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        own_topics.change(topic=made, definition=replace(PROOF, name="Mine"), by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        own_topics.remove(topic=made, by=seat, at=NOON)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"definition": ""}, "definition"),
        ({"strong": ()}, "strong"),
        ({"unless": ("sea & land",)}, "unless"),
        ({"supporting": ("<data>",)}, "supporting"),
        ({"name": "attribution of CONDUCT"}, "name"),
        ({"strong": ("a/b/c/d/e/f/g/h/i/j " * 5,)}, "strong"),
        ({"context": ("word",) * 101}, "context"),
        ({"examples": ("a" * 2001,)}, "examples"),
    ],
)
def test_what_describes_no_subject_is_refused_and_says_where(cast: Cast, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        defined(cast, replace(PROOF, **wrong))  # type: ignore[arg-type]
    assert [w.field for w in refused.value.where] == [field]
    assert OwnTopic.objects.count() == 0


def test_a_name_is_taken_once_and_a_key_never_twice(cast: Cast) -> None:
    defined(cast, replace(PROOF, name="Data sovereignty!"))
    defined(cast, replace(PROOF, name="Data sovereignty?"))
    assert [t.key for t in OwnTopic.objects.all()] == ["data-sovereignty", "data-sovereignty-2"]
    with pytest.raises(BadInput, match="of this name already"):
        defined(cast, replace(PROOF, name="data Sovereignty?"))


def test_a_hyphen_in_a_term_is_what_parts_words_in_a_text(cast: Cast) -> None:
    topic = own_topics.topic_of(replace(PROOF, strong=("capacity-building",)))
    assert [t.written for t in topic.strong] == ["capacity building"]
