"""The title of a pasted page: the short line near its first paragraphs whose words these use most."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from handouts.readers._credits import credit_of
from handouts.readers._likeness import SURE, likeness, likeness_alone
from handouts.readers._noise import noise_of, site_talk
from handouts.readers._pitch import pitch_of
from handouts.readers._warnings import PHONE, SAFETY
from handouts.readers.page_text.contents import entries_of_contents
from handouts.readers.page_text.drawn import PICTURE
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import heads_text, is_line, is_text, same_words

FARTHEST = 400
"""Units: a title stands no further down the page."""

SOON = 20
"""Units: so near to the first paragraph others follow."""

MOST_SIGNED = 20
"""Lines with the sign of copyright in which the site's name is looked for."""
OFTEN = 3
"""Paragraphs that use a title's word."""
NEAR_PATH = 6
"""Units: so near below a path of pages stands the title that it ends in."""
MOST_CELLS = 4
"""Cells: a row of as many is a menu or a table."""
LONGEST_TITLE = 20
LONGEST_GREETING = 60
"""Words."""

_GENERIC = re.compile(
    r"(?:overview|introduction|about|summary|symptoms|causes|key (?:points|facts)|description|background|definition"
    r"|diagnosis"
    r"|treatments?|at a glance|highlights|abstract|in brief|what (?:is|are) (?:it|this|they)|about this (?:leaflet"
    r"|page|medicine)"
    r"|symptoms (?:and|&) causes|diagnosis (?:and|&) treatment|purpose|uses?|(?:health )?(?:topics|library"
    r"|conditions|services|news)"
    r"|(?:patient )?information(?: (?:leaflet|sheet))?(?: for (?:patients|parents|carers|families)(?: and \w+)?)?)\W*",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:what|who|why|when|where) (?:is|are|gets|does|do|causes)\b.*\?", re.IGNORECASE)
"""The heading of a first part, mostly: a title only where nothing else is."""
_OF_SITES = re.compile(
    r"\b(?:hospital|clinic|cent(?:er|re)|trust|university|library|unit|department|services|foundation|society|division|directorate)s?\W*$",
    re.IGNORECASE,
)
_TITLES, _DOUBT = 0.7, 3.0
"""How much a title, taken alone, may read like furniture, and what each part more of it costs."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAMED = re.compile(r"\b[A-Z]\w*")
_COMMON = frozenset(
    "what when where which while with your this that these those have from about they them their there then than will"
    " does into more most much many some other also very been were should could would can may after before such only"
    " just like make take need well good help".split()
)
"""Words that any article uses, and that say nothing of what it is about."""
_LETTER_HEAD = re.compile(r"(?:from|to|cc|bcc|date|sent|subject|reply-to|von|an|betreff)\s?:\s.*", re.IGNORECASE)
_FACT = re.compile(r"(?:[a-z]+ )?(?:names?|class|code|category|pronunciation)\s?:\s", re.IGNORECASE)
"""A line of a table of facts: "Generic name: …"."""
_PRICE = re.compile(r"[£$€]\s?\d")
_STEP = re.compile(r"\s*[>»›→\\]\s*|\s+(?:/|::)\s+")
_SITE = re.compile(r"\s+(?:[|–—·:»]|-)\s+")


def title_of(units: Sequence[Unit]) -> int | None:
    """The index of the unit that is the page's title, or None where no line could be it."""
    first = _first_paragraph(units)
    marked = [at for at, unit in enumerate(units[:FARTHEST]) if unit.head == 1 and _may_be(unit)]
    if len(marked) == 1 and _is_spoken_of(units, marked[0]):
        return marked[0]
    if (named := _end_of_path(units)) is not None:
        return named
    if first is not None and (later := _signed(units, first)) is not None:
        return later
    if first is None:
        return next((at for at, unit in enumerate(units[:FARTHEST]) if _may_be(unit)), None)
    title = _best(units, range(first), first, 0.0)
    if title is not None or not _is_alert(units, first):
        return title
    second = next((at for at in range(first + 1, len(units)) if is_text(units[at])), first)
    return _best(units, range(first + 1, second), second, 1.1)


def _end_of_path(units: Sequence[Unit]) -> int | None:
    """The line right below a path of pages that says what the path ends in: "Home > Clots > DVT"."""
    for at, unit in enumerate(units[:FARTHEST]):
        if noise_of(unit.text) != "breadcrumbs":
            continue
        last = same_words(_STEP.split(unit.text)[-1])
        for below in range(at + 1, min(len(units), at + 1 + NEAR_PATH)):
            own = same_words(units[below].text)
            named = own == last or own.startswith(f"{last} ")
            if last and named and _may_be(units[below]) and (below == at + 1 or not _in_menu(units, below)):
                return below
    return None


