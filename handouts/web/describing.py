"""What the library tells of an article: its title, for whom it is, how old, how it reads, and how it can be found."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from handouts.approval import read_approvals, standings
from handouts.document import Document, Heading, References, fragments, plain_text
from handouts.errors import SourceError
from handouts.grade import grade
from handouts.plain import picked
from handouts.readers import read
from handouts.web.library import Topic
from handouts.web.names import other_names, synonyms
from handouts.web.searching import words_of

# How much a word counts by where it stands. What an article only mentions must not outweigh what it is about.
TITLE, TITLE_NAMES, TITLE_SYNONYMS, AUDIENCE, HEADING, HEADING_NAMES = 12.0, 8.0, 3.0, 4.0, 4.0, 2.0
ONCE, MOST = 0.25, 2.0
"""Of a word, or another name for it, in the text: each time, and at most."""
SHOWN_NAMES = 6


def described(article: Path) -> dict[str, Any]:
    """The topic as data. Raises SourceError if the article cannot be read."""
    document = read(article)
    simple = picked(document)
    full, plain = grade(document).whole, grade(simple).whole if document.plain else None
    try:
        found = standings(document, read_approvals(document.path)) if document.plain else ()
        approved = sum(each.state == "approved" for each in found)
    except SourceError:
        # A broken record approves nothing; a plain handout tells what is wrong with it.
        approved = 0
    topic = Topic(
        name=document.name,
        file=article.name,
        title=document.title,
        audience=document.audience,
        language=document.language,
        version=document.version_name,
        revised=document.revised.isoformat(),
        draft=document.draft,
        reviewed=document.review is not None,
        review=document.review_line,
        grade=full.flesch_kincaid if full else None,
        plain_grade=plain.flesch_kincaid if plain else None,
        plain=len(document.plain),
        approved=approved,
        words=tuple(sorted(_weights(document).items())),
    )
    return asdict(topic)


def _weights(document: Document) -> dict[str, float]:
    """How much each word counts by which the article can be found."""
    weights: dict[str, float] = {}

    def count(texts: Iterable[str], weight: float) -> None:
        for text in texts:
            for word in words_of(text):
                weights[word] = max(weight, weights.get(word, 0.0))

    title = [document.title, document.name.replace("-", " ").replace("_", " ")]
    headings = [plain_text(block.spans) for block in document.blocks if isinstance(block, Heading)]
    count(title, TITLE)
    count((name for text in title for name in other_names(text)), TITLE_NAMES)
    count((name for text in title for name in synonyms(text)), TITLE_SYNONYMS)
    count([document.audience], AUDIENCE)
    count(headings, HEADING)
    count((name for text in headings for name in other_names(text)), HEADING_NAMES)
    times: Counter[str] = Counter()
    for text in _texts(document):
        times.update(words_of(text))
        times.update({word for name in other_names(text) for word in words_of(name)})
    for word, number in times.items():
        weights[word] = max(min(ONCE * number, MOST), weights.get(word, 0.0))
    return weights


def _texts(document: Document) -> Iterator[str]:
    """All that it says in both versions, but for its references."""
    blocks = (*document.blocks, *(inner for plain in document.plain for inner in plain.blocks))
    for block in blocks:
        if not isinstance(block, References):
            yield from (plain_text(spans) for spans in fragments(block))
