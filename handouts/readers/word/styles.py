"""What a Word file's styles say of a paragraph: heading, title, bold, size, and the numbering that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handouts.readers.word.package import q

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

DEFAULT_SIZE = 20
"""Half points, where a file says nothing (ECMA-376 17.3.2.38)."""
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list (?:bullet|number) ([2-5])", re.IGNORECASE)
"""Word's own styles of nested lists, each of which is the first level of a numbering."""
_LONGEST_CHAIN = 20
_OFF = ("0", "false", "off", "none")


def value(element: Element | None, name: str) -> str | None:
    """The w:val of a child, "" if it has none, None if there is no such child."""
    child = element.find(q(name)) if element is not None else None
    return None if child is None else str(child.get(q("w:val"), ""))


def is_on(element: Element | None, name: str) -> bool | None:
    """Whether a property is switched on, or None if nothing is said of it."""
    found = value(element, name)
    return None if found is None else found.lower() not in _OFF


class Styles:
    """The styles of a file by their ids; a file without any has none."""

    def __init__(self, root: Element | None) -> None:
        found = root.findall(q("w:style")) if root is not None else []
        self._styles = {str(style.get(q("w:styleId"))): style for style in found}
        self._usual = {
            str(style.get(q("w:type"))): str(style.get(q("w:styleId")))
            for style in found
            if style.get(q("w:default")) in ("1", "true", "on")
        }
        defaults = root.find(f"{q('w:docDefaults')}/{q('w:rPrDefault')}/{q('w:rPr')}") if root is not None else None
        self.language = ""
        if defaults is not None and (language := defaults.find(q("w:lang"))) is not None:
            self.language = str(language.get(q("w:val"), ""))
        self.size = _size(defaults) or DEFAULT_SIZE
        self._toggles: dict[tuple[str | None, str, str], bool | None] = {}
        self._sizes: dict[tuple[str | None, str], int] = {}

    def chain(self, style: str | None, kind: str = "paragraph") -> Iterator[Element]:
        """A style and those that it is based on; the usual one where none is named."""
        name = style or self._usual.get(kind)
        for _ in range(_LONGEST_CHAIN):
            if name is None or (found := self._styles.get(name)) is None:
                return
            yield found
            name = value(found, "w:basedOn")

    def names(self, style: str | None) -> Iterator[str]:
        """The names of a style and of those that it is based on, the id where it is not defined."""
        found = [value(each, "w:name") or "" for each in self.chain(style)]
        yield from found or ([style] if style else [])

    def heading(self, properties: Element | None) -> int:
        """The level of a heading, from 1; 0 for other text."""
        own = value(properties, "w:outlineLvl")
        style = value(properties, "w:pStyle")
        if own is None and style:
            for each in self.chain(style):
                named = _HEADING.fullmatch(value(each, "w:name") or "")
                if named:
                    return int(named[1])
                own = value(each.find(q("w:pPr")), "w:outlineLvl")
                if own is not None:
                    break
            else:
                named = _HEADING.fullmatch(style) if style not in self._styles else None
                return int(named[1]) if named else 0
        return int(own) + 1 if own and own in "012345678" else 0

    def role(self, properties: Element | None) -> str:
        """Whether a paragraph's style names a "title", a "caption" or a line of "contents"; else ""."""
        style = value(properties, "w:pStyle")
        for name in map(str.lower, self.names(style)) if style else ():
            if name in ("title", "caption"):
                return name
            if re.match(r"toc ?\d|contents \d|table of figures|toc ?heading", name):
                return "contents"
        return ""

    def run_property(self, run: Element, style: str | None, name: str) -> bool:
        """Whether a toggle such as w:b is on for a run in a paragraph of that style."""
        own = run.find(q("w:rPr"))
        said = is_on(own, name) if own is not None else None
        if said is None and (run_style := value(own, "w:rStyle")):
            said = self._toggle(run_style, "character", name)
        return bool(self._toggle(style, "paragraph", name) if said is None else said)

    def run_size(self, run: Element, style: str | None) -> int:
        """The size of a run's letters in half points."""
        own = run.find(q("w:rPr"))
        size = _size(own)
        if not size and (run_style := value(own, "w:rStyle")):
            size = self._style_size(run_style, "character")
        return size or self._style_size(style, "paragraph") or self.size

    def _toggle(self, style: str | None, kind: str, name: str) -> bool | None:
        key = (style, kind, name)
        if key not in self._toggles:
            said = (is_on(each.find(q("w:rPr")), name) for each in self.chain(style, kind))
            self._toggles[key] = next((each for each in said if each is not None), None)
        return self._toggles[key]

    def _style_size(self, style: str | None, kind: str) -> int:
        key = (style, kind)
        if key not in self._sizes:
            self._sizes[key] = next(filter(None, (_size(each.find(q("w:rPr"))) for each in self.chain(style, kind))), 0)
        return self._sizes[key]

    def numbering(self, properties: Element | None) -> tuple[str, int] | None:
        """The numbering that a paragraph or its style has, and the level in it, from 0."""
        found = properties.find(q("w:numPr")) if properties is not None else None
        level = value(found, "w:ilvl")
        number = value(found, "w:numId")
        for each in self.chain(value(properties, "w:pStyle")) if number is None else ():
            found = each.find(f"{q('w:pPr')}/{q('w:numPr')}")
            level = level or value(found, "w:ilvl")
            number = number or value(found, "w:numId")
        if not number or number == "0":
            return None
        at = int(level) if level and level in "012345678" else 0
        deeper = (_LIST_STYLE.fullmatch(name) for name in self.names(value(properties, "w:pStyle")))
        return number, at or next((int(found[1]) - 1 for found in deeper if found), 0)


def _size(properties: Element | None) -> int:
    text = value(properties, "w:sz") or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
