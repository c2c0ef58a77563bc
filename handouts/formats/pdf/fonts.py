"""The fonts: widths, codes and font programs, built once a process and shared by every PDF.

Each font is cut into fixed pages of up to 255 characters: the first has what English health articles need, the others
follow Unicode. A page's codes, widths and font program never depend on the document, so they are the same bytes in
every PDF and cost nothing from the second on.
"""

from collections.abc import Callable
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFace

from handouts.errors import MissingError
from handouts.formats.pdf.objects import packed_stream

_LATIN_KEY = -1
# Windows-1252, and the further signs that articles use, on codes that it leaves free.
_EXTRAS = dict(zip((*range(1, 8), 0x7F, 0x81), "−≤≥≈μ∕≠⁄Ω", strict=True))
_UNPRINTED = (0x7F, 0xA0, 0xAD)


def _latin_codes() -> dict[str, int]:
    codes = {character: code for code, character in _EXTRAS.items()}
    for code in range(32, 256):
        character = bytes((code,)).decode("cp1252", errors="ignore")
        if character and ord(character) not in _UNPRINTED:
            codes.setdefault(character, code)
    return codes


_LATIN = _latin_codes()


class _Widths(dict[str, float]):
    """The widths of texts, in ems; words recur, so each is added up once."""

    def __init__(self, of_characters: dict[str, float], more: float = 0.0) -> None:
        self._of_characters, self._more = of_characters, more

    def __missing__(self, text: str) -> float:
        if len(self) > 20_000:
            self.clear()
        width = self[text] = sum(map(self._of_characters.__getitem__, text), start=self._more)
        return width


class FontPage:
    """Up to 255 characters of one font, as one font of the PDF.

    `codes` maps each character to its byte; code 32 is always a space. `width` gives the width of a text in ems,
    `advance` the same with a space behind it.
    """

    def __init__(self, font: "Font", key: int, codes: dict[str, int]) -> None:
        self.font, self.key, self.codes = font, key, codes
        self._em = {character: font.width_of(character) for character in codes}
        self._em["\u00a0"] = self._em[" "]
        self.space = self._em[" "]
        self.literal = {ord(character): _literal(code) for character, code in codes.items()} | {0xA0: " "}
        self.width: Callable[[str], float] = _Widths(self._em).__getitem__
        self.advance: Callable[[str], float] = _Widths(self._em, self.space).__getitem__

    def width_of_words(self, text: str) -> float:
        """The width of a text in ems, added up from its words, which recur where the text does not."""
        return sum(map(self.advance, text.split(" "))) - self.space

    @property
    def name(self) -> str:
        """The name of the subset: six letters that tell the pages of a font apart, and the font's own name."""
        number, letters = self.key + 1, ""
        for _ in range(6):
            number, rest = divmod(number, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}+{self.font.face.name.decode()}"

    @cached_property
    def program(self) -> bytes:
        """The font program as a PDF stream, with only the glyphs of this page."""
        data: bytes = self.font.face.makeSubset(self._points)
        return packed_stream(b"/Length1 %d" % len(data), data, level=9)

    @cached_property
    def to_unicode(self) -> bytes:
        """The way back from codes to characters as a PDF stream: blocks of at most 100, and none to U+0000."""
        pairs = [(code, character) for character, code in sorted(self.codes.items(), key=lambda pair: pair[1])]
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
        ]
        for block in blocks:
            lines.append(f"{len(block)} beginbfchar")
            lines += [f"<{code:02X}> <{character.encode('utf-16-be').hex().upper()}>" for code, character in block]
            lines.append("endbfchar")
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return packed_stream(b"", "\n".join(lines).encode(), level=9)

    def descriptor(self, program: int) -> bytes:
        """The font descriptor; `program` is the object number of the font program."""
        face = self.font.face
        return (
            b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle %g/Ascent %g/Descent %g"
            b"/CapHeight %g/StemV %d/MissingWidth %g/FontFile2 %d 0 R>>"
        ) % (
            self.name.encode(),
            (face.flags & 0x41) | 4,
            b" ".join(b"%g" % side for side in face.bbox),
            *(face.italicAngle, face.ascent, face.descent, face.capHeight, face.stemV, face.defaultWidth, program),
        )

    def dictionary(self, descriptor: int, to_unicode: int) -> bytes:
        """The font dictionary; the arguments are object numbers."""
        return (
            b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar 0/LastChar 255/Widths[%s]"
            b"/FontDescriptor %d 0 R/ToUnicode %d 0 R>>"
        ) % (self.name.encode(), self._width_list, descriptor, to_unicode)

    @cached_property
    def _width_list(self) -> bytes:
        face = self.font.face
        widths = (face.charWidths.get(point, face.defaultWidth) for point in self._points)
        return b" ".join(b"%g" % round(width, 3) for width in widths)

    @cached_property
    def _points(self) -> list[int]:
        points = [0] * 256
        for character, code in self.codes.items():
            points[code] = ord(character)
        return points


