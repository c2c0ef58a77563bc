"""The front matter: who answers for the article, which version it is, and whom to call."""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypedDict

import yaml

from handouts.document import Review
from handouts.errors import SourceError

LONGEST_VALUE = 500
REQUIRED = ("title", "language", "version", "revised", "publisher", "call")
KEYS = (*REQUIRED, "review", "audience", "rights", "status")
DRAFT = "draft"
"""The one value of `status`: the article is not finished, and may still lack its publisher and whom to call."""
REVIEW_KEYS = ("by", "on")
LANGUAGE = re.compile(r"en(-[A-Z]{2})?")
"""BCP 47. The fixed words of an output and the spoken numbers are English, so an article is, too."""


class Head(TypedDict):
    """What the front matter gives to a Document, by the names of its fields."""

    title: str
    language: str
    version: str
    revised: date
    publisher: str
    call: str
    audience: str
    review: Review | None
    rights: str
    draft: bool


def front_matter(text: str, path: Path) -> Head:
    """Read the YAML between the --- lines; its first line is the file's second."""
    keys = Keys(_mapping_of(text, path), KEYS, path)
    draft = _is_draft(keys)
    return Head(
        title=keys.text("title"),
        language=_language(keys),
        version=keys.text("version"),
        revised=keys.date("revised"),
        publisher=keys.text("publisher", needed=not draft),
        call=keys.text("call", needed=not draft),
        audience=keys.text("audience", needed=False),
        review=_review(keys),
        rights=keys.text("rights", needed=False),
        draft=draft,
    )


def _mapping_of(text: str, path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it is not YAML"
        todo = 'Write each key as "key: value", and put a value with a colon or a # in quotes.'
        line = mark.line + 2 if mark else 1
        raise SourceError(f"The front matter is broken: {problem}.", todo=todo, path=path, line=line) from error
    except RecursionError:
        raise SourceError("The front matter is nested too deeply.", todo="Keep it flat.", path=path, line=1) from None


class Keys:
    """The keys of one mapping, each with its line; unknown and repeated keys are refused at once."""

    def __init__(self, mapping: yaml.Node | None, known: tuple[str, ...], path: Path) -> None:
        self.path = path
        self.line = mapping.start_mark.line + 2 if mapping else 1
        self.nodes: Mapping[str, yaml.Node] = {}
        if not isinstance(mapping, yaml.MappingNode):
            raise self.error(f"Here must stand keys with values: {', '.join(known)}.", self.line)
        self.nodes = self._known(mapping, known)

    def _known(self, mapping: yaml.MappingNode, known: tuple[str, ...]) -> Mapping[str, yaml.Node]:
        nodes: dict[str, yaml.Node] = {}
        for key, value in mapping.value:
            line = key.start_mark.line + 2
            if not isinstance(key, yaml.ScalarNode) or key.value not in known:
                name = str(key.value) if isinstance(key, yaml.ScalarNode) else "of several parts"
                near = get_close_matches(name, known, 1, cutoff=0)[0]
                raise self.error(f"There is no key {name[:60]!r}.", line, f"Did you mean {near!r}?")
            if key.value in nodes:
                raise self.error(f"The key {key.value!r} stands twice.", line, "Keep one of them.")
            nodes[key.value] = value
        return nodes

    def error(self, what: str, line: int, todo: str = "") -> SourceError:
        """A SourceError at that line of the file."""
        return SourceError(what, todo=todo, path=self.path, line=line)

    def line_of(self, key: str) -> int:
        """The line of a key's value, or of the mapping when it is absent."""
        return self.nodes[key].start_mark.line + 2 if key in self.nodes else self.line

    def text(self, key: str, *, needed: bool = True) -> str:
        """The value of a key as one line of text; empty if it is absent and not needed."""
        node = self.nodes.get(key)
        if node is None and not needed:
            return ""
        if node is None:
            raise self.error(f"The front matter lacks {key!r}.", self.line, f"Add a line {key}: with its value.")
        value = " ".join(node.value.split()) if isinstance(node, yaml.ScalarNode) else ""
        if not value:
            raise self.error(f"The key {key!r} has no plain value.", self.line_of(key), "Write one after the colon.")
        if len(value) > LONGEST_VALUE:
            raise self.error(f"The value of {key!r} is longer than {LONGEST_VALUE} letters.", self.line_of(key))
        return value

    def date(self, key: str) -> date:
        """The value of a key as a day that exists."""
        value = self.text(key)
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            todo = "Write a day that exists as year-month-day, such as 2026-02-28."
            raise self.error(f"The date {value!r} in {key!r} does not exist.", self.line_of(key), todo) from None


def _is_draft(keys: Keys) -> bool:
    status = keys.text("status", needed=False)
    if status not in ("", DRAFT):
        todo = f"Write {DRAFT!r}, or delete the line: an article without it is finished."
        raise keys.error(f"There is no status {status[:40]!r}.", keys.line_of("status"), todo)
    return bool(status)


def _language(keys: Keys) -> str:
    language = keys.text("language")
    if not LANGUAGE.fullmatch(language):
        todo = "Write en, en-US or en-GB: handouts speaks only English so far."
        raise keys.error(f"The language {language!r} is not one of ours.", keys.line_of("language"), todo)
    return language


def _review(keys: Keys) -> Review | None:
    if "review" not in keys.nodes:
        return None
    review = Keys(keys.nodes["review"], REVIEW_KEYS, keys.path)
    return Review(review.text("by"), review.date("on"))
