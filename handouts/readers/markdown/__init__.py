"""Markdown, the canonical form of an article: front matter in YAML, then a small, strict part of CommonMark.

All that the document model cannot hold is refused with its line: nothing that an author wrote may vanish.
"""

from pathlib import Path

from handouts.document import Document
from handouts.readers import Reader


def read_markdown(text: str, path: Path) -> Document:
    """Turn the text of an article into a Document, or raise SourceError with the line."""
    from handouts.readers.markdown.reading import document_of

    return document_of(text, path)


READER = Reader(
    "markdown", (".md", ".markdown"), read_markdown, packages=("markdown-it-py", "mdit-py-plugins", "mdurl", "pyyaml")
)
