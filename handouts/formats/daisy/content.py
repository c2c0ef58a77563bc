"""The text of the talking book: one document in XHTML 1.0, with an id for every sentence heard."""

from html import escape

from handouts.document import Block, Callout, Document, Figure, Heading, Span, Table, box_label
from handouts.formats._archive import Pictures
from handouts.formats._chapters import Part, all_shown, reference_parts, shown
from handouts.formats._printed import Pages
from handouts.formats._xhtml import Xhtml, clip_names, names_of
from handouts.sound.narration import Narration

_DOCTYPE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
)


class OlderXhtml(Xhtml):
    """Writes XHTML 1.0, which knows neither figures nor roles; sections begin at level 1, as in the navigation."""

    def block(self, block: Block) -> str:
        """One block."""
        if isinstance(block, Heading):
            level = min(block.level - 1, self.boxes)
            return f"<h{level}>{self.text(block.spans)}</h{level}>\n"
        return Xhtml.block(self, block)

    def _span(self, span: Span) -> str:
        if span.cites and (target := self.place(span.cites)):
            return f'<a href="{target}">[{escape(span.text)}]</a>'
        return Xhtml._span(self, span)

    def _table(self, table: Table) -> str:
        caption = f"<caption>{self.text(table.caption)}</caption>\n" if table.caption else ""
        rows = f"<tr>{''.join(self._head(cell, 'col') for cell in table.header)}</tr>\n"
        for first, *others in table.rows:
            cells = "".join(f"<td>{self.text(cell.spans)}</td>" for cell in others)
            rows += f"<tr>{self._head(first, 'row')}{cells}</tr>\n"
        return f'<table border="1">\n{caption}{rows}</table>\n'

    def _figure(self, figure: Figure) -> str:
        return (
            Xhtml._figure(self, figure)
            .replace("<figure>", '<div class="figure">')
            .replace("<figcaption>", '<p class="caption">')
            .replace("</figcaption>", "</p>")
            .replace("</figure>", "</div>")
        )

    def _callout(self, callout: Callout) -> str:
        label = f"{kind}: " if (kind := box_label(callout)) else ""
        title = f"<h{self.boxes}>{label}{self.text(callout.title)}</h{self.boxes}>\n"
        return f'<div class="box {callout.kind}">\n{title}{self.blocks(callout.blocks)}</div>\n'


def header(language: str) -> str:
    """The beginning of an XHTML 1.0 document."""
    tongue = escape(language)
    return f'{_DOCTYPE}<html xmlns="http://www.w3.org/1999/xhtml" lang="{tongue}" xml:lang="{tongue}">\n'


def page_mark(number: int) -> str:
    """The mark that a page of the printed handout begins here; in words, for a bare number might pass for a dose."""
    return f'<span class="page-normal" id="page-{number}">[Page {number}] </span>'


def texts_of(narration: Narration, parts: list[Part], pages: Pages, pictures: Pictures) -> list[str]:
    """What each chapter shows, as XHTML."""
    names, listed = names_of(clip_names(narration)), reference_parts(parts)

    def place(number: int) -> str:
        return f"#reference-{number}" if number in listed else ""

    xhtml = OlderXhtml(names, pictures.address, place, marks=pages.marks, boxes=2)
    texts = [_chapter(part, shown(part, xhtml, pages, "#part-{}".format)) for part in parts]
    all_shown(names)
    return texts


def _chapter(part: Part, text: str) -> str:
    return f'<div class="chapter" id="part-{part.number}">\n{text}</div>\n'


def content(document: Document, texts: list[str]) -> str:
    """The document."""
    kind = '<meta http-equiv="Content-type" content="text/html; charset=utf-8"/>'
    head = f"<head>\n<title>{escape(document.title)}</title>\n{kind}\n</head>\n"
    return f"{header(document.language)}{head}<body>\n{''.join(texts)}</body>\n</html>\n"
