"""Characters that a document takes from a font of pictures (`w:sym`), as characters of Unicode."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
PRIVATE = range(0xE000, 0xF900)


def symbol(font: str, code: str) -> str:
    """The character for that font and hexadecimal code; U+FFFD where only the font knows what it is."""
    try:
        point = int(code[:6], 16)
    except ValueError:
        return UNKNOWN
    if 0xF000 <= point <= 0xF0FF:
        point -= 0xF000  # where Word puts the characters of such a font
    family = font.lower()
    if family.startswith("symbol"):
        return SYMBOL.get(point, UNKNOWN)
    if family.startswith(("wingdings", "webdings")):
        return WINGDINGS.get(point, UNKNOWN) if family == "wingdings" else UNKNOWN
    printable = point > 0x1F and point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF and point not in PRIVATE
    return chr(point) if printable and chr(point).isprintable() else UNKNOWN


def _row(first: int, characters: str) -> dict[int, str]:
    return {first + n: c for n, c in enumerate(characters) if c != UNKNOWN}


# Adobe's Symbol encoding, as in https://unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt, without bracket pieces
SYMBOL = (
    _row(0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_")
    | _row(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")
    | _row(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…")
    | _row(0xBF, "↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑")
    | {0xF1: "〉", 0xF2: "∫"}
)
# what is met in running text: bullets, boxes, arrows, ticks
WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x20: " ",
}  # fmt: skip
