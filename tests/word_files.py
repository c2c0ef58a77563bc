"""Word files written part by part: what Word and its imitators make, and what nobody should."""

from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
NUMBERING = f"""<w:numbering {NAMES}>
<w:abstractNum w:abstractNumId="1">{
    "".join(f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="bullet"/></w:lvl>' for at in range(9))
}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">{
    "".join(f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>' for at in range(9))
}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def outline_numbering(*levels: tuple[str, str]) -> str:
    """The part of numberings with one, 7: for each level the form of its numbers, and what Word writes with them."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    own = f'<w:abstractNum w:abstractNumId="7">{inner}</w:abstractNum>'
    number = '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
    parts = NUMBERING.replace('<w:num w:numId="1">', f'{own}<w:num w:numId="1">')
    return parts.replace("</w:numbering>", f"{number}</w:numbering>")


STYLES = f"""<w:styles {NAMES}>
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Dots"><w:name w:val="Dots"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Stark"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""


def numbered_styles() -> str:
    """The styles, with headings 1 and 2 as the levels of numbering 7."""
    styles = STYLES
    for level in (1, 2):
        named = f'<w:name w:val="heading {level}"/>'
        numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="7"/></w:numPr></w:pPr>'
        styles = styles.replace(named, named + numbered)
    return styles


def run(text: str, properties: str = "") -> str:
    """A run; properties such as "<w:b/>"."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of a text that does not begin with "<"."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(each if each.startswith("<") else run(each) for each in content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list: number 1 has bullets, 2 numbers, 3 begins these again."""
    return par(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: list[str]) -> str:
    """A table of cells; one that begins with "<" is its inside."""
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(map(cell, row)) + '</w:tr>' for row in rows)}</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    """A cell, or the same again if it is one."""
    if content.startswith("<w:tc>"):
        return content
    inner = content if content.startswith("<") else par(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def picture(alt: str, relation: str = "image1") -> str:
    """A run with a picture."""
    return drawing(f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>', alt)


def drawing(content: str, alt: str = "") -> str:
    """A run with a drawing in the line."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{escape(alt)}"/>'
        f"<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(*content: str, modern: bool = True) -> str:
    """A run with a text box, as new Word writes it for itself and for old programs, or as old Word wrote it."""
    inner = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    if not modern:
        return f"<w:r>{old}</w:r>"
    new = (
        '<w:drawing><wp:anchor><wp:docPr id="2" name="Box"/><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def png(width: int = 20, height: int = 10) -> bytes:
    """A picture."""
    data = BytesIO()
    Image.new("RGB", (width, height), "white").save(data, "PNG")
    return data.getvalue()


def notes(kind: str, *texts: str) -> str:
    """A part of footnotes or endnotes; ids count from 1."""
    inner = "".join(f'<w:{kind} w:id="{at}">{par(text)}</w:{kind}>' for at, text in enumerate(texts, 1))
    separator = f'<w:{kind} w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return f"<w:{kind}s {NAMES}>{separator}{inner}</w:{kind}s>"


def note(number: int, kind: str = "footnote") -> str:
    """The mark of a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def edge(kind: str, *content: str) -> str:
    """A header (hdr) or footer (ftr)."""
    return f"<w:{kind} {NAMES}>{''.join(content)}</w:{kind}>"


def document(body: str) -> str:
    """The main part."""
    return f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"


def word(*body: str, parts: Mapping[str, str | bytes] | None = None, links: Mapping[str, str] | None = None) -> bytes:
    """A Word file of these paragraphs and tables.

    `parts` are more parts by their names below word/ (or "/name"); each is linked under its name's stem. `links` are
    external addresses by id.
    """
    more = {"styles.xml": STYLES, "numbering.xml": NUMBERING, **(parts or {})}
    rows = [_relation(name.rpartition(".")[0].rpartition("/")[2], name) for name in more if not name.startswith("/")]
    rows += [
        f'<Relationship Id="{name}" Type="{KINDS}hyperlink" Target="{escape(address)}" TargetMode="External"/>'
        for name, address in (links or {}).items()
    ]
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": _relations(
            [f'<Relationship Id="main" Type="{KINDS}officeDocument" Target="word/document.xml"/>']
        ),
        "word/document.xml": document("".join(body)),
        "word/_rels/document.xml.rels": _relations(rows),
    }
    for name, content in more.items():
        whole[name[1:] if name.startswith("/") else f"word/{name}"] = content
    return zipped(whole)


def _relation(name: str, target: str) -> str:
    kind = next((kind for kind in ("image", "header", "footer", "chart") if name.startswith(kind)), name)
    return f'<Relationship Id="{name}" Type="{KINDS}{kind}" Target="{target}"/>'


def _relations(rows: list[str]) -> str:
    inner = "".join(rows)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as zipped_file:
        for name, content in parts.items():
            zipped_file.writestr(name, content)
    return data.getvalue()


def core(title: str, language: str = "") -> str:
    """The part of the file's properties."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )
