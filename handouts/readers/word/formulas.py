"""Formulas of a Word file (OMML) as lines of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handouts.readers._marks import superscript
from handouts.readers.word.package import q

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]


def line_of(element: Element) -> str:
    """A formula as a line of text: fractions with a stroke, powers raised, roots with their sign."""
    match element.tag.rpartition("}")[2]:
        case "t":
            return element.text or ""
        case "f":
            return f"{_group(element, 'm:num')}/{_group(element, 'm:den')}"
        case "sSup":
            above = _inside(element, "m:sup")
            raised = superscript(above)
            return _inside(element, "m:e") + (raised if raised != above else f"^{above}")
        case "rad":
            return f"√{_group(element, 'm:e')}"
        case "d":
            return f"({', '.join(line_of(each) for each in element.findall(q('m:e')))})"
        case _:
            return "".join(map(line_of, element))


def _inside(element: Element, name: str) -> str:
    found = element.find(q(name))
    return line_of(found) if found is not None else ""


def _group(element: Element, name: str) -> str:
    text = _inside(element, name)
    return f"({text})" if re.search(r"[\s+−±·×/-]", text.strip()) else text
