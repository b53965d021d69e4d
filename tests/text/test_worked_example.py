"""The worked example of docs/architecture.md is run as it stands there."""

import doctest
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_worked_example_is_true() -> None:
    result = doctest.testfile(str(DOCS / "architecture.md"), module_relative=False)
    assert result.attempted > 15
    assert result.failed == 0


def test_every_public_name_of_the_engine_is_in_the_glossary() -> None:
    from treaty_drafts import text

    glossary = (DOCS / "glossary.md").read_text()
    assert [name for name in text.__all__ if f"`{name}`" not in glossary] == []
