"""Links that a browser wrote out behind their words: "Side effects <#side>", "About us </about/>"."""

import re

FEWEST = 3
"""On a page with fewer such links, angle brackets mean something else."""
LONGEST_NAME = 12
"""Words of a link that stands for itself."""

_TARGET = re.compile(r"[ \t]?<(?P<to>(?:#|/|\?|\.\.?/|mailto:|https?://)[^<>\s]{0,300})>")
_MARKS = re.compile(r"[\s|/·•→>»,:*?\[\]-]*")


def has_targets(text: str) -> bool:
    """Whether the page writes the targets of its links out."""
    return sum(1 for _, _ in zip(range(FEWEST), _TARGET.finditer(text), strict=False)) == FEWEST


def without_targets(text: str) -> str:
    """A text without the targets that say nothing outside the site."""
    return _TARGET.sub(lambda found: found[0] if found["to"].startswith(("http", "mailto")) else "", text)


def target_of(text: str) -> str:
    """Where a line that is nothing but links leads: "#" within the page, "/" elsewhere; "" for any other line."""
    found = list(_TARGET.finditer(text))
    if not found or not _MARKS.fullmatch(text[found[-1].end() :]):
        return ""
    names = [
        text[before : link.start()] for before, link in zip((0, *(each.end() for each in found)), found, strict=False)
    ]
    if any(len(name.split()) > LONGEST_NAME or re.search(r"[.!;]\s", name) for name in names):
        return ""
    return "#" if all(link["to"].startswith("#") for link in found) else "/"
