"""What a page wants of its reader amid the text: pitches, questions with a button, cards, and its imprint."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from handouts.readers._credits import credit_of
from handouts.readers._noise import noise_of
from handouts.readers._pitch import asks_for, pitch_of, polls, sells
from handouts.readers.web_page.boxes import Box, Line, level_of
from handouts.readers.web_page.groups import OF_OTHERS, Groups
from handouts.readers.web_page.wording import LONGEST_INVITATION, PROSE, is_advice, is_safety

LARGEST_LABELLED = 4
"""Lines of a box with a label or a heading over it, and a link or a button in it."""
LARGEST_IMPRINT = 12
"""Lines of a box with the sign of copyright."""
PITCHED = frozenset("div section aside article td li p".split())
_FIND_OUT = re.compile(r"\b(?:find out|see|check) (?:if|whether) .*", re.IGNORECASE)
"""What a tool of the site promises, and no advice."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The groups of a page, to which offers are added."""

    groups: Groups

    def drop(self) -> None:
        """All steps, in their order."""
        self._pitches()
        self._asked()
        self._cards()
        self._imprint()

    def _pitches(self) -> None:
        """Small boxes that speak as a pitch does, that a label calls another page, or that are a heading, a sentence
        and a button; and paragraphs that are a pitch.
        """
        for box in self.groups.region.page.root.boxes():
            if box.tag not in PITCHED or not self.groups.is_small(box):
                continue
            lines = [line for line in self.groups.region.page.of(box) if not self.groups.reasons[line.at]]
            said = [_FIND_OUT.sub("", line.text) for line in lines]
            advised = any(is_safety(text) or (is_advice(text) and not sells(text)) for text in said)
            if lines and not advised and self._is_pitch(box, lines):
                self.groups.leave(lines, "advertisement")

    def _is_pitch(self, box: Box, lines: Sequence[Line]) -> bool:
        signs = pitch_of(" ".join(line.text for line in lines))
        if box.tag == "p":
            return signs >= 2 or (signs == 1 and not any(self.groups.region.votes[line.at] for line in lines))
        first = self.groups.region.page.lines[box.first]
        if len(self.groups.region.page.of(box)) < 2 or any(line.box.tag in ("li", "td") for line in lines):
            return False
        named = noise_of(first.text) in OF_OTHERS and "image" not in first.text.casefold()
        if named and len(lines) <= LARGEST_LABELLED and any(line.is_link for line in lines):
            return True
        button = lines[-1].is_link or lines[-1].box.tag == "button"
        short = len(first.text) < PROSE and first is lines[0] and not first.is_link
        asks = bool(asks_for(lines[-1].text)) and short and 2 <= len(lines) <= LARGEST_LABELLED
        asked = polls(" ".join(line.text for line in lines))
        return (button and len(lines) > 1 and (signs >= 2 or asks)) or asked

    def _asked(self) -> None:
        """A question to the reader with a button for its answer: "Looking for a dentist?", "Search near me"."""
        for line, below in pairwise(self.groups.region.page.lines):
            asks = line.text.endswith("?") and len(line.text) <= LONGEST_INVITATION and not level_of(line.box)
            free = not self.groups.reasons[line.at] and not self.groups.reasons[below.at] and not is_advice(line.text)
            if asks and free and below.is_link and asks_for(below.text) and not is_advice(below.text):
                self.groups.leave([line, below], "advertisement")

    def _cards(self) -> None:
        """Boxes of one kind side by side, each a linked title with a few words under it: other articles."""
        for box in self.groups.region.page.root.boxes():
            cards = [child for child in box.children if isinstance(child, Box) and self._is_titled_card(child)]
            kinds = Counter(_kind(card) for card in cards)
            for card in cards:
                if kinds[_kind(card)] >= 2:
                    self.groups.leave(self.groups.region.page.of(card), "related articles")

    def _is_titled_card(self, box: Box) -> bool:
        lines = self.groups.region.page.of(box)
        if not 2 <= len(lines) <= LARGEST_LABELLED or box.tag not in ("div", "article", "li", "section"):
            return False
        titled = level_of(lines[0].box) > 0 and lines[0].is_link
        return titled and self.groups.is_small(box) and not any(is_advice(line.text) for line in lines)

    def _imprint(self) -> None:
        """What stands in one small box with the sign of copyright, apart from the article."""
        for line in self.groups.region.page.lines:
            if "©" not in line.text or self.groups.region.core.holds(line):
                continue
            box = line.box
            while box.parent is not None and self._is_apart(box.parent):
                box = box.parent
            rest = [each for each in self.groups.region.page.of(box) if credit_of(each.text, each.line) is None]
            self.groups.leave([each for each in rest if not is_advice(each.text)], "footer")

    def _is_apart(self, box: Box) -> bool:
        return box.last - box.first <= LARGEST_IMPRINT and self.groups.is_small(box)


def _kind(box: Box) -> tuple[str, str]:
    return box.tag, box.attributes.get("class", "")
