"""Letters of symbol fonts, such as ≥ and °, as the letters that they show."""

from functools import cache


def symbol(font: str, code: str) -> str:
    """The letter that a font shows for a code in hexadecimal, as w:sym has it; a box where nobody knows."""
    try:
        number = int(code, 16)
    except ValueError:
        return "□"
    return _letter(font, number)


def plain_letters(text: str, font: str) -> str:
    """Text in which letters of the private range, which only their font can show, are those that it shows."""
    if not any("\ue000" <= letter <= "\uf8ff" for letter in text):
        return text
    return "".join(
        _letter(font or "Symbol", ord(letter)) if "\ue000" <= letter <= "\uf8ff" else letter for letter in text
    )


def _letter(font: str, number: int) -> str:
    known = _known()
    low = number & 0xFF if 0xF000 <= number <= 0xF0FF else number
    found = known.get((font, number)) or known.get((font, low))
    if found is None and not 0xE000 <= number <= 0xF8FF and 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000:
        found = number
    return chr(found) if found else "□"


@cache
def _known() -> dict[tuple[str, int], int]:
    from mammoth.docx.dingbats import dingbats  # type: ignore[import-untyped]

    return dict(dingbats)
