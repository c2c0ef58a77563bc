"""The single changes that the fact lock must see: each a function from a sentence to its changed versions.

No change is made that leaves the meaning as it was: equal quantities, a second name of the same medicine, "may not"
for "must not", an "or" under a "not" (which deny both either way), numbers in names, idioms ("right away").
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from handouts.factlock.phrases import drug_phrases
from handouts.factlock.words import read_words

Change = Callable[[str, Random], Iterator[str]]

_NUMBER = re.compile(r"(?<![\w.,/°-])(\d+(?:,\d{3})*(?:\.\d+)?)(?![\w/]|,\d|\.\d|-\d{3})")
_PHONE = re.compile(r"(?:1-\d{3}-)?\d{3}-\d{4}|(?<!\d)(?:911|988)(?!\d)")
_RANGE = re.compile(r"\d+(?:\.\d+)?%?(?: to |–|-)(\d+(?:\.\d+)?)(?![\d-])")
BOUNDS = {
    "at least": "up to",
    "up to": "at least",
    "no more than": "at least",
    "more than": "less than",
    "less than": "more than",
    "fewer than": "more than",
    "below": "above",
    "above": "below",
    "over": "under",
    "under": "over",
    "longer than": "shorter than",
    "higher than": "lower than",
}
ENDS = {
    "or more": "or less",
    "or higher": "or lower",
    "or less": "or more",
    "or lower": "or higher",
    "or older": "or younger",
}
UNITS = {
    "mg": "g", "mcg": "mg", "g": "mg", "days": "weeks", "day": "week", "weeks": "days", "hours": "minutes",
    "hour": "minute", "minutes": "hours", "minute": "hour", "months": "weeks", "years": "months",
    "pounds": "ounces", "liters": "cups", "mL": "liters", "grams": "milligrams", "milligrams": "grams",
    "cm²": "mm", "°F": "°C", "feet": "inches", "seconds": "minutes", "mmHg": "mg/dL", "mm": "cm",
    "teaspoons": "tablespoons", "week": "month", "ounces": "pounds",
}  # fmt: skip
OFTEN = {
    "a day": "a week", "each day": "each week", "every day": "every week", "daily": "weekly", "per day": "per week",
    "once a": "twice a", "twice a": "three times a", "a week": "a month", "every week": "every month",
    "each morning": "each month", "every morning": "every month",
}  # fmt: skip
_BODY = (
    "arm|leg|side|hand|foot|atrium|ventricle|heart|lung|upper|lower|coronary|wrist|groin|shoulder|collarbone|chamber|"
    "room|eye|ear|knee|hip|kidney|breast"
)
_IDIOM = re.compile(
    r"more or less|and so on|now and then|come and go|comes and goes|either way|or so|up and down|whether or not|"
    r"back and forth|\bor (?:more|higher|less|lower|fewer|older|above|below|larger|longer|over)|\d and \d|"
    r"and (?:above|over|older)",
    re.I,
)


def _swap(text: str, start: int, end: int, new: str) -> str:
    old = text[start:end]
    return text[:start] + (new.capitalize() if old[:1].isupper() and old.lower() != old.upper() else new) + text[end:]


def _each(table: dict[str, str], pattern: str) -> Change:
    """A change that exchanges each phrase of a table, where `pattern` (with {} for the phrase) finds it."""

    def change(text: str, random: Random) -> Iterator[str]:
        for old, new in table.items():
            for found in re.finditer(pattern.format(re.escape(old)), text, re.I):
                yield _swap(text, *found.span(1), new)

    return change


def _without(text: str, pattern: re.Pattern[str]) -> str:
    """The text with what matches blanked, its length kept."""
    return pattern.sub(lambda found: "\x00" * len(found[0]), text)


def digit(text: str, random: Random) -> Iterator[str]:
    for found in _NUMBER.finditer(_without(text, _PHONE)):
        places = [place for place in range(*found.span(1)) if text[place].isdigit()]
        places = places[:-1] if re.search(r"\.\d*0$", found[1]) and len(places) > 1 else places
        place = random.choice(places)
        first = place == found.start(1) and len(found[1]) > 1
        new = random.choice([d for d in "0123456789" if d != text[place] and not (first and d == "0")])
        changed = text[:place] + new + text[place + 1 :]
        if float(changed[found.start(1) : found.end(1)].replace(",", "")) > 0 or found[1] != "0":
            yield changed


def decimal(text: str, random: Random) -> Iterator[str]:
    for found in _NUMBER.finditer(_without(text, _PHONE)):
        value = found[1].replace(",", "")
        if float(value):
            moved = float(value) * random.choice((10, 0.1))
            yield text[: found.start(1)] + f"{moved:g}" + text[found.end(1) :]


def range_end(text: str, random: Random) -> Iterator[str]:
    for found in _RANGE.finditer(_without(text, _PHONE)):
        value = float(found[1])
        yield text[: found.start(1)] + f"{value + random.choice((1, 2, 5)):g}" + text[found.end(1) :]


def phone(text: str, random: Random) -> Iterator[str]:
    for found in _PHONE.finditer(text):
        place = found.end() - 1
        new = random.choice([d for d in "0123456789" if d != text[place]])
        yield text[:place] + new + text[place + 1 :]


@cache
def _names_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {
        " ".join(words): name for rows in drug_phrases().values() for words, name in rows if not name.startswith("[")
    }
    said = sorted(names, key=lambda name: (-len(name), name))
    forms = "|".join(re.escape(name).replace(r"\ ", "[ -]") for name in said)
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.I), names


def drug_names(text: str) -> list[tuple[int, int, str]]:
    """The medicines named in a text: start, end and first name."""
    pattern, names = _names_pattern()
    return [(*found.span(), names[re.sub(r"[ -]", " ", found[0].lower())]) for found in pattern.finditer(text)]


_OTHERS = ("metoprolol", "warfarin", "lisinopril", "ibuprofen", "amoxicillin", "digoxin", "prednisone", "furosemide")


def drug_swapped(text: str, random: Random) -> Iterator[str]:
    for start, end, name in drug_names(text):
        yield _swap(text, start, end, random.choice([other for other in _OTHERS if other != name]))


def drug_exchanged(text: str, random: Random) -> Iterator[str]:
    """Another medicine of the same sentence in its place."""
    names = drug_names(text)
    for start, end, name in names:
        others = sorted({text[s:e] for s, e, other in names if other != name})
        if others:
            yield _swap(text, start, end, random.choice(others))


def drug_dropped(text: str, random: Random) -> Iterator[str]:
    for start, end, _ in drug_names(text):
        yield _swap(text, start, end, "it")


_DENIES = r"\b(?:not|never|no|without|cannot|avoid|stay away|keep off|leave (?:off|out)|nor|neither)\b|n['’]t\b"
_NOT = (
    (re.compile(r"\b([Dd]o not |[Dd]on['’]t )(?=(\w))"), ""),
    (
        re.compile(r"\b(?:is|are|was|were|do|does|did|has|have|had|should|must|could|would)(n['’]t)\b(?<!\bdon['’]t)"),
        "",
    ),
    (re.compile(r"\b(?<!\bdo )(?<!\bDo )(not )(?!only|just|be afraid|hesitate)"), ""),
    (re.compile(r"\b(cannot|can['’]t)\b"), "can"),
    (re.compile(r"\b(never)\b", re.I), "always"),
    (re.compile(r"\b(without)\b", re.I), "with"),
    (re.compile(r"(?<!say )(?<!or )\b(no )(?!more|less|fewer|longer|matter|later|doubt|\d)(?=[a-z])"), ""),
    (re.compile(r"\b(avoid)\b", re.I), "use"),
)


def negation_removed(text: str, random: Random) -> Iterator[str]:
    for pattern, new in _NOT:
        for found in pattern.finditer(text):
            rest = text[found.end(1) :]
            begins = not new and found[1][:1].isupper()
            yield (
                text[: found.start(1)]
                + (new.capitalize() if found[1][:1].isupper() else new)
                + (rest[:1].upper() + rest[1:] if begins else rest)
            )


_VERBS = "Take|Call|Use|Drink|Eat|Stop|Keep|Wear|Tell|Ask|Put|Give|Go|Start|Raise|Weigh|Check|Move|Get|Wait|Have"


def negation_added(text: str, random: Random) -> Iterator[str]:
    for found in re.finditer(
        r"\b(?:must|should|can|is|are|will|does|do)(?= [a-z])(?! you)(?!(?: \w+)? (?:not|no|never|avoid|needed)\b)",
        text,
    ):
        yield text[: found.end()] + " not" + text[found.end() :]
    for found in re.finditer(rf"(?:^|(?<=[.:] )|(?<=, ))(?:{_VERBS})\b(?! (?:not|little|no)\b)", text):
        yield text[: found.start()] + "Do not " + text[found.start() :][:1].lower() + text[found.start() + 1 :]


def or_to_and(text: str, random: Random) -> Iterator[str]:
    for found in re.finditer(r"\bor\b", _without(text, _IDIOM)):
        clause = re.split(r"[.;:?!]", text[: found.start()])[-1]
        if not re.search(rf"{_DENIES}|\bunless\b", clause, re.I):
            yield text[: found.start()] + "and" + text[found.end() :]


def and_to_or(text: str, random: Random) -> Iterator[str]:
    for found in re.finditer(r"(?<=[a-z,)\d] )\band\b(?= [a-z\d])", _without(text, _IDIOM)):
        clause = re.split(r"[.;:?!]", text[: found.start()])[-1]
        if not re.search(rf"\b(?:between|both)\b[^,]*$|{_DENIES}", clause, re.I):
            yield text[: found.start()] + "or" + text[found.end() :]


_CONDITION = re.compile(
    r"(?P<first>^(?:If|Unless)\b[^,.;:?]+, (?=\w))|(?P<last>,? (?:(?:but )?only )?(?:if|unless)\b[^,.;:?]*(?=[.;]|$))",
    re.I,
)


def condition_cut(text: str, random: Random) -> Iterator[str]:
    for found in _CONDITION.finditer(text):
        rest = text[: found.start()] + text[found.end() :]
        asks = re.search(
            r"\b(?:asks?|see|know|tell us|even|find out|as|check)\b(?: \w+){0,4}$", text[: found.start()], re.I
        )
        if (
            len(rest.split()) >= 3
            and not asks
            and not found[0].lower().startswith(("if so", "if not", "if you need to"))
        ):
            yield rest[:1].upper() + rest[1:]


def side(text: str, random: Random) -> Iterator[str]:
    for found in re.finditer(rf"\b(left|right)(?= (?:{_BODY})\b)", text, re.I):
        yield _swap(text, *found.span(), {"left": "right", "right": "left"}[found[0].lower()])


def order(text: str, random: Random) -> Iterator[str]:
    for found in re.finditer(r"\b(before|after)\b(?! all\b)(?<!look after)(?<!day after)", text, re.I):
        yield _swap(text, *found.span(), {"before": "after", "after": "before"}[found[0].lower()])


def _modal(old: str, new: str) -> Change:
    def change(text: str, random: Random) -> Iterator[str]:
        for found in re.finditer(
            r"(?<!may )(?<!might )(?<!not )(?<!n't )(?<!n’t )(?<!no )(?<!an )(?<!urgent )"
            rf"\b(?:{old})\b(?! not\b| never\b| only\b| be able| have to| need to|[.,;])",
            text,
        ):
            yield text[: found.start()] + new + text[found.end() :]

    return change


_TURNS = re.compile(
    r"\b(?:"
    r"a sign of|able to|advise|advises|aim to|allowed to|although|apart from|are advised|are allowed|"
    r"are necessary|are needed|are recommended|as long as|as soon as|assuming|at times|avoid|avoided|"
    r"avoiding|avoids|be careful to|be certain to|be sure to|can|cannot|could|despite|encouraged to|except|"
    r"exclusively|forbidden|free to|given that|got to|had better|had to|has to|have to|having to|if|"
    r"imperative|in case|in some cases|in spite of|in the event of|in the event that|in which case|indicate|"
    r"indicates|is advisable|is advised|is allowed|is best|is crucial|is essential|is necessary|is needed|"
    r"is recommended|is vital|it is better to|it is critical to|it is important to|it is wise to|keep away from|"
    r"likely|make sure|mandatory|may|maybe|might|must|need|needed to|needs|neither|never|no|nobody|none|"
    r"nor|not|nothing|nowhere|obliged to|occasionally|once|only|optional|other than|ought to|perhaps|"
    r"permitted to|possibility|possible|possibly|potential|potentially|presumably|probably|prohibited|"
    r"provided that|recommend|recommended that|recommends|refrain from|regardless of|require|required|"
    r"requires|should|so long as|solely|sometimes|stay away from|steer clear of|supposed to|tend to|tends to|"
    r"the moment|though|unless|when|whenever|whether|without"
    r")\b|n['’]t\b",
    re.I,
)


def is_fact(text: str) -> bool:
    """Whether a sentence holds a number, a medicine, a denial, a condition, a demand or a call."""
    words = read_words(text)
    return any(word.quantity or word.drug for word in words) or bool(_TURNS.search(text))


KINDS: dict[str, Change] = {
    "number: digit": digit,
    "number: decimal point": decimal,
    "number: end of range": range_end,
    "number: comparator": _each(BOUNDS, r"\b({}) (?:about )?(?=[\d½]|one |two )"),
    "number: comparator after": _each(ENDS, r"\d[^.;:?!]{{0,30}}?\b({})\b"),
    "number: phone": phone,
    "number: how often": _each(OFTEN, r"\b({})\b(?! value)"),
    "unit": _each(UNITS, r"(?<=[\d½] )({})(?![\w/²])"),
    "drug: another": drug_swapped,
    "drug: of the sentence": drug_exchanged,
    "drug: dropped": drug_dropped,
    "negation: removed": negation_removed,
    "negation: added": negation_added,
    "side": side,
    "must→may": _modal("must|have to|has to|need to|needs to", "may"),
    "should→may": _modal("should", "may"),
    "may→must": _modal("may", "must"),
    "or→and": or_to_and,
    "and→or": and_to_or,
    "condition cut": condition_cut,
    "before↔after": order,
}
