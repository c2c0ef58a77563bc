"""A Word file as a zip of XML parts: opened within bounds, nothing unpacked to disk, no entity expanded."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from handouts.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

MOST_ENTRIES = 5_000
LARGEST_WHOLE = 300_000_000
"""Bytes of all parts unpacked, as the zip declares them."""
LARGEST_RATIO = 200
"""How many times larger than the file its parts may be, once they pass `SMALL`; Word's own stay below 50."""
SMALL = 20_000_000
LARGEST_PART = 30_000_000
"""Bytes of one XML part."""
MOST_ELEMENTS = 250_000
DEEPEST = 100
"""Elements within each other; a table in a table takes four."""

MAIN = "http://schemas.openxmlformats.org/"
STRICT = b"http://purl.oclc.org/ooxml/"
NAMES = {
    "w": f"{MAIN}wordprocessingml/2006/main",
    "r": f"{MAIN}officeDocument/2006/relationships",
    "wp": f"{MAIN}drawingml/2006/wordprocessingDrawing",
    "a": f"{MAIN}drawingml/2006/main",
    "pic": f"{MAIN}drawingml/2006/picture",
    "c": f"{MAIN}drawingml/2006/chart",
    "dgm": f"{MAIN}drawingml/2006/diagram",
    "m": f"{MAIN}officeDocument/2006/math",
    "mc": f"{MAIN}markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_STRICT_NAMES = (
    (b"wordprocessingml/main", "w"),
    (b"officeDocument/relationships", "r"),
    (b"drawingml/wordprocessingDrawing", "wp"),
    (b"drawingml/main", "a"),
    (b"drawingml/picture", "pic"),
    (b"drawingml/chart", "c"),
    (b"drawingml/diagram", "dgm"),
    (b"officeDocument/math", "m"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RESAVE = "Open it in Word, and save it again as a Word document (.docx)."


@cache
def q(name: str) -> str:
    """A name such as "w:p" as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where one part leads: `kind` ends its relationship's type; `target` is a part's name, or an external address."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """An open Word file; every fault in it is a SourceError."""

    def __init__(self, data: bytes, path: Path) -> None:
        self._path = path
        if data.startswith(_OLE):
            locked = "EncryptedPackage".encode("utf-16-le") in data
            what = "This file is locked with a password." if locked else "This is a file of an older Word (.doc)."
            raise self.error(what, "Open it in Word, take off the password, and save it." if locked else RESAVE)
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as error:
            raise self.error("This is not a Word file, or it is damaged.", RESAVE) from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._look_at_sizes(len(data))

    def error(self, what: str, todo: str = "") -> SourceError:
        """A SourceError about this file."""
        return SourceError(what, todo=todo, path=self._path)

    def _look_at_sizes(self, size: int) -> None:
        whole = sum(entry.file_size for entry in self._zip.infolist())
        if any(entry.flag_bits & 1 for entry in self._zip.infolist()):
            raise self.error("This file is locked with a password.", "Open it, take off the password, and save it.")
        packed = whole > SMALL and whole > LARGEST_RATIO * size
        if len(self._zip.infolist()) > MOST_ENTRIES or whole > LARGEST_WHOLE or packed:
            raise self.error("This file unpacks to far more than a document holds.", RESAVE)

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name in self._entries

    def bytes_of(self, name: str, most: int) -> bytes | None:
        """The bytes of a part; None if there is none, if it is larger than `most`, or damaged."""
        entry = self._entries.get(name)
        if entry is None or entry.file_size > most:
            return None
        try:
            with self._zip.open(entry) as part:
                data = part.read(most + 1)
        except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
            return None
        return data if len(data) <= most else None

    def xml(self, name: str) -> Element | None:
        """The root of an XML part, or None if there is no such part; SourceError for one that is not to be trusted."""
        if not self.has(name):
            return None
        if self._entries[name].file_size > LARGEST_PART:
            raise self.error(f"Its part {name} is larger than {LARGEST_PART // 1_000_000} MB.", "Cut it into several.")
        data = self.bytes_of(name, LARGEST_PART)
        if data is None:
            raise self.error(f"Its part {name} is damaged.", RESAVE)
        return self._parsed(data, name)

    def _parsed(self, data: bytes, name: str) -> Element:
        from lxml import etree  # type: ignore[import-untyped]

        for strict, prefix in _STRICT_NAMES:
            data = data.replace(STRICT + strict, NAMES[prefix].encode())
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            deep = "depth" in str(error).lower()
            what = f"Its part {name} is {'nested too deeply' if deep else 'damaged'}."
            raise self.error(what, RESAVE) from error
        if root.getroottree().docinfo.doctype:
            raise self.error(f"Its part {name} declares entities, which no Word file does.", RESAVE)
        self._measure(root, name)
        return root

    def _measure(self, root: Element, name: str) -> None:
        from lxml import etree

        depth = count = 0
        for event, _ in etree.iterwalk(root, events=("start", "end")):
            depth += 1 if event == "start" else -1
            count += event == "start"
            if depth > DEEPEST:
                raise self.error(f"Its part {name} is nested more than {DEEPEST} deep.", RESAVE)
        if count > MOST_ELEMENTS:
            raise self.error(f"Its part {name} has more than {MOST_ELEMENTS:,} elements.", "Cut it into several files.")

    def relations(self, name: str) -> dict[str, Relation]:
        """Where a part leads, by id; "" is the file itself."""
        root = self.xml(join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels"))
        return {each.id: each for each in self._relations(root, dirname(name))} if root is not None else {}

    def _relations(self, root: Element, folder: str) -> Iterator[Relation]:
        for each in root:
            if not isinstance(each.tag, str):
                continue
            target, external = str(each.get("Target", "")), each.get("TargetMode") == "External"
            if not external:
                target = normpath(join("/", folder, re.sub(r"[?#].*", "", target))).lstrip("/")
            yield Relation(str(each.get("Id", "")), str(each.get("Type", "")).rpartition("/")[2], target, external)

    def document(self) -> str:
        """The name of the main part; SourceError if there is none."""
        found = [each.target for each in self.relations("").values() if each.kind == "officeDocument"]
        name = next((name for name in (*found, "word/document.xml") if self.has(name)), "")
        if not name:
            raise self.error("This zip file holds no Word document.", RESAVE)
        return name
