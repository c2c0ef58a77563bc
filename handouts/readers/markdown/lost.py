"""What a Markdown parser drops in silence: here each such thing is an error."""

import re
from collections import Counter
from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from handouts.errors import SourceError
from handouts.readers.markdown.inline import Article

NOTE = re.compile(r"[ >*+\-\d.)]*\[\^([^\]\s]+)\]:")
LABEL = re.compile(r" {0,3}\[([^\]^][^\]]*)\]:")


def refuse_what_parsing_drops(article: Article, tree: SyntaxTreeNode, environment: dict[str, object]) -> None:
    """Raise SourceError for notes that nobody cites, notes and link addresses given twice or never used."""
    for error in (*_notes(article, tree), *_addresses(article, tree, environment)):
        raise error


def _notes(article: Article, tree: SyntaxTreeNode) -> Iterator[SourceError]:
    kept = Counter(str(node.meta["label"]) for node in tree.walk() if node.type == "footnote")
    for line, text in enumerate(article.lines, 1):
        if note := NOTE.match(text):
            kept[note[1]] -= 1
            if note[1] in kept and kept[note[1]] < 0:
                what = f"The reference [^{note[1]}] is given twice, or cited nowhere."
                yield article.error(what, line, f"Cite it in the text as [^{note[1]}], or delete this line.")


def _addresses(article: Article, tree: SyntaxTreeNode, environment: dict[str, object]) -> Iterator[SourceError]:
    used = {str(node.attrs.get("href")) for node in tree.walk() if node.type == "link"}
    known = environment.get("references", {})
    assert isinstance(known, dict)
    seen: set[str] = set()
    for line, text in enumerate(article.lines, 1):
        if not (label := LABEL.match(text)):
            continue
        key = next((key for key, target in known.items() if target["map"][0] == line - 1), "")
        if key and (known[key]["href"] not in used or key in seen):
            yield article.error(f"The address [{label[1]}] is never used.", line, "Use it, or delete this line.")
        seen.add(key)
    duplicates = environment.get("duplicate_refs", [])
    assert isinstance(duplicates, list)
    for double in duplicates:
        yield article.error("This address is given twice.", double["map"][0] + 1, "Delete one of them.")
