"""What an extractor of articles takes for the article: two opinions on each line, one generous and one strict."""

import re
from dataclasses import dataclass

from handouts.readers.web_page.boxes import Line

LARGEST_ASKED = 4_000_000
"""Letters of source without embedded files; above it the extractor would take minutes, and is not asked."""
SURE_INSIDE = 24
"""Letters and digits from which a text that stands anywhere in the extract is surely the same text."""

_EMBEDDED = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=%]{100,}")
_UNSEEN_TEXT = re.compile(r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_OTHER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One extract: all of its letters in a row, and its lines."""

    letters: str
    lines: frozenset[str]

    def holds(self, line: Line) -> bool:
        """Whether the extract has this line: whole, or anywhere when it is long."""
        key = _key(line.text)
        return bool(key) and (key in self.lines or (len(key) >= SURE_INSIDE and key in self.letters))


def opinions_on(source: str, elements: int) -> tuple[Opinion, Opinion]:
    """The generous and the strict opinion; both are empty where the extractor is not asked, or fails."""
    source = _EMBEDDED.sub("data:,", _UNSEEN_TEXT.sub("", source))
    if len(source) > LARGEST_ASKED or elements > 20_000:
        return Opinion("", frozenset()), Opinion("", frozenset())
    return _opinion(source, generous=True), _opinion(source, generous=False)


def _opinion(source: str, *, generous: bool) -> Opinion:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(source, favor_recall=generous, include_comments=False, with_metadata=False)
    except Exception:  # an opinion less: the page's own structure decides
        found = None
    text = str(getattr(found, "text", "") or "")
    lines = {key for line in text.split("\n") for part in (line, *line.split("|")) if (key := _key(part))}
    return Opinion(_key(text), frozenset(lines))


def _key(text: str) -> str:
    return _OTHER.sub("", text).casefold()
