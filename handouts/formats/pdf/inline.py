"""Spans as phrases: emphasis as the standard wants it, links and marks of references."""

from dataclasses import dataclass
from pathlib import Path

from handouts.document import Span, Spans
from handouts.formats.pdf.look import Look
from handouts.formats.pdf.runs import Link, Phrase, Run, runs_of, uniform
from handouts.formats.pdf.structure import Element

# The weight of a line under words, in ems: under emphasis heavier than under a link.
_EMPHASIS_LINE = 0.075
LINK_LINE = 0.045


@dataclass(frozen=True, slots=True)
class Inline:
    """How spans are set; `references` are the numbers that have an entry to lead to, `path` is told in errors."""

    look: Look
    references: frozenset[int]
    path: Path

    def runs(self, spans: Spans, element: Element, *, bold: bool = False) -> list[Run]:
        """The spans as runs in `element`; SourceError if no font has one of their characters."""
        for span in spans:
            if span.bold or span.italic or span.href or span.cites:
                break
        else:
            # By far the most frequent case, and the one to be quick in.
            if alike := uniform(spans, element, bold):
                return [alike]
        return runs_of(self.phrases(spans, element, bold=bold), self.path)

    def phrases(self, spans: Spans, element: Element | None, *, bold: bool = False) -> list[Phrase]:
        """The spans as content of `element`; in a `bold` block there is no further emphasis."""
        if element is None:
            return [self._phrase(span, element, bold) for span in spans]
        found: list[Phrase] = []
        for place, span in enumerate(spans):
            if span.cites:
                found.append(self._mark(span, element, bold))
            elif not span.href:
                found.append(self._phrase(span, element, bold))
            elif place == 0 or spans[place - 1].cites or spans[place - 1].href != span.href:
                end = place + 1
                while end < len(spans) and spans[end].href == span.href and not spans[end].cites:
                    end += 1
                found += self._link(spans[place:end], span.href, element, bold)
        return found

    def _phrase(self, span: Span, element: Element | None, bold: bool, link: Link | None = None) -> Phrase:
        ways = () if bold or not (span.bold or span.italic) else self._ways(span)
        underline = _EMPHASIS_LINE if "underline" in ways else LINK_LINE if link else 0
        text = f"[{span.text}]" if span.cites else span.text
        return Phrase(text, element, bold or "bold" in ways, underline, link, span.line)

    def _ways(self, span: Span) -> tuple[str, ...]:
        return (self.look.strong,) * span.bold + (self.look.stressed,) * span.italic

    def _link(self, spans: Spans, href: str, element: Element, bold: bool) -> list[Phrase]:
        link = Link(element.inline("Link"), href, "".join(span.text for span in spans).strip() or href)
        return [self._phrase(span, link.element, bold, link) for span in spans]

    def _mark(self, span: Span, element: Element, bold: bool) -> Phrase:
        # A mark as large as the text, in brackets: nothing on the page is smaller than what the reader can read.
        if span.cites not in self.references:
            return self._phrase(span, element, bold)
        inner = element.inline("Reference").inline("Link")
        link = Link(inner, f"#{destination(span.cites)}", f"Go to reference {span.cites}")
        return self._phrase(span, inner, bold, link)


def destination(number: int) -> str:
    """The name of the place where the reference of that number stands."""
    return f"reference-{number}"
