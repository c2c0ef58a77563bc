"""Runs: the words of a block as they stand on paper, each stretch in one font, one look and one element."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from handouts.document import Spans
from handouts.errors import SourceError
from handouts.formats.pdf.fonts import FontPage, family
from handouts.formats.pdf.joins import NBSP, joined
from handouts.formats.pdf.structure import Element

BLACK = "0 g"
LINK_BLUE = ".03 .18 .5 rg"  # 12:1 on white

# What has no form of its own on paper: every other space is a space, and nothing is hyphenated.
_PRINTED: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\t\n\r\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"), " "),
    **dict.fromkeys(map(ord, "\u2007\u202f"), NBSP),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"), None),
    **{0x2010: "-", 0x2011: "-", 0x2126: "Ω", 0x212B: "Å"},
}
_as_it_is: Callable[[str], bool] = frozenset(map(chr, _PRINTED)).isdisjoint


def printed(text: str) -> str:
    """The characters that stand on paper for `text`: plain and no-break spaces, plain hyphens, no invisible marks."""
    return text if (text.isascii() and text.isprintable()) or _as_it_is(text) else text.translate(_PRINTED)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a run leads: `target` is a URI, or "#name" of a destination in the PDF. `words` say it to who listens."""

    element: Element
    target: str
    words: str


@dataclass(slots=True, eq=False)
class Run:
    """A stretch of text in one look and one element; without an element it is an artifact.

    `underline` and `thickening` count in ems.
    """

    text: str
    font: FontPage
    element: Element | None
    ink: str = BLACK
    underline: float = 0
    thickening: float = 0
    link: Link | None = None

    @property
    def bare(self) -> bool:
        """Whether there is nothing to draw but its letters."""
        return not (self.underline or self.thickening or self.link)


class Phrase(NamedTuple):
    """What a Run is made from: words in one style, from one line of the source."""

    text: str
    element: Element | None
    bold: bool = False
    underline: float = 0
    link: Link | None = None
    line: int | None = None


def runs_of(phrases: Sequence[Phrase], path: object = None) -> list[Run]:
    """Runs from phrases: no-break spaces set across their borders, fonts chosen; SourceError if no font will do."""
    stretches = _stretches(phrases)
    whole = joined("".join([text for _, text in stretches]))
    runs: list[Run] = []
    start = 0
    for (_, element, bold, underline, link, _), text in stretches:
        stretch, start = whole[start : start + len(text)], start + len(text)
        fonts, ink = family(bold), LINK_BLUE if link else BLACK
        if fonts.in_latin(stretch):
            runs.append(Run(stretch, fonts.latin, element, ink, underline, 0, link))
            continue
        try:
            parts = fonts.pieces(stretch)
        except KeyError as missing:
            raise _no_font(missing.args[0], path, phrases) from None
        for part, page in parts:
            runs.append(Run(part, page, element, ink, underline, 0.03 if fonts.thickened(page) else 0, link))
    return runs


def uniform(spans: Spans, element: Element | None, bold: bool) -> Run | None:
    """The run of spans without any style of their own; None if they need more than one font, or say nothing."""
    text, fonts = joined(printed("".join([span.text for span in spans]))), family(bold)
    return Run(text, fonts.latin, element) if text and fonts.in_latin(text) else None


def label_run(text: str, element: Element) -> Run:
    """The run of a bullet or a number, which the main font has."""
    return Run(text, family(bold=False).latin, element)


def _stretches(phrases: Sequence[Phrase]) -> list[tuple[Phrase, str]]:
    """The printed text of each phrase; phrases that differ only in their lines are one, led by the first of them."""
    stretches: list[tuple[Phrase, str]] = []
    look: tuple[object, ...] | None = None
    for phrase in phrases:
        if text := printed(phrase.text):
            if phrase[1:5] == look:
                stretches[-1] = stretches[-1][0], stretches[-1][1] + text
            else:
                stretches.append((phrase, text))
                look = phrase[1:5]
    return stretches


def _no_font(character: str, path: object, phrases: Sequence[Phrase]) -> SourceError:
    line = next(phrase.line for phrase in phrases if character in printed(phrase.text))
    name = unicodedata.name(character, "a control character or one without a name")
    return SourceError(
        f"No font has the character U+{ord(character):04X} ({name}).",
        todo="Write it in other words, or with letters and signs that can be printed.",
        path=None if path is None else str(path),
        line=line,
    )