def _is_spoken_of(units: Sequence[Unit], at: int) -> bool:
    """Whether the paragraphs below a line use one of its words again and again."""
    spoken = Counter(stem for unit in units[at:] if unit.form == "prose" for stem in set(_stems(unit.text)))
    return any(spoken[stem] >= OFTEN for stem in _stems(units[at].text))


def _best(units: Sequence[Unit], places: range, first: int, least: float) -> int | None:
    """The likeliest title among the units at `places`, if it scores more than `least`; text begins at `first`."""
    spoken = _spoken(units[first : first + 60])
    listed = entries_of_contents(units)
    heads = [at for at in places if at not in listed and (_may_be(units[at]) or _is_asked(units, at))]
    parts = _parts(units, places, first)
    scores = {at: _score(units, at, heads[place + 1 :], spoken, parts) for place, at in enumerate(heads)}
    alike = {at: max(0.0, likeness_alone(units[at].text) - _TITLES) for at in heads}
    best = max(heads, key=lambda at: (scores[at] - _DOUBT * alike[at], at), default=None)
    return best if best is not None and scores[best] > least else None


def _spoken(units: Sequence[Unit]) -> Counter[str]:
    """How often the text uses each word, names half as often: a site's own is in every other sentence."""
    spoken: Counter[str] = Counter()
    for unit in units:
        if unit.form in ("prose", "bullet", "number"):
            spoken.update(_stems(unit.text))
            spoken.update(_stems(_NAMED.sub("", unit.text)))
    return spoken


def _signed(units: Sequence[Unit], first: int) -> int | None:
    """A title with its author's name below it, under a greeting or another short text that stands before it."""
    before = 0
    for at in range(first, min(len(units) - 1, first + SOON)):
        before += units[at].words if units[at].form != "short" else 0
        if before > LONGEST_GREETING:
            return None
        credit = credit_of(units[at + 1].text, 1)
        if credit and credit.kind in ("byline", "reviewer") and _may_be(units[at]):
            return None if _GENERIC.fullmatch(units[at].text) else at
    return None


def _parts(units: Sequence[Unit], places: range, first: int) -> set[str]:
    """The names of the page's parts that a table of contents before the text lists: they come again as headings."""
    again = {same_words(unit.text) for at, unit in enumerate(units[first - 1 :], first - 1) if heads_text(units, at)}
    lists: list[list[int]] = []
    for at in places:
        listed = is_line(units[at]) and same_words(units[at].text) in again
        if listed and lists and lists[-1][-1] == at - 1:
            lists[-1].append(at)
        elif listed:
            lists.append([at])
    return {same_words(units[at].text) for entries in lists if len(entries) >= 2 for at in entries}


def _is_asked(units: Sequence[Unit], at: int) -> bool:
    """Whether it is a title of two sentences, such as a reader's question, with a date or a name under it."""
    unit = units[at]
    if unit.form != "prose" or unit.words > LONGEST_TITLE or not unit.text.endswith("?"):
        return False
    return any(credit_of(below.text, 1) for below in units[at + 1 : at + 4])


def _is_alert(units: Sequence[Unit], at: int) -> bool:
    """Whether a sentence of advice stands among a site's menus: "Call 911 if this is an emergency."."""
    above = range(max(0, at - 3), at)
    return (
        units[at].words <= 30
        and bool(SAFETY.search(units[at].text))
        and any(noise_of(units[each].text) for each in above)
    )


def _first_paragraph(units: Sequence[Unit]) -> int | None:
    """Where the text begins: at a paragraph that is not alone, with two others or with items soon behind it."""
    full = [
        at
        for at, unit in enumerate(units[:FARTHEST])
        if is_text(unit) and not _is_asked(units, at) and not _LETTER_HEAD.fullmatch(unit.text)
    ]
    alike = likeness([unit.text for unit in units[:FARTHEST]])
    full = [at for at in full if not pitch_of(units[at].text) and alike[at] < SURE] or full
    for at in full:
        soon = units[at + 1 : at + 1 + SOON]
        texts = sum(
            is_text(unit) or (unit.form in ("bullet", "number", "row") and not noise_of(unit.text)) for unit in soon
        )
        if texts >= 2 or units[at].words > 60 or len(soon) < SOON:
            return at
    return full[0] if full else None


