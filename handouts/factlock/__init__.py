"""The fact lock: what a plain version lost, added or changed.

Its authors follow a guide (see the README): the same things in the same order, every number and medicine kept, and
each small word that turns a fact ("not", "or", "if", "must") as many times as the full version has it. The lock holds
them to it. `compare` reads both versions (`wording`, `quantities`, `words`), lays them side by side (`passages`), and
runs one check after the other. It is pure. What it cannot judge is whether a fact of which every word stands in both
versions is still the same fact; an author reads both.
"""

import re
from collections.abc import Sequence

from handouts.errors import FactError
from handouts.factlock.calls import compare_calls
from handouts.factlock.coverage import compare_sentences
from handouts.factlock.drugs import compare_drugs
from handouts.factlock.findings import Finding, Line, Severity, lines_of
from handouts.factlock.moved import compare_places
from handouts.factlock.numbers import compare_numbers, numbers_of
from handouts.factlock.orders import compare_orders
from handouts.factlock.passages import Pair, read_passage
from handouts.factlock.tallies import compare_tallies

__all__ = ["Finding", "Line", "Severity", "compare", "lines_of"]

LONGEST, MOST_SENTENCES, MOST_NUMBERS = 1_500, 300, 200
"""Words, sentences and numbers of one version; a passage of an article seldom has 200 words."""
_WORD = re.compile(r"\w+")
_CHECKS = (
    compare_numbers,
    compare_drugs,
    compare_tallies,
    compare_places,
    compare_orders,
    compare_calls,
    compare_sentences,
)


def compare(full: Sequence[Line], plain: Sequence[Line]) -> tuple[Finding, ...]:
    """What differs between a passage and its plain version: the errors first, each in the order of the full text.

    Raises FactError for a version of more than `LONGEST` words, `MOST_SENTENCES` or `MOST_NUMBERS`: each sentence,
    and each number, is laid beside each other one.
    """
    for lines in (full, plain):
        _refuse(lines, sum(len(_WORD.findall(line.text)) for line in lines), LONGEST, "words")
        _refuse(lines, len(lines), MOST_SENTENCES, "sentences")
    pair = Pair(read_passage(full), read_passage(plain))
    for lines, sentences in ((full, pair.full), (plain, pair.plain)):
        _refuse(lines, len(numbers_of(sentences)), MOST_NUMBERS, "numbers")
    found = dict.fromkeys(finding for check in _CHECKS for finding in check(pair))
    return tuple(sorted(found, key=lambda found: (found.severity, found.full_line, found.plain_line)))


def _refuse(lines: Sequence[Line], size: int, most: int, unit: str) -> None:
    if size > most:
        what = f"A passage of more than {most:,} {unit} cannot be compared with its plain version."
        raise FactError(what, todo="Part it into shorter passages.", line=lines[0].line)
