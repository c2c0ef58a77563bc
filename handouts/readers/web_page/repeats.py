"""What a page says twice: a paragraph word for word, and a quotation pulled out of one."""

import re
from collections.abc import Sequence
from itertools import islice

from handouts.readers.web_page.boxes import Line
from handouts.readers.web_page.wording import PROSE

MOST_PULLED = 100
"""Quotations that are looked for in the text."""
FEWEST_PULLED = 4
"""Words of a quotation that is surely the same where they stand in the text again."""


def drop_repeats(lines: Sequence[Line], reasons: list[str]) -> None:
    """Give each of the kept `lines` that repeats an earlier one its reason."""
    said = " | ".join(_plain(line.text) for line in lines if not _is_pulled(line))
    seen: set[str] = set()
    pulled = set(islice((line.at for line in lines if _is_pulled(line)), MOST_PULLED))
    for line in lines:
        if len(line.text) >= PROSE and line.text in seen and line.box.within("table") is None:
            reasons[line.at] = "said twice"
        if line.at in pulled and len(line.text.split()) >= FEWEST_PULLED and _plain(line.text) in said:
            reasons[line.at] = "said twice"
        seen.add(line.text)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _is_pulled(line: Line) -> bool:
    """Whether a line is set as a quotation."""
    around = islice(line.box.around(), 3)
    return any(box.tag == "blockquote" or "pull" in box.attributes.get("class", "").lower() for box in around)
