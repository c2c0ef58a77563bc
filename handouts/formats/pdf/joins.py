"""Where a line must not break: the spaces that hold a number to its unit, or a phone number or a date together."""

import re

NBSP = "\u00a0"

_UNITS = frozenset(
    """
    kg g mg mcg µg μg ng lb lbs oz L l dL dl mL ml cc fl km m cm mm nm µm μm ft in yd
    km² m² cm² mm² m2 cm2 mm2 m³ cm³ mm³ ounce ounces pound pounds inch inches foot feet yard yards mile miles
    pint pints gallon gallons liter liters litre litres milliliter milliliters millilitre millilitres
    gram grams milligram milligrams microgram micrograms kilogram kilograms
    meter meters metre metres centimeter centimeters centimetre centimetres millimeter millimeters millimetre
    millimetres kilometer kilometers kilometre kilometres
    mmHg cmH2O kPa bpm beats breaths mmol µmol μmol mol mEq IU unit units kcal cal calorie calories kJ J W V mV mA
    Hz kHz MHz mSv Gy MET METs dB % ‰ percent ° °C °F º degree degrees times
    ms s sec secs second seconds min mins minute minutes h hr hrs hour hours day days night nights
    week weeks month months year years am pm AM PM a.m p.m A.M P.M o’clock o'clock noon midnight
    tablet tablets pill pills capsule capsules drop drops puff puffs spray sprays dose doses patch patches
    injection injections teaspoon teaspoons tablespoon tablespoons tsp tbsp cup cups glass glasses drink drinks
    serving servings cigarette cigarettes stair stairs step steps word words page pages
    """.split()
)
_MONTHS = frozenset(
    """
    January February March April May June July August September October November December
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
    """.split()
)
_SECOND_HALVES = {"mm": ("Hg",), "fl": ("oz",), "°": ("C", "F"), "a.": ("m",), "p.": ("m",)}
_LEADERS = frozenset(
    "no. nos. fig. figure table step page pages chapter type stage class grade part level call dial".split()
)
_TITLES = frozenset("Dr. Mr. Mrs. Ms. Prof. St.".split())
_SIGNS = frozenset("< > = ≤ ≥ ≈ ~ ± + − $ € £ ¥".split())
_BETWEEN = frozenset("– — − - / × x ± +".split())
_EXTENSION = frozenset(("ext", "ext.", "extension", "x", "x."))

_NUMERALS = frozenset("0123456789½⅓⅔¼¾⅛⅜⅝⅞")
_FRACTIONS = frozenset("½⅓⅔¼¾⅛⅜⅝⅞")
_LEADING = frozenset("([“‘\"'+~<>≤≥±−-$€£¥")
_NUMBER = re.compile("[0-9½⅓⅔¼¾⅛⅜⅝⅞]")
_TITLE = re.compile(r"(?:Dr|Mrs?|Ms|Prof|St)\. ")
# A space beside a number, or behind what may be a title or the first half of a unit: no other is looked at. The
# pattern begins with the space itself, which is far faster to find than what stands before it.
_MATTERS = re.compile(
    r" (?:(?<=[0-9½⅓⅔¼¾⅛⅜⅝⅞°] )|(?=[(\[“‘\"'+~<>≤≥±−$€£¥-]?[0-9½⅓⅔¼¾⅛⅜⅝⅞])|(?<=mm )(?=Hg)|(?<=fl )(?=oz)"
    r"|(?<=\. )(?:(?<=[ap]\. )(?=m)|(?<=[DM]r\. )|(?<=Mrs\. )|(?<=Ms\. )|(?<=Prof\. )|(?<=St\. )))"
)
_DIGITS_BEFORE = re.compile(r"[+(]*[0-9][0-9().–-]*$")
_DIGITS_AFTER = re.compile(r"\(?[0-9][0-9().–-]*$")
_DAY = re.compile(r"[0-3]?[0-9](?:st|nd|rd|th)?$")
_OPENING, _CLOSING = "([{“‘\"'", ".,;:!?)]}”’\"'…"


def joined(text: str) -> str:
    """The text with a no-break space for each space at which a line must not end; nothing else changes.

    Held together are a number and its unit ("2.0 cm²", "5 to 10 mg", "120/80 mmHg", "8 a.m."), a range or a pair
    set with spaces ("1 – 2 years"), a sign and its number ("≥ 140"), a phone number, its extension and the word that
    leads to it ("call 911"), day and month, and a name with its title.
    """
    if not _NUMBER.search(text) and not (". " in text and _TITLE.search(text)):
        return text
    parts, start = [], 0
    for space in _MATTERS.finditer(text):
        place = space.start()
        left = text[text.rfind(" ", 0, place) + 1 : place]
        right = text[place + 1 :].partition(" ")[0]
        if left and right and _belong_together(_word_before(text, place - len(left) - 1), left, right):
            parts.append(text[start:place])
            start = place + 1
    return NBSP.join((*parts, text[start:])) if parts else text


def _word_before(text: str, place: int) -> str:
    return text[text.rfind(" ", 0, place) + 1 : place] if place > 0 else ""


def _belong_together(before: str, left: str, right: str) -> bool:
    after_number = left[-1] in _NUMERALS
    before_number = right[0] in _NUMERALS or (right[0] in _LEADING and right[1:2] in _NUMERALS)
    if not after_number and not before_number:
        return _is_second_half(before, left, right) or (left in _TITLES and right[0].isupper())
    left, ended = left.lstrip(_OPENING), right.rstrip(_CLOSING)
    if after_number and before_number:
        return right[0] in _FRACTIONS or bool(_DIGITS_BEFORE.match(left) and _DIGITS_AFTER.match(ended))
    if after_number:
        return _goes_with_number(left, right, ended)
    return _leads_number(before, left, ended)


def _is_second_half(before: str, left: str, right: str) -> bool:
    """Whether a unit in two words follows its number: "5 mm Hg"."""
    return left in _SECOND_HALVES and before[-1:] in _NUMERALS and right.rstrip(_CLOSING) in _SECOND_HALVES[left]


def _goes_with_number(number: str, right: str, ended: str) -> bool:
    if ended in _UNITS or right in _BETWEEN or right in ("a.", "p.") or right.startswith(("%", "°")):
        return True
    if ended in _MONTHS and _DAY.match(number):
        return True
    if right in _EXTENSION and len(number) > 3:
        return True
    unit, slash, _ = ended.partition("/")
    return bool(slash) and unit in _UNITS


def _leads_number(before: str, left: str, ended: str) -> bool:
    if left in _SIGNS or left in _BETWEEN or left.lower() in _LEADERS:
        return True
    if left in _EXTENSION and before[-1:] in _NUMERALS:
        return True
    if left.rstrip(".") in _MONTHS and _DAY.match(ended):
        return True
    return left.endswith(")") and left[:-1].isdigit() and bool(_DIGITS_AFTER.match(ended))
