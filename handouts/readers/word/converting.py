"""From plain parts of a Word file to the tree of an HTML page, by mammoth."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from handouts.readers.markdown.figures import LARGEST_FILE
from handouts.readers.word.cleaning import MARK
from handouts.readers.word.package import NAMES, RESAVE, Package, Relation, q

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

LARGEST_PICTURES = 200_000_000
"""Bytes of all pictures together; those beyond are left out and listed."""

_LISTS = "\n".join(
    f"p:{kind}-list({level}) => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh"
    for level in range(1, 6)
    for kind, tag in (("unordered", "ul"), ("ordered", "ol"))
)
_HEADINGS = "\n".join(f"p.Heading{level} => h{level}:fresh" for level in range(1, 7))
_STYLE_MAP = f"p.Title => h1.title:fresh\np.Caption => p.caption:fresh\n{_HEADINGS}\n{_LISTS}"
_LEVEL = '<w:lvl w:ilvl="{at}"><w:numFmt w:val="{form}"/></w:lvl>'
_CONTAINERS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")


def converted(
    package: Package, roots: Mapping[str, Element], relations: Mapping[str, Mapping[str, Relation]]
) -> tuple[HtmlElement, dict[str, bytes]]:
    """The page of the plain parts "document", "footnotes" and "endnotes", and its pictures by their addresses.

    Elements of the page know their paragraph (`data-line`) and items their number (`value`).
    """
    import mammoth  # type: ignore[import-untyped]
    from lxml import html  # type: ignore[import-untyped]

    pictures: dict[str, bytes] = {}

    def picture(image: Any) -> dict[str, str]:
        with image.open() as file:
            address = f"picture-{len(pictures) + 1}"
            pictures[address] = file.read()
            return {"src": address}

    try:
        found = mammoth.convert_to_html(
            BytesIO(_package(package, roots, relations)),
            style_map=_STYLE_MAP,
            convert_image=mammoth.images.img_element(picture),
            include_default_style_map=False,
            include_embedded_style_map=False,
        )
    except RecursionError:
        raise package.error("This file is nested too deeply.", "Save its text as a new document.") from None
    except (KeyError, ValueError, AttributeError) as error:
        raise package.error("This file is made in a way that cannot be read.", RESAVE) from error
    tree = html.document_fromstring(f"<body><div>{found.value}</div></body>", parser=html.HTMLParser(huge_tree=True))
    _take_marks(tree)
    return tree, pictures


def _package(package: Package, roots: Mapping[str, Element], relations: Mapping[str, Mapping[str, Relation]]) -> bytes:
    """A new Word file of only these parts and the pictures that they show."""
    from lxml import etree

    whole = BytesIO()
    left = LARGEST_PICTURES
    with ZipFile(whole, "w") as zipped:
        zipped.writestr("word/numbering.xml", _numbering())
        written: set[str] = set()
        for name, root in roots.items():
            zipped.writestr(f"word/{name}.xml", etree.tostring(root, encoding="utf-8"))
            zipped.writestr(f"word/_rels/{name}.xml.rels", _relations(relations[name]))
            for each in relations[name].values():
                if each.kind != "image" or each.external or each.target in written:
                    continue
                data = package.bytes_of(each.target, min(left, LARGEST_FILE)) or b""
                left -= len(data)
                written.add(each.target)
                zipped.writestr(f"pictures/{each.target}", data)
    return whole.getvalue()


def _numbering() -> str:
    """Numbering 1 has bullets on all levels, numbering 2 numbers."""
    forms = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        f"{''.join(_LEVEL.format(at=at, form=form) for at in range(9))}</w:abstractNum>"
        for number, form in ((1, "bullet"), (2, "decimal"))
    )
    numbers = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2))
    return f'<w:numbering xmlns:w="{NAMES["w"]}">{forms}{numbers}</w:numbering>'


def _relations(relations: Mapping[str, Relation]) -> str:
    rows = "".join(
        f"<Relationship Id={quoteattr(each.id)} Type={quoteattr(NAMES['r'] + '/' + each.kind)}"
        f" Target={quoteattr(each.target if each.external else '/pictures/' + each.target)}/>"
        for each in relations.values()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def _take_marks(tree: HtmlElement) -> None:
    """Move what the bookmarks carry to the blocks that they stand in."""
    for mark in tree.xpath(f"//a[starts-with(@id, '{MARK}')]"):
        line, _, number = str(mark.get("id")).removeprefix(MARK).partition("-")
        block = next((each for each in mark.iterancestors() if each.tag in _CONTAINERS), None)
        if block is not None:
            block.set("data-line", line)
            if number and block.tag == "li":
                block.set("value", number)
        mark.drop_tree()


def drop_unknown_marks(roots: Mapping[str, Element]) -> None:
    """Take away the marks of notes that the file does not hold, at which a converter would stop."""
    for kind in ("footnote", "endnote"):
        notes = roots.get(f"{kind}s")
        known = {each.get(q("w:id")) for each in notes.findall(q(f"w:{kind}"))} if notes is not None else set()
        known.discard(None)
        for root in roots.values():
            for mark in list(root.iter(q(f"w:{kind}Reference"))):
                parent = mark.getparent()
                if mark.get(q("w:id")) not in known and parent is not None:
                    parent.remove(mark)
