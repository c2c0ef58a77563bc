"""What an editor is shown of an article: how each part reads, what the lock finds, who approved it, what changed.

All of it is plain data, for it crosses from a worker to the page, where every text is escaped.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from handouts.approval import Standing, read_approvals, standings
from handouts.changes.comparing import Change, changes_between
from handouts.changes.report import fact_line, status_of, where_lines
from handouts.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Figure,
    Glossary,
    Heading,
    Paragraph,
    Plain,
    References,
    Spans,
    Table,
    box_label,
    long_date,
    plain_text,
)
from handouts.errors import HandoutsError, SourceError
from handouts.factlock import Finding
from handouts.grade import Figures, grade
from handouts.grade.syllables import syllables
from handouts.hardwords import is_hard
from handouts.ledger import Edition
from handouts.pipeline import edition_of
from handouts.plain import locked, picked
from handouts.readers import read
from handouts.sentences import split_sentences
from handouts.suggest import suggestions
from handouts.suggest.passages import counts_of
from handouts.suggest.splits import LONG, VERY_LONG
from handouts.wordlists import term_phrases

MOST = 300
"""Findings, suggestions and changes that are shown of each; whoever has more begins with these."""
MOST_PASSAGES = 1500
HARD_SYLLABLES = 4
"""A word of so many syllables is marked; those of three are too many in any article about health."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

Data = dict[str, Any]


def judged(article: Path, editions: Sequence[Edition]) -> Data:
    """All that the page shows; `editions` are the article's last ones, the very last first. Raises SourceError."""
    document = read(article)
    faults: list[str] = []
    findings = _findings(document, faults)
    standing = _standings(document, faults)
    rows = list(_rows(document, standing, findings))
    found = [each for some in findings.values() for each in some]
    return {
        "grades": _grades(document),
        "faults": faults,
        "rows": rows[:MOST_PASSAGES],
        "unshown": max(0, len(rows) - MOST_PASSAGES),
        "findings": [{"place": place, **asdict(each)} for place, some in findings.items() for each in some][:MOST],
        "errors": sum(each.severity == "error" for each in found),
        "warnings": sum(each.severity == "warning" for each in found),
        "wordings": len(document.plain),
        "approved": sum(each.state == "approved" for each in standing.values()),
        "changes": _changes(document, editions),
        **_suggestions(document, article),
    }


def _grades(document: Document) -> Data:
    """The figures of both versions, whole and by section, and the words and sentences to mend first."""
    full, plain = grade(document), grade(picked(document)) if document.plain else None
    places = [place for place, block in enumerate(document.blocks) if isinstance(block, Heading) and block.level == 2]
    sections = []
    for number, section in enumerate(full.sections):
        opening = len(full.sections) > len(places)
        own = number - opening
        other = plain.sections[number].figures if plain else None
        sections.append(
            {
                "title": section.title,
                "place": places[own] if own >= 0 else None,
                "full": _figures(section.figures),
                "plain": _figures(other),
            }
        )
    return {
        "full": _figures(full.whole),
        "plain": _figures(plain.whole if plain else None),
        "sections": sections,
        "sentences": [asdict(each) for each in full.hardest_sentences],
        "words": [asdict(each) for each in full.hardest_words],
    }


def _figures(figures: Figures | None) -> Data | None:
    if figures is None:
        return None
    return {
        "mean": figures.mean,
        "kincaid": figures.flesch_kincaid,
        "smog": figures.smog,
        "unsure": figures.smog_unsure,
        "short": figures.too_short,
        "words": figures.counts.words,
        "sentences": figures.counts.sentences,
        "length": figures.words_per_sentence,
    }


def _findings(document: Document, faults: list[str]) -> dict[int, list[Finding]]:
    """What the lock finds, by the passage's place among the blocks."""
    found: dict[int, list[Finding]] = defaultdict(list)
    try:
        for plain, finding in locked(document):
            found[plain.of].append(finding)
    except HandoutsError as error:
        faults.append(_told(error))
    return found


def _standings(document: Document, faults: list[str]) -> dict[int, Standing]:
    """How each plain wording is approved, by the passage's place among the blocks."""
    try:
        approvals = read_approvals(document.path)
    except SourceError as error:
        faults.append(_told(error))
        approvals = ()
    return {each.plain.of: each for each in standings(document, approvals)}


def _told(error: HandoutsError) -> str:
    return f"{error.what} {error.todo}".strip()


def _rows(document: Document, standing: dict[int, Standing], findings: dict[int, list[Finding]]) -> Iterator[Data]:
    """Each passage with its plain wording, if it has one."""
    wordings = {plain.of: plain for plain in document.plain}
    for place, block in enumerate(document.blocks):
        plain = wordings.get(place)
        yield {
            "place": place,
            "line": block.line,
            "full": _block(block),
            "plain": _plain(plain, standing.get(place)) if plain else None,
            "errors": sum(each.severity == "error" for each in findings.get(place, ())),
            "warnings": sum(each.severity == "warning" for each in findings.get(place, ())),
        }


