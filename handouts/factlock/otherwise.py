"""Whether a condition of one version is told in the other without an "if": as a question, a label, or a group."""

import re
from collections.abc import Sequence

from handouts.factlock.depends import Condition
from handouts.factlock.passages import Sentence, keys_of, share

_CUT = 0.4  # a sentence that holds this much of a condition tells it
_LABEL = 10  # words of a label or heading at most
_RELATIVES = frozenset(
    """who with whose case during after before when whenever without unless only those people anyone someone once
    while until depends maybe""".split()
)
_OPENS = frozenset("for with in on during after before without under at while once as anyone people some those".split())
_SHORT = re.compile(r"(?:but )?if (?:so|not|it does|you do|they do|that happens|this happens|it is|you are)\b", re.I)
_LEADS = re.compile(r"\b(?:if|when|who|these|any|those|people|you)\b", re.I)


def said_otherwise(condition: Condition, sentences: Sequence[Sentence], others: Sequence[Condition]) -> bool:
    """Whether the sentence that holds the same words asks, labels, or speaks of those whom it concerns."""
    if any(share(condition.scope, keys_of(other.scope)) >= _CUT for other in others):
        return True
    if any(_SHORT.match(sentence.text) for sentence in sentences) and condition.value == "if":
        return True
    leads = {sentence.group: _LEADS.search(sentence.text) for sentence in reversed(sentences)}
    for sentence in sentences:
        if share(condition.scope, keys_of(sentence.words)) < _CUT:
            continue
        grouped = sum(other.group == sentence.group for other in sentences) > 1 and leads[sentence.group]
        opens = any(family == "cond" for family, _ in sentence.words[0].marks)
        if "?" in sentence.text or grouped or opens or _labels(sentence, condition) or _concerns(sentence, condition):
            return True
    return False


def _labels(sentence: Sentence, condition: Condition) -> bool:
    """Whether the words are a label ("Diabetes: …") or open the sentence ("With diabetes, …")."""
    ends = [at for at, word in enumerate(sentence.words) if word.text in (":", ",", ".")]
    opens = sentence.words[0].text in _OPENS
    for end in ends[:2]:
        label = sentence.words[end].text in ":." and end < _LABEL
        if (opens or label) and share(condition.scope, keys_of(sentence.words[:end])) >= _CUT:
            return True
    return not ends and len(sentence.words) < _LABEL


def _concerns(sentence: Sentence, condition: Condition) -> bool:
    """Whether a word such as "who" or "after" stands before them."""
    keys = keys_of(condition.scope)
    places = [at for at, word in enumerate(sentence.words) if word.weight and not word.keys.isdisjoint(keys)]
    return any(word.text in _RELATIVES for at in places for word in sentence.words[max(0, at - 3) : at])
