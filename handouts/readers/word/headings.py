"""Headings that only look like ones: short paragraphs all in bold or in larger letters, in a file without others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handouts.readers._credits import credit_of
from handouts.readers.word.package import q
from handouts.readers.word.styles import Styles, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

LONGEST = 90
"""Letters of a heading."""
LARGER = 3
"""Half points that a heading's letters have more than the text's, where they are not bold."""
MOST = 0.5
"""The share of paragraphs that may look like headings; where more do, it is how the text is set."""


def find_headings(root: Element, styles: Styles) -> None:
    """Set the attribute "style" of paragraphs that stand as headings, where none has a heading's style."""
    paragraphs = [each for each in root.iter(q("w:p")) if _words(each)]
    if not paragraphs or any(styles.heading(each.find(q("w:pPr"))) for each in paragraphs):
        return
    usual = _usual_size(paragraphs, styles)
    looks = {each: look for each in paragraphs if (look := _look(each, usual, styles))}
    if len(looks) > MOST * len(paragraphs):
        return
    first, last = paragraphs[0], paragraphs[-1]
    named = any(styles.role(each.find(q("w:pPr"))) == "title" for each in paragraphs)
    ranks = sorted({look for each, look in looks.items() if each is not first or named}, reverse=True)
    for at, paragraph in enumerate(paragraphs):
        if paragraph not in looks or paragraph is last:
            continue
        after = looks.get(paragraphs[at + 1])
        if paragraph is first and not named:
            paragraph.set("style", "Heading1")
        elif after is None or after < looks[paragraph]:
            paragraph.set("style", f"Heading{min(6, ranks.index(looks[paragraph]) + 2)}")


def _words(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(q("w:t"))).strip()


def _style(paragraph: Element) -> str | None:
    return value(paragraph.find(q("w:pPr")), "w:pStyle")


def _usual_size(paragraphs: list[Element], styles: Styles) -> int:
    """The size in half points that most letters have."""
    sizes: Counter[int] = Counter()
    for paragraph in paragraphs:
        style = _style(paragraph)
        for run in paragraph.iter(q("w:r")):
            sizes[styles.run_size(run, style)] += len(_words(run))
    return min(sizes, key=lambda size: (-sizes[size], size))


def _look(paragraph: Element, usual: int, styles: Styles) -> tuple[int, bool] | None:
    """The size and boldness of a paragraph that stands out as a heading, or None."""
    text, properties = _words(paragraph), paragraph.find(q("w:pPr"))
    if len(text) > LONGEST or text.endswith((".", ",", ";")) or styles.numbering(properties) or styles.role(properties):
        return None
    parent = paragraph.getparent()
    if parent is None or parent.tag == q("w:tc") or credit_of(text, 1) or not any(map(str.isalpha, text)):
        return None
    style = _style(paragraph)
    runs = [run for run in paragraph.iter(q("w:r")) if _words(run)]
    size = min(styles.run_size(run, style) for run in runs) if runs else 0
    bold = bool(runs) and all(styles.run_property(run, style, "w:b") for run in runs)
    stands_out = size >= usual + LARGER or (bold and size >= usual)
    return (size, bold) if stands_out else None
