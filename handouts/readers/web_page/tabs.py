"""Tabs: what a click away stands under a name of its own, which a page on paper must say where the text is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handouts.readers.web_page.boxes import HEADINGS
from handouts.readers.web_page.elements import fragment_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_LONGEST = 100
"""Letters of a tab's name."""


def head_panels(tree: "HtmlElement") -> None:
    """Give each panel without a heading that of its tab: a dose says nothing without the name of its medicine."""
    tabs = {name: tab for tab in tree.iter() if (name := _controlled(tab))}
    named = [(tabs[panel.get("id")], panel) for panel in tree.iter() if panel.get("id") in tabs]
    for tab, panel in (*named, *_in_order(tree)):
        words = " ".join(tab.text_content().split())
        if not 0 < len(words) <= _LONGEST or any(True for _ in panel.iter(*HEADINGS)):
            continue
        heading = panel.makeelement(f"h{_level(panel)}")
        heading.text, heading.tail, panel.text = words, panel.text, None
        heading.sourceline = panel.sourceline
        panel.insert(0, heading)


def _in_order(tree: "HtmlElement") -> "Iterator[tuple[HtmlElement, HtmlElement]]":
    """The tabs and panels of lists whose tabs name no panel: the first tab belongs to the first panel behind it."""
    for tabs in tree.xpath("//*[@role='tablist']"):
        named = tabs.xpath(".//*[@role='tab'][not(@aria-controls or @href or @data-target or @data-bs-target)]")
        panels = tabs.xpath("following-sibling::*[@role='tabpanel']")
        if len(named) == len(panels):
            yield from zip(named, panels, strict=True)


def _controlled(tab: "HtmlElement") -> str:
    """The id of the panel that a tab opens (WAI-ARIA's pattern "Tabs", and Bootstrap's), or ""."""
    if "tab" not in (tab.get("role"), tab.get("data-toggle"), tab.get("data-bs-toggle")):
        return ""
    target = tab.get("data-bs-target") or tab.get("data-target") or tab.get("href") or ""
    return tab.get("aria-controls") or fragment_of(target)


def _level(panel: "HtmlElement") -> int:
    """One below the heading under which it stands."""
    above = panel.xpath("preceding::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5][1]")
    return int(above[0].tag[1]) + 1 if above else 2
