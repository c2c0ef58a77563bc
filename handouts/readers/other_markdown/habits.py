"""Marks that only some Markdown programs know, rewritten line by line as what all of them know, or listed.

Wiki links, callouts and comments of Obsidian; divs, attributes, raised and lowered text of Pandoc; admonitions of
MkDocs; template code of Jekyll and Hugo. No line is added or taken away, so that lines keep their numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.rules_block.table import escapedSplit

from handouts.draft import Dropped

_FENCE = re.compile(r"\s{0,3}(?:>\s?)*(`{3,}|~{3,})(.*)")
_CALLOUT = re.compile(r"(\s{0,3}(?:>\s*)+)\[!([\w -]+)\][-+]?\s*(.*)")
_DIV = re.compile(r"\s*:{3,}\s*(?:\{[^}]*\}|([\w-]+))?\s*(.*?)\s*:*\s*")
_ADMONITION = re.compile(r"(\s*)(?:!!!|\?\?\?\+?)\s+([\w-]+)(?:\s+[\w-]+)*(?:\s+\"(.*)\")?\s*")
_NAMED = frozenset(
    "note tip info information warning danger caution important attention hint example success question failure bug"
    " abstract summary quote call callout alert".split()
)
_TOC = re.compile(r"\s*(?:\[\[?_?toc_?\]?\]|\{:toc[^}]*\}|\*\s*toc)\s*", re.IGNORECASE)
_LAYOUT = re.compile(r"\s*\\(?:newpage|pagebreak|clearpage|vspace\{[^}]*\}|bigskip|tableofcontents)\s*")
_TAGS = re.compile(r"\s*(?:#[A-Za-z][\w/-]*\s*)+")
_EMBED = re.compile(r"!\[\[([^\]|#^\[]{1,200})(?:[#^][^\]|\[]{0,200})?(?:\|([^\]\[]{0,200}))?\]\]")
_WIKI = re.compile(r"\[\[([^\]|#^\[]{0,200})(?:[#^]([^\]|\[]{0,200}))?(?:\|([^\]\[]{0,200}))?\]\]")
_PICTURE = re.compile(r".*\.(?:png|jpe?g|gif|webp|bmp|svg|tiff?)\s*", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{%[^{}]{0,500}%\}|\{\{[<%]?[^{}]{0,500}[>%]?\}\}")
_COMMENT = re.compile(r"%%[^%]{0,2000}%%")
_HIGHLIGHT = re.compile(r"(?<![=\w])==(?=[^\s=])([^=]{1,500})(?<=[^\s=])==(?![=\w])")
_ATTRIBUTES = re.compile(
    r"(?:(?<=[\])`])|(?<=\s))\{:?(?:\s{0,3}(?:[#.][\w:-]{1,60}|[\w-]{1,40}=(?:\"[^\"{}]{0,200}\"|[^\s{}\"]{1,100}))){1,8}\s?\}"
    r"|\{::?[^{}]{0,200}\}"
)
_SPAN = re.compile(r"(?<!!)\[([^\[\]]{1,500})\]\{:?\s{0,3}[#.][\w:-]{1,60}[^{}]{0,200}\}")
_BLOCK_ID = re.compile(r"\s\^(?=[\d-]{0,40}[a-z])[a-z0-9-]{3,40}\s*$")
_RAISED = re.compile(r"(?<=[\w)])\^([^\s^\[\]]{1,12})\^")
_LOWERED = re.compile(r"(?<=[\w)])(?<!~)~([^\s~]{1,12})~(?!~)")
_GLYPH = re.compile(r"^(\s*)[•‣◦▪●○■□∙·➢✓✔]\s+(?=\S)")
_TIGHT_HEAD = re.compile(r"^(#{2,6}|#(?=[A-Za-z][^#]* ))(?=[^\s#\d])")
_COUNTED = re.compile(r"^(\s{0,3})(?:#\.|\(@[\w-]{0,40}\))(?=\s)")
_DEEP_QUOTE = re.compile(r"^(\s{0,3}(?:>\s?){8})(?:>\s?)+")
_DEEP_LINE = re.compile(r"^(\s{0,3}(?:(?:[-*+]|\d{1,9}[.)])\s+){8})(?:(?:[-*+]|\d{1,9}[.)])\s+)+(?=[^\s*+-])")
_DEEP_ITEM = re.compile(r"^\s{24,}(?=(?:[-*+]|\d{1,9}[.)])\s)")
_TASK = re.compile(r"(\s*(?:[-*+]|\d{1,9}[.)])\s+)\[([ xX])\]\s+")
_INLINE_MARKS = re.compile(r"[\\`*_\[\]<>&!~^]")
_DELIMITERS = re.compile(r"[\s|:-]+")


LONGEST_PARAGRAPH = 50_000
"""Letters between two empty lines."""
WIDEST_TABLE = 100
"""Columns; cells beyond are left to the last look."""


@dataclass(slots=True)
class Source:
    """The lines of a file as every Markdown program reads them, and what was taken out.

    `addresses` are the lines, from 1, that only say where links lead.
    """

    lines: list[str]
    dropped: list[Dropped] = field(default_factory=list)
    addresses: set[int] = field(default_factory=set)

    def drop(self, text: str, line: int, reason: str) -> None:
        """List a text that no reader of the page would see."""
        if text.strip():
            self.dropped.append(Dropped(" ".join(text.split()), line, reason))


def source_of(lines: list[str], first: int) -> Source:
    """The lines from `first` on (counted from 1) rewritten; those above are blank."""
    source = Source([""] * (first - 1) + lines[first - 1 :])
    for at in list(_outside_code(source.lines)):
        source.lines[at] = _rewritten(source, at)
    _widen_tables(source.lines)
    _disarm(source.lines)
    return source


def _disarm(lines: list[str]) -> None:
    """Take a paragraph of absurd length for plain text: a parser's time would grow with the square of its marks."""
    first = 0
    for at, text in enumerate([*lines, ""]):
        if text.strip():
            continue
        if sum(map(len, lines[first:at])) > LONGEST_PARAGRAPH:
            lines[first:at] = [_INLINE_MARKS.sub(r"\\\g<0>", line) for line in lines[first:at]]
        first = at + 1


