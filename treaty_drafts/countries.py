"""The countries of ISO 3166-1 by their letters, so that nobody types them."""

from functools import cache

from django_countries import countries

from .errors import BadInput, Where


@cache
def names() -> dict[str, str]:
    """Each country's name by its three letters, in English alphabetical order."""
    return {countries.alpha3(code): name for code, name in countries}


def named(letters: str) -> tuple[str, str]:
    """The three letters and the name of a country. Raises `BadInput` for letters of none."""
    code = letters.strip().upper()
    if code not in names():
        raise BadInput(f"{letters!r} are not the three letters of a country in ISO 3166-1", Where("country", "unknown"))
    return code, names()[code]
