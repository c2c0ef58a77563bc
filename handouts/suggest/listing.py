"""All suggestions for one article, in the order of its lines."""

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from handouts.document import Document
from handouts.suggest.definitions import definitions
from handouts.suggest.passages import passages
from handouts.suggest.passives import passives
from handouts.suggest.sections import lacks
from handouts.suggest.splits import splits
from handouts.suggest.suggestion import Kind, Proposal, Suggestion, suggestion
from handouts.suggest.words import plain_word_proposals

_ORDER = {kind: place for place, kind in enumerate(get_args(Kind))}


def suggestions(document: Document, source: str) -> tuple[Suggestion, ...]:
    """What would make the article easier, numbered from 1 in the order of lines.

    `source` is the text of the file that the document was read from, as it stands there: offsets of edits count its
    characters, a byte order mark and carriage returns among them. The same article gives the same numbers.
    """
    found = [(suggestion(each, source), each.place) for each in _proposals(document, source)]
    found += [(each, -1) for each in lacks(document)]
    found.sort(key=lambda each: (each[0].line, each[1], _ORDER[each[0].kind], each[0].what))
    return tuple(replace(each, number=number) for number, (each, _) in enumerate(found, 1))


def _proposals(document: Document, source: str) -> Iterator[Proposal]:
    read = passages(document, source)
    exchanged: set[tuple[int, int]] = set()
    for passage in read:
        yield from splits(passage)
        yield from passives(passage)
        for proposal in plain_word_proposals(passage):
            exchanged.add((id(passage), proposal.place))
            yield proposal
    # A term that has a plain word needs no explanation as well.
    yield from (each for each in definitions(document, read) if (id(each.passage), each.place) not in exchanged)
