"""The fact lock: what a plain version lost, added or changed.

`compare` lays a passage beside its plain version and names each difference. It is pure and knows no parser: it reads
numbers, medicines and the small words that turn a fact, and finds for each the one in the other version that keeps
the same company. What it cannot judge is whether a fact of which every word stands in both versions is still the same
fact; an author reads both.
"""

from collections.abc import Iterator, Sequence

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


def compare(full: Sequence[Line], plain: Sequence[Line]) -> tuple[Finding, ...]:
    """What differs between a passage and its plain version: the errors first, each in the order of the full text."""
    return tuple(sorted(_findings(full, plain), key=lambda found: (found.severity, found.full_line, found.plain_line)))


def _findings(full: Sequence[Line], plain: Sequence[Line]) -> Iterator[Finding]:
    pair = Pair(read_passage(full), read_passage(plain))
    seen: set[Finding] = set()
    for check in _CHECKS:
        for finding in check(pair):
            if finding not in seen:
                seen.add(finding)
                yield finding
