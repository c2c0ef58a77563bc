"""Blocks: from Markdown's tree to the document's, one function for each kind, and a refusal for all others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeGuard, cast, get_args

from markdown_it.tree import SyntaxTreeNode

from handouts.document import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Figure,
    Glossary,
    Heading,
    Inner,
    Item,
    Paragraph,
    Plain,
    Reference,
    References,
    Span,
    Term,
    plain_text,
)
from handouts.readers.markdown.boxes import PLAIN, is_plain, reason_of, refuse_unclosed
from handouts.readers.markdown.figures import figure_of
from handouts.readers.markdown.inline import Article, line_of, spans_of, spans_of_line
from handouts.readers.markdown.tables import table_of, with_captions

REFERENCES = "References"
DEEPEST_LIST = 4
"""Levels: deeper ones leave no room for words in large print, and the parser drops them from the tenth on."""

REFUSALS = {
    "html_block": ("HTML is not taken.", "Write it in Markdown."),
    "code_block": ("Text that is indented by four spaces is code, which is not taken.", "Begin it further left."),
    "fence": ("Code is not taken.", "Write it as paragraphs."),
    "blockquote": ("A quotation (>) is not taken.", "Write a paragraph, or a box: ::: tip TITLE."),
    "hr": ("A rule (---) is not taken.", "Write a heading where a new part begins."),
    "heading": ("A heading cannot stand inside a list or a box.", "Close it first, or write bold text."),
    "container_box": ("A box cannot stand inside a list or another box.", "Close that with ::: first."),
}


def blocks_of(nodes: Sequence[SyntaxTreeNode], article: Article) -> tuple[tuple[Block, ...], tuple[Plain, ...]]:
    """The document's blocks, with the notes gathered under ## References, and the plain wordings of some of them."""
    notes = next((node for node in nodes if node.type == "footnote_block"), None)
    body = [node for node in nodes if node is not notes]
    mixed = list(_top_level(body, article))
    if notes is not None:
        mixed = _with_references(mixed, _references(notes, article))
    blocks: list[Block] = []
    plain: list[Plain] = []
    for each in mixed:
        if isinstance(each, Plain):
            plain.append(replace(each, of=len(blocks) - 1))
        else:
            blocks.append(each)
    return tuple(blocks), tuple(plain)


def _top_level(nodes: Sequence[SyntaxTreeNode], article: Article) -> Iterator[Block | Plain]:
    above, passage = 1, False
    for node, caption in with_captions(nodes, article):
        if node.type == "heading":
            heading = _heading(node, above, article)
            above, passage = heading.level, False
            yield heading
        elif node.type == "container_box" and is_plain(node):
            if not passage:
                todo = "Put it directly under a paragraph, a list, a table or a box."
                raise article.error("This plain wording belongs to no passage.", line_of(node), todo)
            passage = False
            yield _plain(node, article)
        else:
            passage = True
            yield _callout(node, article) if node.type == "container_box" else _inner(node, caption, article)


def _plain(node: SyntaxTreeNode, article: Article) -> Plain:
    """A `::: plain` box; its place among the blocks is known later."""
    because = reason_of(node, article)
    refuse_unclosed(node, article)
    blocks: list[Inner | Callout] = []
    for child, caption in with_captions(node.children, article):
        boxed = child.type == "container_box" and not is_plain(child)
        blocks.append(_callout(child, article) if boxed else _inner(child, caption, article))
    if not blocks:
        raise article.error("A plain wording is empty.", line_of(node), "Write it, or delete the box.")
    return Plain(-1, tuple(blocks), line_of(node), because)


def _heading(node: SyntaxTreeNode, above: int, article: Article) -> Heading:
    level, line = int(node.tag[1]), line_of(node)
    if level == 1:
        raise article.error("A heading with one # is the title's.", line, "Write ## here; title: names the article.")
    if level > above + 1 or level > 3:
        todo = f"Write {'#' * min(above + 1, 3)} here: headings go ##, then ### inside it, and no deeper."
        raise article.error(f"A heading with {level} # skips a level.", line, todo)
    spans = spans_of(node.children[0], article)
    if not plain_text(spans).strip():
        raise article.error("A heading has no words.", line, "Write them, or delete the #.")
    return Heading(2 if level == 2 else 3, spans, line)


def _inner(node: SyntaxTreeNode, caption: SyntaxTreeNode | None, article: Article) -> Inner:
    """A block that may stand at the top or in a box."""
    if node.type == "table":
        return table_of(node, caption, article)
    makers: dict[str, Callable[[SyntaxTreeNode, Article], Inner]] = {
        "paragraph": _paragraph_or_figure,
        "bullet_list": _bullets,
        "ordered_list": _bullets,
        "dl": _glossary,
    }
    if node.type not in makers:
        raise _refusal(node, article)
    return makers[node.type](node, article)


def _refusal(node: SyntaxTreeNode, article: Article) -> Exception:
    what, todo = REFUSALS.get(node.type, (f"Markdown's {node.type!r} is not taken here.", "Write a paragraph."))
    return article.error(what, line_of(node), todo)


