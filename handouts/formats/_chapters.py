"""A narrated document in chapters: what each of them shows, and what of that is heard when."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from handouts.document import Block, Callout, Document, Heading, References, box_label, plain_text, sections
from handouts.formats._printed import Pages
from handouts.formats._xhtml import FrontLine, Names, Xhtml, clip_names, front_lines
from handouts.sound.narration import Clip, Narration


class Heard(NamedTuple):
    """A sentence that is heard: its id, and when, in milliseconds."""

    name: str
    start: int
    end: int


class Head(NamedTuple):
    """A heading or a box within a chapter: its title, and the id of the first sentence of it."""

    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter: what it shows, and what of that is heard.

    `front` are the lines of the front matter above its `blocks`, each with its kind; `closing` are those below.
    """

    number: int
    title: str
    front: tuple[FrontLine, ...]
    blocks: tuple[Block, ...]
    closing: tuple[FrontLine, ...]
    heard: tuple[Heard, ...]
    heads: tuple[Head, ...]

    @property
    def length(self) -> int:
        """How long it is heard, in milliseconds."""
        return sum(each.end - each.start for each in self.heard)


def parts_of(document: Document, narration: Narration) -> list[Part]:
    """The chapters, the opening first."""
    found = list(sections(document))
    lead = found.pop(0).blocks if found and found[0].heading is None else ()
    shown = [lead, *((section.heading, *section.blocks) for section in found if section.heading)]
    chapters, named = narration.recording.script.chapters, iter(clip_names(narration))
    closing = tuple(line for line in front_lines(chapters[-1]) if line.kind == "closing")
    opening = tuple(line for line in front_lines(chapters[0]) if line.kind != "closing")
    parts = []
    for number, (blocks, part) in enumerate(zip(shown, narration.parts, strict=True)):
        clips = [next(named) for _ in part.clips]
        parts.append(
            Part(
                number,
                part.title or document.title,
                () if number else opening,
                blocks,
                closing if number == len(shown) - 1 else (),
                tuple(Heard(name, round(clip.start * 1000), round(clip.end * 1000)) for name, clip in clips),
                tuple(_heads(blocks, clips)),
            )
        )
    return parts


def _heads(blocks: Iterable[Block], clips: Iterable[tuple[str, Clip]]) -> Iterator[Head]:
    first = {id(clip.source.of): name for name, clip in clips if clip.source.sentence == 0}
    for block in blocks:
        if isinstance(block, Heading) and block.level > 2 and id(block.spans) in first:
            yield Head(plain_text(block.spans), first[id(block.spans)])
        elif isinstance(block, Callout) and id(block.title) in first:
            kind = box_label(block)
            yield Head(
                f"{kind}: {plain_text(block.title)}" if kind else plain_text(block.title), first[id(block.title)]
            )


def reference_parts(parts: Iterable[Part]) -> dict[int, int]:
    """The number of the chapter that lists a reference, by the reference's number."""
    return {
        item.number: part.number
        for part in parts
        for block in part.blocks
        if isinstance(block, References)
        for item in block.items
    }


def shown(part: Part, xhtml: Xhtml, pages: Pages, link: Callable[[int], str]) -> str:
    """All that the chapter shows, in the order in which it is heard; `link` gives the address of a chapter."""
    front = f"{pages.first}{_front(part, xhtml, link)}{pages.front}" if part.number == 0 else ""
    closing = "".join(f'<p class="closing">{xhtml.line(line.texts)}</p>\n' for line in part.closing)
    return f"{front}{xhtml.blocks(part.blocks)}{closing}"


def all_shown(names: Names) -> None:
    """Make sure that every id was used up: a sentence that is heard and not shown would have no place."""
    left = [name for waiting in names.values() for name in waiting]
    assert not left, f"sentences that are heard and not shown: {left}"


def _front(part: Part, xhtml: Xhtml, link: Callable[[int], str]) -> str:
    """The lines of the front matter; those of the contents lead to their chapters."""
    titled = any(kind == "title" for kind, _ in part.front)
    markup = "" if titled else f'<h1 class="title">{escape(part.title)}</h1>\n'
    contents: list[str] = []
    for kind, texts in part.front:
        line = xhtml.line(texts)
        if kind == "title":
            markup += f'<h1 class="title">{line}</h1>\n'
        elif kind == "contents":
            contents.append(line)
        else:
            markup += f'<p class="{kind}">{line}</p>\n'
    if not contents:
        return markup
    count, *entries = contents
    items = "".join(f'<li><a href="{link(number)}">{entry}</a></li>\n' for number, entry in enumerate(entries, 1))
    return f'{markup}<p>{count}</p>\n<ol class="contents">\n{items}</ol>\n'
