"""The alignment of several wordings, in examples, and a stored collation of another version."""

import pytest

from treaty_drafts.text import Reading, Shared, Site, TextError, collate, dump, load

BASE = "Each Party shall prevent serious harm."


def test_identical_wordings_share_one_reading_and_support_is_not_silence() -> None:
    found = collate(BASE, {"AA": BASE.replace("shall", "should"), "BB": BASE, "CC": BASE.replace("shall", "should")})
    assert found.segments == (
        Shared("Each Party "),
        Site((Reading("shall", ("BB",), True), Reading("should", ("AA", "CC")))),
        Shared(" prevent serious harm."),
    )
    assert found.sigla == ("AA", "BB", "CC")


def test_changes_that_touch_are_one_site() -> None:
    found = collate("one two three", {"AA": "one 2 three", "BB": "one three"})
    assert len(found.sites) == 1
    assert found.sites[0].reading("CC") == found.sites[0].readings[0].text


def test_a_stored_collation_of_another_version_is_refused() -> None:
    data = dump(collate("a", {"AA": "b"})) | {"version": 99}
    with pytest.raises(TextError, match="version 99"):
        load(data)
