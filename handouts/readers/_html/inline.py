"""Runs of text inside a block of a page: in their styles, tidied, cut at forced line breaks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlsplit

from handouts.document import Span, Spans
from handouts.readers._marks import superscript
from handouts.readers._tidy import tidied

BOLD = frozenset(("b", "strong"))
ITALIC = frozenset(("i", "em", "cite", "dfn", "var"))
LINKS_LEAD_TO = ("http", "https", "mailto", "tel")

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_NO_FIGURES = re.compile(r"[A-Za-z\[\]()]")
_ENDS_SENTENCE = (".", "!", "?", ":", ";")
_BULLET = re.compile(r"(?:[•·▪■◦‣∙●○□❑➢➔✓✔►*–—-]|o(?=\s{2})|\d{1,3}[.)])\s")


def blanks_as_one(text: str) -> str:
    """Text as a browser shows it: line ends and tabs are spaces, and a row of them is one."""
    return _BLANKS.sub(" ", text)


def styled(style: Span, tag: str) -> Span:
    """The style inside an element of that name."""
    if tag in BOLD:
        return replace(style, bold=True)
    return replace(style, italic=True) if tag in ITALIC else style


def linked(style: Span, href: str) -> Span:
    """The style inside a link; one that leads nowhere on paper is plain text."""
    href = href.strip()
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        return style
    usable = scheme in LINKS_LEAD_TO and not re.search(r"[\s<>\x00-\x1f]", href) and len(href) > len(scheme) + 3
    return replace(style, href=href) if usable else style


def raised(text: str) -> str:
    """The text of a <sup>: its figures small; words and bracketed numbers as they are."""
    return text if _NO_FIGURES.search(text) else superscript(text)


def finished(runs: Iterable[Span]) -> Spans:
    """Tidy runs as spans: neighbours of one style merged, no space doubled, none at either end."""
    spans: list[Span] = []
    for _, group in groupby(runs, key=lambda run: (run.bold, run.italic, run.href, run.cites)):
        first, *rest = group
        text = first.text if first.cites else _tidied_inside("".join((first.text, *(run.text for run in rest))))
        if spans and spans[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            spans.append(replace(first, text=text))
    return _merged(_stripped(_bare_blanks(spans)))


def _tidied_inside(text: str) -> str:
    """Tidied, but with one space at each end that had any."""
    inner = tidied(text)
    if not inner:
        return " " if text else ""
    return f"{_edge(text[0])}{inner}{_edge(text[-1])}"


def _edge(letter: str) -> str:
    return letter if letter == "\u00a0" else " " * letter.isspace()


def _bare_blanks(spans: Iterable[Span]) -> list[Span]:
    """A space alone in bold or in a link is a space."""
    return [span if span.text.strip() else Span(span.text, span.line) for span in spans]


def _stripped(spans: list[Span]) -> list[Span]:
    while spans and not spans[0].text.strip():
        spans.pop(0)
    while spans and not spans[-1].text.strip():
        spans.pop()
    if spans:
        spans[0] = replace(spans[0], text=spans[0].text.lstrip())
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
    return spans


def _merged(spans: Sequence[Span]) -> Spans:
    merged: list[Span] = []
    for span in spans:
        if merged and not span.cites and replace(merged[-1], text="", line=0) == replace(span, text="", line=0):
            merged[-1] = replace(merged[-1], text=merged[-1].text + span.text)
        else:
            merged.append(span)
    return tuple(merged)


def paragraphs_of(runs: Sequence[Span]) -> list[Spans]:
    """The paragraphs of one block: a forced line break ends one, unless the text plainly goes on behind it."""
    lines = [finished(line) for line in _cut(runs)]
    paragraphs: list[Spans] = []
    apart = True
    for spans in lines:
        if not spans:
            apart = True
        elif paragraphs and not apart and _goes_on(paragraphs[-1], spans):
            paragraphs[-1] = finished((*paragraphs[-1], Span(" ", spans[0].line), *spans))
        else:
            paragraphs.append(spans)
            apart = False
    return paragraphs


def in_one(runs: Sequence[Span]) -> Spans:
    """One run of text, whatever line breaks stand in it."""
    return finished(replace(run, text=run.text.replace("\n", " ")) for run in runs)


def _cut(runs: Sequence[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=text)] for text in others)
    return lines


def _goes_on(before: Spans, after: Spans) -> bool:
    """Whether a line is the middle of a sentence that a line break cut."""
    last, first = before[-1].text, after[0].text
    return not last.endswith(_ENDS_SENTENCE) and first[:1].islower() and not _BULLET.match(first)
