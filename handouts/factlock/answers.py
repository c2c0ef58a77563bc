"""Which denial of one version answers which of the other: by what they deny, and by what the other version affirms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from handouts.factlock.denials import Denial, read_denials
from handouts.factlock.passages import Pair, Sentence, keys_of
from handouts.factlock.quiet import Quiet, quiet_denials
from handouts.factlock.stems import stem

AFFIRMED = 0.45  # share of a denial's words that the other version affirms, from which it turned it
_ALIKE = 0.5  # likeness from which one denial answers another anywhere
_HELD = 0.6  # share of a denial's words that another one must reach to stand for both
_SURELY = 0.6  # likeness from which it does not matter what else is affirmed
_CLEARLY = 0.2  # by this much the affirmed words must be liker than the denied ones to be the same fact turned
_BESIDE, _NEAR, _FAR = 0.2, 0.2, 0.3  # likeness of sentences, and how far apart they may stand, to answer each other
_BREAKS = frozenset((*".;:?!—", "but", "because"))


@dataclass(frozen=True, eq=False)
class Open:
    """A denial, and how much of what it denies the other version affirms, 0 to 1."""

    denial: Denial
    turned: float


@dataclass(frozen=True)
class Side:
    """One version: its sentences, what it denies, and what it affirms."""

    sentences: Sequence[Sentence]
    is_full: bool

    @cached_property
    def denials(self) -> tuple[Denial, ...]:
        """What it denies by a "not"."""
        return read_denials(self.sentences)

    @cached_property
    def quiet(self) -> tuple[Quiet, ...]:
        """What it denies without one."""
        return quiet_denials(self.sentences)

    def places(self, mine: int, theirs: int) -> tuple[int, int]:
        """A sentence of this version and one of the other, the full version's first."""
        return (mine, theirs) if self.is_full else (theirs, mine)

    def affirmed(self, new: Sequence[Quiet]) -> Iterator[frozenset[str]]:
        """The meanings that each clause without one of the new quiet denials affirms."""
        for number, sentence in enumerate(self.sentences):
            denied = {place for d in self.denials if d.sentence == number for place in d.places}
            quiet = {q.at for q in new if q.sentence == number and q.binding}
            for clause in _clauses(sentence):
                if quiet.isdisjoint(clause):
                    yield keys_of(sentence.words[place] for place in clause if place not in denied)


def _clauses(sentence: Sentence) -> list[list[int]]:
    clauses: list[list[int]] = [[]]
    for place, word in enumerate(sentence.words):
        if word.text in _BREAKS:
            clauses.append([])
        else:
            clauses[-1].append(place)
    return clauses


def open_denials(pair: Pair, side: Side, affirmed: Sequence[frozenset[str]]) -> list[Open]:
    """The denials of a version, each with how much of it the clauses of the other one affirm."""
    return [Open(denial, _turned(pair, denial, affirmed)) for denial in side.denials]


def _turned(pair: Pair, denial: Denial, affirmed: Sequence[frozenset[str]]) -> float:
    """The share of what is denied here that one clause there affirms; half of it without the first word."""
    if not denial.near:
        return 0.0
    if denial.value not in ("not", "lack") and not any(stem(denial.value) in keys for keys in affirmed):
        return 0.0
    sure = min(1.0, sum(word.weight for word in denial.near))
    head = denial.near[0].keys
    shares = (pair.share(denial.near, keys) * (0.5 if head.isdisjoint(keys) else 1.0) for keys in affirmed)
    return sure * max(shares, default=0.0)


def paired(pair: Pair, lost: list[Open], added: list[Open], least: float) -> tuple[list[Open], list[Open]]:
    """What is left when each denial is answered by one other at most, the likest first.

    `least` is the likeness that they need; with 0 the places where they stand and their first word suffice.
    """
    scores = sorted(
        (-score, i, j)
        for i, one in enumerate(lost)
        for j, other in enumerate(added)
        if (score := _score(pair, one, other, least))
    )
    taken: tuple[set[int], set[int]] = set(), set()
    for _, i, j in scores:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return (
        [one for i, one in enumerate(lost) if i not in taken[0]],
        [other for j, other in enumerate(added) if j not in taken[1]],
    )


def _score(pair: Pair, one: Open, other: Open, least: float) -> float:
    """How likely two denials are one; 0: they are not."""
    alike = _likeness(pair, one.denial, other.denial)
    turned = max(one.turned, other.turned)
    same = not least and _same_head(one.denial, other.denial)
    if alike < least or (turned >= AFFIRMED and turned > alike + _CLEARLY and alike < _SURELY and not same):
        return 0.0
    full, plain = one.denial.sentence, other.denial.sentence
    beside, gap = pair.likeness[full][plain], apart(pair, full, plain)
    there = (beside >= _BESIDE or gap < _NEAR) if least else (pair.side_by_side(full, plain) or gap < _FAR)
    return alike + 0.5 * beside + 0.3 * (1 - gap) if alike >= _ALIKE or there else 0.0


def _same_head(one: Denial, other: Denial) -> bool:
    return bool(one.near and other.near) and not one.near[0].keys.isdisjoint(other.near[0].keys)


def apart(pair: Pair, full: int, plain: int) -> float:
    """How far apart two sentences stand, as a share of the passage."""
    return abs((full + 0.5) / len(pair.full) - (plain + 0.5) / len(pair.plain))


def beside_or_near(pair: Pair, full: int, plain: int) -> bool:
    """Whether two sentences answer each other, or stand at about the same place."""
    return pair.side_by_side(full, plain) or apart(pair, full, plain) < _FAR


def _likeness(pair: Pair, one: Denial, other: Denial) -> float:
    """How alike what two denials deny is, 0 to 1."""
    mine = pair.share(one.near, keys_of((*other.wide, *other.near)))
    return (mine + pair.share(other.near, keys_of((*one.wide, *one.near)))) / 2


def held(pair: Pair, one: Open, others: Sequence[Denial]) -> bool:
    """Whether a denial that answers another one holds this, too: "no milk, no eggs" is "no milk or eggs"."""
    kin = [d for d in others if one.denial.said != "without" or d.said in ("without", "no")]
    most = max((pair.share(one.denial.near, keys_of((*d.wide, *d.near))) for d in kin), default=0.0)
    if one.turned < AFFIRMED:
        return most >= _HELD
    return most >= _HELD and max((_likeness(pair, one.denial, d) for d in kin), default=0.0) >= _ALIKE
