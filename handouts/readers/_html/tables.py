"""Tables of a page as a grid: merged cells unfolded, all rows of one length, empty rows and columns gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.document import Cell, Span, Spans, Table
from handouts.readers._html.inline import finished

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

WIDEST = 100
"""Columns; a browser takes 1,000, but no page of words has them."""
LARGEST_GRID = 1_000_000
"""Cells, merged ones unfolded: from here on a merged cell counts as one."""
TALLEST = 10_000
"""Rows that one cell reaches over."""
MOST_HEADS = 3
"""Rows of a header; more are a table all in header cells."""
_SECTIONS = ("thead", "tbody", "tfoot")
_PARTS = (*_SECTIONS, "caption", "colgroup", "col", "tr")
_LAYOUT = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "figure")


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table row by row, None where a merged cell reaches; `heads` of the rows are its header."""

    rows: list[list[HtmlElement | None]]
    heads: int


def own_rows(table: HtmlElement) -> list[HtmlElement]:
    """The rows of this table, those of tables within it left out."""
    rows: list[HtmlElement] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in _SECTIONS:
            rows.extend(row for row in child if row.tag == "tr")
    return rows


def cells_of(row: HtmlElement) -> list[HtmlElement]:
    """The cells of a row."""
    return [cell for cell in row if cell.tag in ("td", "th")]


def is_regular(table: HtmlElement) -> bool:
    """Whether all of a table's words stand in its cells and its caption."""
    inner = [part for child in table for part in (child, *(child if child.tag in _SECTIONS else ()))]
    rows = own_rows(table)
    between = [table.text, *(part.tail for part in inner), *(row.text for row in rows)]
    between += [part.text for part in inner if part.tag in _SECTIONS] + [cell.tail for row in rows for cell in row]
    known = all(part.tag in _PARTS or not isinstance(part.tag, str) for part in inner)
    return known and not any((text or "").strip() for text in between) and all(_is_regular(row) for row in rows)


def _is_regular(row: HtmlElement) -> bool:
    return all(cell.tag in ("td", "th") or not isinstance(cell.tag, str) for cell in row)


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only sets text side by side: one row, one column, or with sections or tables inside."""
    rows = own_rows(table)
    if len(rows) < 2 or max(len(cells_of(row)) for row in rows) < 2:
        return True
    if table.get("role") in ("presentation", "none"):
        return True
    return any(child.tag in _LAYOUT for row in rows for cell in cells_of(row) for child in cell.iterdescendants())


def grid_of(table: HtmlElement) -> Grid:
    """The table's cells, each once, where it begins."""
    rows: list[list[HtmlElement | None]] = []
    below: dict[int, int] = {}
    heads, taken = 0, 0
    for row in own_rows(table):
        line: list[HtmlElement | None] = []
        reach: dict[int, int] = {}
        for cell in cells_of(row):
            _fill(line, below)
            room = taken < LARGEST_GRID
            wide = _span(cell, "colspan", WIDEST - len(line)) if room else 1
            high = _span(cell, "rowspan", TALLEST) if room else 1
            reach.update({len(line) + at: high - 1 for at in range(wide) if high > 1})
            line.extend([cell, *[None] * (wide - 1)])
        _fill(line, below)
        below = {at: left - 1 for at, left in below.items() if left > 1} | reach
        taken += len(line)
        if heads == len(rows) and line and _is_head(row):
            heads += 1
        rows.append(line)
    return Grid(rows, heads)


def _fill(line: list[HtmlElement | None], below: dict[int, int]) -> None:
    while len(line) in below:
        line.append(None)


def _span(cell: HtmlElement, name: str, most: int) -> int:
    value = str(cell.get(name, "")).strip()
    return max(1, min(int(value), most)) if value.isascii() and value.isdigit() and len(value) < 10 else 1


def _is_head(row: HtmlElement) -> bool:
    parent = row.getparent()
    in_head = parent is not None and parent.tag == "thead"
    return in_head or all(cell.tag == "th" for cell in cells_of(row))


def table_of(grid: Grid, read: Callable[[HtmlElement], Spans], line: int, caption: Spans) -> Table | list[Spans]:
    """The table, or its texts one after the other when fewer than two rows or columns have any.

    Rows of a header above each other become one; a table without a header has its first row as one. An
    empty name of a column is its number, for an article has no column without a name.
    """
    width = max(map(len, grid.rows), default=0)
    rows = [[read(cell) if cell is not None else () for cell in row] + [()] * (width - len(row)) for row in grid.rows]
    heads = sum(any(row) for row in rows[: grid.heads])
    rows = [row for row in rows if any(row)]
    used = [at for at in range(width) if any(row[at] for row in rows)]
    rows = [[row[at] for at in used] for row in rows]
    if len(rows) < 2 or len(used) < 2:
        return [spans for row in rows for spans in row if spans]
    heads = min(heads, len(rows) - 1)
    heads = 1 if not 0 < heads <= MOST_HEADS else heads
    header = [_joined([row[at] for row in rows[:heads]]) for at in range(len(used))]
    header = [spans or (Span(f"Column {at}", line),) for at, spans in enumerate(header, 1)]
    made = [_cells(row, line) for row in (header, *rows[heads:])]
    return Table(made[0], tuple(made[1:]), line, caption)


def _joined(parts: Sequence[Spans]) -> Spans:
    """The names that stand above each other over one column as one."""
    runs: list[Span] = []
    for spans in filter(None, parts):
        if runs:
            runs.append(Span(": ", spans[0].line))
        runs.extend(spans)
    return finished(runs)


def _cells(row: Sequence[Spans], line: int) -> tuple[Cell, ...]:
    above = next((spans[0].line for spans in row if spans), line)
    return tuple(Cell(spans, spans[0].line if spans else above) for spans in row)
