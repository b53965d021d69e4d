"""How Word writes the number of a list item: `1`, `a`, `iv`, `First`, `أ`, `十二`."""

from collections.abc import Callable

MAX_REPEATED = 10  # aa, bb, cc: the letters are written twice from the 27th on; later than this as digits


def written(number: int, style: str) -> str | None:
    """`number` in that style of Word's (`w:numFmt`), in digits where it has no such number; None for no known style."""
    if style == "none":
        return ""
    write = STYLES.get(style)
    return write and (write(number) or str(number))


def _letters(alphabet: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        times, letter = divmod(number - 1, len(alphabet))
        return alphabet[letter] * (times + 1) if 0 <= times < MAX_REPEATED else ""

    return write


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return ""
    found = ""
    for value, letters in ROMAN:
        times, number = divmod(number, value)
        found += letters * times
    return found


def _ordinal(number: int) -> str:
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _in_words(number: int, ones: tuple[str, ...], tens: tuple[str, ...]) -> str:
    if not 0 < number < 100:
        return ""
    if number < 20:
        return ones[number - 1].capitalize()
    ten, one = divmod(number, 10)
    return f"{CARDINAL_TENS[ten - 2]}-{ones[one - 1]}".capitalize() if one else tens[ten - 2].capitalize()


def _chinese(number: int) -> str:
    if not 0 < number < 10_000:
        return ""
    found, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            found += "零" * (gap and bool(found)) + CHINESE[digit] + unit
        gap = not digit
    return found.removeprefix("一") if 10 <= number < 20 else found


def _digits(zero: str) -> Callable[[int], str]:
    table = {ord("0") + n: ord(zero) + n for n in range(10)}
    return lambda number: str(number).translate(table)


LATIN = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
CHINESE = "零一二三四五六七八九"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
CARDINALS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", *(f"{word}th" for word in CARDINALS[12:]),
)  # fmt: skip
CARDINAL_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINAL_TENS = tuple(f"{ten[:-1]}ieth" for ten in CARDINAL_TENS)
STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters(LATIN),
    "upperLetter": _letters(LATIN.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": _ordinal,
    "cardinalText": lambda number: _in_words(number, CARDINALS, CARDINAL_TENS),
    "ordinalText": lambda number: _in_words(number, ORDINALS, ORDINAL_TENS),
    "russianLower": _letters(RUSSIAN),
    "russianUpper": _letters(RUSSIAN.upper()),
    "arabicAlpha": _letters("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "arabicAbjad": _letters("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
    "hindiNumbers": _digits("٠"),
    "decimalFullWidth": _digits("０"),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
}
