"""The denials of a text: each "not", "never", "without" or "un-" with the words that it denies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handouts.factlock.passages import Sentence
from handouts.factlock.words import Word

_ENDS = frozenset((*".;:?!—", "but", "because", "so", "although", "which", "otherwise"))
_JOINS = frozenset(("and", "or", ",", "nor"))
_NEXT_CLAUSE = frozenset(("and", "then"))
_NEAR, _FEW, _WIDE = 3, 2, 8
_ENOUGH = 1.4  # weight of words that tell a denial from others
_PARTICIPLE = re.compile(
    r"[a-z]+ed|given|taken|used|made|done|put|kept|cut|sold|worn|driven|eaten|left|held|seen|known"
)
_BOTH = frozenset(("neither", "nor"))
_OF_NOUNS = frozenset(("without", "no", "none"))
_SUBJECTS = frozenset(("you", "they", "it", "we"))
# Words that only carry a denial to what stands beside them.
_CARRIERS = frozenset(("allowed", "permitted", "okay", "ok", "fine", "recommended", "advised"))
_PASSIVE = frozenset(("be avoided", "avoided", "forbidden", "prohibited"))


@dataclass(frozen=True, slots=True, eq=False)
class Denial:
    """A word that denies, at word `at` of sentence `sentence`.

    `value` is "not", "lack" or, for "unsafe", the word denied; `near` are the words that tell what is denied, the
    nearest first, `wide` all that it reaches. `places` are those of the words it denies in the sentence. One that is
    `short` ("if you cannot, ...") denies what stands elsewhere.
    """

    value: str
    said: str
    sentence: int
    at: int
    near: tuple[Word, ...]
    wide: tuple[Word, ...]
    places: frozenset[int]
    short: bool = False

    @property
    def hard(self) -> bool:
        """Whether it denies by a word of its own that is seldom worded otherwise."""
        return self.value == "not"


def read_denials(sentences: Sequence[Sentence]) -> tuple[Denial, ...]:
    """The denials of these sentences, in order."""
    return tuple(
        _denial(
            sentence, number, at, value if family == "neg" or value != "not" else "lack", _listed(sentences, number)
        )
        for number, sentence in enumerate(sentences)
        for at, word in enumerate(sentence.words)
        for family, value in word.marks
        if family in ("neg", "soft") and not _is_answer(sentence.words, at)
    )


def _is_answer(words: Sequence[Word], at: int) -> bool:
    """Whether it is the "No." that answers a question, or stands for a whole sentence."""
    return words[at].text == "no" and (at + 1 >= len(words) or words[at + 1].text in ".,!")


def _listed(sentences: Sequence[Sentence], number: int) -> tuple[Word, ...]:
    """The words of the list that a sentence with a colon opens."""
    sentence = sentences[number]
    if not sentence.text.endswith(":"):
        return ()
    rest = [word for other in sentences[number + 1 :] if other.group == sentence.group for word in other.content]
    return tuple(rest[: 2 * _WIDE])


def _denial(sentence: Sentence, number: int, at: int, value: str, listed: tuple[Word, ...]) -> Denial:
    words = sentence.words
    right = _reached(
        words, range(at + 1, len(words)), opens=_in_opening_clause(words, at), plainly=words[at].text not in _BOTH
    )
    left = _reached(words, range(at - 1, -1, -1))
    ahead, behind = tuple(words[place] for place in right), tuple(words[place] for place in left)
    if value not in ("not", "lack"):
        twin = Word(value, words[at].keys, 1.0)
        return Denial(
            value, words[at].text, number, at, (twin, *behind[:1]), (twin, *behind[:2], *ahead[:2]), frozenset({at})
        )
    if _is_relative(words, at):
        right, ahead = right[:1], ahead[:1]
        behind = behind[:1]
    passive = len(right) < 2 and not (right and words[at].text in _OF_NOUNS)
    near = (*_first(words, right), *(behind[:_FEW] if passive and sum(w.weight for w in ahead) < _ENOUGH else ()))
    if ahead and behind and _PARTICIPLE.fullmatch(ahead[0].text):
        near = (ahead[0], behind[0], *(word for word in near[1:2] if word is not behind[0]))
        passive = True
    if sum(word.weight for word in ahead) < _ENOUGH and listed:
        near, ahead = (*near, *listed)[:_NEAR], (*ahead, *listed)
    if words[at].text in _PASSIVE and behind:
        near = behind[:_NEAR]
    near = _of_weight(near, behind)
    places = frozenset((*right, *(left[:3] if passive and (words[at].text in _PASSIVE or not right) else ())))
    short = not ahead and words[at].text not in _PASSIVE
    wide = (*ahead, *(behind[:3] if passive else ()))
    return Denial(value, words[at].text, number, at, near, wide, places, short)


def _is_relative(words: Sequence[Word], at: int) -> bool:
    """Whether it stands in a clause that tells which thing is meant: "pills you do not use" are unused pills."""
    if at < 3 or words[at - 2].text not in _SUBJECTS or not words[at - 3].weight or words[at - 3].quantity:
        return False
    return not any(family in ("cond", "time", "modal") for word in words[: at - 2] for family, _ in word.marks)


def _of_weight(near: Sequence[Word], behind: Sequence[Word]) -> tuple[Word, ...]:
    """What is denied, without "allowed": "alcohol is not allowed" denies alcohol."""
    bare = [word for word in near if word.text not in _CARRIERS]
    bare += [word for word in behind[:_FEW] if len(bare) < len(near) and word not in bare]
    return tuple(bare) or tuple(near)


def _first(words: Sequence[Word], right: Sequence[int]) -> tuple[Word, ...]:
    """The first words that are denied, up to an "and" or "or" between them."""
    found: list[Word] = []
    for place, before in zip(right, (None, *right), strict=False):
        joined = before is not None and any(word.text in _JOINS for word in words[before + 1 : place])
        if joined or len(found) == _NEAR:
            break
        found.append(words[place])
    return tuple(found)


def _in_opening_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a comma ends what is denied: "without food, …", "if you cannot, …"."""
    if words[at].text == "without" and at < 2:
        return True
    before = [place for place in range(at) if words[place].text in ",;:"]
    clause = words[before[-1] if before else 0 : at]
    return any(family == "cond" for word in clause for family, _ in word.marks)


def _reached(words: Sequence[Word], places: range, *, opens: bool = False, plainly: bool = True) -> tuple[int, ...]:
    """The places of the words with meaning up to the end of the clause, or to the next denial.

    `opens`: up to the next comma; `plainly`: up to the next "can" or "should".
    """
    found: list[int] = []
    for place in places:
        word = words[place]
        families = {family for family, _ in word.marks}
        following = words[place + 1].text if place + 1 < len(words) else ""
        clause = following in _SUBJECTS and places.step < 0
        ends = word.text in _ENDS or (word.text == "," and (opens or clause or following in _NEXT_CLAUSE))
        stops = {"time", "neg", "modal"} if plainly else {"time", "neg"}
        if ends or "cond" in families or (found and families & stops) or len(found) == _WIDE:
            break
        if word.weight or word.quantity:
            found.append(place)
    return tuple(found)