def _paragraph_or_figure(node: SyntaxTreeNode, article: Article) -> Paragraph | Figure:
    inline = node.children[0]
    if len(inline.children) == 1 and inline.children[0].type == "image":
        return figure_of(inline.children[0], line_of(node), article)
    return _paragraph(node, article)


def _paragraph(node: SyntaxTreeNode, article: Article) -> Paragraph:
    return Paragraph(spans_of(node.children[0], article), line_of(node))


def _bullets(node: SyntaxTreeNode, article: Article, depth: int = 1) -> Bullets:
    if depth > DEEPEST_LIST:
        todo = "Write some of it as a list of its own."
        raise article.error(f"A list is nested more than {DEEPEST_LIST} deep.", line_of(node), todo)
    items = tuple(_item(child, article, depth) for child in node.children)
    if node.type == "bullet_list":
        return Bullets(items, line_of(node))
    return Bullets(items, line_of(node), ordered=True, start=_first_number(node, article))


def _first_number(node: SyntaxTreeNode, article: Article) -> int:
    """The number of the first item; the others must follow it, or all be the same, as Markdown counts by itself."""
    written = [int(item.info) for item in node.children]
    first = written[0]
    for place, (number, item) in enumerate(zip(written, node.children, strict=True), first):
        if number != place and set(written) != {first}:
            todo = "Number the items one after the other."
            raise article.error(f"This item has the number {number}, and would get {place}.", line_of(item), todo)
    return first


def _item(node: SyntaxTreeNode, article: Article, depth: int) -> Item:
    blocks: list[Paragraph | Bullets] = []
    for child in node.children:
        if child.type == "paragraph":
            blocks.append(_paragraph(child, article))
        elif child.type in ("bullet_list", "ordered_list"):
            blocks.append(_bullets(child, article, depth + 1))
        elif child.type in ("table", "dl"):
            what = "A table or a list of words cannot stand inside a list."
            raise article.error(what, line_of(child), "Move it before or behind the list.")
        else:
            raise _refusal(child, article)
    if not blocks:
        raise article.error("An item of a list is empty.", line_of(node), "Write it, or delete its mark.")
    return Item(tuple(blocks), line_of(node))


def _glossary(node: SyntaxTreeNode, article: Article) -> Glossary:
    terms: list[Term] = []
    for child in node.children:
        if child.type == "dt":
            terms.append(Term(spans_of(child.children[0], article), (), line_of(child)))
            continue
        for part in child.children:
            if part.type != "paragraph":
                what = "The meaning of a word can hold only plain paragraphs."
                raise article.error(what, line_of(part), "Write it as one.")
            meaning = (*terms[-1].meaning, spans_of(part.children[0], article))
            terms[-1] = replace(terms[-1], meaning=meaning)
    return Glossary(tuple(terms), line_of(node))


def _callout(node: SyntaxTreeNode, article: Article) -> Callout:
    line, kinds = line_of(node), get_args(CalloutKind)
    name, _, title = node.info.strip().partition(" ")
    if name not in kinds:
        near = get_close_matches(name, (*kinds, PLAIN), 1, cutoff=0)[0]
        raise article.error(f"There is no box {name[:40]!r}.", line, f"Did you mean ::: {near}?")
    if not title.strip():
        raise article.error("A box has no title.", line, f"Write it after ::: {name}.")
    refuse_unclosed(node, article)
    blocks = tuple(_inner(child, caption, article) for child, caption in with_captions(node.children, article))
    if not blocks:
        raise article.error("A box is empty.", line, "Write its text, or delete it.")
    return Callout(cast(CalloutKind, name), spans_of_line(title, line, article), blocks, line)


def _references(notes: SyntaxTreeNode, article: Article) -> References:
    items: list[Reference] = []
    for note in notes.children:
        line = line_of(note.children[0]) if note.children else line_of(note)
        if [child.type for child in note.children] != ["paragraph"]:
            raise article.error("A reference can hold only one paragraph.", line, "Write it as one.")
        spans = spans_of(note.children[0].children[0], article)
        if any(span.cites for span in spans):
            raise article.error("A reference cites another.", line, "Name its source here.")
        items.append(Reference(len(items) + 1, spans, line))
    return References(tuple(items), items[0].line)


def _with_references(mixed: list[Block | Plain], references: References) -> list[Block | Plain]:
    """Put the list at the end of the section "References"; where there is none, make one at the end."""
    heads = {at: plain_text(block.spans) for at, block in enumerate(mixed) if _opens_section(block)}
    here = next((at for at, title in heads.items() if title.strip() == REFERENCES), None)
    if here is None:
        heading = Heading(2, (Span(REFERENCES, references.line),), references.line)
        return [*mixed, heading, references]
    end = next((at for at in heads if at > here), len(mixed))
    return [*mixed[:end], references, *mixed[end:]]


def _opens_section(block: Block | Plain) -> TypeGuard[Heading]:
    return isinstance(block, Heading) and block.level == 2
