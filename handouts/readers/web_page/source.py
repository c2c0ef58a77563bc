"""From a file to the parsed page: decoded, and parsed once in bounded time."""

import re
from codecs import lookup
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.errors import SourceError
from handouts.readers._tidy import BYTE_ORDER_MARKS, decoded

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

MOST_ELEMENTS = 150_000
"""A long article has some thousand; more than these is no page that a person wrote."""
MOST_TAGS = 1_000_000
"""Counted before parsing, those of scripts too."""

BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav noscript ol"
    " optgroup option p pre search section select summary table tbody td template textarea tfoot th thead tr ul".split()
)

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_INTERNAL_SUBSET = re.compile(r"<!DOCTYPE[^<>\[]{0,1000}\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?[A-Za-z][\w:-]*)[^<>]*>")
_BREAKS = re.compile(r"<br>(?:\s*<br>)+")
_UNSEEN_TEXT = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)


def text_of(data: bytes, path: Path) -> str:
    """The page's source: in UTF-8 if it is that, else in the encoding that it names, else in Windows-1252."""
    if not data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            named = _CHARSET.search(data[:4096])
            if named and (encoding := _usable(named[1].decode("ascii", "replace"))):
                data = data.decode(encoding, "replace").replace("\ufffd", " ").encode("utf-8", "replace")
    text = decoded(data, path)
    return _INTERNAL_SUBSET.sub(lambda found: "\n" * found[0].count("\n"), text.replace("\0", " "), count=1)


def _usable(encoding: str) -> str:
    """The name of a multi-byte or regional encoding that Python knows; "" for those that UTF-8 or 1252 stand for."""
    try:
        found = lookup(encoding)
    except LookupError:
        return ""
    own = ("utf", "ascii", "latin", "iso8859-1", "iso8859_1", "cp1252")
    usable = not found.name.startswith(own) or found.name in ("iso8859-15", "iso8859-10", "iso8859-13", "iso8859-16")
    return found.name if usable and getattr(found, "_is_text_encoding", False) else ""


def tree_of(text: str, path: Path) -> "HtmlElement":
    """The parsed page; one nested too deep for a parser is parsed as its bare text."""
    if text.count("<") > MOST_TAGS:
        raise SourceError(f"This page has more than {MOST_TAGS:,} tags.", todo=SHORTEN, path=path)
    tree, too_deep = _parsed(text, path)
    return _parsed(_flat(text), path)[0] if too_deep else tree


def _parsed(text: str, path: Path) -> "tuple[HtmlElement, bool]":
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise no_text(path) from error
    if sum(1 for _ in zip(tree.iter(), range(MOST_ELEMENTS + 1), strict=False)) > MOST_ELEMENTS:
        raise SourceError(f"This page has more than {MOST_ELEMENTS:,} elements.", todo=SHORTEN, path=path)
    return tree, any("depth" in entry.message.lower() for entry in parser.error_log)


SHORTEN = "Save only the article's own page, or paste its text into a .txt file."


def no_text(path: Path) -> SourceError:
    """The error for a page without text."""
    return SourceError("This page holds no text.", todo="Open it in a browser, and save it again.", path=path)


def _flat(text: str) -> str:
    """The page with its block elements as line breaks and no others, on the same lines."""
    text = _UNSEEN_TEXT.sub(lambda found: "\n" * found[0].count("\n"), text)

    def replaced(tag: re.Match[str]) -> str:
        broken = "<br><br>" if tag[1].strip("/").lower() in BLOCKS else ""
        return broken + "\n" * tag[0].count("\n")

    return f"<body><div>{_BREAKS.sub(_one_break, _TAG.sub(replaced, text))}</div></body>"


def _one_break(breaks: re.Match[str]) -> str:
    return "<br><br>" + "\n" * breaks[0].count("\n")