def _may_be(unit: Unit) -> bool:
    if (
        unit.form in ("rule", "row")
        or len(unit.cells) >= MOST_CELLS
        or unit.leads
        or unit.words > LONGEST_TITLE
        or not _WORD.search(unit.text)
    ):
        return False
    if (
        unit.form in ("bullet", "number")
        or unit.text.endswith((":", ",", ";", "."))
        or (not unit.head and site_talk(unit.text))
    ):
        return False
    if PHONE.search(unit.text) or any(form.search(unit.text) for form in (_PRICE, PICTURE, _LETTER_HEAD)):
        return False
    return not noise_of(unit.text) and not credit_of(unit.text, unit.line)


def _score(units: Sequence[Unit], at: int, later: Sequence[int], spoken: Counter[str], parts: set[str]) -> float:
    unit = units[at]
    # A long title has words that the text does not repeat; the two that it repeats most say what both are about.
    most = sorted((min(spoken[stem], 8) / 8 for stem in set(_stems(unit.text))), reverse=True)[:2]
    share = sum(most) / 2 if len(most) > 1 else 0.8 * sum(most)
    score = 0.5 + 4 * share - 0.12 * min(len(later), 20)
    score += {1: 6.0, 2: 1.0}.get(unit.head, 0.0)
    score -= 1.5 if _OF_SITES.search(unit.text) else 0.0
    score -= 3.0 if _GENERIC.fullmatch(unit.text) else 0.0
    score -= 3.0 if _ASKS.fullmatch(unit.text) else 0.0
    score -= 1.5 if _is_one_of_facts(units, at) or _FACT.match(unit.text) else 0.0
    score -= 3.0 if same_words(unit.text) in parts else 0.0
    after = units[at + 1] if at + 1 < len(units) else unit
    buttons = ("share buttons", "print or font buttons", "slideshow")
    score += 0.8 if credit_of(after.text, 1) or (after.form == "short" and noise_of(after.text) in buttons) else 0.0
    score += 0.6 if unit.gap and after.gap else 0.0
    score -= 2.0 if _owns_rights(units, unit) else 0.0
    score -= 3.0 if _is_path(units, at) else 0.0
    score += _announced(units, at) - (1.0 if _in_menu(units, at) else 0.0)
    return score + (0.4 if 2 <= unit.words <= 14 else 0.0)


def _owns_rights(units: Sequence[Unit], unit: Unit) -> bool:
    """Whether a line is the name that stands behind the page's sign of copyright: the site's own."""
    name = same_words(unit.text)
    signed = islice((each for each in units if "©" in each.text), MOST_SIGNED)
    return any(name in same_words(each.text) for each in signed)


def _is_path(units: Sequence[Unit], at: int) -> bool:
    """Whether a row of parts ends in what a line right below says: the path of pages to the article."""
    cells = units[at].cells
    return len(cells) > 1 and any(same_words(unit.text) == same_words(cells[-1]) for unit in units[at + 1 : at + 4])


def _is_one_of_facts(units: Sequence[Unit], at: int) -> bool:
    """Whether a line with a colon has another beside it: "Brand names: …", "Drug class: …"."""
    beside = units[max(0, at - 1) : at + 2]
    return ": " in units[at].text and sum(": " in unit.text and unit.form == "short" for unit in beside) > 1


def _stems(text: str) -> list[str]:
    return [word[:5] for word in map(str.casefold, _WORD.findall(text)) if word not in _COMMON]


def _announced(units: Sequence[Unit], at: int) -> float:
    """What speaks for a title above it: the browser's "Title | Site", or a path of pages that ends in it."""
    own = same_words(units[at].text)
    for above in units[max(0, at - 100) : at]:
        parts = [same_words(part) for part in re.split(r"\s*[|>»›/→]\s*|\s[–—:-]\s", above.text)]
        if len(parts) > 1 and own in (parts[0], parts[-1]):
            return 2.0
        if same_words(above.text) == own:
            return 1.0
    return 0.0


def _in_menu(units: Sequence[Unit], at: int) -> bool:
    """Whether it stands amid short lines without a blank one between."""
    if units[at].gap:
        return False
    beside = units[max(0, at - 1) : at + 2]
    return len(beside) == 3 and all(unit.form == "short" for unit in beside) and not beside[2].gap
