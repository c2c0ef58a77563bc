"""Blocks from the units of a pasted page: headings, paragraphs, lists, tables, references."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from handouts.document import Block, Bullets, Cell, Heading, Item, Paragraph, Reference, Table
from handouts.readers._marks import references_of, spans_of
from handouts.readers.page_text.lines import LONGEST_SHORT, Unit
from handouts.readers.page_text.signs import cites

DEEPEST_LIST = 4
_PARTS = re.compile(r"\d{1,2}\.\d{1,2}\.?\s")


def references_at(units: Sequence[Unit], heads: Sequence[bool]) -> tuple[range, tuple[Reference, ...]]:
    """Where the list of references stands among the units, and its entries; an empty range where there is none.

    `heads` says of each unit whether it is a heading of references. Without one, a numbered list at the end is taken
    for references only if most of its entries look like citations.
    """
    for at, is_head in enumerate(heads):
        if is_head and (found := _entries(units, at + 1)) and len(found[1]):
            return range(at, found[0]), found[1]
    for at, unit in enumerate(units):
        if unit.form == "number" and unit.mark == "1" and (found := _entries(units, at)):
            entries = units[at : found[0]]
            cited = sum(cites(entry.text) for entry in entries if entry.form == "number")
            if cited * 2 > sum(entry.form == "number" for entry in entries):
                return range(at, found[0]), found[1]
    return range(0), ()


def _entries(units: Sequence[Unit], at: int) -> tuple[int, tuple[Reference, ...]] | None:
    lines: list[tuple[str, int]] = []
    number = 0
    end = at
    for unit in units[at:]:
        if unit.form == "number" and unit.mark == str(number + 1):
            number += 1
        elif not number or unit.gap or unit.form == "row" or unit.head or number == 0:
            break
        lines.append((f"{unit.mark}. {unit.text}" if unit.form == "number" else unit.text, unit.line))
        end += 1
    references = references_of(lines)
    return (end, references) if references else None


def blocks_of(units: Sequence[Unit], references: frozenset[int]) -> tuple[Block, ...]:
    """The blocks of the article; numbers in it that cite one of `references` become marks."""
    shaped = _shaped(units)
    blocks: list[Block] = []
    for kind, group in groupby(shaped, key=lambda pair: pair[0]):
        members = [unit for _, unit in group]
        if kind == "heading":
            blocks += _headings(members, blocks, references)
        elif kind == "item":
            blocks += _lists(members, references)
        elif kind == "row":
            blocks += _tables(members, references)
        else:
            blocks += (Paragraph(spans_of(unit.text, unit.line, references), unit.line) for unit in members)
    return tuple(blocks)


def _shaped(units: Sequence[Unit]) -> list[tuple[str, Unit]]:
    """Each unit with what it is: heading, paragraph, item or row."""
    shaped: list[tuple[str, Unit]] = []
    at = 0
    while at < len(units):
        unit = units[at]
        if unit.form == "short":
            end = at
            while end < len(units) and units[end].form == "short":
                end += 1
            shaped += _short_run(units[at:end], units[at - 1] if at else None, units[end] if end < len(units) else None)
            at = end
            continue
        if unit.form == "number" and _is_numbered_heading(units, at):
            shaped.append(("heading", replace(unit, text=f"{unit.mark}. {unit.text}")))
        else:
            going = bool(shaped) and (shaped[-1][0] == "item" or shaped[-1][1].text.endswith(":"))
            kind = {"bullet": "item", "number": "item", "row": "row"}.get(unit.form, "paragraph")
            shaped.append(("item" if going and unit.form == "prose" and _is_loose_item(unit) else kind, unit))
        at += 1
    return shaped


def _is_loose_item(unit: Unit) -> bool:
    """Whether a long line without a mark is an item of the list above it: it begins small and ends without a stop."""
    return unit.text[:1].islower() and not unit.text.endswith(".") and not unit.gap


def _is_numbered_heading(units: Sequence[Unit], at: int) -> bool:
    unit = units[at]
    if unit.words > LONGEST_SHORT or unit.text.endswith((".", ";", ",", ":")) or at + 1 == len(units):
        return False
    after = units[at + 1]
    if after.form == "number":
        return False
    alone = at > 0 and units[at - 1].form != "number" and not units[at - 1].text.endswith(":")
    counted = alone and any(each.form == "number" and abs(int(each.mark) - int(unit.mark)) == 1 for each in units)
    return ((after.form == "prose" or after.gap) and (unit.gap or after.gap)) or (counted and not unit.ends)


def _short_run(run: Sequence[Unit], before: Unit | None, after: Unit | None) -> Iterator[tuple[str, Unit]]:
    """Short lines below each other: which are headings, which are items of a list without marks."""
    opened = bool(before and before.text.endswith(":"))
    groups: list[list[Unit]] = []
    for unit in run:
        if unit.gap or not groups:
            groups.append([])
        groups[-1].append(unit)
    for place, group in enumerate(groups):
        last = place == len(groups) - 1
        glued = after if last and after and not after.gap else None
        # Directly under the title short lines are a list, not a heading with one.
        listed = before is None and place == 0 and len(group) >= 3 and not glued
        yield from _group(group, opened or listed, glued, last and after is not None)
        opened = group[-1].text.endswith(":") or (opened and len(group) == 1 and not last)


def _group(group: Sequence[Unit], opened: bool, glued: Unit | None, followed: bool) -> Iterator[tuple[str, Unit]]:
    """Short lines without a blank one between; `glued` is what follows on the next line, `opened`: a list is due."""
    cased = any(_is_small(unit) for unit in group)
    for place, unit in enumerate(group):
        last = place == len(group) - 1
        if unit.head or (unit.text.endswith(":") and unit.text.isupper() and unit.words <= 3):
            yield "heading", unit
            opened = opened or unit.text.endswith(":")
        elif unit.text.endswith(":"):
            yield "paragraph", unit
            opened = True
        elif cased and (opened or place):
            yield ("item" if _is_small(unit) else "heading"), unit
        elif unit.text.endswith(".") and not opened:
            yield "paragraph", unit
        elif last and glued and len(group) > 1:
            yield "heading", unit
        elif opened and (len(group) > 1 or not followed):
            yield "item", unit
        else:
            yield ("item" if place else "heading"), unit


def _is_small(unit: Unit) -> bool:
    return unit.text[:1].islower()


def _headings(units: Sequence[Unit], above: Sequence[Block], references: frozenset[int]) -> Iterator[Heading]:
    begun = any(isinstance(block, Heading) for block in above)
    for unit in units:
        deep = unit.head >= 3 or bool(_PARTS.match(unit.text))
        yield Heading(3 if deep and begun else 2, spans_of(unit.text, unit.line, references), unit.line)
        begun = True


def _lists(units: Sequence[Unit], references: frozenset[int]) -> Iterator[Bullets]:
    """Items as lists: a new one where numbers begin anew or bullets follow numbers at the same depth."""
    depths = _depths(units)
    start, top = 0, 1
    for at in range(1, len(units) + 1):
        if at < len(units) and depths[at]:
            continue
        if at == len(units) or _parts(units[start], units[at], top):
            yield _nested(units[start:at], depths[start:at], references)
            start, top = at, 0
        top += 1


def _parts(first: Unit, unit: Unit, count: int) -> bool:
    """Whether a unit begins another list than the one of `count` items that began with `first`."""
    if "number" not in (first.form, unit.form):
        return False
    return first.form != unit.form or int(unit.mark) != int(first.mark) + count


def _depths(units: Sequence[Unit]) -> list[int]:
    """How deep each item is nested, by its indent."""
    depths: list[int] = []
    stack: list[int] = []
    for unit in units:
        while stack and unit.indent < stack[-1] - 1:
            stack.pop()
        if not stack or unit.indent > stack[-1] + 1:
            stack.append(unit.indent)
        depths.append(min(len(stack), DEEPEST_LIST) - 1)
    return depths


def _nested(units: Sequence[Unit], depths: Sequence[int], references: frozenset[int]) -> Bullets:
    items: list[Item] = []
    level = depths[0]
    at = 0
    while at < len(units):
        end = at + 1
        while end < len(units) and depths[end] > level:
            end += 1
        blocks: list[Paragraph | Bullets] = [
            Paragraph(spans_of(units[at].text, units[at].line, references), units[at].line)
        ]
        if end > at + 1:
            blocks.append(_nested(units[at + 1 : end], depths[at + 1 : end], references))
        items.append(Item(tuple(blocks), units[at].line))
        at = end
    ordered = units[0].form == "number"
    start = int(units[0].mark) if ordered else 1
    return Bullets(tuple(items), units[0].line, ordered, start)


def _tables(rows: Sequence[Unit], references: frozenset[int]) -> Iterator[Block]:
    if len(rows) < 2:
        yield from (Paragraph(spans_of(row.text, row.line, references), row.line) for row in rows)
        return
    width = max(len(row.cells) for row in rows)
    header, *body = (
        tuple(
            Cell(spans_of(cell, row.line, references), row.line)
            for cell in (*row.cells, *[""] * (width - len(row.cells)))
        )
        for row in rows
    )
    yield Table(header, tuple(body), rows[0].line)
