"""The fact lock: what a plain version lost, added or changed.

`compare` lays a passage beside its plain version and names each difference. It is pure and knows no parser: it reads
numbers, medicines and the small words that turn a fact, and finds for each the one in the other version that keeps
the same company. What it cannot judge is whether a fact of which every word stands in both versions is still the same
fact; an author reads both.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from handouts.errors import FactError
from handouts.factlock.calls import compare_calls
from handouts.factlock.conditions import compare_conditions
from handouts.factlock.coverage import compare_sentences
from handouts.factlock.drugs import compare_drugs
from handouts.factlock.findings import Finding, Line, Severity, lines_of
from handouts.factlock.joins import compare_joins
from handouts.factlock.modality import compare_modality
from handouts.factlock.negations import compare_negations
from handouts.factlock.numbers import compare_numbers
from handouts.factlock.passages import Pair, read_passage
from handouts.factlock.places import compare_places

__all__ = ["Finding", "Line", "Severity", "compare", "lines_of"]

_WORD = re.compile(r"\w+")
_CHECKS = (
    compare_numbers,
    compare_drugs,
    compare_negations,
    compare_modality,
    compare_joins,
    compare_conditions,
    compare_places,
    compare_calls,
    compare_sentences,
)


LONGEST = 1_500  # words of one version; a passage of an article seldom has 200
MOST = 100  # words of one family ("not", "or", "if") in one version; each is laid beside each other one


def compare(full: Sequence[Line], plain: Sequence[Line]) -> tuple[Finding, ...]:
    """What differs between a passage and its plain version: the errors first, each in the order of the full text.

    Raises FactError for a passage of more than `LONGEST` words, or `MOST` of one family: each word may be weighed
    against each other one.
    """
    for lines in (full, plain):
        if sum(len(_WORD.findall(line.text)) for line in lines) > LONGEST:
            what = f"A passage of more than {LONGEST:,} words cannot be compared with its plain version."
            raise FactError(what, todo="Part it into shorter passages.", line=lines[0].line)
    return tuple(sorted(_findings(full, plain), key=lambda found: (found.severity, found.full_line, found.plain_line)))


def _findings(full: Sequence[Line], plain: Sequence[Line]) -> Iterator[Finding]:
    pair = Pair(read_passage(full), read_passage(plain))
    for sentences, lines in ((pair.full, full), (pair.plain, plain)):
        families = Counter(family for s in sentences for word in s.words for family in {name for name, _ in word.marks})
        if max(families.values(), default=0) > MOST:
            what = f"A passage with more than {MOST} words of one kind, such as “or”, cannot be compared."
            raise FactError(what, todo="Part it into shorter passages.", line=lines[0].line)
    seen: set[Finding] = set()
    for check in _CHECKS:
        for finding in check(pair):
            if finding not in seen:
                seen.add(finding)
                yield finding
