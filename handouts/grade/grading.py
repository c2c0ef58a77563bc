"""From a document to its grade: the figures of the whole and of each section, and what makes them high."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.document import Document, sections
from handouts.errors import ReadabilityError
from handouts.grade.counting import POLYSYLLABLE, Counts, Sentence, count, sentences_of
from handouts.grade.formulas import FORMULAS, flesch_kincaid

# Bootstrap spread, measured: at 10 sentences SMOG ±0.9 grades and Flesch-Kincaid ±1.1; at 30, ±0.5 and ±0.7.
RELIABLE_SENTENCES = 10
SMOG_SENTENCES = 30  # McLaughlin (1969) normed SMOG on samples of 30 sentences
_HARDEST_SENTENCES = 5
_HARDEST_WORDS = 10
_SENTENCE_FLOOR = 8
OPENING = "(opening)"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts and grades (US school grades, to one decimal, as they are shown) of a text with at least one sentence.

    `mean` is that of the five formulas: the grade that a limit is held against.
    """

    counts: Counts
    flesch_kincaid: float
    smog: float
    fog: float
    ari: float
    coleman_liau: float
    mean: float

    @property
    def words_per_sentence(self) -> float:
        """Words a sentence, to one decimal."""
        return round(self.counts.words / self.counts.sentences, 1)

    @property
    def too_short(self) -> bool:
        """Whether there are too few sentences to grade reliably."""
        return self.counts.sentences < RELIABLE_SENTENCES

    @property
    def smog_unsure(self) -> bool:
        """Whether there are fewer sentences than SMOG was normed on."""
        return self.counts.sentences < SMOG_SENTENCES


@dataclass(frozen=True, slots=True)
class SectionGrade:
    """The figures of one section, None when nothing in it counts; `line` is its heading's, None for the opening."""

    title: str
    line: int | None
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence to mend first; `grade` is what it was ranked by."""

    text: str
    line: int
    words: int
    grade: float


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word of three syllables or more, how often it stands in the article, and on which lines."""

    text: str
    syllables: int
    times: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """How hard an article is to read; `whole` is None when nothing in it counts."""

    path: Path
    title: str
    whole: Figures | None
    sections: tuple[SectionGrade, ...]
    hardest_sentences: tuple[HardSentence, ...]
    hardest_words: tuple[HardWord, ...]


def grade(document: Document) -> Grade:
    """The readability of a document; `handouts.grade.counting` says what is counted. Works offline."""
    graded, everything = [], []
    for section in sections(document):
        found = list(sentences_of(section.blocks))
        line = section.heading.line if section.heading else None
        graded.append(SectionGrade(section.title(OPENING), line, _figures(found)))
        everything += found
    return Grade(
        path=document.path,
        title=document.title,
        whole=_figures(everything),
        sections=tuple(graded),
        hardest_sentences=_hardest_sentences(everything),
        hardest_words=_hardest_words(everything),
    )


def whole_of(document: Document) -> Figures | None:
    """The figures of the whole document alone, at a third of the cost of its `grade`."""
    return _figures([sentence for section in sections(document) for sentence in sentences_of(section.blocks)])


def refuse_if_harder(grade: Grade, limit: float, path: Path) -> None:
    """Raise ReadabilityError when the mean of the formulas is above `limit`, naming the sentences to mend.

    An article without a sentence is refused too: nothing shows that it is easy enough.
    """
    if grade.whole is None:
        raise ReadabilityError("There is no sentence to grade.", todo="Write one, or build without a limit.", path=path)
    mean = grade.whole.mean
    if mean <= limit:
        return
    mend = "".join(
        f"\n  {path}:{each.line}: grade {each.grade:.1f}, {each.words} words: “{each.text}”"
        for each in grade.hardest_sentences
        if each.grade > limit
    )
    todo = f"Mend the hardest sentences first:{mend}" if mend else "Shorten its words: no one sentence stands out."
    what = f"The article reads at grade {mean:.1f} (mean of five formulas), harder than {limit:g}."
    raise ReadabilityError(what, todo=todo, path=path)


def _figures(sentences: Sequence[Sentence]) -> Figures | None:
    counts = count(sentences)
    if not counts.sentences:
        return None
    grades = {formula.__name__: formula(counts) for formula in FORMULAS}
    shown = {name: round(value, 1) for name, value in grades.items()}
    return Figures(counts, **shown, mean=round(sum(grades.values()) / len(grades), 1))


def _hardest_sentences(sentences: Iterable[Sentence]) -> tuple[HardSentence, ...]:
    ranked = sorted(sentences, key=lambda sentence: (-_hardness(sentence), sentence.line))
    return tuple(
        HardSentence(" ".join(each.text.split()), each.line, len(each.words), round(_hardness(each), 1))
        for each in ranked[:_HARDEST_SENTENCES]
    )


def _hardness(sentence: Sentence) -> float:
    """The sentence's Flesch-Kincaid grade, as if words of one syllable made it up to eight words.

    Unfilled, "Anticoagulation." would be of grade 67: one long word says much of the word, nothing of the sentence.
    """
    missing = max(0, _SENTENCE_FLOOR - len(sentence.words))
    filler = Counts(words=missing, syllables=missing)
    return flesch_kincaid(count([sentence]) + filler)


def _hardest_words(sentences: Iterable[Sentence]) -> tuple[HardWord, ...]:
    """The longest words in syllables, then the most frequent; written small unless they are initials."""
    lines: dict[tuple[str, int], list[int]] = defaultdict(list)
    for sentence in sentences:
        for word in sentence.words:
            if word.syllables >= POLYSYLLABLE:
                lines[word.text if word.text.isupper() else word.text.lower(), word.syllables].append(word.line)
    found = [HardWord(text, said, len(at), tuple(sorted(set(at)))) for (text, said), at in lines.items()]
    return tuple(sorted(found, key=lambda word: (-word.syllables, -word.times, word.text))[:_HARDEST_WORDS])