def _plain(plain: Plain, standing: Standing | None) -> Data:
    approval = standing.approval if standing else None
    return {
        "line": plain.line,
        "because": plain.because,
        "blocks": [_block(block) for block in plain.blocks],
        "state": standing.state if standing else "missing",
        "by": approval.by if approval else "",
        "on": long_date(approval.on) if approval else "",
        "difference": standing.difference.splitlines() if standing else [],
    }


def _block(block: Block) -> Data:
    """A block for the page: its kind, and its texts with what is hard in them marked."""
    kind = type(block).__name__.lower()
    match block:
        case Heading():
            return {"kind": kind, "level": block.level, "text": plain_text(block.spans)}
        case Paragraph():
            return {"kind": kind, "text": _text(block.spans)}
        case Bullets():
            items = [[_block(inner) for inner in item.blocks] for item in block.items]
            return {"kind": kind, "ordered": block.ordered, "start": block.start, "items": items}
        case Table():
            rows = [[_text(cell.spans, sentences=False) for cell in row] for row in block.rows]
            head = [plain_text(cell.spans) for cell in block.header]
            return {"kind": kind, "caption": plain_text(block.caption), "head": head, "rows": rows}
        case Figure():
            return {"kind": kind, "alt": block.alt, "caption": plain_text(block.caption)}
        case Callout():
            inner = [_block(each) for each in block.blocks]
            title = ": ".join(filter(None, (box_label(block), plain_text(block.title))))
            return {"kind": kind, "box": block.kind, "title": title, "blocks": inner}
        case Glossary():
            terms = [(plain_text(term.word), [_text(each) for each in term.meaning]) for term in block.terms]
            return {"kind": kind, "terms": terms}
        case References():
            return {"kind": kind, "items": [(each.number, plain_text(each.spans)) for each in block.items]}


def _text(spans: Spans, *, sentences: bool = True) -> list[Data]:
    """The sentences of a text, each with how hard it is (0, 1 or 2) and its words, the hard ones with what to know."""
    found = []
    for sentence in split_sentences(plain_text(spans)):
        words = counts_of(sentence).words if sentences else 0
        found.append({"hard": (words > LONG) + (words > VERY_LONG), "words": words, "parts": list(_parts(sentence))})
    return found


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with what to know of it: "" where it is not hard."""
    end = 0
    # Where both begin at one letter, the longer counts, and a meaning more than a number.
    for start, stop, note in sorted(_hard(text), key=lambda found: (found[0], -found[1])):
        if start >= end:
            yield text[end:start], ""
            yield text[start:stop], note
            end = stop
    yield text[end:], ""


def _hard(text: str) -> Iterator[tuple[int, int, str]]:
    """The hard terms of the glossary with their meanings, and long words."""
    for found in term_phrases().find(text):
        if is_hard(text[found.start : found.end], found.value):
            yield found.start, found.end, found.value.meaning
    for word in _WORD.finditer(text):
        number = syllables(word[0])
        if number >= HARD_SYLLABLES:
            yield word.start(), word.end(), f"{number} syllables"


def _changes(document: Document, editions: Iterable[Edition]) -> Data | None:
    """What changed since the version before, or else since the outputs were last made; None without either."""
    new, known = edition_of(document, document.path), list(editions)
    old = next((each for each in known if each.version != new.version), None)
    old = old or next((each for each in known if each.digest != new.digest), None)
    if old is None:
        return None
    changes = changes_between(old, new)
    return {
        "version": old.version,
        "revised": long_date(date.fromisoformat(old.revised)),
        "same": old.version == new.version,
        "count": len(changes.passages),
        "passages": [_change(each) for each in changes.passages[:MOST]],
    }


def _change(change: Change) -> Data:
    return {
        "status": status_of(change),
        "facts": [fact_line(fact) for fact in change.facts],
        "old": [(piece.what, piece.text) for piece in change.pieces if piece.what != "new"] if change.old else None,
        "new": [(piece.what, piece.text) for piece in change.pieces if piece.what != "old"] if change.new else None,
        "where": list(where_lines(change)),
    }


def _suggestions(document: Document, article: Path) -> Data:
    found = suggestions(document, article.read_bytes().decode())
    told = [
        {
            "number": each.number,
            "line": each.line,
            "version": each.version,
            "passage": each.passage,
            "what": each.what,
            "gain": each.gain,
        }
        for each in found[:MOST]
    ]
    return {"suggestions": told, "suggested": len(found)}
