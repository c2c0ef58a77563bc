"""The page: the article's text with an id for each sentence heard, the player, and where the sound goes."""

import json
from collections import Counter
from dataclasses import replace
from html import escape
from itertools import groupby
from string import Template

from handouts.document import Document, Figure, Section, fragments, sections
from handouts.formats._xhtml import FrontLine, Xhtml, clip_names, front_lines, names_of
from handouts.formats.html.look import asset, policy, style_of
from handouts.formats.html.within import data_address
from handouts.options import Options
from handouts.sound.narration import Narration, Part

_SOUND = "<!-- sound -->"
_ABOUT = {"publisher", "rights", "version", "review"}


def page_of(document: Document, options: Options, narration: Narration) -> tuple[str, str]:
    """The page before the sound and after it; between them belongs the MP3 as Base64."""
    style, script = style_of(options), asset("page.js")
    text = _Text(document, narration)
    page = Template(asset("page.html")).substitute(
        language=escape(document.language),
        title=escape(document.title),
        description=escape(_description(document)),
        policy=escape(policy(style, script)),
        style=style,
        script=script,
        article=text.article(),
        end=text.end(),
        version=escape(document.version_name),
        chapters="".join(_chapter(number, part) for number, part in enumerate(narration.parts)),
        length=clock(narration.recording.times.total),
        times=_times(narration),
        sound=_SOUND,
    )
    assert not text.left(), f"sentences that are heard and not shown: {text.left()}"
    before, _, after = page.rpartition(_SOUND)
    return before, after


class _Text:
    """Writes the text in the order in which it is heard, for each id is used up by the sentence that it names."""

    def __init__(self, document: Document, narration: Narration) -> None:
        self._document, self._narration = document, narration
        self._names = names_of(clip_names(narration))
        marks = (span for block in document.blocks for spans in fragments(block) for span in spans)
        self._marks = Counter(span.cites for span in marks if span.cites)
        self._xhtml = Xhtml(self._names, _picture, back=self._back)
        # Before the first heading the text stands right under the title.
        self._lead = replace(self._xhtml, boxes=2)
        chapters = narration.recording.script.chapters
        self._opening = [line for line in front_lines(chapters[0]) if line.kind != "closing"]
        self._closing = [line for line in front_lines(chapters[-1]) if line.kind == "closing"]

    def article(self) -> str:
        """The opening and every section."""
        found = list(sections(self._document))
        lead = found.pop(0).blocks if found and found[0].heading is None else ()
        opening = f'<section id="part-0" class="opening">\n{self._front()}{self._lead.blocks(lead)}</section>\n'
        return opening + "".join(self._section(number, section) for number, section in enumerate(found, 1))

    def end(self) -> str:
        """What is heard last."""
        return "".join(f"<p>{self._line(line)}</p>\n" for line in self._closing)

    def left(self) -> list[str]:
        """The ids that no sentence has taken."""
        return [name for waiting in self._names.values() for name in waiting]

    def _section(self, number: int, section: Section) -> str:
        assert section.heading
        return f'<section id="part-{number}">\n{self._xhtml.blocks((section.heading, *section.blocks))}</section>\n'

    def _front(self) -> str:
        """The lines of the opening, lines of one kind together."""
        titled, lines = False, []
        for kind, group in groupby(self._opening, key=_look_of):
            alike = [*group]
            titled = titled or kind == "title"
            lines.append(self._contents(alike) if kind == "contents" else self._lines(kind, alike))
        title = "" if titled else f"<h1>{escape(self._document.title)}</h1>\n"
        return title + "".join(lines)

    def _lines(self, kind: str, lines: list[FrontLine]) -> str:
        if kind == "title":
            return f"<h1>{self._line(lines[0])}</h1>\n"
        return f'<div class="{kind}">\n' + "".join(f"<p>{self._line(each)}</p>\n" for each in lines) + "</div>\n"

    def _contents(self, lines: list[FrontLine]) -> str:
        """How many parts there are, and each as a link; its time is heard in words and shown as players show it."""
        count, *entries = lines
        items = "".join(
            f'<li><a href="#part-{number}">{self._entry(entry, number)}</a></li>\n'
            for number, entry in enumerate(entries, 1)
        )
        return (
            f'<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n'
            f"<p>{self._line(count)}</p>\n<ol>\n{items}</ol>\n</nav>\n"
        )

    def _entry(self, entry: FrontLine, number: int) -> str:
        *title, start = entry.texts
        told = self._xhtml.named(clock(self._narration.parts[number].start), start, 0)
        return " ".join([*map(self._xhtml.words, title), f'<span class="clock">{told}</span>'])

    def _line(self, line: FrontLine) -> str:
        return self._xhtml.line(line.texts)

    def _back(self, number: int) -> str:
        """The links from a reference to each of its marks in the text."""
        count = self._marks[number]
        label = f"Back to where reference {number} is cited"
        links = (
            f'<a class="back" role="doc-backlink" href="#cite-{number}-{mark}" '
            f'aria-label="{label}{f", place {mark} of {count}" if count > 1 else ""}">↩{mark if count > 1 else ""}</a>'
            for mark in range(1, count + 1)
        )
        return " " + " ".join(links)


def _look_of(line: FrontLine) -> str:
    """How a line of the opening looks: who made the article and when stand together, quietly."""
    return "about" if line.kind in _ABOUT else line.kind


def clock(seconds: float) -> str:
    """A time as players show it: "1:20", and "1:02:05" from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


def _chapter(number: int, part: Part) -> str:
    """The button that plays one chapter."""
    title = escape(part.title) if number else "Beginning"
    return (
        f'<li><button type="button" data-part="{number}"><span>{title}</span> '
        f'<span class="clock">{clock(part.start)}</span></button></li>\n'
    )


def _times(narration: Narration) -> str:
    """For the script: when each sentence starts and the last one ends, and when each part starts, in milliseconds."""
    starts = [round(clip.start * 1000) for _, clip in clip_names(narration)]
    times = {
        "sentences": [*starts, round(narration.recording.times.total * 1000)],
        "parts": [round(part.start * 1000) for part in narration.parts],
    }
    return json.dumps(times, separators=(",", ":"))


def _description(document: Document) -> str:
    """What a search or a list of files says of the page."""
    audience = f"For {document.audience}." if document.audience else ""
    publisher = f"Published by {document.publisher}." if document.publisher else ""
    return " ".join(filter(None, (audience, publisher, f"{document.version_line}.", f"{document.review_line}.")))


def _picture(figure: Figure) -> str:
    return data_address("image/png" if figure.data.startswith(b"\x89PNG") else "image/jpeg", figure.data)
