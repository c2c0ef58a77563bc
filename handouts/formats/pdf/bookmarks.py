"""Bookmarks: the outline that a viewer shows beside the pages, a tree of titles that lead to places."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from handouts.formats.pdf.objects import text_string


class Bookmark(NamedTuple):
    """A title that leads to the place named `destination`; `level` counts from 0."""

    title: str
    destination: str
    level: int


def outline(
    bookmarks: Sequence[Bookmark], root: int, first: int, place_of: Callable[[str], bytes]
) -> tuple[bytes, list[bytes]]:
    """The outline's dictionary, and an item for each bookmark.

    `root` is the object number of the outline, `first` that of the first item; `place_of` gives a destination's array.
    A level that skips one hangs below the last bookmark that is higher.
    """
    kids: dict[int, list[int]] = {root: []}
    parents: list[int] = []
    above: list[tuple[int, int]] = [(-1, root)]
    for number, bookmark in enumerate(bookmarks, first):
        while above[-1][0] >= bookmark.level:
            above.pop()
        parents.append(above[-1][1])
        kids[above[-1][1]].append(number)
        kids[number] = []
        above.append((bookmark.level, number))
    items = []
    for number, (bookmark, parent) in enumerate(zip(bookmarks, parents, strict=True), first):
        siblings, at = kids[parent], kids[parent].index(number)
        links = b"/Prev %d 0 R" % siblings[at - 1] if at else b""
        links += b"/Next %d 0 R" % siblings[at + 1] if at + 1 < len(siblings) else b""
        head = b"<</Title%s/Parent %d 0 R" % (text_string(bookmark.title), parent)
        items.append(b"%s%s%s/Dest %s>>" % (head, links, _family(kids[number]), place_of(bookmark.destination)))
    return b"<</Type/Outlines%s>>" % _family(kids[root]), items


def _family(kids: list[int]) -> bytes:
    """The entries that tell of an item's kids, which are shown."""
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (kids[0], kids[-1], len(kids)) if kids else b""
