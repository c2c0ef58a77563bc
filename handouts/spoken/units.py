"""Units in words: "5 mg" is 5 milligrams, "1 mg" 1 milligram, "mg/dL" milligrams per deciliter."""

import re

from handouts.spoken.rules import HALVES, NUMBER, Rule, rule

_NAMES = {
    "mg|mgs|MG": "milligram",
    "mcg|mcgs|MCG|µg|ug": "microgram",
    "ng": "nanogram",
    "pg": "picogram",
    "g|gm|gms": "gram",
    "kg|kgs|Kg|KG": "kilogram",
    "mL|ml|mls|mLs|ML": "milliliter",
    "dL|dl": "deciliter",
    "µL|uL": "microliter",
    "L|l": "liter",
    "cc": "cubic centimeter",
    "tsp": "teaspoon",
    "tbsp|Tbsp": "tablespoon",
    "fl oz|fl\\. oz": "fluid ounce",
    "oz": "ounce",
    "lb|lbs": "pound",
    "mm": "millimeter",
    "cm": "centimeter",
    "m": "meter",
    "km": "kilometer",
    "nm": "nanometer",
    "µm": "micrometer",
    "ft": "foot",
    "mi": "mile",
    "mmol": "millimole",
    "µmol|umol": "micromole",
    "nmol": "nanomole",
    "pmol": "picomole",
    "mol": "mole",
    "mEq": "milliequivalent",
    "IU": "international unit",
    "mIU": "milli-international unit",
    "U": "unit",
    "kcal": "kilocalorie",
    "cal": "calorie",
    "kJ": "kilojoule",
    "J": "joule",
    "kPa": "kilopascal",
    "mV": "millivolt",
    "V": "volt",
    "W": "watt",
    "mSv": "millisievert",
    "Gy": "gray",
    "dB": "decibel",
    "sec|secs": "second",
    "s": "second",
    "min|mins": "minute",
    "h|hr|hrs": "hour",
    "wk|wks": "week",
    "mo|mos": "month",
    "yr|yrs|y": "year",
    "ms|msec": "millisecond",
    "mmHg|mmhg|mm Hg|mm hg": "millimeter of mercury",
    "cmH2O|cm H2O": "centimeter of water",
    "bpm": "beat per minute",
    "mph": "mile per hour",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "°C": "degree Celsius",
    "° C": "degree Celsius",
    "°F|° F": "degree Fahrenheit",
    "degrees C": "degree Celsius",
    "degrees F": "degree Fahrenheit",
    "°": "degree",
}
_LENGTHS = {"mm": "millimeter", "cm": "centimeter", "m": "meter", "km": "kilometer", "ft": "foot", "in": "inch"}
_POWERS = {"square": ("²", "2", "^2"), "cubic": ("³", "3", "^3")}
_PLURALS = {"foot": "feet", "inch": "inches", "hertz": "hertz", "kilohertz": "kilohertz", "megahertz": "megahertz"}


def _table() -> dict[str, str]:
    names = {symbol.replace("\\.", "."): name for symbols, name in _NAMES.items() for symbol in symbols.split("|")}
    for power, signs in _POWERS.items():
        names |= {length + sign: f"{power} {name}" for length, name in _LENGTHS.items() for sign in signs}
    return names


UNITS = _table()
"""What each symbol is called, in the singular."""


def _any_of(symbols: list[str]) -> str:
    return "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))


_UNIT = _any_of(list(UNITS))
# Symbols that mean nothing else, so that they are units without a number too, as in the head of a table.
_ALONE = _any_of(
    [
        *(
            "mg",
            "mcg",
            "µg",
            "kg",
            "mL",
            "dL",
            "mmHg",
            "mm Hg",
            "mmol",
            "mEq",
            "µmol",
            "cm",
            "mm",
            "bpm",
            "kcal",
            "lbs",
        ),
        *("°C", "°F", *(unit for unit in UNITS if unit.endswith(("²", "³")))),
        *(length + power for length in ("cm", "mm") for power in "23"),
    ]
)
_WHOLE = "|".join(
    f"{word}s?"
    for word in ("day", "week", "month", "year", "hour", "minute", "second", "night", "dose", "visit", "person")
)
_DIVISOR = rf"(?:1\.73\s?m(?:²|2)|{_WHOLE}|{_UNIT})"
_PER = rf"(?P<per>(?:\s?/\s?{_DIVISOR}(?![^\W\d_])){{0,3}})"
# "5 mg tablet": the unit tells which tablet.
_THING = (
    r"(?=\s(?:tablet|pill|capsule|caplet|dose|patch|injection|syringe|vial|ampule|strength|strip|lozenge|spray)s?\b)"
)
# A stop that only ends the symbol, as in "10 min. before".
_STOP = r"(?:\.(?=\s+[a-z]))?"


