"""Markdown as the tree of an HTML page whose blocks know their lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, MutableMapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from handouts.errors import SourceError
from handouts.readers.other_markdown.habits import Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

MOST_TOKENS = 100_000
"""Beginnings, texts and ends of blocks; a long article has some thousand."""
DEEPEST = 60
"""Blocks within each other; the parser leaves out the text of deeper ones, which the last look then lists."""

_TAG = re.compile(r"</?([A-Za-z][\w-]*)")
_LABEL = re.compile(r"\[([^\[\]]{1,300})\]")
_COMMENT = re.compile(r"<!--(.*?)-->|<(script|style)\b[^>]*>(.*?)</\2\s*>", re.IGNORECASE | re.DOTALL)
_CAPTION = re.compile(r"(?:Table)?:\s+")
HTML = frozenset(
    "a abbr acronym address article aside b bdi bdo big blockquote body br button caption center cite code col colgroup"
    " dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head"
    " header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu meta nav noscript ol"
    " optgroup option p picture pre q rp rt ruby s samp script section select small source span strike strong style sub"
    " summary sup svg table tbody td template textarea tfoot th thead time title tr tt u ul var video wbr audio".split()
)


def tree_of(source: Source, path: Path) -> HtmlElement:
    """The page as a tree; comments and what nothing shows are added to `source.dropped`.

    SourceError if it has more parts than any page.
    """
    from lxml import html  # type: ignore[import-untyped]

    tokens, environment, markdown = _parsed(source)
    if len(tokens) > MOST_TOKENS:
        raise SourceError("This page has more parts than any page.", todo="Cut it into several files.", path=path)
    for token in tokens:
        _place(token)
    _list_hidden(tokens, environment, source)
    text = markdown.renderer.render(tokens, markdown.options, environment)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    tree = html.document_fromstring(f"<body><div>{text}</div></body>".encode("utf-8", "replace"), parser=parser)
    for paragraph in tree.iter("p"):
        _find_caption(paragraph)
    return tree


def _parsed(source: Source) -> tuple[list[Token], MutableMapping[str, Any], MarkdownIt]:
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    markdown.use(deflist_plugin).use(footnote_plugin)
    for name, rule in (("html_inline", _html), ("html_block", _html), ("fence", _code), ("code_block", _code)):
        markdown.add_render_rule(name, rule)
    environment: dict[str, Any] = {}
    text = "\n".join(source.lines)
    tokens = markdown.parse(text, environment)
    if uncited := [label for label, number in environment.get("footnotes", {}).get("refs", {}).items() if number < 0]:
        # A parser leaves out a note that nothing cites: here the last line does.
        marks = " ".join(f"[^{label[1:]}]" for label in uncited)
        environment = {}
        tokens = markdown.parse(f"{text}\n\n<!-- -->\n\n{marks}", environment)
        last = max(at for at, token in enumerate(tokens) if token.type == "inline" and token.content == marks)
        del tokens[last - 1 : last + 2]
    return tokens, environment, markdown


def _place(token: Token) -> None:
    if token.map and token.nesting >= 0:
        first = token.map[0] + 1 + (token.type == "fence")
        token.attrSet("data-line", str(first))
    elif token.type == "footnote_anchor":
        token.type = "text"


def _list_hidden(tokens: Sequence[Token], environment: MutableMapping[str, Any], source: Source) -> None:
    """List what the page's source says and no reader of the page sees."""
    for token, line in _every(tokens):
        if token.type in ("html_inline", "html_block"):
            for hidden in _COMMENT.finditer(token.content):
                above = token.content.count("\n", 0, hidden.start())
                source.drop(hidden[1] or hidden[3], line + above, "comment" if hidden[1] else "script")
        elif token.type == "link_open":
            source.drop(str(token.attrs.get("title", "")), line, "title of a link")
    named = Counter(" ".join(label.casefold().split()) for text in source.lines for label in _LABEL.findall(text))
    for label, target in environment.get("references", {}).items():
        source.addresses.update(range(target["map"][0] + 1, target["map"][1] + 1))
        if named[" ".join(label.casefold().split())] < 2:
            text = f"[{label.lower()}]: {target['href']} {target['title']}"
            source.drop(text, target["map"][0] + 1, "address that nothing uses")
    for double in environment.get("duplicate_refs", []):
        source.addresses.update(range(double["map"][0] + 1, double["map"][1] + 1))
        text = f"[{double['label'].lower()}]: {double['href']} {double['title']}"
        source.drop(text, double["map"][0] + 1, "address given twice")


def _every(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """All tokens with their lines, those within a block's text too."""
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        yield token, line
        for child in token.children or ():
            yield child, line
            line += child.type in ("softbreak", "hardbreak")


def _html(_: object, tokens: Sequence[Token], at: int, *__: object) -> str:
    """HTML as it stands, but what only looks like it as text: <if you are ill>."""
    token = tokens[at]
    content = _TAG.sub(lambda tag: tag[0] if tag[1].lower() in HTML else f"&lt;{tag[0][1:]}", token.content)
    line = token.attrs.get("data-line")
    return f'<a data-line="{line}"></a>{content}' if line else content


def _code(_: object, tokens: Sequence[Token], at: int, *__: object) -> str:
    token = tokens[at]
    return f'<pre data-line="{token.attrs.get("data-line", 1)}">\n{escape(token.content.rstrip())}</pre>\n'


def _find_caption(paragraph: HtmlElement) -> None:
    """Mark a paragraph "Table: …" (Pandoc also takes ": …") beside a table as its caption."""
    beside = [each for each in (paragraph.getprevious(), paragraph.getnext()) if each is not None]
    found = _CAPTION.match(paragraph.text or "")
    if found and any(each.tag == "table" for each in beside):
        paragraph.text = paragraph.text[found.end() :]
        paragraph.set("class", "caption")
