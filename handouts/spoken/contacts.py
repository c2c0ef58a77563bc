"""Telephone numbers digit by digit, addresses of pages and of mail in words."""

import re

from handouts.spoken.rules import rule

_CALLING = re.compile(
    r"\b(?:call|calls|calling|dial|dialing|dialling|ring|ringing|phone|phoning|telephone|tel|text|contact|fax|number"
    r"|line|NHS|emergency|reach)\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\s?(?:%|°|(?:mg|mcg|µg|μg|g|kg|mL|ml|L|lbs?|oz|cm|mm|m|mmHg|bpm|kcal|cal|calories|steps|units?|people|patients"
    r"|percent|pounds|days|weeks|years)\b)"
)
# "Call us if your sugar is above 211": a limit, not a number to call.
_MEASURING = re.compile(r"\b(?:above|over|below|under|than|least|most|about|of|between(?: \d+ and)?)\s$", re.IGNORECASE)
_ENDINGS = "org|com|gov|net|edu|int|info|health|care|uk|eu|ca|au|nz|ie|de|fr|ch|io|us"
_PAGE_SIGNS = {".": "dot", "/": "slash", "-": "dash", "_": "underscore", "?": "question mark", "=": "equals"} | {
    "&": "and",
    "#": "hash",
    "%": "percent",
    "~": "tilde",
    ":": "colon",
    "+": "plus",
    "@": "at",
    ",": "comma",
    ";": "semicolon",
    "!": "exclamation mark",
    "'": "apostrophe",
    "(": "open bracket",
    ")": "close bracket",
    "*": "star",
    "$": "dollar",
}


def _spelt_signs(address: str) -> str:
    return " ".join(_PAGE_SIGNS.get(part, part) for part in re.split(r"([^A-Za-z0-9])", address) if part)


def _page(match: re.Match[str]) -> str:
    """A page's address as people say it: no protocol, no "www", no closing slash."""
    announced = re.search(r"(?:web)?site(?: at| is)?:?\s$", match.string[: match.start()], re.IGNORECASE)
    return ("" if announced else "website ") + _spelt_signs(match["address"].rstrip("/"))


def _digits(text: str) -> str:
    """Groups of digits parted by commas, so that a listener can write them down; letters stay words."""
    groups = re.findall(r"\d+|[A-Za-z]+", text)
    return ", ".join(" ".join(group) if group.isdigit() else group for group in groups)


def _phone(match: re.Match[str]) -> str:
    return ("plus " if match[0].startswith("+") else "") + _digits(match[0])


def _is_called(match: re.Match[str]) -> bool:
    """Whether the words before say that this is a number to call, and none after it that it counts something."""
    before = match.string[max(0, match.start() - 60) : match.start()]
    measured = _MEASURING.search(before) or _QUANTITY.match(match.string, match.end())
    return bool(_CALLING.search(before)) and not measured


def _local_phone(match: re.Match[str]) -> str:
    """Seven digits: "555-0100" is no range, since none ends in 0100, and "100-1000" is one unless it is called."""
    certain = match[2].startswith("0") and not match[1].startswith("0")
    return _digits(match[0]) if certain or _is_called(match) else match[0]


def _short_phone(match: re.Match[str]) -> str:
    certain = match[0] == "911" and not _QUANTITY.match(match.string, match.end())
    return " ".join(match[0]) if certain or _is_called(match) else match[0]


def _called(match: re.Match[str]) -> str:
    return _digits(match[0]) if _is_called(match) else match[0]


RULES = (
    rule(r"(?<![\w.@])(?:mailto:)?([\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})\b", lambda m: _spelt_signs(m[1])),
    rule(r"\bhttps?://(?:www\.)?(?P<address>[^\s<>\"“”]{0,2000}[\w/])", _page, re.IGNORECASE),
    rule(r"(?<![\w.@-])www\.(?P<address>[^\s<>\"“”]{0,2000}[\w/])", _page, re.IGNORECASE),
    rule(
        rf"(?<![\w.@/-])(?P<address>(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,4}}(?:{_ENDINGS})(?:/[\w/.-]{{0,500}}\w|/)?)(?![\w@])",
        _page,
    ),
    rule(r"(?<![\w-])1-8\d\d(?:-\d{3})?(?:-[A-Z]{2,8}){1,3}(?:-\d)?\b", _phone),
    rule(r"(?<![\w.+-])(?:\+?1[-. ]?)?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?![\w-]|\.\d)", _phone),
    rule(r"(?<![\w.])\+\d{1,3}(?:[ -]\(?\d{1,5}\)?){2,5}(?![\w-])", _phone),
    rule(r"(?<![\w.,/–-])\(?0\d{2,4}\)?[ -]\d{3,4}(?:[ -]\d{3,4})?(?![\w/–-]|\.\d)", _phone),
    rule(r"(?<![\w.,/–-])(\d{3})[-.](\d{4})(?![\w/–-]|[.,]\d)", _local_phone),
    rule(r"(?<![\w.,/$£€–-])(?:911|999|112|111|988|811|211)(?![\w/–-]|[.,]\d)", _short_phone),
    rule(r"(?<![\w-])(?:9-1-1|9-9-9|9-8-8|1-1-2|1-1-1)(?![\w-])", lambda match: match[0].replace("-", " ")),
    rule(r"(?<![\w.,/–-])\d{3} \d{4}(?![\w/–-]|[.,]\d)", _called),
    rule(r"(\b[Tt]ext\b[^.]{0,40}? to )(\d{5,6})\b", lambda match: match[1] + " ".join(match[2])),
    rule(r"(?<![\w.,/–-])\d{7,11}(?![\w/–-]|[.,]\d)", _called),
    rule(r"\b[Ee]xt\.?\s?(?=\d)", "extension "),
)
