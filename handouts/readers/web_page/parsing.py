"""From a parsed page to its boxes, in bounded depth; scripts and styles gone."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.errors import SourceError
from handouts.readers._tidy import tidied
from handouts.readers.web_page.boxes import HEADINGS, Box, Line, Page, Picture, Run
from handouts.readers.web_page.elements import (
    fragment_of,
    is_edit_link,
    is_for_the_ear,
    is_hidden,
    is_link,
    pixels_of,
    unseen_classes,
)
from handouts.readers.web_page.source import BLOCKS, SHORTEN, no_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

MOST_LETTERS = 5_000_000
DEEPEST = 100
"""Boxes in boxes; what is nested deeper keeps its text, and loses its boxes."""

UNSEEN = frozenset(
    "script style head title meta link base svg math-annotation object embed iframe audio video canvas map area applet"
    " annotation annotation-xml datalist param source track frame noframes noembed".split()
)
BUTTONS = frozenset(("submit", "button", "reset"))
TYPED = frozenset(("text", "email", "tel", "password", "search", "url", ""))
KEPT_ATTRIBUTES = frozenset(
    "class id role aria-label aria-level aria-controls aria-expanded aria-labelledby aria-modal colspan rowspan start"
    " type value scope itemprop itemtype open data-testid data-component data-module".split()
)
WHOLE = frozenset((*HEADINGS, "dt", "caption", "figcaption", "summary", "th", "button", "option", "label"))
"""Boxes whose text is one line, whatever line breaks stand in it."""


def page_of(tree: "HtmlElement", path: Path) -> Page:
    """The boxes and lines of a parsed page."""
    page = _Planter().planted(tree)
    if not page.lines:
        raise no_text(path)
    if sum(len(line.text) for line in page.lines) > MOST_LETTERS:
        raise SourceError(f"This page has more than {MOST_LETTERS:,} letters of text.", todo=SHORTEN, path=path)
    return page


class _Planter:
    """Walks the parsed tree once, without recursion, and makes the boxes."""

    def __init__(self) -> None:
        self.root = Box("html", 1)
        self.box = self.root
        self.styles = [Run("", 1)]
        self.runs: list[Run] = []
        self.lines: list[Line] = []
        self.pictures: list[Picture] = []
        self.waiting: list[Picture] = []
        self.line, self.unseen, self.broken = 1, 0, False
        self.boxed: list[bool] = []
        self.unseen_classes: frozenset[str] = frozenset()

    def planted(self, tree: "HtmlElement") -> Page:
        """The page."""
        from lxml import etree  # type: ignore[import-untyped]

        self.unseen_classes = unseen_classes(tree)
        for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._open(element)
            elif event == "end":
                self._close(element)
            else:
                self.line += (element.text or "").count("\n")
                self._text(element.tail)
        self._flush()
        self.root.last = len(self.lines)
        return Page(self.root, self.lines, self.pictures)

    def _open(self, element: "HtmlElement") -> None:
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        self.line = max(self.line, element.sourceline or 0)
        if self.unseen or tag in UNSEEN:
            self.unseen += 1
            self.line += (element.text or "").count("\n")
            return
        hidden = is_hidden(element, tag) or is_for_the_ear(element, tag, self.unseen_classes)
        apart = tag in BLOCKS or hidden or is_edit_link(element, tag)
        block = apart and len(self.boxed) - self.boxed.count(False) < DEEPEST
        if apart:
            self._flush()
        elif self.runs and _are_apart(self.runs[-1], element, tag):
            self.runs.append(Run(" ", self.line))
        self.boxed.append(block)
        if block:
            self._begin(element, tag, hidden)
        elif tag == "br":
            self._break()
        elif tag == "input" and element.get("type", "").lower() in BUTTONS:
            self._button(element)
        elif tag in ("img", "input", "amp-img"):
            self._picture(element, tag)
        if tag == "textarea" or (tag == "input" and element.get("type", "text").lower() in TYPED):
            for box in self.box.around():
                box.fields += 1
        if element.get("id") or element.get("name"):
            self.box.ids.update(filter(None, (element.get("id"), element.get("name") if tag == "a" else None)))
        self.styles.append(self._style(element, tag))
        self._text(element.text)

    def _begin(self, element: "HtmlElement", tag: str, hidden: bool) -> None:
        kept = {name: value for name, value in element.attrib.items() if name in KEPT_ATTRIBUTES}
        box = Box(tag, self.line, self.box, kept, first=len(self.lines), hidden=hidden)
        self.box.children.append(box)
        self.box = box

    def _button(self, element: "HtmlElement") -> None:
        """A button whose name is an attribute."""
        self._flush()
        self._begin(element, "button", hidden=False)
        self.runs.append(Run(element.get("value") or "", self.line))
        self._end()

    def _close(self, element: "HtmlElement") -> None:
        if self.unseen:
            self.unseen -= 1
            self._text(element.tail)
            return
        self.styles.pop()
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        boxed = self.boxed.pop()
        if tag in BLOCKS or boxed:
            self._flush()
        if boxed:
            self._end()
        self._text(element.tail)

    def _end(self) -> None:
        self._flush()
        self.box.last = len(self.lines)
        assert self.box.parent is not None
        self.box = self.box.parent

    def _style(self, element: "HtmlElement", tag: str) -> Run:
        style = self.styles[-1]
        if tag in BLOCKS and tag != "button":
            style = Run("", 1, href=style.href, linked=style.linked, leads_to=style.leads_to)
        bold, italic = tag in ("b", "strong"), tag in ("i", "em", "cite", "dfn", "var")
        href, leads_to, linked = style.href, style.leads_to, style.linked
        if tag == "a" and is_link(element):
            href, linked = (element.get("href") or "").strip(), True
            leads_to = fragment_of(href)
        raised = style.raised or tag == "sup"
        return Run("", 1, style.bold or bold, style.italic or italic, href, raised, leads_to, linked)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self.unseen:
            lead = len(text) - len(text.lstrip("\n\t\r "))
            line = self.line + text.count("\n", 0, lead)
            style = self.styles[-1]
            self.runs.append(Run(text, line, *_look(style)))
        self.line += text.count("\n")

    def _break(self) -> None:
        if self.box.tag in WHOLE or self.box.within("th", "caption", *HEADINGS):
            self.runs.append(Run(" ", self.line))
            return
        had = bool(self.runs) and any(run.text.strip() for run in self.runs)
        self._flush()
        self.broken = had

    def _picture(self, element: "HtmlElement", tag: str) -> None:
        if tag == "input" and element.get("type", "").lower() != "image":
            return
        names = ("src", "data-src", "data-lazy-src", "data-original")
        sources = tuple(source for name in names if (source := (element.get(name) or "").strip()))
        size = (pixels_of(element.get("width")), pixels_of(element.get("height")))
        alt = tidied(element.get("alt") or "")
        self.waiting.append(Picture(alt, sources, self.line, len(self.lines), self.box, size))

    def _flush(self) -> None:
        """End a line of text; the pictures that stood in it follow it."""
        runs, self.runs = tuple(self.runs), []
        text = tidied("".join(run.text for run in runs))
        if text:
            line = next(run.line for run in runs if tidied(run.text))
            linked = sum(len(run.text.strip()) for run in runs if run.linked)
            made = Line(text, runs, line, len(self.lines), self.box, self.broken, linked)
            self.lines.append(made)
            self.box.children.append(made)
        self.broken = False
        for picture in self.waiting:
            self.box.children.append(picture)
            self.pictures.append(picture)
        self.waiting = []


def _look(style: Run) -> tuple[bool, bool, str, bool, str, bool]:
    return style.bold, style.italic, style.href, style.raised, style.leads_to, style.linked


def _are_apart(before: Run, element: "HtmlElement", tag: str) -> bool:
    """Whether a page shows a gap between two texts that its source does not part: two links, two labels."""
    if tag == "a" and before.linked:
        return True
    first, word = (element.text or "")[:1], re.search(r"\w{3,}$", before.text[-40:])
    if tag not in ("a", "span") or word is None:
        return False
    label = len(word[0]) > 4 and before.text.isupper() and not before.text.strip().isdecimal()
    return first.isupper() if word[0][-1].islower() else label and first.isalnum() and not before.raised
