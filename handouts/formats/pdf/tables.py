"""Tables: in columns where the words fit them, and otherwise stacked, each cell under the name of its column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeAlias

from handouts.document import Cell, Table
from handouts.formats.pdf.columns import Column
from handouts.formats.pdf.flow import Piece, bind
from handouts.formats.pdf.inline import Inline
from handouts.formats.pdf.lines import Word, words_of
from handouts.formats.pdf.rows import HEAVY, LIGHT, Row, Rule
from handouts.formats.pdf.runs import Phrase, Run, runs_of
from handouts.formats.pdf.structure import COLUMN_HEAD, ROW_HEAD, Element
from handouts.formats.pdf.text import Text

# In ems of the body text: the space between columns, and how far the cells of a stacked row are set in.
_GUTTER = 0.9
_INDENT = 0.8
# A row that is higher than this share of a page would be parted by a page's end, and its head is to take less.
_TALL = 0.5
_HEAD = 0.2
# A stacked row that is no higher than this share of a page is not parted.
_WHOLE = 0.35
# Columns are easier to compare than stacked cells: they may take this much more paper.
_WORTH = 1.25
# Columns in which no row takes more lines than this are never narrow.
_FEW_LINES = 4


# The words of each cell, row by row; the first row is the head.
Cells: TypeAlias = list[list[list[Run]]]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The elements of a table's cells, row by row; the first row is the head."""

    rows: list[list[Element]]

    @classmethod
    def of(cls, table: Table, element: Element) -> "_Grid":
        head = (element.add("THead") if table.rows else element).add("TR")
        rows = [[head.add("TH", attributes=COLUMN_HEAD) for _ in table.header]]
        body = element.add("TBody") if table.rows else None
        for row in table.rows:
            assert body is not None
            line = body.add("TR")
            rows.append([_cell_element(line, place) for place in range(len(row))])
        return cls(rows)


def _cell_element(row: Element, place: int) -> Element:
    return row.add("TD") if place else row.add("TH", attributes=ROW_HEAD)


