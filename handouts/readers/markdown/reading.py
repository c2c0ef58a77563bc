"""From the text of an article, in Markdown, to its Document."""

from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from handouts.document import Document
from handouts.errors import SourceError
from handouts.readers.markdown.blocks import blocks_of
from handouts.readers.markdown.frontmatter import front_matter
from handouts.readers.markdown.inline import Article
from handouts.readers.markdown.lost import refuse_what_parsing_drops

DRAFT_NOTICE = "This is a draft: an editor has not checked it yet. Do not give it to patients."


def parser() -> MarkdownIt:
    """CommonMark with tables and the four plugins; HTML is recognised, so that it can be refused."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    markdown.use(front_matter_plugin).use(deflist_plugin).use(footnote_plugin, inline=False)
    return markdown.use(container_plugin, "box", validate=lambda params, _: bool(params.strip()))


def document_of(text: str, path: Path) -> Document:
    """Turn the text of an article into a Document, or raise SourceError with the line."""
    markdown, environment = parser(), dict[str, object]()
    tree = SyntaxTreeNode(markdown.parse(text, environment))
    if not tree.children or tree.children[0].type != "front_matter":
        todo = "Begin the file with a line ---, then title: and the other keys, then a line --- again."
        raise SourceError("The article has no front matter, or it is not closed.", todo=todo, path=path, line=1)
    article = Article(path, tuple(text.split("\n")), markdown)
    refuse_what_parsing_drops(article, tree, environment)
    head = front_matter(tree.children[0].content, path)
    blocks, plain = blocks_of(tree.children[1:], article)
    if not blocks:
        raise SourceError("The article has no text below its front matter.", todo="Write it.", path=path)
    notices = (DRAFT_NOTICE,) if head["draft"] else ()
    return Document(path=path, blocks=blocks, plain=plain, notices=notices, **head)
