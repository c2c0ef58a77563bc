"""The model of an import: what a page from elsewhere holds as an article would, and all that was left out of it.

Importing readers make it. Every line of the page is in `blocks`, `references`, `credits` or `dropped`: none is lost in
silence. Lines count from 1, in the file that was imported.
"""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from handouts.document import Block, Reference

CreditKind: TypeAlias = Literal["byline", "reviewer", "revised", "published", "publisher", "disclaimer"]

_SAFETY = re.compile(r"[0-9]|\b(?:call|do not|don['’]t|never|if|unless)\b|^\s*(?:[•*·–-]|\d+[.)])\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credit:
    """Who answers for the page, in its own words: "By Ann Bee", "Last revised 4 March 2020".

    `revised` is a date of revision, review or update, `published` any other one.
    """

    kind: CreditKind
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that was left out, and why, as a short phrase: "menu", "advertisement", "related article"."""

    text: str
    line: int
    reason: str

    @property
    def loud(self) -> bool:
        """Whether a patient might miss it: it has a number, "call", "do not", "if" or a bullet."""
        return bool(_SAFETY.search(self.text))


@dataclass(frozen=True, slots=True)
class Draft:
    """A page from elsewhere, sorted.

    `blocks` holds Heading, Paragraph, Bullets, Table, Figure and Glossary, no References and no Callout; marks in it
    cite `references` by the page's own numbers, which stand there in their order, cited or not. `language` is the
    page's own tag, or empty.
    """

    title: str
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
    credits: tuple[Credit, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    language: str = ""
