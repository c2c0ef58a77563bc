"""What no rule names and yet reads like a site's furniture, amid a pasted page and behind its article."""

from collections.abc import Sequence
from itertools import accumulate

from handouts.readers._likeness import LIKELY, REASON, SENTENCE, end_of_article, is_paragraph, likeness, may_go
from handouts.readers.page_text.ending import LEAST_ABOVE, entries_of, is_citation
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import KEPT, cites, heads_text, is_introduced


def drop_doubtful(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Leave out the lines that read so, but for what a list, a table or a text holds together."""
    entries = entries_of(units, title)
    texts = [unit.text for unit in units]
    likely = likeness(texts)
    end = end_of_article(texts, likely, _last_part(units, fates))
    for at in reversed(range(len(units))):
        if fates[at] != KEPT or at == title or at in entries or cites(texts[at]):
            continue
        asked = _answers(units, at) or (texts[at].endswith("?") and not _is_alone(units, fates, at))
        held = asked or is_introduced(units, at) or (at < end and not _is_alone(units, fates, at))
        if may_go(texts[at], likely[at], behind=at >= end) and not held and not _is_amid(units, fates, likely, at):
            fates[at] = REASON


def _last_part(units: Sequence[Unit], fates: Sequence[str]) -> int:
    """The first place with so much of the kept words above it that the article may end there."""
    words = list(accumulate(unit.words * (fate == KEPT) for unit, fate in zip(units, fates, strict=True)))
    return next(at for at, above in enumerate(words) if above >= LEAST_ABOVE * words[-1]) + 1


def _is_alone(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    """Whether a line is no row, no entry, no item of an introduced list, and no heading of what is kept."""
    unit = units[at]
    if unit.form == "row" or is_citation(unit):
        return False
    if units[at].text.endswith(":") and fates[at + 1 : at + 2] == [KEPT]:
        return False
    return not (fates[at + 1 : at + 2] == [KEPT] and (unit.head or heads_text(units, at)))


def _answers(units: Sequence[Unit], at: int) -> bool:
    """Whether a paragraph stands under a question."""
    return at > 0 and units[at - 1].text.endswith("?") and is_paragraph(units[at].text)


def _is_amid(units: Sequence[Unit], fates: Sequence[str], likely: Sequence[float], at: int) -> bool:
    """Whether a line stands between or beside others of its kind that do not read like furniture.

    Beside an item of a list another is enough, and beside a full paragraph another; a sentence has two.
    """
    kept = [each for each in (at - 1, at + 1) if 0 <= each < len(units) and fates[each] == KEPT]
    same = [each for each in kept if units[each].form == units[at].form]
    if units[at].form in ("bullet", "number"):
        return any(likely[each] < LIKELY for each in same)
    run = is_paragraph(units[at].text) and any(is_paragraph(units[each].text) for each in same)
    alike = [each for each in kept if likely[each] < LIKELY and units[each].words >= SENTENCE]
    return run or (len(alike) == 2 and units[at].words >= SENTENCE)
