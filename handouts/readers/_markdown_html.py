"""Markdown as the tree of an HTML page whose blocks know their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from handouts.errors import SourceError
from handouts.readers._markdown_habits import Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

MOST_TOKENS = 100_000
"""Beginnings, texts and ends of blocks; a long article has some thousand."""
DEEPEST = 60
"""Blocks within each other; the parser leaves out the text of deeper ones, which the last look then lists."""

_TAG = re.compile(r"</?([A-Za-z][\w-]*)")
_COMMENT = re.compile(r"<!--(.*?)-->|<(script|style)\b[^>]*>(.*?)</\2\s*>", re.IGNORECASE | re.DOTALL)
_CAPTION = re.compile(r"(?:Table)?:\s+")
_HTML = frozenset(
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
    used: set[str] = set()
    for token, line in _every(tokens):
        if token.type in ("html_inline", "html_block"):
            for hidden in _COMMENT.finditer(token.content):
                above = token.content.count("\n", 0, hidden.start())
                source.drop(hidden[1] or hidden[3], line + above, "comment" if hidden[1] else "script")
        elif token.type == "link_open":
            used.add(str(token.attrs.get("href")))
            source.drop(str(token.attrs.get("title", "")), line, "title of a link")
    for label, target in environment.get("references", {}).items():
        if target["href"] not in used:
            text = f"[{label.lower()}]: {target['href']} {target['title']}"
            source.drop(text, target["map"][0] + 1, "address that nothing uses")
    for double in environment.get("duplicate_refs", []):
        text = f"{double['href']} {double['title']}"
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
    if (named := _TAG.match(token.content)) and named[1].lower() not in _HTML:
        return escape(token.content)
    line = token.attrs.get("data-line")
    return f'<a data-line="{line}"></a>{token.content}' if line else token.content


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
