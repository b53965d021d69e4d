"""What is unresolved on the watched topics, with its place and the words that say why."""

import pytest

from tests.factories import Cast
from treaty_drafts import review, rolling

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_the_open_points_of_a_text(cast: Cast) -> None:
    text = rolling.current(cast.instrument)
    assert text
    points = review.open_points(text)
    lines = text.text.split("\n")
    assert [(p.topic, p.provision.eid, p.words) for p in points] == [
        ("attribution", "art_2", "[shall] [should]"),
        ("data_sovereignty", "art_3", "[, as appropriate]"),
    ]
    for point in points:
        assert point.provision.text[point.start : point.end] == point.words
        assert point.words in lines[point.line - 1]
        assert point.because
        assert all(words in text.text for words in point.because)
    assert review.count((p.provision.eid, p.topic) for p in points) == {
        "all": {"attribution": 1, "data_sovereignty": 1}, "art_2": {"attribution": 1}, "art_3": {"data_sovereignty": 1},
    }  # fmt: skip


def test_the_points_at_which_wordings_differ(cast: Cast) -> None:
    base = cast.state("art_3").base
    cast.table("ardenia", "art_3", base.replace("shall be stored", "may be stored"))
    cast.table("borvale", "art_3", base.replace("shall be stored", "should be stored"))
    (found,) = review.differences(cast.instrument)
    assert [(r.text, r.sigla) for r in found.site.readings] == [("shall", ()), ("may", ("ARD",)), ("should", ("BRV",))]
    assert found.topics == ("data_sovereignty",)
    assert found.because
    assert found.before + "shall" + found.after in base


def test_words_without_brackets_and_without_difference_are_never_flagged(cast: Cast) -> None:
    settled = cast.state("art_2").base.replace("[shall] [should]", "shall")
    cast.import_text(f"{settled}\n\n{cast.state('art_3').base.replace('[, as appropriate]', '')}\n")
    text = rolling.current(cast.instrument)
    assert text
    assert review.open_points(text) == ()
    assert review.differences(cast.instrument) == ()
