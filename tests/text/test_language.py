"""In which language a text is taken to be, and two wordings of one place."""

import pytest

from treaty_drafts.text import Effect, language_of
from treaty_drafts.text.as_standing import as_standing
from treaty_drafts.text.language import language_of_both


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Each Party shall take measures for the protection of the records.", "en"),
        ("Chaque Partie prend des mesures pour la protection des archives et de la vie privée.", "fr"),
        ("Cada Parte adoptará medidas para la protección de los archivos y de la vida privada.", "es"),
        ("Die Staaten sollen zusammenarbeiten.", "de"),
        ("Каждая Сторона принимает меры для защиты архивов.", "ru"),
        ("تتخذ كل دولة طرف تدابير لحماية المحفوظات.", "ar"),
        ("各缔约方应采取措施保护档案。", "zh"),
        ("Τα κράτη συνεργάζονται.", "und"), ("各締約国は、記録を保護するための措置をとる。", "zh"),
        ("Ardenia and Borvale, vis-à-vis the Côte d’Ivoire", "en"), ("Côte d’Ivoire", "und"), ("coopère", "und"),
        ("", "en"), ("shall", "en"), ("[12]", "en"), ("Ardenia", "und"),
        ("Article 3 of the Convention, in French « la protection des données », shall apply to the records.", "en"),
    ],
)  # fmt: skip
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language_of(text).code == code
    assert language_of(text).analysed is (code == "en")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("Les Etats parties notifient tout incident grave.", "Les Etats parties notifient tout incident.", "fr"),
        ("Les États doivent coopérer.", "Les États peuvent coopérer.", "fr"),
        ("Los Estados deberán cooperar.", "Los Estados podrán cooperar.", "es"),
        ("Article 4 – Attribution\n\nChaque Partie coopère.", "Article 4 – Attribution\n\nChaque Partie peut coopère.", "fr"),
        ("sollen", "sollen nicht", "de"), ("Die Staaten sollen helfen.", "Die Staaten sollen nicht helfen.", "de"),
        ("Each Party shall report.", "Chaque Partie fait rapport.", "fr"),
        ("Each Party shall report.", "Vertragsstaaten berichten regelmäßig", "und"),
    ],
)  # fmt: skip
def test_short_wordings_of_another_language_get_no_answer(before: str, after: str, code: str) -> None:
    for one, other in ((before, after), (after, before)):
        found = as_standing(one, other)
        assert (found.effect, [s.rule for s in found.shifts]) == (None, [f"language.{code}"])


@pytest.mark.parametrize(
    ("before", "after"), [("States", "Parties"), ("serious", "significant"), ("shall", "Ardenia"), ("", "promptly")]
)
def test_bare_english_words_are_analysed(before: str, after: str) -> None:
    assert language_of_both(before, after).code == "en"


def test_names_and_words_of_many_languages_are_in_that_of_the_text_around_them() -> None:
    around = [
        language_of("The Parties shall meet."),
        language_of("Les Parties se réunissent à la date de la demande."),
        None,
    ]
    assert [language_of_both("Ardenia", "Borvale", within=one).code for one in around] == ["en", "fr", "und"]
    assert language_of_both("Ardenia", "coopère", within=around[0]).code == "und"
    assert as_standing("[12]", "[14]", within=around[1]).effect is None


def test_a_sentence_of_an_english_text_is_still_analysed() -> None:
    assert language_of_both("Ardenia shall report.", "Borvale shall report.").code == "en"
    assert as_standing("Each Party shall report.", "Each Party may report.").effect is Effect.WEAKER
