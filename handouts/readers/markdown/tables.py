"""Tables: every row as long as the header, and a paragraph "Table: …" above as the caption."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

from handouts.document import Cell, Spans, Table, plain_text
from handouts.readers.markdown.inline import Article, line_of, spans_of

CAPTION = "Table:"


def with_captions(
    nodes: Sequence[SyntaxTreeNode], article: Article
) -> Iterator[tuple[SyntaxTreeNode, SyntaxTreeNode | None]]:
    """Each block, and with a table the paragraph above it that is its caption."""
    caption: SyntaxTreeNode | None = None
    for node in nodes:
        if caption and node.type != "table":
            break
        if node.type == "paragraph" and node.children[0].content.startswith(CAPTION):
            caption = node
        else:
            yield node, caption
            caption = None
    if caption:
        raise article.error(f'A caption "{CAPTION} …" has no table under it.', line_of(caption), "Add the table.")


def table_of(node: SyntaxTreeNode, caption: SyntaxTreeNode | None, article: Article) -> Table:
    """The table with its caption; all its columns have names."""
    rows = [row for part in node.children for row in part.children]
    for row in rows:
        _refuse_ragged(row, len(rows[0].children), article)
    if len(rows) == 1:
        raise article.error("A table has no rows below its header.", line_of(node), "Add them.")
    header, *body = (tuple(_cell(cell, article) for cell in row.children) for row in rows)
    if empty := next((cell for cell in header if not plain_text(cell.spans).strip()), None):
        todo = "Name every column: a listener hears the name before each cell."
        raise article.error("A column of a table has no name.", empty.line, todo)
    return Table(header, tuple(body), line_of(node), _caption(caption, article) if caption else ())


def _refuse_ragged(row: SyntaxTreeNode, width: int, article: Article) -> None:
    """Count the cells that the author wrote: the parser fills short rows and cuts long ones."""
    line = line_of(row)
    text = article.lines[line - 1].strip()
    cells = escapedSplit(text)
    written = len(cells) - text.startswith("|") - (len(cells) > 1 and not cells[-1].strip())
    if written != width:
        what = f"This row has {written} {'cell' if written == 1 else 'cells'}, the table's header {width}."
        raise article.error(what, line, "Give every row as many cells, and put an empty line behind the table.")


def _cell(node: SyntaxTreeNode, article: Article) -> Cell:
    return Cell(spans_of(node.children[0], article), line_of(node))


def _caption(paragraph: SyntaxTreeNode, article: Article) -> Spans:
    first, *rest = spans_of(paragraph.children[0], article)
    text = first.text.removeprefix(CAPTION).lstrip()
    if not text and not rest:
        raise article.error(f'A caption "{CAPTION}" has no words.', first.line, "Write them, or delete it.")
    return (replace(first, text=text), *rest) if text else tuple(rest)
