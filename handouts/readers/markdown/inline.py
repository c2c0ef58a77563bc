"""Text within a block: from Markdown's inline nodes to spans, each with the line it came from."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from re import compile as pattern
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from handouts.document import Span, Spans
from handouts.errors import SourceError

LINKS_LEAD_TO = ("http", "https", "mailto", "tel")
UNDEFINED_NOTE = pattern(r"(?<!\\)\[\^([^\]\s]+)\]")


@dataclass(frozen=True)
class Article:
    """What every step of reading needs to name a place: the file, its lines, and the parser."""

    path: Path
    lines: tuple[str, ...]
    markdown: MarkdownIt

    @cached_property
    def folder(self) -> Path:
        """The folder that the article's figures may not leave."""
        return self.path.parent.resolve()

    def error(self, what: str, line: int, todo: str = "") -> SourceError:
        """A SourceError at that line of the article."""
        return SourceError(what, todo=todo, path=self.path, line=line)


def line_of(node: SyntaxTreeNode) -> int:
    """The line on which a block begins."""
    while node.map is None and node.parent is not None:
        node = node.parent
    return node.map[0] + 1 if node.map else 1


def spans_of(inline: SyntaxTreeNode, article: Article) -> Spans:
    """The spans of one block's text; spans of one style on one line are joined."""
    _refuse_leftovers(inline, article)
    runs: list[Span] = []
    _gather(inline, Span("", line_of(inline)), runs, article)
    joined: list[Span] = []
    for run in runs:
        if joined and not run.cites and replace(joined[-1], text=run.text) == run:
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)


def spans_of_line(text: str, line: int, article: Article) -> Spans:
    """The spans of a text that stands on one line outside Markdown's own blocks, such as the title of a box."""
    inline = SyntaxTreeNode(article.markdown.parseInline(text.strip())).children[0]
    assert inline.token is not None
    inline.token.map = [line - 1, line]
    return spans_of(inline, article)


def _gather(parent: SyntaxTreeNode, style: Span, runs: list[Span], article: Article) -> Span:
    """Append the runs of all children; give back the style with the line on which they ended."""
    for node in parent.children:
        if node.type == "text":
            runs.append(replace(style, text=node.content))
        elif node.type == "softbreak":
            runs.append(replace(style, text=" "))
            style = replace(style, line=style.line + 1)
        elif node.type in ("em", "strong"):
            inner = replace(style, italic=True) if node.type == "em" else replace(style, bold=True)
            style = replace(style, line=_gather(node, inner, runs, article).line)
        elif node.type == "link":
            style = replace(style, line=_link(node, style, runs, article).line)
        elif node.type == "footnote_ref":
            number = int(node.meta["id"]) + 1
            runs.append(replace(style, text=str(number), cites=number, bold=False, italic=False))
        elif node.type != "footnote_anchor":
            raise _refusal(node, style.line, article)
    return style


def _link(node: SyntaxTreeNode, style: Span, runs: list[Span], article: Article) -> Span:
    href = str(node.attrs.get("href", ""))
    if urlsplit(href).scheme not in LINKS_LEAD_TO:
        todo = f"Write the whole address; it begins with one of {', '.join(LINKS_LEAD_TO)}."
        raise article.error(f"The link to {href[:80]!r} leads nowhere on paper.", style.line, todo)
    if "title" in node.attrs:
        raise article.error("A link has a title in quotes, which no handout shows.", style.line, "Delete the title.")
    before = len(runs)
    end = _gather(node, replace(style, href=href), runs, article)
    if not "".join(run.text for run in runs[before:]).strip():
        raise article.error("A link has no words.", style.line, "Write them between the brackets.")
    return end


def _refuse_leftovers(inline: SyntaxTreeNode, article: Article) -> None:
    """Marks that Markdown left as text, as they match nothing; a backslash before them says that this is meant."""
    cited = {node.meta["label"] for node in inline.walk() if node.type == "footnote_ref"}
    for line, text in enumerate(inline.content.split("\n"), line_of(inline)):
        for note in UNDEFINED_NOTE.finditer(text):
            if note[1] not in cited:
                todo = f"Add a line [^{note[1]}]: with the source, under ## References."
                raise article.error(f"The reference {note[0]} is cited but nowhere given.", line, todo)
        if text.lstrip().startswith(":::"):
            todo = "Open each box with ::: warning TITLE (or call, or tip) and close it with ::: alone."
            raise article.error("This ::: belongs to no box.", line, todo)


def _refusal(node: SyntaxTreeNode, line: int, article: Article) -> SourceError:
    """Why an inline node cannot be held, and what to write instead."""
    if node.type == "html_inline":
        return article.error(f"HTML is not taken: {node.content[:40]}", line, "Write it in Markdown, or < as \\<.")
    if node.type == "image":
        return article.error("A figure stands inside other text.", line, "Give it a paragraph of its own.")
    if node.type == "hardbreak":
        todo = "Take away the spaces or the backslash at the line's end, or write a list."
        return article.error("A line break is forced here, which larger print cannot keep.", line, todo)
    if node.type == "code_inline":
        return article.error("Code is not taken.", line, "Take away the backticks.")
    return article.error(f"Markdown's {node.type!r} is not taken.", line, "Write it as plain text.")
