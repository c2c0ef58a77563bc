"""Utterances: the pieces that an engine speaks at once, made from a block's text sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from handouts.document import Figure, Spans
from handouts.sentences import split_sentences
from handouts.spoken.lexicon import respell
from handouts.spoken.normalise import normalise

LONGEST = 400
"""Characters of one utterance: a longer sentence is cut where a clause ends."""

# Seconds of silence at 150 words a minute; the steps differ so that a listener hears where a sentence, an item or a
# block ends.
AFTER_CLAUSE = 0.2
AFTER_SENTENCE = 0.45
AFTER_CELL = 0.5
AFTER_ITEM = 0.7
AFTER_BLOCK = 0.9
AFTER_HEADING = 1.0
AFTER_CHAPTER = 1.6

_MARK = "\0"
_CLAUSE_ENDS = (re.compile(r"[;:](?=\s)"), re.compile(r",(?=\s)"), re.compile(r"(?=\s)"))


Text: TypeAlias = Spans | Figure | str
"""What is there to be read: a block's text, a figure's alt text, or a line that the front matter gives."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where that stands which is said: in the text `of`, its sentence of this number, from 0."""

    of: Text
    sentence: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine speaks at once.

    `text` is for the engine: plain words, hard ones respelled. `shown` is the same as a person reads it. `pause` is the
    silence after it, in seconds at 150 words a minute. What only a listener needs to hear has no `source`.
    """

    text: str
    shown: str
    pause: float
    source: Source | None = None


def utterances(text: str, after: float, of: Text | None = None) -> tuple[Utterance, ...]:
    """The sentences of `text` as they are said, the last followed by `after` seconds; none if `text` is blank."""
    pieces: list[Utterance] = []
    for number, sentence in enumerate(split_sentences(text)):
        pieces += _said(normalise(sentence), None if of is None else Source(of, number))
    return (*pieces[:-1], replace(pieces[-1], pause=after)) if pieces else ()


def _said(words: str, source: Source | None) -> list[Utterance]:
    """A sentence that is normalised already, in clauses if it is long; a rest of mere signs is not said."""
    if not words:
        return []
    clauses = [clause for clause in _clauses(ended(words)) if any(letter.isalnum() for letter in clause)]
    pauses = [AFTER_CLAUSE] * (len(clauses) - 1) + [AFTER_SENTENCE]
    return [Utterance(respell(clause), clause, pause, source) for clause, pause in zip(clauses, pauses, strict=True)]


def ended(sentence: str) -> str:
    """The text with a full stop if it closes with no sign, as headings, items and cells do: there the voice falls."""
    closed = sentence.rstrip("\"'”’»)]").endswith((".", "?", "!", "…", ":", ";", ","))
    return sentence if closed else sentence + "."


def _clauses(sentence: str) -> Iterator[str]:
    """Cut a sentence into pieces of at most LONGEST characters, each where a clause or at least a word ends."""
    while len(sentence) > LONGEST:
        cut = _last_cut(sentence[: LONGEST + 1])
        yield sentence[:cut]
        sentence = sentence[cut:].lstrip()
    if sentence:
        yield sentence


def _last_cut(head: str) -> int:
    """Where to cut: after the last clause of the second half, or the last word; in one endless word, at its end."""
    for kind in _CLAUSE_ENDS:
        ends = [match.end() for match in kind.finditer(head, LONGEST // 4)]
        if ends:
            return ends[-1]
    return LONGEST


def said_text(spans: Spans) -> str:
    """The words of the spans on one line, without the marks of references and the commas that part these marks."""
    marked = "".join(_MARK if span.cites else span.text.replace(_MARK, "") for span in spans)
    marked = re.sub(rf"{_MARK}[\s,;–-]*(?={_MARK})", "", marked)
    closed = re.sub(rf"\s*{_MARK}\s*(?=[,.;:!?)])", "", marked)
    parted = re.sub(rf"(?<=\w){_MARK}(?=\w)|(?<=[.!?,;:]){_MARK}(?=\w)", " ", closed)
    return " ".join(parted.replace(_MARK, "").split())
