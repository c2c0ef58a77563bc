"""Markdown from elsewhere, in the habits of GitHub, Pandoc, Obsidian and site generators: read leniently, as a page.

What stands between the marks is rendered to HTML and goes the way of a page; what no reader would see (front matter,
comments, addresses that nothing uses) is listed.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from handouts.draft import Draft
from handouts.errors import SourceError
from handouts.readers import Importer
from handouts.readers._html.arranged import Names, draft_of
from handouts.readers._html.blocks import Walk
from handouts.readers._html.notes import numbered, references_of, take_notes
from handouts.readers._tidy import decoded
from handouts.readers._words import unseen
from handouts.readers.markdown.figures import LARGEST_FILE
from handouts.readers.other_markdown.habits import Source, source_of
from handouts.readers.other_markdown.head import front_of
from handouts.readers.other_markdown.html import HTML, tree_of

LARGEST_PAGE = 1_000_000
"""Bytes: some 150,000 words, far more than any page holds."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SMALL = re.compile(r"</?su[bp]>|[*~`]+")
_FENCE = re.compile(r"^[\s>]*(?:`{3,}|~{3,}).*")
_MARKUP = re.compile(
    r"\]\([^()]{0,2000}(?:\([^()]{0,200}\)[^()]{0,200}){0,3}\)|\]\[[^\]\[]{0,200}\]|\[\^[^\]\[\s]{1,200}\]:?"
    rf"|</?(?:{'|'.join(sorted(HTML))})(?:\s[^<>]{{0,2000}})?/?>"
    r"|^\s*(?:>\s*)*\d{1,9}[.)]\s|\[[ xX]\]"
    r"|^\s*Table:",
    re.IGNORECASE,
)


def draft_markdown(data: bytes, path: Path) -> Draft:
    """Turn any Markdown into a draft; SourceError for an article of our own, and for a file without text."""
    lines = _CONTROLS.sub(" ", decoded(data, path)).split("\n")
    front = front_of(lines)
    if front.ours:
        todo = "Build it as it is, or give it another name to work on."
        raise SourceError("This is an article of handouts already.", todo=todo, path=path, line=1)
    source = source_of(lines, front.last + 1)
    tree = tree_of(source, path)
    notes = take_notes(tree.xpath("//section[@class='footnotes']/ol/li"))
    walk = Walk(partial(_picture, path.parent), numbered(notes), path.stem)
    parts = walk.parts(tree)
    references = references_of(notes, walk)
    dropped = (*front.dropped, *source.dropped, *walk.dropped)
    draft = draft_of(parts, references, dropped, Names(given=front.title, file=path.stem), front.language)
    if not draft.blocks and not draft.references:
        raise SourceError("The page holds no text.", todo="Write its text, and save the file.", path=path)
    draft = replace(draft, credits=(*front.credits, *draft.credits))
    lost = unseen(_words_in(source), draft, "not understood")
    return replace(draft, dropped=tuple(sorted((*draft.dropped, *lost), key=lambda each: each.line)))


def _words_in(source: Source) -> Iterator[tuple[str, int]]:
    """The lines without the addresses and names that only marks hold."""
    for line, text in enumerate(source.lines, 1):
        if line not in source.addresses:
            yield unescape(_MARKUP.sub(" ", _SMALL.sub("", _FENCE.sub("", text)))), line


def _picture(folder: Path, source: str) -> bytes | None:
    """The bytes of a picture that lies in the page's folder or stands in the page itself."""
    if source.startswith("data:image/"):
        head, _, body = source.partition(",")
        return _decoded(body) if head.endswith(";base64") else None
    try:
        name = unquote(source)
        if not name or urlsplit(source).scheme or PurePosixPath(name).is_absolute() or "\0" in name:
            return None
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file() or path.stat().st_size > LARGEST_FILE:
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None


def _decoded(body: str) -> bytes | None:
    try:
        return b64decode(body)
    except ValueError:
        return None


IMPORTER = Importer("markdown from elsewhere", (".md", ".markdown"), draft_markdown, LARGEST_PAGE)
