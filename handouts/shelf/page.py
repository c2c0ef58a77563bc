"""The shelf as a page: HTML without a script, its style and its fonts within it."""

import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from handouts.faces import faces
from handouts.shelf.topics import Link, Topic

_CSS = Path(__file__).parents[1] / "data" / "shelf" / "shelf.css"
_FEW = 8
"""Topics up to which the eye needs no A-Z to find one."""
_DIGITS, _OTHERS = "0–9", "Other"

# Pictures that say nothing which the words beside them do not: a square of 24, drawn in lines.
_ICONS = {
    "pdf": "M7 9V3h10v6M7 18H4v-7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v7h-3M7 14h10v7H7z",
    "html": "M12 6v14M12 6c-2-2-5-2-9-2v14c4 0 7 0 9 2 2-2 5-2 9-2V4c-4 0-7 0-9 2z",
    "mp3": "M4 15v-3a8 8 0 0 1 16 0v3M4 14h4v6H5a1 1 0 0 1-1-1zM20 14h-4v6h3a1 1 0 0 0 1-1z",
    "epub": "M6 3h12a1 1 0 0 1 1 1v17H7a2 2 0 0 1-2-2V4a1 1 0 0 1 1-1zM5 19a2 2 0 0 1 2-2h12M9 8h6M9 12h4",
    "daisy": "M5 4h14v16H5zM5 15h14M10 8l4 2-4 2zM9 17.5h6",
    "": "M6 3h8l4 4v14H6zM14 3v4h4",
}


def page_of(topics: Sequence[Topic]) -> str:
    """The page; the same topics give the same text."""
    style = f"{_CSS.read_text(encoding='utf-8')}{faces()}"
    count = f"{len(topics)} topic{'s' * (len(topics) != 1)}"
    publishers = {topic.publisher for topic in topics}
    # Of several none stands for all.
    publisher = publishers.pop() if len(publishers) == 1 else ""
    by = f'<p class="publisher">{escape(publisher)}</p>\n' if publisher else ""
    listed = _lettered(topics) if len(topics) > _FEW else "".join(_topic(topic, 2) for topic in topics)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Health handouts to read, print and hear</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#shelf:topics">Skip to the topics</a>
<svg class="icons" aria-hidden="true" focusable="false">{_symbols()}</svg>
<header>
<h1>Health handouts</h1>
{by}<p>To read on a screen, to print in large letters, and to listen to. {count}.</p>
</header>
<main id="shelf:topics" tabindex="-1">
{listed or "<p>There are no handouts here yet.</p>"}
</main>
<footer>
<p>A handout does not take the place of your care team. Ask them about your own care.</p>
<p>This page and all that it leads to work without a network. Keep them in one folder.</p>
</footer>
</body>
</html>
"""


@cache
def _policy(style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'; form-action 'none'"


def _symbols() -> str:
    return "".join(
        f'<symbol id="shelf:{kind or "file"}" viewBox="0 0 24 24"><path d="{path}"/></symbol>'
        for kind, path in _ICONS.items()
    )


def _lettered(topics: Sequence[Topic]) -> str:
    """The topics under their first letters, with an index of these."""
    found = [(letter, list(group)) for letter, group in groupby(sorted(topics, key=_under), key=_initial)]
    index = "".join(f'<li><a href="#shelf:{number}">{letter}</a></li>\n' for number, (letter, _) in enumerate(found))
    sections = "".join(
        f'<section aria-labelledby="shelf:{number}">\n'
        f'<h2 class="letter" id="shelf:{number}" tabindex="-1">{letter}</h2>\n'
        f"{''.join(_topic(topic, 3) for topic in group)}</section>\n"
        for number, (letter, group) in enumerate(found)
    )
    return f'<nav aria-label="Topics from A to Z">\n<ul>\n{index}</ul>\n</nav>\n{sections}'


def _under(topic: Topic) -> tuple[int, str, str, str]:
    letter = _initial(topic)
    return (letter == _DIGITS) + 2 * (letter == _OTHERS), letter, topic.title.casefold(), topic.place


def _initial(topic: Topic) -> str:
    """The letter under which a topic stands: that of its first word, without accents."""
    first = next((each for each in unicodedata.normalize("NFKD", topic.title) if each.isalnum()), "")
    if first.isdecimal():
        return _DIGITS
    return first.upper() if first.isascii() and first else _OTHERS


def _topic(topic: Topic, level: int) -> str:
    title, place = escape(topic.title), escape(topic.place)
    audience = f'<p class="for">For {escape(topic.audience)}</p>\n' if topic.audience else ""
    versions = [("In plain language", topic.plain), ("The full text", topic.full)]
    # One that stands alone needs a name only if it is not what everyone expects.
    named = bool(topic.plain)
    parts = "".join(_version(name if named else "", links, topic.title, level + 1) for name, links in versions if links)
    return (
        f'<article id="{place}" tabindex="-1">\n<h{level}>{title}</h{level}>\n{audience}'
        f'<p class="state">{escape(topic.state)}</p>\n{parts}</article>\n'
    )


def _version(name: str, links: Iterable[Link], title: str, level: int) -> str:
    head = f"<h{level}>{name}</h{level}>\n" if name else ""
    of = escape(f"{title}, {name.lower()}" if name else title)
    return f'{head}<ul class="copies">\n{"".join(_link(link, of) for link in links)}</ul>\n'


def _link(link: Link, of: str) -> str:
    """A link whose words say by themselves where it leads, to those who hear all links of the page in a row."""
    icon = link.kind if link.kind in _ICONS else "file"
    return (
        f'<li><a href="{escape(quote(link.address))}"><svg aria-hidden="true" focusable="false">'
        f'<use href="#shelf:{icon}"/></svg><span><b>{escape(link.name)}</b><span class="said"> of {of}</span> '
        f'<span class="detail">{escape(link.detail)}</span></span></a></li>\n'
    )
