"""Boxes between ::: marks: what their opening lines say, and whether they end."""

import re

from markdown_it.tree import SyntaxTreeNode

from handouts.readers.markdown.inline import Article, line_of

PLAIN = "plain"
REASON = re.compile(r'because="([^"]*\S[^"]*)"')


def is_plain(node: SyntaxTreeNode) -> bool:
    """Whether the box holds the plain wording of the block above it."""
    return node.info.split()[0] == PLAIN


def reason_of(node: SyntaxTreeNode, article: Article) -> str:
    """The author's reason in ::: plain because="…", or ""."""
    rest = node.info.strip().removeprefix(PLAIN).strip()
    reason = REASON.fullmatch(rest)
    if rest and not reason:
        todo = 'Write ::: plain, or ::: plain because="the reason".'
        raise article.error(f"A plain wording has no title: {rest[:40]!r}.", line_of(node), todo)
    return reason[1].strip() if reason else ""


def refuse_unclosed(node: SyntaxTreeNode, article: Article) -> None:
    """Raise SourceError for a box that ends only because its surroundings do."""
    end = node.map[1] if node.map else len(article.lines)
    if end >= len(article.lines) or not article.lines[end].strip().startswith(":::"):
        raise article.error("A box is not closed.", line_of(node), "Write ::: alone on a line where it ends.")