@dataclass(frozen=True, slots=True)
class Tables:
    """How tables are set."""

    inline: Inline

    def pieces(self, table: Table, element: Element, column: Column) -> list[Piece]:
        """The rows of `table` as pieces of the flow, and their elements in `element`."""
        grid = _Grid.of(table, element)
        cells = [
            [self._runs(cell, grid.rows[number][place], bold=not number or not place) for place, cell in enumerate(row)]
            for number, row in enumerate((table.header, *table.rows))
        ]
        choices = [self._rows(table, cells, column, widths) for widths in self._widths(cells, column.width)]
        rows = min(choices, key=_height, default=[])
        if rows and not self._clear(rows):
            rows = []
        if rows and (not table.rows or all(len(row.heights) <= _FEW_LINES for row in rows)):
            return rows
        stacked = self._stacked(table, grid, column)
        return rows if rows and _height(rows) <= _WORTH * _height(stacked) else stacked

    def _clear(self, rows: Sequence[Piece]) -> bool:
        """Whether no page's end parts a row of the columns, and the head that is repeated leaves room for them."""
        head, *body = rows
        return sum(head.heights) <= _HEAD * self.inline.look.height and all(row.whole for row in body)

    def _runs(self, cell: Cell, element: Element, *, bold: bool) -> list[Run]:
        return self.inline.runs(cell.spans, element, bold=bold)

    def _widths(self, cells: Cells, width: float) -> list[list[float]]:
        """Ways to share `width` among the columns, gutters included; none if some word would have to be broken.

        Each column has room for its longest word. What is left is shared evenly, or the more the longer a column's
        cells are, but no column gets more than its cells need on one line while another needs more.
        """
        size, gutter = self.inline.look.size, _GUTTER * self.inline.look.size
        needs, wishes = [], []
        for column in zip(*cells, strict=True):
            words = [words_of(runs) for runs in column if runs]
            needs.append(size * max((word[0] for cell in words for word in cell), default=0) + 0.5)
            wishes.append(max(needs[-1], size * max(map(_length, words), default=0)))
        spare = width - gutter * (len(needs) - 1) - sum(needs)
        if spare < 0:
            return []
        ways = [[1.0] * len(needs), wishes] if spare < sum(wishes) - sum(needs) else [wishes]
        return [[each + gutter for each in _shared(spare, needs, wishes, weights)] for weights in ways]

    def _rows(self, table: Table, cells: Cells, column: Column, widths: list[float]) -> list[Piece]:
        look = self.inline.look
        style = replace(look.body, after=0)
        lefts = list(accumulate(widths[:-1], initial=column.left))
        pieces: list[Piece] = []
        for number, (of, row) in enumerate(zip((table.header, *table.rows), cells, strict=True)):
            texts = [
                Text(of=cell.spans, runs=runs, style=style, left=left, width=width - _GUTTER * look.size)
                for cell, runs, left, width in zip(of, row, lefts, widths, strict=True)
            ]
            heading = not number
            one = Row(
                cells=texts,
                left=column.left,
                width=column.width,
                size=look.size,
                heading=heading,
                last=number == len(cells) - 1,
                keep=heading,
                box=column.box,
                head=None if heading else pieces[0],
            )
            one.whole = heading or sum(one.heights) <= _TALL * look.height
            pieces.append(one)
        pieces[-1].after, pieces[-1].keep = look.gap, False
        return pieces

    def _stacked(self, table: Table, grid: _Grid, column: Column) -> list[Piece]:
        """Each cell on lines of its own behind its column's name; the first row's names are the head's cells."""
        if not table.rows:
            return self._names(table, grid, column)
        pieces: list[Piece] = [self._rule(column, HEAVY, keep=True)]
        for number in range(1, len(table.rows) + 1):
            cells = [self._named(table, grid, number, place, column) for place in range(len(table.header))]
            texts = [cell for cell in cells if cell]
            bind(texts, _WHOLE * self.inline.look.height)
            last = number == len(table.rows)
            if texts:
                texts[0].keep = len(texts) > 1 or last
                texts[-1].keep = last
            pieces += texts
            pieces.append(self._rule(column, HEAVY if last else LIGHT, keep=not last))
        pieces[-1].after = self.inline.look.gap
        return pieces

    def _named(self, table: Table, grid: _Grid, number: int, place: int, column: Column) -> Text | None:
        look, cell, first = self.inline.look, table.rows[number - 1][place], number == 1
        name = self.inline.phrases(table.header[place].spans, grid.rows[0][place] if first else None, bold=True)
        value = self.inline.phrases(cell.spans, grid.rows[number][place], bold=not place)
        colon = [Phrase(": " if value else ":", None, bold=True)] if name else []
        runs = runs_of([*name, *colon, *value], self.inline.path)
        inner = column.indented(_INDENT * look.size if place else 0)
        style = replace(look.body, after=0.2 * look.gap)
        if not runs:
            return None
        return Text(
            of=cell.spans,
            runs=runs,
            style=style,
            left=inner.left,
            width=inner.width,
            after=style.after,
            box=column.box,
        )

    def _rule(self, column: Column, weight: float, *, keep: bool) -> Rule:
        size = self.inline.look.size
        return Rule(
            left=column.left, width=column.width, height=0.7 * size, weight=weight * size, keep=keep, box=column.box
        )

    def _names(self, table: Table, grid: _Grid, column: Column) -> list[Piece]:
        look = self.inline.look
        return [
            Text(
                of=cell.spans,
                runs=self._runs(cell, element, bold=True),
                style=look.body,
                left=column.left,
                width=column.width,
                after=look.gap,
                box=column.box,
            )
            for cell, element in zip(table.header, grid.rows[0], strict=True)
        ]


def _height(pieces: Sequence[Piece]) -> float:
    return sum(sum(piece.heights) for piece in pieces)


def _length(words: Sequence[Word]) -> float:
    """The length of a cell set on one line, in ems."""
    return sum(width + parts[-1][0].font.space for width, parts, _ in words)


def _shared(spare: float, needs: list[float], wishes: list[float], weights: list[float]) -> list[float]:
    """The needs with `spare` shared out by weight, up to the wishes; what nobody wishes for is spread evenly."""
    widths, weight = list(needs), sum(weights)
    for place in sorted(range(len(needs)), key=lambda place: (wishes[place] - needs[place]) / weights[place]):
        share = min(spare * weights[place] / weight, wishes[place] - needs[place])
        widths[place] += share
        spare -= share
        weight -= weights[place]
    return [each + spare / len(widths) for each in widths]
