"""The word lists of the data folder, and finding their phrases in a text, the longest first."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import handouts

_DATA = Path(handouts.__file__).parent / "data"
_TOKEN = re.compile(r"(?<![\w-])[^\W_]+")
_BESIDE = re.compile(r"[\w-]")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Pair:
    """A hard word or phrase as it is written, and plain ones for it, the best first."""

    hard: str
    plain: tuple[str, ...]
    part: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A hard term with the other ways in which it is written, and its meaning in one or two sentences."""

    term: str
    forms: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A phrase in a text, from `start` up to `end`."""

    start: int
    end: int
    value: Value


class Phrases(Generic[Value]):
    """Phrases to look for; one with two or more capitals counts only as it stands ("ICU"), others in any letters."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[str, Value]]] = {}
        for phrase, value in phrases:
            first = _TOKEN.match(phrase)
            if first:
                self._by_first.setdefault(first[0].lower(), []).append((phrase, value))
        for known in self._by_first.values():
            known.sort(key=lambda each: -len(each[0]))

    def find(self, text: str) -> Iterator[Found[Value]]:
        """Every phrase in the text, in order, none over another."""
        small = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
        end = 0
        for token in _TOKEN.finditer(text):
            start = token.start()
            for phrase, value in self._by_first.get(token[0].lower(), ()) if start >= end else ():
                stop = start + len(phrase)
                here, wanted = (text, phrase) if is_abbreviation(phrase) else (small, phrase.lower())
                if here[start:stop] == wanted and not _BESIDE.match(text, stop):
                    yield Found(start, stop, value)
                    end = stop
                    break


def is_abbreviation(phrase: str) -> bool:
    """Whether two or more of its letters are capitals."""
    return sum(letter.isupper() for letter in phrase) > 1


@cache
def plain_words() -> tuple[Pair, ...]:
    """The pairs of the list, each form a pair of its own; where two pairs have one form, its own entry counts."""
    entries = _entries("plainwords.toml", "pairs")
    own = {entry["hard"].lower() for entry in entries}
    pairs = [Pair(each["hard"], tuple(each["plain"]), each["part"], each["safe"]) for each in entries]
    for entry in entries:
        for form, plain in entry.get("inflected", {}).items():
            if form.lower() not in own:
                pairs.append(Pair(form, (plain,), entry["part"], entry["safe"]))
    return tuple(pairs)


@cache
def terms() -> tuple[Term, ...]:
    """The terms of the glossary."""
    entries = _entries("glossary.toml", "terms")
    return tuple(Term(each["term"], tuple(each["forms"]), each["meaning"]) for each in entries)


@cache
def term_phrases() -> Phrases[Term]:
    """Every form of every term."""
    return Phrases((form, term) for term in terms() for form in (term.term, *term.forms))


def lines_of(name: str) -> list[str]:
    """The lines of a plain list, without those that explain it."""
    return [line for line in (_DATA / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _entries(name: str, table: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads((_DATA / name).read_text("utf-8"))[table]
    return entries