def plural(name: str) -> str:
    """The plural of a unit's name: the plural of its first noun if others hang on it."""
    head, of, rest = next((name.partition(link) for link in (" of ", " per ") if link in name), (name, "", ""))
    before, space, noun = head.rpartition(" ")
    if before == "degree":
        return f"degrees {noun}"
    return f"{before}{space}{_PLURALS.get(noun, noun + 's')}{of}{rest}"


def _divided(per: str) -> str:
    """Say "/kg/day" as " per kilogram per day"."""
    return "".join(f" per {_divisor(part.strip())}" for part in per.split("/")[1:])


def _divisor(symbol: str) -> str:
    if symbol.startswith("1.73"):
        return "1.73 square meters"
    return UNITS.get(symbol, symbol.removesuffix("s"))


def _counted(match: re.Match[str]) -> str:
    name = UNITS[match["unit"]]
    gap = match["gap"] if match["gap"] == "-" else " "
    one = gap == "-" or bool(match["thing"] is not None) or _is_one(match)
    return f"{match['number']}{gap}{name if one else plural(name)}{_divided(match['per'])}"


def _is_one(match: re.Match[str]) -> bool:
    """One or a part of one, written as a fraction: "1 mg", "½ mL", "1/2 mL"; but "0.5 mL" is said as many."""
    before = match.string[: match.start()]
    if before.endswith("/"):
        return bool(re.search(r"(?:^|[^\d/ ]|[^\d] )\d/$", before))
    return match["number"] in ("1", *HALVES) and not before.endswith(tuple("-–—"))


def _alone(match: re.Match[str]) -> str:
    return plural(UNITS[match["unit"]]) + _divided(match["per"])


def _per_unit(match: re.Match[str]) -> str:
    return f" per {UNITS[match['unit']]}"


# "2 in long-term care" is no length: the word must close its phrase.
_INCHES_FOLLOW = r"(?=\s(?:tall|wide|long|high|deep|thick|across|apart)(?:[.,;)]|$))"

RULES: tuple[Rule, ...] = (
    rule(r"(?<![\w.])(\d)\s?['’′]\s?(\d{1,2})\s?(?:[\"”″]|'')", r"\1 feet \2 inches"),
    rule(r"(?<=\d) ?y/o\b", " years old"),
    rule(r"(?<=\d)\s?[º˚]\s?(?=[CF]\b)", "°"),
    rule(r"(?<![\d.])(9\d|1[01]\d)((?:\.\d)?)\s?F\b(?!\.\w|[-/])", r"\1\2 degrees Fahrenheit"),
    rule(r"(?<![\d.])(3[4-9]|4[0-3])((?:\.\d)?)\s?C\b(?!\.\w|[-/])", r"\1\2 degrees Celsius"),
    rule(rf"(\b(?:ft|feet|foot|x|×|by)\.? ?(?:{NUMBER} ?[{HALVES}]?)) ?in\b(?:\.(?=\s+[a-z]))?", r"\1 inches"),
    rule(rf"(?<![\d.,])1 ?in(?:\.(?=\s+[a-z])|{_INCHES_FOLLOW})", "1 inch"),
    rule(rf"(?<=\d) ?in(?:\.(?=\s+[a-z]|,)|(?=\.$)|{_INCHES_FOLLOW})", " inches"),
    rule(
        rf"(?<![\d.,A-Za-z])(?P<number>{NUMBER}\s?[{HALVES}]|{NUMBER}|[{HALVES}])(?P<gap>\s?|-)(?P<unit>{_UNIT})"
        rf"(?<!\ds){_PER}(?![\w²³^]|/\w|\.\w|['’]\w|(?<=[ \d][A-Za-z])-[A-Za-z])(?P<thing>{_THING})?{_STOP}",
        _counted,
    ),
    rule(rf"(?<![\w/.°-])(?P<unit>{_ALONE}){_PER}(?![\w²³^-]|/\w|\.\w)", _alone),
    rule(rf"(?<![\w/.°-])(?P<unit>{_UNIT})(?P<per>/(?:dL|mL|L|kg|m²|m2|µL|mm³))(?![\w²³^])", _alone),
    rule(rf"\b({_any_of([plural(name) for name in UNITS.values()])}) \(\1\)", r"\1"),
    rule(rf"(?<=[a-z\d])\s?/\s?(?P<unit>{_WHOLE})\b", lambda match: f" per {match['unit']}"),
    rule(rf"(?<=\d)\s?/\s?(?P<unit>{_any_of(['dL', 'mL', 'L', 'µL', 'kg', 'm²', 'mm³'])})(?!\w)", _per_unit),
    rule(r"(?<=[a-z])/(?P<unit>min|hr|wk|yr|mo)\b", _per_unit),
)
