"""The lexicons of a language, read once. English is in en/; another language gets a folder of its own beside it."""

import tomllib
from importlib.resources import files
from typing import Any

LANGUAGE = "en"


def read(name: str) -> dict[str, Any]:
    """The lexicon `name`, as data."""
    return tomllib.loads(files(__package__).joinpath(LANGUAGE, f"{name}.toml").read_text(encoding="utf-8"))


WORDS = read("words")