def _outside_code(lines: list[str]) -> Iterator[int]:
    fence = ""
    for at, text in enumerate(lines):
        found = _FENCE.match(text)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found:
            fence = found[1]
        else:
            yield at


def _rewritten(source: Source, at: int) -> str:
    text, line = _shallow(source.lines[at]), at + 1
    for pattern, reason in ((_TOC, "table of contents"), (_LAYOUT, "layout mark"), (_TAGS, "tags")):
        if text.strip() and pattern.fullmatch(text):
            source.drop(text, line, reason)
            return ""
    if text.lstrip().startswith("%%") and not _COMMENT.match(text.strip()):
        return _long_comment(source, at)
    if found := _CALLOUT.fullmatch(text):
        return f"{found[1]}**{found[3].strip() or found[2].strip().capitalize()}**  "
    if text.lstrip().startswith(":::") and (found := _DIV.fullmatch(text)):
        return _label(found[1] or "", found[2], source, line)
    if found := _ADMONITION.fullmatch(text):
        _dedent(source.lines, at + 1, len(found[1]) + 4)
        return found[1] + _label(found[2], found[3] or "", source, line)
    for pattern, reason in ((_COMMENT, "comment"), (_TEMPLATE, "template code")):
        for found in pattern.finditer(text):
            source.drop(found[0].strip("%"), line, reason)
        text = pattern.sub("", text)
    return _inline(text, source, line)


def _shallow(text: str) -> str:
    """A line nested so deep that parsers leave out its text, a little higher up."""
    return _DEEP_ITEM.sub(" " * 24, _DEEP_LINE.sub(r"\1", _DEEP_QUOTE.sub(r"\1", text)))


def _inline(text: str, source: Source, line: int) -> str:
    if found := _TASK.match(text):
        source.drop("[x]" if found[2].strip() else "", line, "tick")
        text = found[1] + text[found.end() :]
    if "[[" in text:
        text = _EMBED.sub(lambda found: _embedded(found, source, line), text)
        text = _WIKI.sub(lambda found: found[3] or " ".join(filter(None, (found[1], found[2]))), text)
    if "{" in text:
        text = _ATTRIBUTES.sub("", _SPAN.sub(r"\1", text))
    if "^" in text:
        text = _BLOCK_ID.sub("", _RAISED.sub(r"<sup>\1</sup>", text))
    if "~" in text:
        text = _LOWERED.sub(r"<sub>\1</sub>", text)
    text = _HIGHLIGHT.sub(r"\1", text)
    text = _COUNTED.sub(r"\g<1>1.", _GLYPH.sub(r"\1- ", text, count=1))
    return _TIGHT_HEAD.sub(r"\1 ", text, count=1) if text.startswith("#") else text


def _long_comment(source: Source, at: int) -> str:
    """A comment over several lines: all of them go; one that never ends is text."""
    end = next((to for to in range(at + 1, len(source.lines)) if "%%" in source.lines[to]), None)
    if end is None:
        return source.lines[at].replace("%%", "", 1)
    for place in range(at, end):
        source.drop(source.lines[place].replace("%%", ""), place + 1, "comment")
        source.lines[place] = ""
    inside, _, after = source.lines[end].partition("%%")
    source.drop(inside, end + 1, "comment")
    source.lines[end] = after
    return ""


def _label(name: str, title: str, source: Source, line: int) -> str:
    """The line that opens a box: its title in bold, or its kind; that it is a box at all cannot be held."""
    title = re.sub(r"^[\[{\"]|[\]}\"]$", "", title.strip())
    if title:
        return f"**{title}**  "
    if name.lower() in _NAMED:
        return f"**{name.capitalize()}**  "
    source.drop(name, line, "layout mark")
    return ""


def _dedent(lines: list[str], at: int, width: int) -> None:
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith(" " * width)):
        lines[at] = lines[at][4:] if lines[at].strip() else ""
        at += 1


def _embedded(found: re.Match[str], source: Source, line: int) -> str:
    name, alt = found[1].strip(), (found[2] or "").strip()
    if _PICTURE.fullmatch(name):
        return f"![{'' if re.fullmatch(r'[0-9x]*', alt) else alt}](<{name}>)"
    source.drop(found[0], line, "page shown inside this one")
    return ""


def _widen_tables(lines: list[str]) -> None:
    """Give a table's header as many cells as its longest row has, or a parser cuts that row."""
    at = 0
    while (at := at + 1) < len(lines):
        if "|" not in lines[at - 1] or "-" not in lines[at] or not _DELIMITERS.fullmatch(lines[at]):
            continue
        above, end = at, at + 1
        while end < len(lines) and lines[end].strip():
            end += 1
        most = min(WIDEST_TABLE, max((_cells(line) for line in lines[above + 1 : end] if "|" in line), default=0))
        head = _cells(lines[above - 1])
        if head == _cells(lines[above]) and most > head:
            for place, filling in ((above - 1, "   |"), (above, " --- |")):
                lines[place] = lines[place].rstrip().removesuffix("|") + "|" + filling * (most - head)
        at = end


def _cells(line: str) -> int:
    text = line.strip()
    cells = escapedSplit(text)
    return len(cells) - text.startswith("|") - (len(cells) > 1 and not cells[-1].strip())
