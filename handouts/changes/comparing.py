"""What changed in words between two editions of an article, the gravest first."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain
from typing import Literal

from handouts.changes.aligning import Pairs, aligned, in_plain_type
from handouts.changes.facts import RANKS, FactChange, calls_changed, changed_facts, denial_changed, facts_of
from handouts.changes.words import Piece, pieces_of, said_only
from handouts.ledger import Edition, Passage
from handouts.sentences import split_sentences

Status = Literal["changed", "added", "removed", "moved"]
View = Literal["full", "plain"]

# In these, numbers are dates and pages, and no facts.
_NO_FACTS = frozenset(("audience", "publisher", "rights", "review", "reference"))
# An article has one of each.
_FRONT = frozenset(("title", "call", "audience", "publisher", "rights", "review"))
# Boxes whose words are facts of that kind.
_BOXES = frozenset(("warning", "call"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the new edition that is new or has other words, and the facts that changed in it."""

    text: str
    facts: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that changed in words, came or went; or that kept its words and moved where they mean another thing.

    `pieces` are both texts word by word, `facts` what changed in them, the gravest first, and `sentences` those of the
    new text that differ.
    """

    status: Status
    old: Passage | None
    new: Passage | None
    pieces: tuple[Piece, ...]
    facts: tuple[FactChange, ...]
    sentences: tuple[Sentence, ...] = ()

    @property
    def here(self) -> Passage:
        """The passage as it is now, or as it was at last."""
        passage = self.new or self.old
        assert passage
        return passage


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed in words between two editions of an article; `approval` tells of its plain wordings now."""

    article: str
    title: str
    old_version: str
    old_revised: str
    new_version: str
    new_revised: str
    approval: str
    passages: tuple[Change, ...]


def changes_between(old: Edition, new: Edition) -> Changes:
    """What changed in words, in the full version and in the plain wordings: changed facts first, by their gravity.

    A passage that moved is no change, unless what it stands under makes its words mean another thing.
    """
    found = changes_seen_in("full", old, new)
    known = {(change.old and change.old.text, change.new and change.new.text) for change in found}
    worded = any(passage.view == "plain" for edition in (old, new) for passage in edition.passages)
    plain = [
        change
        for change in (changes_seen_in("plain", old, new) if worded else ())
        if (change.old and change.old.text, change.new and change.new.text) not in known
    ]
    title = next((passage.text for passage in new.passages if passage.kind == "title"), new.article)
    versions = old.version, old.revised, new.version, new.revised
    return Changes(new.article, title, *versions, new.approval, tuple(sorted([*found, *plain], key=_gravity)))


def changes_seen_in(view: View, old: Edition, new: Edition) -> list[Change]:
    """What changed in words for whoever reads one version of the article, by gravity."""
    olds, news = ([each for each in edition.passages if each.view in ("both", view)] for edition in (old, new))
    pairs = _paired(olds, news)
    answered = dict(chain.from_iterable(_leads(olds[i].text, news[j].text) for j, i in pairs.items()))
    gone = sorted(set(range(len(olds))) - set(pairs.values()))
    moved = _steps_moved(olds, news, pairs)
    found = [_removed(olds[i]) for i in gone]
    for j, passage in enumerate(news):
        before = olds[pairs[j]] if j in pairs else None
        change = _change(before, passage, answered, moved=j in moved) if before else _added(passage)
        if change:
            found.append(change)
    return sorted(found, key=_gravity)


def _leads(old: str, new: str) -> Iterator[tuple[str, str]]:
    """What stands below the new text has not moved, if it stood below the old one."""
    if old != new and old and new:
        yield new, old
        yield split_sentences(new)[-1], split_sentences(old)[-1]


_STATUSES = ("changed", "moved", "added", "removed")


def _gravity(change: Change) -> tuple[int, int, int]:
    rank = min((RANKS[fact.kind] for fact in change.facts), default=len(RANKS))
    return rank, _STATUSES.index(change.status), change.here.line


def _paired(olds: Sequence[Passage], news: Sequence[Passage]) -> Pairs:
    """Which passage answers which: those of the same words first, at best in the same place."""
    pairs: Pairs = {}
    free = set(range(len(olds)))
    for alike in (_words_and_place, _words, _front):
        places: dict[object, list[int]] = defaultdict(list)
        for i in sorted(free, reverse=True):
            places[alike(olds[i])].append(i)
        for j, passage in enumerate(news):
            key = alike(passage)
            if key is not None and j not in pairs and places.get(key):
                pairs[j] = places[key].pop()
                free.discard(pairs[j])
    return aligned([each.text for each in olds], [each.text for each in news], pairs)


def _words_and_place(passage: Passage) -> object:
    return in_plain_type(passage.text), passage.box, passage.under, passage.kind


def _words(passage: Passage) -> object:
    return in_plain_type(passage.text), passage.kind in _NO_FACTS


def _front(passage: Passage) -> object:
    return passage.kind if passage.kind in _FRONT else None


