"""Checks of sections, lists, boxes, pictures and tables."""

import re
import sys

from handouts.document import Callout, Cell, Figure, Glossary, Heading, Paragraph, Table, plain_text
from handouts.literacy.evidence import Finding, agree, counted, disagree, leave, not_applicable, quoted
from handouts.literacy.language import MOSTLY
from handouts.literacy.material import Material, texts

# PEMAT's guide calls a text of at most two paragraphs on one page very short; a printed page holds about 250 words.
_PAGE_WORDS = 250
_FEW_PARAGRAPHS = 2
# Federal Plain Language Guidelines (2011), page 72: paragraphs of at most 150 words, never of more than 250.
_SHORT_PARAGRAPH = 150
_LONG_PARAGRAPH = 250
_LONGEST_LIST = 7  # CDC index, item 8
# Ours, where the guides give no number: a person decides between the simple and the hard.
_CAPTION_WORDS = range(2, 26)
_NAME_WORDS = 6
_SIMPLE_COLUMNS, _HARD_COLUMNS = 4, 6
_SIMPLE_ROWS = 10
_MUCH_BOLD = 0.25
_MUCH_BOXED = 0.60

_VERY_SHORT = "very short: at most two paragraphs"
_NO_VISUALS = "no pictures, no tables"
_GENERIC_HEADING = re.compile(
    r"(?:introduction|overview|background|general|(?:general |more )?information|details|more|notes?|other|content"
    r"|miscellaneous|text|about|facts|(?:section|part|chapter)\s+\w+)\W*",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"\b(?:summary|summing up|in short|in brief|at a glance|key (?:points|messages|facts)|main (?:points|messages)"
    r"|most important (?:points|things)|(?:points|things|what) to remember|take-?home|recap)\b|^remember\W*$",
    re.IGNORECASE,
)
_LABEL_ONLY = re.compile(r"(?:figure|fig|table|picture|image|photo|diagram|chart)\W*\w{0,3}\W*", re.IGNORECASE)


def short_sections(material: Material) -> Finding:
    """PEMAT 8."""
    if _is_very_short(material):
        return not_applicable(_VERY_SHORT)
    if not material.headings:
        return disagree(f"no headings in {material.words} words")
    lengths = [(len(plain_text(each.spans).split()), each.line) for each in material.paragraphs]
    longest, line = max(lengths, key=lambda each: each[0], default=(0, None))
    if longest > _LONG_PARAGRAPH:
        return disagree(f"a paragraph of {longest} words", line)
    doubts = _long_pieces(material)
    if longest > _SHORT_PARAGRAPH:
        doubts.insert(0, (f"a paragraph of {longest} words", line))
    if doubts:
        return leave("; ".join(what for what, _ in doubts[:3]), doubts[0][1])
    most = max(section.words for section in material.sections)
    return agree(f"{counted(len(material.sections), 'section')}, the longest of {most} words")


def _long_pieces(material: Material) -> list[tuple[str, int | None]]:
    pieces: list[tuple[str, int | None]] = []
    for section in material.sections:
        if section.words > _PAGE_WORDS:
            where = section.heading.line if section.heading else None
            pieces.append((f"{section.words} words between two headings", where))
    for each in material.lists:
        if len(each.items) > _LONGEST_LIST:
            pieces.append((f"a list of {len(each.items)} items", each.line))
    return pieces


def _is_very_short(material: Material) -> bool:
    held = [block for block in material.blocks if not isinstance(block, Heading | Callout)]
    plain = len(held) <= _FEW_PARAGRAPHS and all(isinstance(block, Paragraph) for block in held)
    return plain and material.words <= _PAGE_WORDS


def informative_headings(material: Material) -> Finding:
    """PEMAT 9: that they are missing or empty words can be told, that they inform cannot."""
    if _is_very_short(material):
        return not_applicable(_VERY_SHORT)
    if not material.headings:
        return disagree("no headings")
    generic = [each for each in material.headings if _GENERIC_HEADING.fullmatch(plain_text(each.spans).strip())]
    if len(generic) > (1 - MOSTLY) * len(material.headings):
        told = f"{len(generic)} of {len(material.headings)} headings say nothing of their section"
        return disagree(f"{told}, the first {quoted(plain_text(generic[0].spans))}", generic[0].line)
    return leave("; ".join(section.title for section in material.sections if section.heading))


def chunks(material: Material) -> Finding:
    """CCI 9."""
    return leave() if material.headings else disagree("no headings")


def summary(material: Material) -> Finding:
    """PEMAT 11: one that calls itself a summary is one; another needs a person's eye."""
    if _is_very_short(material):
        return not_applicable(_VERY_SHORT)
    for section in material.sections:
        if section.heading and section.words and _SUMMARY.search(section.title):
            return agree(f"section {quoted(section.title)}", section.heading.line)
    for box in material.boxes:
        if box.blocks and _SUMMARY.search(plain_text(box.title)):
            return agree(f"box {quoted(plain_text(box.title))}", box.line)
    return leave("no heading or box calls itself a summary; the opening may be one")


