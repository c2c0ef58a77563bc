"""Tabs: what a click away stands under a name of its own, which a page on paper must say where the text is."""

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
    for panel in [each for each in tree.iter() if each.get("id") in tabs]:
        tab = tabs[panel.get("id")]
        words = " ".join(tab.text_content().split())
        if not 0 < len(words) <= _LONGEST or any(True for _ in panel.iter(*HEADINGS)):
            continue
        heading = panel.makeelement(f"h{_level(panel)}")
        heading.text, heading.tail, panel.text = words, panel.text, None
        heading.sourceline = panel.sourceline
        panel.insert(0, heading)


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