class Font:
    """One font file, cut into pages."""

    def __init__(self, path: Path) -> None:
        self.face = TTFontFace(str(path))
        self._pages: dict[int, FontPage] = {}
        self._latin = frozenset(_LATIN) & self.characters

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that the font has and that can be printed."""
        points = (point for point in self.face.charToGlyph if 32 <= point <= 0xFFFD and point not in _UNPRINTED)
        return frozenset(map(chr, points))

    def width_of(self, character: str) -> float:
        """The width of one character in ems."""
        width: float = self.face.charWidths[ord(character)]
        return width / 1000

    @property
    def latin(self) -> FontPage:
        """The page for which most text has enough."""
        return self._page(_LATIN_KEY)

    def page_of(self, character: str) -> FontPage:
        """The page that has `character`; the font must have it."""
        return self._page(_LATIN_KEY if character in self._latin else ord(character) // 128)

    def _page(self, key: int) -> FontPage:
        if key not in self._pages:
            self._pages[key] = FontPage(self, key, self._codes(key))
        return self._pages[key]

    def _codes(self, key: int) -> dict[str, int]:
        if key == _LATIN_KEY:
            return {character: _LATIN[character] for character in self._latin}
        points = range(key * 128, key * 128 + 128)
        return {" ": 32} | {chr(point): 128 + point % 128 for point in points if chr(point) in self.characters}


class Family:
    """The main font in one weight, and what stands in for the characters that it lacks.

    The stand-in has one weight only; where the text is bold, its outlines are thickened. `in_latin` tells whether the
    first page of the main font is enough for a text.
    """

    def __init__(self, main: Font, fallback: str, bold: bool) -> None:
        self.main, self._fallback_file, self.bold = main, fallback, bold
        self.latin = main.latin
        self._latin_characters = frozenset(self.latin.codes) | {"\u00a0"}
        self.in_latin: Callable[[str], bool] = self._latin_characters.issuperset

    @cached_property
    def fallback(self) -> Font:
        """The stand-in, read when it is first needed."""
        return font(self._fallback_file)

    def pieces(self, text: str) -> list[tuple[str, FontPage]]:
        """Cut `text` into pieces of one font page each. A character that no font has raises KeyError with it."""
        pages = [self._page_of(character) for character in text]
        # Spaces stand in every page: they go with what precedes them and start no piece of their own.
        for place, character in enumerate(text):
            if character in " \u00a0" and place:
                pages[place] = pages[place - 1]
        numbered = enumerate(pages)
        runs = [list(group) for _, group in groupby(numbered, key=lambda pair: id(pair[1]))]
        return [(text[run[0][0] : run[-1][0] + 1], run[0][1]) for run in runs]

    def thickened(self, page: FontPage) -> bool:
        """Whether the glyphs of `page` need thicker outlines to look bold."""
        return self.bold and page.font is not self.main

    def _page_of(self, character: str) -> FontPage:
        if character in self._latin_characters:
            return self.latin
        for each in (self.main, self.fallback):
            if character in each.characters:
                return each.page_of(character)
        raise KeyError(character)


@cache
def font(name: str) -> Font:
    """One of the fonts that come as packages, by "package/file"."""
    package, file = name.split("/")
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        wheel = package.replace("_", "-")
        raise MissingError(f"The font package {wheel} is not installed.", todo=f"Run: pip install {wheel}")
    return Font(Path(spec.origin).parent / "files" / file)


@cache
def family(bold: bool) -> Family:
    """Atkinson Hyperlegible, whose letters are drawn to be told apart, with Inter behind it."""
    weight = "Bold" if bold else "Regular"
    main = font(f"fontpkg_atkinson_hyperlegible/AtkinsonHyperlegible-{weight}.ttf")
    return Family(main, "fontpkg_inter/Inter[opsz,wght].ttf", bold)


def _literal(code: int) -> str:
    if code in (40, 41, 92):
        return "\\" + chr(code)
    return chr(code) if 32 <= code < 127 else f"\\{code:03o}"
