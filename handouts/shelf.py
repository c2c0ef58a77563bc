"""The patients' shelf: one page that leads to every handout, for any web server, a USB stick, or a folder.

It needs no script and no network, and tells of the outputs that the ledger knows.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from handouts.atomic import replacing
from handouts.errors import SourceError
from handouts.formats.pdf.standards import STANDARDS
from handouts.ledger import Entry
from handouts.readers import read

PAGE = "index.html"
_FORMATS = ("pdf", "html", "mp3", "epub", "daisy")
_STYLE = (Path(__file__).parent / "data" / "shelf" / "shelf.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Topic:
    """One article on the shelf: its title, what tells of its state, and its outputs."""

    title: str
    audience: str
    state: str
    entries: tuple[Entry, ...]


def write_shelf(output: Path, entries: Iterable[Entry], unfinished: Path) -> Path | None:
    """Write the page into the output folder; None, and nothing is touched, where it stands already as it would be."""
    target = output / PAGE
    unfinished.mkdir(parents=True, exist_ok=True)
    page = shelf_of(topics_of(output, entries)).encode()
    if target.is_file() and target.read_bytes() == page:
        return None
    with replacing(target, unfinished) as beside:
        beside.write_bytes(page)
    return target


def topics_of(output: Path, entries: Iterable[Entry]) -> list[Topic]:
    """The articles that are there, by title, with those of their outputs that are there."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.format in _FORMATS and (output / entry.path).is_file() and Path(entry.article).is_file():
            found.setdefault(entry.article, []).append(entry)
    topics = [_topic(Path(article), tuple(outputs)) for article, outputs in found.items()]
    return sorted(topics, key=lambda topic: (topic.title.casefold(), topic.entries[0].path))


def _topic(article: Path, entries: tuple[Entry, ...]) -> Topic:
    try:
        document = read(article)
    except SourceError:
        # It cannot be built any more, but what was built of it stands.
        return Topic(article.stem, "", f"Version {entries[0].version}", entries)
    state = f"{document.version_line}. {document.review_line}."
    return Topic(document.title, document.audience, state, entries)


def shelf_of(topics: list[Topic]) -> str:
    """The page; the same topics give the same bytes."""
    style = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
    listed = "".join(map(_topic_part, topics)) or "<p>There are no handouts here yet.</p>\n"
    count = f"{len(topics)} topic{'s' * (len(topics) != 1)}"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Health handouts to read, print and hear</title>
<style>{_STYLE}</style>
</head>
<body>
<a class="skip" href="#topics">Skip to the topics</a>
<header>
<h1>Health handouts</h1>
<p>To read, to print in large letters, and to hear. {count}.</p>
</header>
<main id="topics">
{listed}</main>
<footer><p>These handouts do not take the place of your care team. Ask them about your own care.</p></footer>
</body>
</html>
"""


def _topic_part(topic: Topic) -> str:
    audience = f'<p class="for">For {escape(topic.audience)}</p>\n' if topic.audience else ""
    parts = "".join(_version(name, entries) for name, entries in _versions(topic.entries))
    return (
        f"<article>\n<h2>{escape(topic.title)}</h2>\n{audience}"
        f'<p class="state">{escape(topic.state)}</p>\n{parts}</article>\n'
    )


def _versions(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    plain: dict[bool, list[Entry]] = {}
    for entry in entries:
        plain.setdefault(_chosen(entry, "plain", False) is True, []).append(entry)
    for is_plain in sorted(plain, reverse=True):
        name = "In plain language" if is_plain else "The full text" if len(plain) > 1 else ""
        yield name, sorted(plain[is_plain], key=lambda entry: (_FORMATS.index(entry.format), entry.path))


def _version(name: str, entries: list[Entry]) -> str:
    head = f"<h3>{name}</h3>\n" if name else ""
    links = "".join(
        f'<li><a href="{escape(quote(entry.path))}">{escape(_label(entry))}</a></li>\n' for entry in entries
    )
    return f"{head}<ul>\n{links}</ul>\n"


def _label(entry: Entry) -> str:
    """What a link leads to, and how long or large that is."""
    match entry.format:
        case "pdf":
            paper = " on A4 paper" if _chosen(entry, "paper", "letter") == "a4" else ""
            pages = f", {entry.pages} page{'s' * (entry.pages != 1)}" if entry.pages else ""
            return f"Print, {_size(entry)} point{paper} (PDF{pages})"
        case "html":
            return f"Read and listen here{_minutes(entry)}"
        case "mp3":
            return f"Listen (MP3{_minutes(entry)})"
        case "epub":
            return "Read and listen in a book reader (EPUB)"
    return "Talking book for a DAISY player (ZIP)"


def _size(entry: Entry) -> int:
    size = _chosen(entry, "font_size", None)
    return size if isinstance(size, int) else STANDARDS[str(_chosen(entry, "standard", "acb"))].body


def _minutes(entry: Entry) -> str:
    return f", {max(1, round(entry.length / 60))} min" if entry.length else ""


def _chosen(entry: Entry, option: str, default: object) -> object:
    value = entry.ingredients.get(f"option {option}")
    return default if value is None else json.loads(value)
