"""What an author is told: a suggestion, and the change to the source that goes with some of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from handouts.grade import Counts
from handouts.grade.formulas import flesch_kincaid
from handouts.suggest.passages import NOWHERE, Passage, Sentence, Version, counts_of

Kind: TypeAlias = Literal["call", "you", "very-long", "long", "split", "word", "define", "passive"]
"""In the order in which those of one place are told."""

_EXCERPT = 300


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to the source: `text` takes the place of the letters from offset `start` up to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to make an article easier, for its author to judge.

    `number` is its name; it holds until the article changes. `passage` is the sentence or the head concerned, `what`
    one sentence that says what to do. With an `edit` it can be applied; `gain` is then by how many school grades
    (Flesch-Kincaid) the paragraph or item gets easier, negative where it gets harder. `version` says whether readers
    of both versions meet the passage, or of one.
    """

    number: int
    kind: Kind
    line: int
    passage: str
    what: str
    edit: Edit | None = None
    gain: float | None = None
    version: Version = "both"


class Piece(NamedTuple):
    """New letters for those from `start` up to `end` of a passage's text; with start = end they are put in."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion about one sentence of a passage, not yet numbered; `pieces` are the change it stands for, if any."""

    kind: Kind
    passage: Passage
    sentence: Sentence
    place: int
    what: str
    pieces: tuple[Piece, ...] = ()


def suggestion(proposal: Proposal, source: str) -> Suggestion:
    """The proposal as a suggestion without a number (0); its change is left out where it cannot be made safely."""
    passage, sentence = proposal.passage, proposal.sentence
    edit = edit_of(passage, proposal.pieces, source) if proposal.pieces else None
    return Suggestion(
        number=0,
        kind=proposal.kind,
        line=passage.line_at(proposal.place),
        passage=excerpt(sentence.text),
        what=proposal.what,
        edit=edit,
        gain=gain(passage, sentence, proposal.pieces) if edit else None,
        version=passage.version,
    )


def edit_of(passage: Passage, pieces: Sequence[Piece], source: str) -> Edit | None:
    """The change to the source; None where its letters do not stand in the source as they are read.

    Marks between the pieces, of style or of references, stay where they are.
    """
    spots = [_spot(passage, piece, source) for piece in pieces]
    known = [spot for spot in spots if spot]
    if len(known) < len(spots) or any(first[1] > then[0] for first, then in pairwise(known)):
        return None
    text = pieces[0].text
    for (_, end), (start, _), piece in zip(known, known[1:], pieces[1:], strict=False):
        text += source[end:start] + piece.text
    return Edit(known[0][0], known[-1][1], text)


def _spot(passage: Passage, piece: Piece, source: str) -> tuple[int, int] | None:
    """Where the letters of a piece stand in the source, with nothing but line ends between them."""
    if piece.start == piece.end:
        before = passage.places[piece.start - 1] if piece.start else NOWHERE
        return (before + 1, before + 1) if before != NOWHERE else None
    places = passage.places[piece.start : piece.end]
    if NOWHERE in places or passage.linked(piece.start, piece.end):
        return None
    if any(then - first != 1 and source[first:then].strip() for first, then in pairwise(places)):
        return None
    return places[0], places[-1] + 1


def reworded(sentence: Sentence, pieces: Sequence[Piece]) -> str:
    """The sentence with the pieces, which lie in it, in place."""
    text = sentence.text
    for piece in reversed(pieces):
        text = text[: piece.start - sentence.start] + piece.text + text[piece.end - sentence.start :]
    return text


def gain(passage: Passage, sentence: Sentence, pieces: Sequence[Piece]) -> float:
    """By how many grades of Flesch and Kincaid the passage gets easier, to one decimal."""
    after = _without(passage.counts, sentence.counts) + counts_of(reworded(sentence, pieces))
    return round(flesch_kincaid(passage.counts) - flesch_kincaid(after), 1) + 0.0


def _without(whole: Counts, part: Counts) -> Counts:
    return Counts(
        whole.sentences - part.sentences,
        whole.words - part.words,
        whole.syllables - part.syllables,
        whole.characters - part.characters,
        whole.polysyllables - part.polysyllables,
        whole.complex_words - part.complex_words,
    )


def excerpt(text: str) -> str:
    """A text on one line, cut where it is too long to be looked through."""
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"
