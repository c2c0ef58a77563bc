"""What is counted of a document: its sentences, their words, and the sums that the formulas take.

Counted: paragraphs, list items (each at least one sentence), the meanings in a glossary, all of these in boxes, and
the table cells that are sentences. Left out: headings, titles of boxes, words explained, captions, alternative texts,
references and their marks, front matter, table cells that are fragments, and addresses of pages and of mail.

The preparation follows the University of New Mexico Hospital's for SMOG (delete headings, incomplete sentences, and
the stops of abbreviations, decimals and numbered lists), but for one rule: list items count even when they are
fragments, since a patient has to read them, and hard words must not hide in a list.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import accumulate, chain

from handouts.document import Block, Bullets, Callout, Glossary, Paragraph, Spans, Table, plain_text
from handouts.grade.syllables import syllables
from handouts.sentences import split_sentences

POLYSYLLABLE = 3  # McLaughlin (1969) and Gunning (1952): three syllables or more

# A number, initials with stops, or letters and figures; hyphens, dashes and slashes part words.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])|[^\W_]+(?:['’][^\W_]+)*")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]+"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.)+(?:com|org|net|gov|edu|int|info|health|eu|uk|ca|au|ie|nz)\b(?:/\S*)?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"""[.!?…]["'”’)\]]*$""")
_SENTENCE_LEAST = 3  # words; a cell such as "Yes." is a fragment for all its stop
_ENDING_SAID = re.compile(r"(?:[td]ed|(?:s|x|z|ch|sh|c|g)es)$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence, on `line` of the source; `named` marks a capital that no sentence's start explains."""

    text: str
    line: int
    syllables: int
    named: bool

    @property
    def polysyllable(self) -> bool:
        """Whether SMOG counts it."""
        return self.syllables >= POLYSYLLABLE

    @property
    def complex(self) -> bool:
        """Whether Fog counts it: Gunning leaves out names, and words of three syllables only by -ed or -es.

        His third exception, compounds of short words ("bookkeeper"), needs a reader: they are counted.
        """
        lengthened = self.syllables == POLYSYLLABLE and _ENDING_SAID.search(self.text.lower())
        return self.polysyllable and not self.named and not lengthened


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, its words, and the line of the source on which it begins; it has at least one word."""

    text: str
    line: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums over sentences. `characters` are the letters and figures of the words: no stops, no spaces."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    characters: int = 0
    polysyllables: int = 0
    complex_words: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def count(sentences: Iterable[Sentence]) -> Counts:
    """The sums over these sentences."""
    return sum((_count_one(sentence) for sentence in sentences), Counts())


def _count_one(sentence: Sentence) -> Counts:
    words = sentence.words
    return Counts(
        sentences=1,
        words=len(words),
        syllables=sum(word.syllables for word in words),
        characters=sum(letter.isalnum() for word in words for letter in word.text),
        polysyllables=sum(word.polysyllable for word in words),
        complex_words=sum(word.complex for word in words),
    )


def sentences_of(blocks: Iterable[Block]) -> Iterator[Sentence]:
    """The sentences that count, in reading order."""
    for block in blocks:
        for spans in _prose(block):
            yield from _sentences(spans)


def _prose(block: Block) -> Iterator[Spans]:
    """The texts of a block that count; no sentence runs from one into the next."""
    match block:
        case Paragraph(spans=spans):
            yield spans
        case Bullets(items=items):
            for item in items:
                yield from chain.from_iterable(map(_prose, item.blocks))
        case Callout(blocks=blocks):
            yield from chain.from_iterable(map(_prose, blocks))
        case Glossary(terms=terms):
            for term in terms:
                yield from term.meaning
        case Table(rows=rows):
            yield from (cell.spans for row in rows for cell in row if _is_sentence(plain_text(cell.spans)))


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text.rstrip())) and len(text.split()) >= _SENTENCE_LEAST


def _sentences(spans: Spans) -> Iterator[Sentence]:
    runs = [span for span in spans if not span.cites and span.text]
    starts = [0, *accumulate(len(span.text) for span in runs)]
    text = "".join(span.text for span in runs)
    readable = _ADDRESS.sub(lambda address: " " * len(address[0]), text)
    end = 0
    for piece in split_sentences(text):
        start = text.index(piece, end)
        end = start + len(piece)
        found = _WORD.finditer(readable, start, end)
        words = tuple(_word(each, runs[bisect_right(starts, each.start()) - 1].line, i) for i, each in enumerate(found))
        if words:
            yield Sentence(piece, runs[bisect_right(starts, start) - 1].line, words)


def _word(found: re.Match[str], line: int, position: int) -> Word:
    text = found[0]
    return Word(text, line, syllables(text), named=position > 0 and text[:1].isupper() and text[1:2].islower())
