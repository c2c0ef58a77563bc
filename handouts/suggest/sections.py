"""What a section or the whole article lacks: words to the reader, and a call to action."""

from collections.abc import Iterator, Sequence

from handouts.document import Block, Callout, Document, Glossary, References, plain_text, sections
from handouts.grade.counting import sentences_of
from handouts.suggest.clauses import speaks_to_reader
from handouts.suggest.suggestion import Suggestion, excerpt

_LEAST_SENTENCES = 3
_OPENING = "the opening"


def lacks(document: Document) -> Iterator[Suggestion]:
    """Suggestions without a number for sections that speak to nobody, and for an article that says not when to call."""
    plain = {each.of: each.blocks for each in document.plain}
    of = {id(block): plain[at] for at, block in enumerate(document.blocks) if at in plain}
    for section in sections(document):
        blocks = [each for each in section.blocks if not isinstance(each, Glossary | References)]
        if not blocks:
            continue
        title = section.title(_OPENING)
        simple = [each for block in blocks for each in of.get(id(block), (block,))]
        if not speaks_to_reader(title + " ") and _speaks_to_nobody(blocks) and _speaks_to_nobody(simple):
            what = "Nothing here speaks to the reader: say “you”, and what it means for them."
            line = section.heading.line if section.heading else blocks[0].line
            yield Suggestion(0, "you", line, excerpt(title), what)
    if not any(isinstance(block, Callout) and block.kind == "call" for block in _all_blocks(document)):
        what = "No box says when to call, and whom: add one that begins with “::: call When to call”."
        yield Suggestion(0, "call", 1, excerpt(document.title), what)


def _speaks_to_nobody(blocks: Sequence[Block]) -> bool:
    """Whether no sentence speaks to the reader, of as many as a section needs to do so."""
    titles = [plain_text(block.title) for block in blocks if isinstance(block, Callout)]
    said = [sentence.text for sentence in sentences_of(blocks)]
    return len(said) >= _LEAST_SENTENCES and not any(map(speaks_to_reader, [*said, *titles]))


def _all_blocks(document: Document) -> Iterator[Block]:
    yield from document.blocks
    for plain in document.plain:
        yield from plain.blocks
