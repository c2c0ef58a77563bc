"""Headings that Word numbers by itself: no text of the file says "2.", though its reader saw it.

An article's headings carry no numbers. Where its text refers to one of them ("see section 2"), all keep theirs; else
they are listed in one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from handouts.readers._tidy import tidied
from handouts.readers.word.numbers import Numbers
from handouts.readers.word.package import q

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

LONGEST_LIST = 2_000
"""Letters of the line that lists them; headings beyond are counted."""

_BEFORE_TEXT = (q("w:pPr"), q("w:bookmarkStart"))
_REFERS = re.compile(
    r"\b(?:sections?|parts?|chapters?|headings?|paragraphs?|points?|steps?|appendix)\s+"
    r"((?:\d{1,2}(?:\.\d{1,2}){0,4}|[A-Z]|[ivx]{1,5})\b(?:(?:\s*,\s*|\s+(?:and|or|to)\s+)\d{1,2}(?:\.\d{1,2}){0,4}\b)*)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\d+(?:\.\d+)*|[A-Z]\b|[ivx]+\b", re.IGNORECASE)


@dataclass(slots=True)
class NumberedHeadings:
    """The headings of a file with the numbers that Word gives them, in order."""

    _found: list[tuple[Element, str]] = field(default_factory=list)

    def note(self, paragraph: Element, properties: Element | None, numbers: Numbers) -> None:
        """Count a heading, and keep what stands before it; paragraphs have to come in their order."""
        if label := numbers.label(properties):
            self._found.append((paragraph, label))

    def settle(self, texts: Iterable[str]) -> str:
        """Give the headings their numbers if one of the file's `texts` refers to them; else what is to be listed."""
        from lxml import etree  # type: ignore[import-untyped]

        places = {place.casefold() for _, label in self._found for place in _PLACE.findall(label)}
        referred = (place for text in texts for found in _REFERS.finditer(text) for place in _PLACE.findall(found[1]))
        if not any(place.casefold() in places for place in referred):
            return self._listed()
        for paragraph, label in self._found:
            run = etree.Element(q("w:r"))
            etree.SubElement(run, q("w:t")).text = f"{label} "
            before = sum(1 for _ in takewhile(lambda child: child.tag in _BEFORE_TEXT, paragraph))
            paragraph.insert(before, run)
        return ""

    def _listed(self) -> str:
        told = ""
        for at, (paragraph, label) in enumerate(self._found):
            heading = tidied("".join(text.text or "" for text in paragraph.iter(q("w:t"))))
            if not heading:
                continue
            if len(told) + len(heading) > LONGEST_LIST:
                return f"{told}; and {len(self._found) - at} more"
            told += f"{'; ' * bool(told)}{label} {heading}"
        return told
