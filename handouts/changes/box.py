"""The box "What is new in this version", near the beginning of a handout: the new wording, numbers first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handouts.changes.comparing import Change, changes_seen_in
from handouts.changes.facts import RANKS, FactChange
from handouts.document import Block, Bullets, Callout, Document, Heading, Item, Paragraph, Span, long_date
from handouts.ledger import Edition, Passage

TITLE = "What is new in this version"
MOST = 8
"""Sentences: a longer list is not read."""

# What says nothing new to a patient, or says it again in the text below.
_UNSHOWN = frozenset(("title", "audience", "publisher", "rights", "review", "reference", "heading"))


def with_box(document: Document, new: Edition, editions: Sequence[Edition], *, plain: bool) -> Document:
    """The document with the box before its first section, if a version before it is known and had other words.

    `new` is the article's edition as it is now, `editions` are those before it, the last one first; `plain` tells
    which version the document is.
    """
    old = next((edition for edition in editions if edition.version != new.version), None)
    box = old and box_of(old, new, plain=plain)
    if not box:
        return document
    first = (n for n, block in enumerate(document.blocks) if isinstance(block, Heading) and block.level == 2)
    place = next(first, 0)
    blocks: tuple[Block, ...] = (*document.blocks[:place], box, *document.blocks[place:])
    wordings = tuple(replace(each, of=each.of + (each.of >= place)) for each in document.plain)
    return replace(document, blocks=blocks, plain=wordings)


@dataclass(frozen=True, slots=True)
class _News:
    """A sentence of the box, where it stands and how grave its change is."""

    text: str
    under: str
    line: int
    rank: int


def box_of(old: Edition, new: Edition, *, plain: bool) -> Callout | None:
    """The box, or None if no words changed."""
    changes = changes_seen_in("plain" if plain else "full", old, new)
    if not changes:
        return None
    lists = _lists(new.passages, plain=plain)
    news = [each for change in changes for each in _news(change, lists)]
    shown = sorted(news, key=lambda each: each.rank)[:MOST]
    others = sum(max(1, len(change.sentences)) for change in changes) - len(shown)
    line = shown[0].line if shown else 1
    since = f"Since version {old.version}, revised {long_date(date.fromisoformat(old.revised))}:"
    blocks: list[Paragraph | Bullets] = [_words(since if shown else _counted(others, since), line)]
    if shown:
        blocks.append(Bullets(tuple(map(_item, shown)), line))
        blocks += [_words(f"And {others} other change{'s' * (others > 1)}.", line)] if others else []
    return Callout("tip", (Span(TITLE, line),), tuple(blocks), line)


def _counted(others: int, since: str) -> str:
    return f"{since} {others} change{'s' * (others > 1)}, with no new words."


def _news(change: Change, lists: dict[str, list[str]]) -> list[_News]:
    passage = change.new
    if not passage or passage.kind in _UNSHOWN:
        return []
    under = "Whom to call" if passage.kind == "call" else passage.under
    return [
        _News(_with_list(sentence.text, lists), under, passage.line, _rank(sentence.facts, change))
        for sentence in change.sentences
    ]


def _rank(facts: Sequence[FactChange], change: Change) -> int:
    kinds = [fact.kind for fact in (*facts, *(fact for fact in change.facts if fact.kind in ("warning", "call")))]
    return min((RANKS[kind] for kind in kinds), default=len(RANKS))


def _lists(passages: Sequence[Passage], *, plain: bool) -> dict[str, list[str]]:
    """The items below each line that leads a list."""
    found: dict[str, list[str]] = {}
    for passage in passages:
        if passage.kind in ("item", "step") and passage.view in ("both", "plain" if plain else "full"):
            found.setdefault(passage.under, []).append(passage.text)
    return found


def _with_list(text: str, lists: dict[str, list[str]]) -> str:
    """A line that leads a list says nothing without its items."""
    if text.endswith((".", "!", "?")) or text not in lists:
        return text
    return f"{text.rstrip(':')}: {'; '.join(item.rstrip('.;,') for item in lists[text])}."


def _item(news: _News) -> Item:
    """A sentence behind the words below which it stands: "drink milk" may stand below "do not"."""
    ended = news.under.endswith((":", ".", "!", "?"))
    where = (Span(f"{news.under}{'' if ended else ':'} ", news.line, bold=True),) if news.under else ()
    return Item((Paragraph((*where, Span(news.text, news.line)), news.line),), news.line)


def _words(text: str, line: int) -> Paragraph:
    return Paragraph((Span(text, line),), line)