def visual_cues(material: Material) -> Finding:
    """PEMAT 12: boxes for warnings and calls hold key points by their kind; of other cues a person must tell."""
    read = max(1, sum(len(text.words.split()) for text in material.texts))
    bold = _bold_words(material)
    if not (material.boxes or material.lists or bold):
        return disagree("no boxes, no lists, no bold words")
    boxed = sum(len(text.words.split()) for text in texts(material.boxes))
    if bold / read > _MUCH_BOLD or boxed / read > _MUCH_BOXED:
        return disagree(f"overused: {bold / read:.0%} of the words are bold, {boxed / read:.0%} stand in boxes")
    keyed = [box for box in material.boxes if box.kind in ("warning", "call")]
    if keyed:
        told = f"{counted(len(keyed), 'box', 'boxes')} for warnings and calls"
        return agree(f"{told}, the first {quoted(plain_text(keyed[0].title))}", keyed[0].line)
    return leave(f"{counted(len(material.lists), 'list')}, {counted(bold, 'bold word')}, no box for warnings or calls")


def emphasis(material: Material) -> Finding:
    """CCI 3: without any cue the main message has none; else a person must tell what stands out."""
    if material.boxes or material.headings or material.figures or _bold_words(material):
        bold = [span for text in material.texts for span in text.spans if span.bold and len(span.text.split()) > 1]
        if not bold:
            return leave("no bold words but single ones")
        return leave(f"in bold: {'; '.join(quoted(span.text) for span in bold[:3])}", bold[0].line)
    return disagree("no headings, no boxes, no bold words")


def _bold_words(material: Material) -> int:
    return sum(len(span.text.split()) for text in material.texts for span in text.spans if span.bold)


def lists(material: Material) -> Finding:
    """CCI 8: lists, none of more than 7 items, and not at the end alone; an item's own lists break a long one up."""
    if not material.lists:
        return disagree("no lists")
    for each in material.lists:
        nested = any(len(item.blocks) > 1 for item in each.items)
        if len(each.items) > _LONGEST_LIST and not nested:
            return disagree(f"a list of {len(each.items)} items, not broken up", each.line)
    if material.lists[0].line > _last_section(material):
        return disagree("lists stand only in the last section", material.lists[0].line)
    longest = max(len(each.items) for each in material.lists)
    return agree(f"{counted(len(material.lists), 'list')}, the longest of {longest} items", material.lists[0].line)


def _last_section(material: Material) -> int:
    """The line on which the last of several sections begins, words to know left out; else one past every line."""
    lines = [
        section.heading.line
        for section in material.sections
        if section.heading and not any(isinstance(each, Glossary) for each in section.blocks)
    ]
    return lines[-1] if len(lines) > 1 else sys.maxsize


def visuals(material: Material) -> Finding:
    """PEMAT 15: what would help is a person's to say."""
    aids: tuple[Figure | Table, ...] = (*material.figures, *material.tables)
    told = f"{counted(len(material.figures), 'picture')}, {counted(len(material.tables), 'table')}"
    return leave(told, min((each.line for each in aids), default=None))


def visuals_if_any(material: Material) -> Finding:
    """PEMAT 16 and 25."""
    return leave() if material.figures or material.tables else not_applicable(_NO_VISUALS)


def pictures_if_any(material: Material) -> Finding:
    """PEMAT 18."""
    return leave() if material.figures else not_applicable("no pictures")


def picture_of_message(material: Material) -> Finding:
    """CCI 4: a picture without a caption does not count."""
    named = [each for each in material.figures if plain_text(each.caption).strip()]
    if not named:
        return disagree("no pictures" if not material.figures else "no picture has a caption")
    return leave(
        f"{counted(len(named), 'picture')} with a caption, the first {quoted(plain_text(named[0].caption))}",
        named[0].line,
    )


def captions(material: Material) -> Finding:
    """PEMAT 17: there, more than a bare label, and short enough to be clear."""
    aids: tuple[Figure | Table, ...] = (*material.figures, *material.tables)
    if not aids:
        return not_applicable(_NO_VISUALS)
    bare = [each for each in aids if not _is_caption(plain_text(each.caption))]
    shown = counted(len(aids), "picture or table", "pictures and tables")
    told = f"{len(aids) - len(bare)} of {shown} with a clear caption"
    line = bare[0].line if bare else None
    return disagree(told, line) if len(bare) > (1 - MOSTLY) * len(aids) else agree(told, line)


def _is_caption(caption: str) -> bool:
    return len(caption.split()) in _CAPTION_WORDS and not _LABEL_ONLY.fullmatch(caption.strip())


def simple_tables(material: Material) -> Finding:
    """PEMAT 19: every column and row named, in a few words, and not many of them."""
    if not material.tables:
        return not_applicable("no tables")
    for find in (_wrong_with, _doubtful_in):
        for table in material.tables:
            if found := find(table):
                return found
    first = material.tables[0].line
    return agree(f"{counted(len(material.tables), 'table')}, each column and row named in a few words", first)


def _wrong_with(table: Table) -> Finding | None:
    for cell in _names(table):
        if not plain_text(cell.spans).strip():
            return disagree("a column or row without a name", cell.line)
    many = len(table.header) > _HARD_COLUMNS
    return disagree(f"{len(table.header)} columns", table.line) if many else None


def _doubtful_in(table: Table) -> Finding | None:
    for cell in _names(table):
        if len(plain_text(cell.spans).split()) > _NAME_WORDS:
            return leave(f"a long name: {quoted(plain_text(cell.spans))}", cell.line)
    large = len(table.header) > _SIMPLE_COLUMNS or len(table.rows) > _SIMPLE_ROWS
    return leave(f"{len(table.rows)} rows of {len(table.header)} columns", table.line) if large else None


def _names(table: Table) -> tuple[Cell, ...]:
    """The names of the columns and of the rows; the cell where they meet may be blank."""
    return (*table.header[1:], *(row[0] for row in table.rows))
