"""The text that a reader sees, cut at the sentences that a listener hears."""

from dataclasses import replace

from handouts.document import Span, Spans
from handouts.sentences import split_sentences
from handouts.spoken.utterances import said_text


def shown_sentences(spans: Spans) -> list[Spans]:
    """The spans cut into the sentences of what is said for them; a mark of a reference goes with what it follows.

    Together they are the spans again. Text that nothing is said for is one piece.
    """
    ends = _ends(spans)
    pieces: list[list[Span]] = [[]]
    seen = 0
    for span in spans:
        if span.cites:
            # A mark behind a sentence that has just ended still belongs to it.
            target = pieces[-2] if not pieces[-1] and len(pieces) > 1 else pieces[-1]
            target.append(span)
            continue
        start = 0
        for place, letter in enumerate(span.text):
            seen += not letter.isspace()
            if len(pieces) <= len(ends) and seen == ends[len(pieces) - 1] and not letter.isspace():
                pieces[-1].append(replace(span, text=span.text[start : place + 1]))
                pieces.append([])
                start = place + 1
        if start < len(span.text):
            pieces[-1].append(replace(span, text=span.text[start:]))
    return [tuple(piece) for piece in pieces if piece]


def _ends(spans: Spans) -> list[int]:
    """Behind how many letters each sentence but the last ends, white space not counted."""
    ends, seen = [], 0
    for sentence in split_sentences(said_text(spans)):
        seen += sum(not letter.isspace() for letter in sentence)
        ends.append(seen)
    return ends[:-1]
