"""Hard terms at their first use: what they mean, where nothing there explains them."""

import re
from collections.abc import Iterator, Sequence

from handouts.document import Document, Glossary, plain_text
from handouts.hardwords import is_hard
from handouts.suggest.passages import Passage, Sentence, counts_of, headings, readings
from handouts.suggest.splits import VERY_LONG
from handouts.suggest.suggestion import Piece, Proposal
from handouts.wordlists import Found, Term, term_phrases

_BEFORE = re.compile(
    r"(?:\(|\bor |\b(?:called|named|termed|known as|call (?:it|this|them)|say|means?|as) (?:an? |the )?)[“\"]?$"
)
_AFTER = re.compile(
    r"[”\"]?\s*(?:\(|,? (?:which|that) (?:is|are|means)\b|, (?:an?|the|or|often|also|meaning|in which|when)\b|:|;"
    r"|—| –| (?:means?|is (?:an?|the|when|another)|are (?:an?|the|medicines|drugs))\b)"
)
_SUBJECT = re.compile(r"(?:An? |The |Your )?$")
_NAMED_LATER = re.compile(
    r"\b(?:is|are|means) (?:an?|the|one|when|called|defined as|medicines|drugs)\b|\bconsists? of\b"
)
_NOUN_PHRASE = re.compile(r"(?:A|An|The|High|Low|Too) \w")
_MAY_FOLLOW = re.compile(
    r"[.,;:?!]|$|\s+(?:and|or|but|is|are|was|were|has|can|may|might|must|should|will|if|when|before|after|because|to|in"
    r"|on|at|for|from|with|that|which|who|unless|until|while|so|than|by)\b"
)


def definitions(document: Document, passages: Sequence[Passage]) -> Iterator[Proposal]:
    """For each hard term of the glossary its first use in either version, where the article does not explain it."""
    listed = {term.term for term in _listed(document)}
    told: set[tuple[str, int, int]] = set()
    for reading in readings(passages):
        for proposal, term in _unexplained(reading, listed):
            place = (term.term, proposal.passage.line, proposal.place)
            if place not in told:
                told.add(place)
                yield proposal


def _listed(document: Document) -> Iterator[Term]:
    """The terms that stand in the article's own list of words, or that a heading asks about."""
    lists = [block for block in document.blocks if isinstance(block, Glossary)]
    texts = [plain_text(term.word) for block in lists for term in block.terms]
    texts += [text for text in headings(document) if text.lower().startswith("what is ")]
    for text in texts:
        for found in term_phrases().find(text):
            yield found.value


def _unexplained(reading: Sequence[Passage], listed: set[str]) -> Iterator[tuple[Proposal, Term]]:
    seen = set(listed)
    for passage in reading:
        if passage.kind == "meaning":
            continue
        for found in term_phrases().find(passage.text):
            term = found.value
            if term.term in seen or passage.quoted(found.start) or passage.linked(found.start, found.end):
                continue
            seen.add(term.term)
            sentence = passage.sentence_at(found.start)
            hard = is_hard(passage.text[found.start : found.end], term)
            if sentence and hard and not _explained(passage, sentence, found):
                yield _proposal(passage, sentence, found), term


def _explained(passage: Passage, sentence: Sentence, found: Found[Term]) -> bool:
    """Whether the words around look like an explanation, or the author sets the term apart as one to be learnt."""
    text = passage.text
    before, after = text[sentence.start : found.start], text[found.end : sentence.end]
    opens = bool(_SUBJECT.fullmatch(before)) and bool(_NAMED_LATER.search(after))
    around = bool(_BEFORE.search(before)) or bool(_AFTER.match(after))
    return opens or around or passage.aside(found.start) or passage.taught(found.start, found.end)


def _proposal(passage: Passage, sentence: Sentence, found: Found[Term]) -> Proposal:
    form, meaning = passage.text[found.start : found.end], found.value.meaning
    what = f"“{form}” is not explained at its first use: say what it means. {meaning}"
    pieces = _in_brackets(passage, sentence, found)
    if pieces:
        what = f"“{form}” is not explained at its first use: put “{pieces[0].text.strip()}” behind it."
    return Proposal("define", passage, sentence, found.start, what, pieces)


def _in_brackets(passage: Passage, sentence: Sentence, found: Found[Term]) -> tuple[Piece, ...]:
    """The meaning in brackets behind the term, where it reads well there and the sentence does not get too long."""
    form, term = passage.text[found.start : found.end], found.value
    phrase = re.fullmatch(r"([^.]+)\.", term.meaning)
    if phrase is None or form.lower() != term.term.lower() or not _NOUN_PHRASE.match(term.meaning):
        return ()
    if passage.kind == "cell" or not _MAY_FOLLOW.match(passage.text, found.end):
        return ()
    if sentence.counts.words + counts_of(phrase[1]).words > VERY_LONG:
        return ()
    meaning = term.meaning[0].lower() + phrase[1][1:]
    return (Piece(found.end, found.end, f" ({meaning})"),)
