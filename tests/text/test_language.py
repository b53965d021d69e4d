"""In which language a text is taken to be."""

import pytest

from treaty_drafts.text import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Each Party shall take measures for the protection of the records.", "en"),
        ("Chaque Partie prend des mesures pour la protection des archives et de la vie privée.", "fr"),
        ("Cada Parte adoptará medidas para la protección de los archivos y de la vida privada.", "es"),
        ("Каждая Сторона принимает меры для защиты архивов.", "ru"),
        ("تتخذ كل دولة طرف تدابير لحماية المحفوظات.", "ar"),
        ("各缔约方应采取措施保护档案。", "zh"),
        ("", "en"), ("shall", "en"), ("[12]", "en"),
        ("Article 3 of the Convention, in French « la protection des données », shall apply to the records.", "en"),
    ],
)  # fmt: skip
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language_of(text).code == code
    assert language_of(text).analysed is (code == "en")