def _change(old: Passage, new: Passage, answered: dict[str, str], *, moved: bool) -> Change | None:
    if in_plain_type(old.text) != in_plain_type(new.text):
        return _reworded(old, new)
    facts = [*_place_facts(old, new, answered), *([FactChange("order", "", "")] if moved else [])]
    if not facts:
        return None
    whole = (Piece("same", new.text),)
    return Change("moved", old, new, whole, tuple(facts), (Sentence(new.text, tuple(facts)),))


def _place_facts(old: Passage, new: Passage, answered: dict[str, str]) -> Iterator[FactChange]:
    """What the same words mean otherwise where they stand now: out of a warning, or below another "do not"."""
    for box in sorted({old.box, new.box} & _BOXES) if old.box != new.box else ():
        yield FactChange(box, f"{box} box" if old.box == box else "", f"{box} box" if new.box == box else "")
    same = in_plain_type(answered.get(new.under, new.under)) == in_plain_type(old.under)
    if not same and old.kind not in _NO_FACTS:
        yield from changed_facts(facts_of(old.under), facts_of(new.under))


def _reworded(old: Passage, new: Passage) -> Change:
    pieces = pieces_of(old.text, new.text)
    befores, nows, pairs = _sentences_differing(old.text, new.text)
    if old.kind in _NO_FACTS:
        return Change("changed", old, new, pieces, (), tuple(Sentence(text, ()) for text in nows))
    before = chain.from_iterable(facts_of(befores[i]) for i in _in_order_of(pairs, len(befores), len(nows)))
    facts = list(changed_facts(before, chain.from_iterable(map(facts_of, nows))))
    facts += _denial(pieces, facts)
    facts += _warning_or_call(old, new, " ".join(befores), " ".join(nows), facts)
    sentences = (
        Sentence(text, _sentence_facts(befores[pairs[j]] if j in pairs else "", text)) for j, text in enumerate(nows)
    )
    return Change("changed", old, new, pieces, _sorted(facts), tuple(sentences))


def _sentences_differing(old: str, new: str) -> tuple[list[str], list[str], Pairs]:
    """The sentences that only one of two texts has, in order, and which of them answer each other."""
    befores, nows = split_sentences(old), split_sentences(new)
    both = Counter(map(in_plain_type, befores)) & Counter(map(in_plain_type, nows))
    befores, nows = _without(befores, both), _without(nows, both)
    return befores, nows, aligned(befores, nows)


def _without(sentences: Sequence[str], some: Counter[str]) -> list[str]:
    left, rest = Counter(some), []
    for sentence in sentences:
        left[in_plain_type(sentence)] -= 1
        if left[in_plain_type(sentence)] < 0:
            rest.append(sentence)
    return rest


def _in_order_of(pairs: Pairs, before: int, now: int) -> list[int]:
    """The old sentences in the order of the new ones: one that moved within its passage is no changed fact."""
    followers: dict[int, list[int]] = defaultdict(list)
    answering = {i: j for j, i in pairs.items()}
    last = -1
    for i in range(before):
        last = answering.get(i, last)
        if i not in answering:
            followers[last].append(i)
    return [i for j in range(-1, now) for i in ([pairs[j]] if j in pairs else []) + followers[j]]


def _denial(pieces: Sequence[Piece], known: Sequence[FactChange]) -> Iterator[FactChange]:
    """A denial that went or came within a number: the "not" of "not more than 4"."""
    denial = denial_changed(said_only(pieces, "old"), said_only(pieces, "new"))
    if denial and "negation" not in {fact.kind for fact in known}:
        yield denial


def _warning_or_call(
    old: Passage, new: Passage, before: str, now: str, known: Sequence[FactChange]
) -> Iterator[FactChange]:
    """Whether these words warn, or tell whom to call, when or how soon."""
    boxes = sorted({old.box, new.box} & _BOXES)
    kinds = {fact.kind for fact in known}
    yield from (FactChange(box, f"{box} box", f"{box} box") for box in boxes if box not in kinds)
    if "call" not in {*kinds, *boxes} and ("call" in (old.kind, new.kind) or calls_changed(before, now)):
        yield FactChange("call", "", "")


def _sentence_facts(old: str, new: str) -> tuple[FactChange, ...]:
    facts = list(changed_facts(facts_of(old), facts_of(new)))
    return _sorted([*facts, *_denial(pieces_of(old, new), facts)])


def _sorted(facts: Sequence[FactChange]) -> tuple[FactChange, ...]:
    return tuple(sorted(facts, key=lambda fact: RANKS[fact.kind]))


def _added(passage: Passage) -> Change:
    return replace(_reworded(passage._replace(text=""), passage), status="added", old=None)


def _removed(passage: Passage) -> Change:
    return replace(_reworded(passage, passage._replace(text="")), status="removed", new=None)


def _steps_moved(olds: Sequence[Passage], news: Sequence[Passage], pairs: Pairs) -> set[int]:
    """The steps of a list that are done in another order now."""
    steps = [j for j in sorted(pairs) if news[j].kind == "step" == olds[pairs[j]].kind]
    lists: dict[str, list[int]] = defaultdict(list)
    for j in steps:
        lists[news[j].under].append(j)
    moved: set[int] = set()
    for now in lists.values():
        before = sorted(now, key=pairs.__getitem__)
        blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
        moved |= set(now) - {j for block in blocks for j in now[block.b : block.b + block.size]}
    return moved
