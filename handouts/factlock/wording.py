"""One spelling for what type and style write in many ways: dashes, quotes, contractions, numbers in words."""

import re

_SIGNS = str.maketrans(
    {
        "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "‑": "-", "—": " — ", "−": "-", "\u00a0": " ", "\u202f": " ",
        "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "º": "°", "˚": "°", "…": ".", "\u00ad": "",
    }
)  # fmt: skip
_CONTRACTIONS = (
    (re.compile(r"\b(can)('t|not)\b", re.I), "cannot"),
    (re.compile(r"\bwon't\b", re.I), "will not"),
    (re.compile(r"\bshan't\b", re.I), "shall not"),
    (re.compile(r"(\w)n't\b", re.I), r"\1 not"),
    (re.compile(r"(\w)'(?:re)\b", re.I), r"\1 are"),
    (re.compile(r"(\w)'(?:ll)\b", re.I), r"\1 will"),
    (re.compile(r"(\w)'(?:ve)\b", re.I), r"\1 have"),
    (re.compile(r"\bI'm\b"), "I am"),
    (re.compile(r"(\w)(?:'s|s')(?!\w)"), r"\1s"),
)
_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SMALL = "|".join(sorted([*_ONES, *_TENS], key=len, reverse=True))
_IN_WORDS = re.compile(rf"\b(?:(?:{_SMALL}|a|hundred|thousand)[ -](?:and )?)*(?:{_SMALL}|hundred|thousand)\b", re.I)
_COUNTED = (
    r"(?=[ -](?:(?:to|or|in|out of)(?= (?:every )?(?:\d|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred))"
    r"|"
    r"and a half|half|third|quarter|times?|tablets?|pills?|capsules?|doses?|puffs?|drinks?|"
    r"servings?|glass(?:es)?|cups?|drops?|readings?|mg|seconds?|minutes?|hours?|days?|weeks?|months?|years?|pounds?|"
    r"ounces?|inch|inches|feet|foot|liters?|quarts?|grams?|milligrams?|teaspoons?|tablespoons?|percent|degrees?)\b)"
)
_ONE = re.compile(rf"(?<!no )(?<!any )(?<!any )\bone{_COUNTED}|(?<=\bmore than )one\b|\bone(?= \d|, (?:two|2)\b)", re.I)
_SPANS = (
    (
        re.compile(
            r"\b(up to|at least|less than|more than|longer than|no more than|under|within) an?"
            r" (?=(?:second|minute|hour|day|week|month|year|tablet|pill|cup|pound|teaspoon)\b(?! or two))",
            re.I,
        ),
        r"\1 1 ",
    ),
    (re.compile(r"\b(in|for|over|after|about) an? (?=(?:hour|day|week|month|year)\b(?! or two))", re.I), r"\1 1 "),
    (re.compile(r"\bonce or twice\b", re.I), "1 or 2 times"),
    (re.compile(r"\ban? (hour|minute|day|week|month|year|tablet|pill|cup) or two\b", re.I), r"1 or 2 \1s"),
    (re.compile(r"\bone day\b(?=[^.;:?!]*\b(?:the )?(?:next|other)\b)", re.I), "this day"),
)
_ORDINALS = {
    word: value
    for value, word in enumerate("second third fourth fifth sixth seventh eighth ninth tenth".split(), start=2)
}
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,3}}(?:nd|rd|th))"
_IN_A_ROW = re.compile(
    rf"(?<!\ba )(?<!every )(?<!each )\b({_ORDINAL})(?: (to|or|and) (?:the )?({_ORDINAL}))? (day|week|month|year)s?\b"
    r"(?! (?:of (?:each|every)|(?:of )?the month))",
    re.I,
)
_PER = (
    r"(?<!at once)(?=,? (?:(?:an?|per|each|every) (?:day|night|week|month|year|hour|minute|morning|evening|other|\d)"
    r"|(?:daily|weekly|monthly|in the|at|or)\b))"
)
_FIXED = (
    (re.compile(rf"\bonce{_PER}", re.I), "1 time"),
    (re.compile(r"\bone time\b", re.I), "1 time"),
    (re.compile(r"\btwice\b", re.I), "2 times"),
    (re.compile(r"\bthrice\b", re.I), "3 times"),
    (
        re.compile(
            r"\b(?:one[ -]half|half)(?: of)?(?: an?| the| your)?(?= (?:hour|tablet|pill|dose|cup|teaspoon|inch)\b)",
            re.I,
        ),
        "0.5",
    ),
    (re.compile(r"\b(?:1|one) and (?:a|one)[ -]half\b", re.I), "1.5"),
    (re.compile(r"\b(\d+) and (?:a|one)[ -]half\b", re.I), r"\1.5"),
    (re.compile(r"\b(?:a|one) dozen\b|\bdozen\b", re.I), "12"),
    (re.compile(r"\b(\d+)\s*½"), r"\1.5"),
    (re.compile(r"½|(?<![\d/])1/2(?![\d/])"), "0.5"),
    (re.compile(r"¼|(?<![\d/])1/4(?![\d/])"), "0.25"),
    (re.compile(r"¾|(?<![\d/])3/4(?![\d/])"), "0.75"),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"\b(\d+(?:\.\d+)?) million\b", re.I), lambda found: f"{round(float(found[1]) * 1e6)}"),
    (re.compile(r"\b(\d+(?:\.\d+)?) thousand\b", re.I), lambda found: f"{round(float(found[1]) * 1e3)}"),
)


def plain_signs(text: str) -> str:
    """The text with plain signs, contractions written out and numbers in figures.

    "one" stays a word unless it counts something ("one tablet"): it is a pronoun more often.
    """
    text = " ".join(text.translate(_SIGNS).split())
    for pattern, written in _CONTRACTIONS:
        text = pattern.sub(written, text)
    for pattern, span in _SPANS:
        text = pattern.sub(span, text)
    text = _ONE.sub("1", text)
    text = _FIXED[0][0].sub("1 time", text)
    text = _IN_A_ROW.sub(_as_label, text)
    text = _IN_WORDS.sub(_in_figures, text)
    for pattern, put in _FIXED[1:]:
        text = pattern.sub(put, text)
    return text


def _as_label(found: re.Match[str]) -> str:
    """For "fifth week" the label "week 5", for "fourth to sixth week" "week 4 to 6"."""
    first, joined, last, unit = found.groups()
    label = f"{unit} {_place_in_row(first)}"
    return f"{label} {joined} {_place_in_row(last)}" if joined else label


def _place_in_row(said: str) -> int:
    return _ORDINALS.get(said.lower()) or int(said[:-2])


def _in_figures(found: re.Match[str]) -> str:
    """The figures of a number in words ("two hundred and fifty"); "one", "hundred" and "thousand" alone stay words."""
    words = [word for word in re.split(r"[ -]", found[0].lower()) if word != "and"]
    if words in (["one"], ["hundred"], ["thousand"]) or (
        not any(w in _ONES or w in _TENS for w in words[:1])
        and (words[0] != "a" or len(words) < 2 or words[1] not in ("hundred", "thousand"))
    ):
        return found[0]
    total = part = 0
    last = ""
    for word in words:
        if word == "hundred":
            part = max(part, 1) * 100
        elif word == "thousand":
            total, part = total + max(part, 1) * 1000, 0
        elif word != "a":
            if last in _ONES or (last in _TENS and word in _TENS):
                return found[0]  # two numbers side by side: "two five"
            part += _ONES.get(word, 0) + _TENS.get(word, 0)
        last = word
    return str(total + part)
