"""The last look: every word of a file is in the draft or in the list of what was dropped, or its line is listed now."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from handouts.document import fragments
from handouts.draft import Draft, Dropped

MOST_SEARCHES = 1_000
"""Lines that are looked for by their letters: each costs a look through the whole draft."""
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, in one form whatever its letters looked like; a raised figure is its figure."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def unseen(lines: Iterable[tuple[str, int]], draft: Draft, reason: str) -> list[Dropped]:
    """The lines of a file with a word that the draft neither holds nor lists.

    Letters run together or apart differently on the way, so a missing word may also be found with its neighbours by
    their letters, with the marks of references or without.
    """
    have = Counter(word for text in _texts(draft, " {} ") for word in words_of(text))
    letters = "|".join("".join(word for text in _texts(draft, mark) for word in words_of(text)) for mark in ("{}", ""))
    searches = MOST_SEARCHES
    lost: list[Dropped] = []
    for text, line in lines:
        words = Counter(words_of(text))
        if all(have[word] >= times for word, times in words.items()):
            have.subtract(words)
            continue
        searches -= 1
        if searches < 0 or any(around not in letters for around in _around(words_of(text), have)):
            lost.append(Dropped(" ".join(text.split()), line, reason))
    return lost


def _texts(draft: Draft, mark: str) -> Iterator[str]:
    """Every text that the draft holds or lists, and the addresses of its links."""
    yield draft.title
    texts = [spans for block in draft.blocks for spans in fragments(block)]
    texts.extend(reference.spans for reference in draft.references)
    for spans in texts:
        yield "".join(mark.format(span.text) if span.cites else span.text for span in spans)
        yield " ".join(dict.fromkeys(span.href for span in spans if span.href))
    yield from (credit.text for credit in draft.credits)
    yield from (dropped.text for dropped in draft.dropped)


def _around(words: list[str], have: Counter[str]) -> Iterator[str]:
    """The letters of every word that is missing, with the words before and behind it."""
    for at, word in enumerate(words):
        if not have[word] > 0:
            yield "".join(words[max(0, at - 1) : at + 2])
