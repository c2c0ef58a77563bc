"""Tables: those that hold data, with merged cells laid out, and those that only place text on the page."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, takewhile

from handouts.document import Cell, Span, Spans, Table
from handouts.readers._html.inline import finished
from handouts.readers.web_page.boxes import HEADINGS, Box, Line

MOST_COLUMNS = 30
MOST_MERGED = 200
MOST_HEADS = 3
"""Rows of names of columns; more are a table all in such cells."""
LONGEST_CELL = 600
"""Letters from which the cell of a table without names of columns is a piece of the page."""

SpansOf = Callable[[Sequence[Line]], Spans]


def is_data(table: Box) -> bool:
    """Whether a table holds data; else it lays out the page, and its cells are ordinary boxes."""
    if table.attributes.get("role") in ("presentation", "none"):
        return False
    inside = list(table.boxes())[1:]
    if any(box.tag in ("table", "article", "main", "nav", "form", *HEADINGS) for box in inside):
        return any(box.tag == "th" for box in inside) and not any(box.tag in ("table", "main") for box in inside)
    rows = [list(_cells(row)) for row in _rows(table)]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return any(box.tag == "caption" for box in inside) and len(rows) >= 2
    if any(box.tag in ("th", "caption", "thead") for box in inside):
        return True
    return all(_letters(cell) <= LONGEST_CELL for row in rows for cell in row)


def _letters(cell: Box) -> int:
    return sum(len(line.text) for line in _own_lines(cell))


def _own_lines(box: Box) -> Iterator[Line]:
    for child in box.children:
        if isinstance(child, Line):
            yield child
        elif isinstance(child, Box):
            yield from _own_lines(child)


def _rows(table: Box) -> Iterator[Box]:
    for child in table.children:
        if isinstance(child, Box) and child.tag == "tr":
            yield child
        elif isinstance(child, Box) and child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cells(row: Box) -> Iterator[Box]:
    return (child for child in row.children if isinstance(child, Box) and child.tag in ("td", "th"))


def table_of(table: Box, kept: Callable[[Line], bool], spans_of: SpansOf) -> tuple[Table | None, list[Spans]]:
    """The table of the kept lines, or None if it has fewer than two rows or columns; and the texts before it.

    A row of one cell above all others is the caption, more of them are texts. Rows of names above each other become
    one; a table without names of columns has its first row for them, and an empty name is the column's number, for an
    article has no column without a name.
    """
    texts = [spans_of(lines) for lines in _beside_cells(table, kept)]
    falling: dict[int, int] = {}
    rows = [(row, _laid_out(row, falling, kept, spans_of)) for row in _rows(table)]
    rows = [(row, cells) for row, cells in rows if any(cell.spans for cell in cells)]
    width = max((len(cells) for _, cells in rows), default=0)
    while rows and width > 1 and len(list(_cells(rows[0][0]))) == 1:
        texts += [cell.spans for cell in rows.pop(0)[1] if cell.spans]
    grid = [[*cells, *(Cell((), table.line) for _ in range(width - len(cells)))] for _, cells in rows]
    used = [at for at in range(width) if any(row[at].spans for row in grid)]
    grid = [[row[at] for at in used] for row in grid]
    if len(grid) < 2 or len(used) < 2:
        return None, [*texts, *(cell.spans for row in grid for cell in row if cell.spans)]
    heads = min(sum(1 for _ in takewhile(lambda row: _is_head(row[0]), rows)) or 1, MOST_HEADS, len(grid) - 1)
    header = tuple(_name(at, [row[at - 1] for row in grid[:heads]]) for at in range(1, len(used) + 1))
    caption = texts.pop() if len(texts) == 1 else ()
    return Table(header, tuple(map(tuple, grid[heads:])), table.line, caption), texts


def _beside_cells(table: Box, kept: Callable[[Line], bool]) -> Iterator[list[Line]]:
    """The lines of the caption, and of what stands wrongly between the cells, box by box."""
    held = {line.at for row in _rows(table) for cell in _cells(row) for line in _own_lines(cell)}
    beside = (line for line in _own_lines(table) if kept(line) and line.at not in held)
    return (list(lines) for _, lines in groupby(beside, key=lambda line: id(line.box)))


def _is_head(row: Box) -> bool:
    return all(cell.tag == "th" for cell in _cells(row))


def _name(number: int, cells: Sequence[Cell]) -> Cell:
    """The name of a column: its cells in the rows of names, one after the other."""
    spans = [span for cell in cells if cell.spans for span in (Span(" ", cell.line), *cell.spans)]
    return Cell(finished(spans) or (Span(f"Column {number}", cells[0].line),), cells[0].line)


def _laid_out(row: Box, falling: dict[int, int], kept: Callable[[Line], bool], spans_of: SpansOf) -> list[Cell]:
    """The cells of one row, each merged one once, with empty cells beside and below it.

    `falling` says for each column how many more rows a cell from above fills.
    """
    cells: list[Cell] = []
    for box in _cells(row):
        _fill(cells, falling, row.line)
        spans = spans_of([line for line in _own_lines(box) if kept(line)])
        across, down = _count(box, "colspan"), _count(box, "rowspan")
        for at in range(min(across, MOST_COLUMNS)):
            if down > 1:
                falling[len(cells)] = down - 1
            cells.append(Cell(spans if at == 0 else (), box.line))
    _fill(cells, falling, row.line)
    return cells


def _fill(cells: list[Cell], falling: dict[int, int], line: int) -> None:
    while falling.get(len(cells), 0) > 0:
        falling[len(cells)] -= 1
        cells.append(Cell((), line))


def _count(box: Box, name: str) -> int:
    value = box.attributes.get(name, "1").strip()
    return min(max(int(value), 1), MOST_MERGED) if value.isdecimal() and len(value) < 5 else 1
