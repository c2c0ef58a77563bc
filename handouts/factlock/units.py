"""Units of measure in their long and short forms, each as a multiple of one unit of its kind."""

import re
from types import MappingProxyType

# kind: (unit, how many of the kind's first unit it holds, its forms)
_UNITS: tuple[tuple[str, str, float, str], ...] = (
    ("mass", "mcg", 1e-6, "mcg|µg|μg|ug|micrograms?"),
    ("mass", "mg", 1e-3, "mg|milligrams?"),
    ("mass", "g", 1, "g|gm|grams?"),
    ("mass", "kg", 1e3, "kgs?|kilograms?|kilos?"),
    ("pound", "pounds", 1, "lbs?|pounds?"),
    ("ounce", "ounces", 1, "oz|ounces?|fluid ounces?|fl oz"),
    ("volume", "mL", 1e-3, "ml|milliliters?|millilitres?|cc"),
    ("volume", "liters", 1, "l|liters?|litres?"),
    ("teaspoon", "teaspoons", 1, "tsp|teaspoons?|teaspoonfuls?"),
    ("tablespoon", "tablespoons", 1, "tbsp|tablespoons?|tablespoonfuls?"),
    ("cup", "cups", 1, "cups?"),
    ("length", "mm", 1e-3, "mm|millimeters?|millimetres?"),
    ("length", "cm", 1e-2, "cm|centimeters?|centimetres?"),
    ("length", "m", 1, "meters?|metres?"),
    ("inch", "inches", 1, "inch|inches"),
    ("inch", "feet", 12, "ft|foot|feet"),
    ("mile", "miles", 1, "miles?"),
    ("area", "cm²", 1, r"cm2|cm²|sq cm|square (?:cm|centimeters?|centimetres?)"),
    ("time", "seconds", 1, "seconds|secs?"),
    ("time", "minutes", 60, "minutes?|mins?"),
    ("time", "hours", 3600, "hours?|hrs?"),
    ("time", "days", 86400, "days?"),
    ("time", "weeks", 7 * 86400, "weeks?|wks?"),
    ("months", "months", 1, "months?"),
    ("months", "years", 12, "years?|yrs?"),
    ("percent", "%", 1, "%|percent|per cent|out of (?:every )?100|in (?:every )?100|of every 100"),
    ("fahrenheit", "°F", 1, r"° ?f|degrees? (?:f|fahrenheit)"),
    ("celsius", "°C", 1, r"° ?c|degrees? (?:c|celsius)"),
    ("degree", "degrees", 1, "degrees?|°"),
    ("pressure", "mmHg", 1, r"mm ?hg|millimeters of mercury"),
    ("sugar", "mg/dL", 1, r"mg/dl|milligrams? per deciliter"),
    ("molar", "mmol/L", 1, r"mmol/l|millimoles? per liter"),
    ("per weight", "mg/kg", 1, r"mg/kg|milligrams? per kilogram"),
    ("ng/mL", "ng/mL", 1, r"ng/ml|nanograms? per milliliter"),
    ("mEq", "mEq", 1, "meq|milliequivalents?"),
    ("units", "units", 1, "units?|international units?|iu"),
    ("rate", "beats a minute", 1, r"bpm|(?:beats|breaths|times) (?:per|an?|each|every|in an?|/) ?minute"),
    ("energy", "calories", 1, "calories|calorie|kcal|kilocalories?"),
    ("clock", "a.m.", 1, r"a\.m\.?|am"),
    ("clock ", "p.m.", 1, r"p\.m\.?|pm"),
    ("times", "times", 1, "times?"),
)
KINDS = MappingProxyType({unit: (kind, factor) for kind, unit, factor, _ in _UNITS})
# A bare number may stand for these where the text has named the measure ("below 130").
OFTEN_UNSAID = frozenset({"mmHg", "mg/dL", "beats a minute", "degrees", "mmol/L", "ng/mL", "years", "times"})
TIME = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years"})

# The longest forms first, or "mg" would be read in "mg/dL".
_ORDER = ("sugar", "molar", "per weight", "ng/mL", "area", "rate", "pressure", "fahrenheit", "celsius", "ounce")
_RANKED = sorted(_UNITS, key=lambda row: _ORDER.index(row[0]) if row[0] in _ORDER else len(_ORDER))
_GROUPS = [(f"u{index}", unit, forms) for index, (_, unit, _, forms) in enumerate(_RANKED)]
_UNIT = re.compile("|".join(f"(?P<{name}>{forms})" for name, _, forms in _GROUPS), re.IGNORECASE)
_NAMES = {name: unit for name, unit, _ in _GROUPS}
PATTERN = "(?:" + "|".join(forms for _, _, forms in _GROUPS) + r")(?![\w²])"


def unit_of(form: str) -> str:
    """The unit that this form writes, or "" where it is none."""
    found = _UNIT.fullmatch(form.strip().lower())
    return _NAMES[found.lastgroup] if found and found.lastgroup else ""
