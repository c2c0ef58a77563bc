"""What an element of a page is by its attributes: a link, hidden, for the ear alone."""

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

HIDDEN = frozenset(("template", "noscript"))
LARGEST_STYLE = 500_000
"""Letters: the page's own rules of style are looked at up to here."""
LONGEST_LABEL = 5
"""Words of a label that is spoken before a text: "Urgent advice:"."""

_EDIT = re.compile(r"\s*\[\s*edit(?:\s*source|\s*\|\s*edit source)?\s*\]\s*", re.IGNORECASE)
_UNDISPLAYED = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FOR_THE_EAR = re.compile(
    r"(?:^|[\s_-])(?:sr[_-]?only|visually[_-]?hidden|screen[_-]?readers?(?:[_-]?(?:text|only))?|off[_-]?screen"
    r"|hide[_-]?(?:off[_-]?screen|visually)|(?:assistive|accessible|a11y)[_-]?(?:text|hidden|only))(?:$|[\s_-])",
    re.IGNORECASE,
)
_RULE_OF_CLASS = re.compile(r"\.([A-Za-z][\w-]{0,60})\s*\{([^{}]{0,600})\}")
_CLIPPED = re.compile(
    r"clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(|(?:left|top|text-indent)\s*:\s*-\d{4}", re.IGNORECASE
)
_COUNTS = re.compile(r"\b(?:not?|never|don['’]t|do|avoid|stop|call|if|unless|without|only)\b|\d", re.IGNORECASE)
"""A hidden label with one of these may be the very sense of the line."""


def is_hidden(element: "HtmlElement", tag: str) -> bool:
    """Whether the page hides an element from every reader."""
    if tag in HIDDEN or element.get("hidden") is not None or (tag == "dialog" and element.get("open") is None):
        return True
    style = element.get("style")
    return bool(style and _UNDISPLAYED.search(style))


def is_edit_link(element: "HtmlElement", tag: str) -> bool:
    """Whether it is the link beside a heading of a wiki: "[edit]"."""
    if tag != "span" or not 1 <= len(element) <= 6 or any(len(child) for child in element):
        return False
    return _EDIT.fullmatch("".join(element.itertext())) is not None


def is_link(element: "HtmlElement") -> bool:
    """Whether an `a` is a link: it has an address, or is no mark of a place either and so works by a script."""
    return element.get("href") is not None or (element.get("name") is None and element.get("id") is None)


def unseen_classes(tree: "HtmlElement") -> frozenset[str]:
    """The classes that the page's own style moves out of sight, though a screen reader still says their text."""
    styles = "".join(str(style.text or "") for style in tree.iter("style"))[:LARGEST_STYLE]
    return frozenset(found[1] for found in _RULE_OF_CLASS.finditer(styles) if _CLIPPED.search(found[2]))


def is_for_the_ear(element: "HtmlElement", tag: str, classes: frozenset[str]) -> bool:
    """Whether it is a label out of sight that adds nothing to the text in sight: "Information:", a button's name.

    One that may carry the sense of the line ("Do not") is none.
    """
    named = element.get("class") or ""
    if tag not in ("span", "b", "strong", "em", "i", "small") or not named:
        return False
    if classes.isdisjoint(named.split()) and not _FOR_THE_EAR.search(named):
        return False
    text = "".join(element.itertext()).strip()
    around = element.getparent()
    if around is not None and around.tag == "button":
        return "".join(around.itertext()).strip() == text
    return text.endswith(":") and len(text.split()) <= LONGEST_LABEL and not _COUNTS.search(text)


def fragment_of(href: str) -> str:
    """The place on a page that an address names, or ""."""
    try:
        return unquote(urlsplit(href).fragment)
    except ValueError:
        return ""


def pixels_of(value: str | None) -> int:
    """A width or height in pixels; 0 where none is given."""
    digits = re.match(r"\s*(\d{1,5})", value or "")
    return int(digits[1]) if digits else 0
