"""As many small words of each family in both versions: what makes every single change of one visible."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handouts.factlock.findings import Finding
from handouts.factlock.numbers import turned_limits
from handouts.factlock.passages import Pair, Part, Sentence
from handouts.factlock.sides import is_side
from handouts.factlock.smallwords import FULL, INSTEAD, TALLIED
from handouts.factlock.words import Word


@dataclass(frozen=True, slots=True)
class Open:
    """A word that may count otherwise than it does at first: `others` are the tallies that it may add."""

    mark: str
    sentence: int
    others: tuple[Counter[str], ...]


@dataclass(frozen=True, slots=True)
class Tallies:
    """The tallies of each sentence of a version, and its open words."""

    sentences: tuple[Counter[str], ...]
    open: tuple[Open, ...]

    def of(self, places: Iterable[int]) -> Counter[str]:
        """The tallies of some sentences together."""
        total: Counter[str] = Counter()
        for place in places:
            total.update(self.sentences[place])
        return total


_NEED = frozenset("a an the urgent sudden strong frequent constant your any this that less more".split())
_ORGANS = frozenset("heart kidney liver renal lung respiratory organ treatment graft".split())
_OPENS = frozenset(("", ",", ";", ":", ".", "(", "and", "or", "but"))


def tallied(words: Sequence[Word]) -> Iterator[tuple[Word, str]]:
    """The words of a sentence that are tallied, or may be, each with its alternatives."""
    for at, word in enumerate(words):
        for mark in word.marks:
            if "/" in mark or mark.split(" ")[-1].split("+")[0] in TALLIED:
                before = words[at - 1].text if at else ""
                if mark == "if/should" and before not in _OPENS:
                    mark = "should"  # "when should you", "in no case should you"
                noun = (word.text == "need to" and before in _NEED) or (word.text == "failure to" and before in _ORGANS)
                if not noun and (mark not in ("left", "right") or is_side(words, at)):
                    yield word, mark


def _read(sentences: Sequence[Sentence], *, full: bool) -> Tallies:
    sure = tuple(Counter[str]() for _ in sentences)
    found: list[Open] = []
    for number, sentence in enumerate(sentences):
        for _, mark in tallied(sentence.words):
            if mark.startswith(FULL) and not full:
                continue
            first, *others = (_counter(each) for each in mark.split(" ")[-1].split("/"))
            sure[number].update(first)
            for other in others:
                other.subtract(first)
            found.append(Open(mark, number, tuple(others)))
    return Tallies(sure, tuple(found))


def _counter(said: str) -> Counter[str]:
    return Counter(filter(None, said.split("+")))


def compare_tallies(pair: Pair) -> Iterator[Finding]:
    """Each family of small words that has another count in the plain version."""
    full, plain = tallies_of(pair)
    parts = dict(differences(pair, full, plain))
    difference = _settled(pair, full, plain, parts)
    for family, kind in TALLIED.items():
        if difference[family]:
            yield _finding(pair, family, kind, difference[family], parts)


def tallies_of(pair: Pair) -> tuple[Tallies, Tallies]:
    """The tallies of both versions.

    A limit that one version tells by a "not" counts as a "not" of the other; so does "unusual" beside "usual",
    and "rather than".
    """
    full, plain = _read(pair.full, full=True), _read(pair.plain, full=False)
    for part in pair.parts:
        one, other = (
            [side[at] for at in places] for side, places in ((pair.full, part.full), (pair.plain, part.plain))
        )
        for place in part.full:
            full.sentences[place]["not"] += _opened(pair.full[place], one, other)
        for place in part.plain:
            plain.sentences[place]["not"] += _opened(pair.plain[place], other, one)
    instead = [
        [place for place, sentence in enumerate(side) for word in sentence.words if INSTEAD in word.marks]
        for side in (pair.full, pair.plain)
    ]
    for side, places in ((full, instead[0]), (plain, instead[1][: len(instead[0])])):
        for place in places:
            side.sentences[place]["not"] += 1
    for side, places in zip((full, plain), turned_limits(pair), strict=True):
        for place in places:
            side.sentences[place]["not"] += 1
    return full, plain


def _opened(sentence: Sentence, mine: Sequence[Sentence], others: Sequence[Sentence]) -> int:
    """How many words of a sentence with a "not" inside them the others open: "unusual" into "not usual"."""
    denying = [word for word in sentence.words if word.denies]
    return sum(
        _said(word, others) > _said(word, mine)
        and not any(word.denies & each.denies for s in others for each in s.words)
        for word in denying
    )


def _said(denying: Word, sentences: Sequence[Sentence]) -> int:
    """How often sentences say what a word denies."""
    words = (word for sentence in sentences for word in sentence.words)
    return sum(not word.denies and not word.keys.isdisjoint(denying.denies) for word in words)


def differences(pair: Pair, full: Tallies, plain: Tallies) -> list[tuple[Part, Counter[str]]]:
    """For each part of a passage, how many words more of each family its plain version has."""
    found = []
    for part in pair.parts:
        difference = plain.of(part.plain)
        difference.subtract(full.of(part.full))
        found.append((part, difference))
    return found


def _settled(pair: Pair, full: Tallies, plain: Tallies, parts: dict[Part, Counter[str]]) -> Counter[str]:
    """The difference of the whole passage, when each open word counts as what makes it least.

    An open word may explain what its own part has too much or too little, "can" for "may" what the passage has; one
    that stands in both versions explains nothing.
    """
    explained = _Explained(pair)
    whole: Counter[str] = Counter()
    for difference in parts.values():
        whole.update(difference)
    for side, other, sign in ((full, plain, -1), (plain, full, 1)):
        known = Counter(word.mark for word in other.open)
        for word in side.open:
            shared = known[word.mark] > 0
            known[word.mark] -= 1
            for change in sorted(word.others, key=len, reverse=True):
                free = set(change) == {"may"} and not shared
                local = next(d for p, d in parts.items() if word.sentence in (p.full if side is full else p.plain))
                fits = free or all(local[family] * sign * by < 0 for family, by in change.items() if by)
                fits = fits and all(whole[f] * sign * by < 0 for f, by in change.items() if by)
                if fits and explained(word, change, full=side is full, shared=shared):
                    for family, by in change.items():
                        whole[family] += sign * by
                        local[family] += sign * by
                    break
    return whole


_HEAVY = 1.0  # the weight of a word that tells what a small one is said of
_FAR = 16
_HEADS_END = frozenset((".", ";", ":", ",", "(", "but", "before", "after", "if", "unless", "until"))
_ACTIVE = frozenset("be is are was were been being".split())


class _Explained:
    """Whether the other version has what an open word may stand for where it can stand for it.

    The "or" of "avoid A and B" stands under the "not" of "do not take A or B"; the "not" of "free of A" is said of A; a
    "can" that both versions have is one for "may" where it is said of another thing.
    """

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._told: dict[tuple[int, str, bool, bool, bool], bool] = {}

    def __call__(self, word: Open, change: Counter[str], *, full: bool, shared: bool) -> bool:
        key = word.sentence, word.mark, change["or"] > 0, full, shared
        if key not in self._told:
            self._told[key] = self._explains(word, change, full=full, shared=shared)
        return self._told[key]

    def _explains(self, word: Open, change: Counter[str], *, full: bool, shared: bool) -> bool:
        part = next(part for part in self._pair.parts if word.sentence in (part.full if full else part.plain))
        mine = [self._pair.full[at] for at in part.full]
        theirs = [self._pair.plain[at] for at in part.plain]
        mine, theirs = (mine, theirs) if full else (theirs, mine)
        own = (self._pair.full if full else self._pair.plain)[word.sentence]
        if shared and word.mark == "/may":
            known = frozenset[str]().union(*_all_heads(theirs, word.mark))
            return any(keys.isdisjoint(known) for keys in _heads(own, word.mark, 1))
        if shared:
            return False
        if word.mark.startswith("not/not+or") and change["or"]:
            return _under_not(theirs) > _under_not(mine)
        if word.mark == "/not":
            meant = frozenset[str]().union(*_heads(own, word.mark, 2))
            said = [sum(not head.isdisjoint(meant) for head in _all_heads(side, "not")) for side in (theirs, mine)]
            return said[0] > said[1]
        return True


def _all_heads(sentences: Sequence[Sentence], mark: str) -> list[frozenset[str]]:
    return [head for sentence in sentences for head in _heads(sentence, mark, 1)]


def _under_not(sentences: Sequence[Sentence]) -> int:
    """How many "or" of these sentences a "not" of the same sentence, or one that opens their list, governs."""
    total = 0
    denied = listed = False
    for sentence in sentences:
        words = sentence.words
        denied = denied and listed
        for at, word in enumerate(words):
            if word.text in (";", ":", "—") and at + 1 < len(words):
                denied = False
            if "not" in word.marks or any(mark.startswith("not/") for mark in word.marks):
                beside = {each.text for each in words[max(0, at - 1) : at + 2]}
                passive = [each.text for each in words[:at]].count("or") if beside & _ACTIVE else 0
                total += 0 if denied else passive
                denied = True
            total += denied and "or" in word.marks
        listed = words[-1].text == ":" or (listed and words[-1].text not in (".", "!", "?"))
    return total


def _heads(sentence: Sentence, mark: str, most: int) -> list[frozenset[str]]:
    """For each word with this mark, the meanings of the words behind it up to the first ones that weigh much."""
    found = []
    for at, word in enumerate(sentence.words):
        if mark in word.marks:
            keys: frozenset[str] = frozenset()
            heavy = 0
            for other in sentence.words[at + 1 : at + _FAR]:
                if heavy >= most or other.text in _HEADS_END:
                    break
                keys |= other.keys if other.weight else frozenset()
                heavy += other.weight >= _HEAVY
            found.append(keys)
    return found


def _finding(pair: Pair, family: str, kind: str, difference: int, parts: dict[Part, Counter[str]]) -> Finding:
    """The error, at the part that differs most in the same way."""
    part = max(parts, key=lambda part: parts[part][family] * (1 if difference > 0 else -1))
    words = [_words(sentences, family) for sentences in (pair.full, pair.plain)]
    said = [f"{len(found)} ({', '.join(found)})" if found else "none" for found in words]
    what = f"Words for “{family}”: {said[0]} in the full version, {said[1]} in the plain one."
    full = _place(pair.full, part.full, family)
    return pair.finding(kind, "error", full, _place(pair.plain, part.plain, family), what)


def _place(sentences: Sequence[Sentence], places: range, family: str) -> int | None:
    """The first of these sentences that has a word of the family, else the first one."""
    return next((place for place in places if _words([sentences[place]], family)), next(iter(places), None))


def _words(sentences: Sequence[Sentence], family: str) -> list[str]:
    return [
        word.text
        for sentence in sentences
        for word, mark in tallied(sentence.words)
        if family in mark.split(" ")[-1].split("/")[0].split("+")
    ]
