"""Pages for the tests of the format html, and what can be read from one without a browser."""

import json
import re
from base64 import b64decode
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from handouts.document import Document
from handouts.formats import Workplace, formats
from handouts.options import Options

HOSTILE = '</script></style></title><script>alert(1)</script><img src=x onerror="alert(2)">\'"&amp;\u202egnp'
"""What an article may say, and a browser must not do."""

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta"}


def page(document: Document, folder: Path, options: Options | None = None, name: str = "page.html") -> "Read":
    """The page of a document, made in `folder` with the sound kept beside it."""
    target = folder / name
    formats()["html"].write(document, options or Options(), Workplace(target, folder / "cache"))
    return Read(target)


@dataclass(slots=True)
class Element:
    """An element with its attributes and the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(self.elements[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML a stroke closes nothing but what is empty anyway, and SVG's.
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


@dataclass
class Read:
    """A page as it stands in the file."""

    path: Path
    markup: str = field(init=False)

    def __post_init__(self) -> None:
        self.markup = self.path.read_bytes().decode("utf-8")

    @cached_property
    def elements(self) -> list[Element]:
        """Every element in the order of the page."""
        parser = _Parser()
        parser.feed(self.markup)
        parser.close()
        return parser.elements

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of this tag with these attributes; `class_` asks for one class of several."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            each
            for each in self.elements
            if each.tag == tag
            and all(
                value in (found.split() if name == "class" else [found])
                for name, value in wanted.items()
                for found in [each.attributes.get(name, "")]
            )
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    @cached_property
    def sentences(self) -> list[Element]:
        """The elements of the sentences that are heard."""
        return [each for each in self.elements if "sentence" in each.attributes.get("class", "").split()]

    @cached_property
    def times(self) -> Any:
        """What the script knows of the sound, in milliseconds."""
        return json.loads(self.one("script", type="application/json").text)

    @cached_property
    def sound(self) -> bytes:
        """The bytes of the sound."""
        return b64decode(self.one("audio").attributes["src"].removeprefix("data:audio/mpeg;base64,"), validate=True)


def words(text: str) -> str:
    """The text with single spaces."""
    return re.sub(r"\s+", " ", text).strip()
