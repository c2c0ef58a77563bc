"""The same content for the rivals: a Document as HTML for WeasyPrint, and as markup for typst."""

from html import escape
from pathlib import Path

from handouts.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Figure,
    Glossary,
    Heading,
    Paragraph,
    References,
    Spans,
    Table,
    plain_text,
)

STYLE = """
@page { size: letter; margin: 1in; @top-left { content: "%s" } @bottom-right { content: counter(page) } }
body { font: 18pt/1.25 "Atkinson Hyperlegible"; hyphens: none } p { orphans: 2; widows: 2 }
h1 { font-size: 22pt } h2 { font-size: 22pt } h3 { font-size: 20pt } h2, h3 { break-after: avoid }
th, td { border: 1pt solid; padding: 6pt; text-align: left } table { border-collapse: collapse }
aside { border: 2pt solid; padding: 10pt } img { width: 100%% }
"""


def as_html(document: Document, title: str) -> str:
    """A page that WeasyPrint turns into PDF/UA-1."""
    body = "".join(_html(block) for block in document.blocks)
    return (
        f'<html lang="{document.language}"><head><title>{escape(title)}</title><style>{STYLE % escape(title)}</style>'
        f"</head><body><h1>{escape(title)}</h1><p>{escape(document.version_line)}</p>{body}</body></html>"
    )


def _html(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{_html_text(block.spans)}</h{block.level}>"
        case Paragraph():
            return f"<p>{_html_text(block.spans)}</p>"
        case Bullets():
            tag = "ol" if block.ordered else "ul"
            items = "".join(f"<li>{''.join(map(_html, item.blocks))}</li>" for item in block.items)
            return f"<{tag}>{items}</{tag}>"
        case Table():
            head = "".join(f'<th scope="col">{_html_text(cell.spans)}</th>' for cell in block.header)
            rows = "".join(f"<tr>{''.join(f'<td>{_html_text(c.spans)}</td>' for c in row)}</tr>" for row in block.rows)
            caption = f"<caption>{_html_text(block.caption)}</caption>"
            return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        case Figure():
            return (
                f'<img src="{block.path.resolve().as_uri()}" alt="{escape(block.alt)}"><p>{plain_text(block.caption)}'
            )
        case Callout():
            return f"<aside><p><b>{_html_text(block.title)}</b></p>{''.join(map(_html, block.blocks))}</aside>"
        case Glossary():
            terms = ((term.word, meaning) for term in block.terms for meaning in term.meaning)
            return f"<dl>{''.join(f'<dt>{_html_text(w)}</dt><dd>{_html_text(m)}</dd>' for w, m in terms)}</dl>"
        case References():
            return f"<ol>{''.join(f'<li>{_html_text(item.spans)}</li>' for item in block.items)}</ol>"


def _html_text(spans: Spans) -> str:
    out = []
    for span in spans:
        text = f"<sup>{span.text}</sup>" if span.cites else escape(span.text)
        text = f"<b>{text}</b>" if span.bold else f"<i>{text}</i>" if span.italic else text
        out.append(f'<a href="{escape(span.href)}">{text}</a>' if span.href else text)
    return "".join(out)


def as_typst(document: Document, title: str) -> str:
    """A file that typst turns into PDF/UA-1."""
    head = (
        f"#set document(title: {_string(title)})\n"
        '#set page("us-letter", margin: 1in, numbering: "1")\n'
        '#set text(font: "Atkinson Hyperlegible", size: 18pt, lang: "en", hyphenate: false)\n'
        "#set par(justify: false)\n"
    )
    return (
        f"{head}= #{_string(title)}\n{document.version_line}\n\n{''.join(_typst(block) for block in document.blocks)}"
    )


def _typst(block: Block) -> str:
    match block:
        case Heading():
            return f"{'=' * block.level} {_typst_text(block.spans)}\n\n"
        case Paragraph():
            return f"{_typst_text(block.spans)}\n\n"
        case Bullets():
            items = ", ".join(f"[{''.join(map(_typst, item.blocks)).strip()}]" for item in block.items)
            return f"#{'enum' if block.ordered else 'list'}({items})\n\n"
        case Table():
            head = ", ".join(f"[{_typst_text(cell.spans)}]" for cell in block.header)
            cells = ", ".join(f"[{_typst_text(cell.spans)}]" for row in block.rows for cell in row)
            table = f"table(columns: {len(block.header)}, table.header({head}), {cells})"
            return f"#figure({table}, caption: [{_typst_text(block.caption)}])\n\n"
        case Figure():
            image = f"image({_string(str(block.path.resolve()))}, alt: {_string(block.alt)})"
            return f"#figure({image}, caption: [{_typst_text(block.caption)}])\n\n"
        case Callout():
            inner = "".join(map(_typst, block.blocks))
            return f"#block(stroke: 2pt, inset: 10pt)[*{_typst_text(block.title)}*\n\n{inner}]\n\n"
        case Glossary():
            terms = ((term.word, meaning) for term in block.terms for meaning in term.meaning)
            return "".join(f"/ {_typst_text(word)}: {_typst_text(meaning)}\n" for word, meaning in terms) + "\n"
        case References():
            return f"#enum({', '.join(f'[{_typst_text(item.spans)}]' for item in block.items)})\n\n"


def _typst_text(spans: Spans) -> str:
    out = []
    for span in spans:
        text = f"#{_string(span.text)}"
        text = f"#super({_string(span.text)})" if span.cites else text
        text = f"*{text}*" if span.bold else f"_{text}_" if span.italic else text
        out.append(f"#link({_string(span.href)})[{text}]" if span.href else text)
    return "".join(out)


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def fonts() -> Path:
    """The folder of the font that all contenders set."""
    import fontpkg_atkinson_hyperlegible

    return Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files"
