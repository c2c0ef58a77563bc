"""Numbers and what stands between and before them: fractions, pressures, ranges, comparisons, money, Roman numerals."""

import re

from handouts.spoken.rules import HALVES, NUMBER, Rule, rule

_PARTS = {
    **{"½": "one half", "⅓": "one third", "⅔": "two thirds", "¼": "one quarter", "¾": "three quarters"},
    **{"⅛": "one eighth", "⅜": "three eighths", "⅝": "five eighths", "⅞": "seven eighths", "⅕": "one fifth"},
    **{"⅖": "two fifths", "⅗": "three fifths", "⅘": "four fifths", "⅙": "one sixth", "⅚": "five sixths"},
}
_FIGURES = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞"}


def _fraction(match: re.Match[str]) -> str:
    part = match["part"]
    words = _PARTS[_FIGURES.get(part, part)]
    if match["whole"] is None:
        return words
    return f"{match['whole']} and {'a half' if words == 'one half' else words}"


def _over(match: re.Match[str]) -> str:
    """Blood pressure: "120/80" is 120 over 80. Other figures keep the sign, in a word."""
    upper, lower = int(match[1]), int(match[2])
    if 60 <= upper <= 260 and 30 <= lower <= 160 and lower < upper:
        return f"{match[1]} over {match[2]}"
    return f"{match[1]} slash {match[2]}"


_COINS = {"$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent")}
_COINS_MANY = {"dollar": "dollars", "cent": "cents", "pound": "pounds", "penny": "pence", "euro": "euros"}


def _money(match: re.Match[str]) -> str:
    whole, part, scale = match["whole"], match["part"], match["scale"]
    coin, small = _COINS[match["coin"]]
    if scale:
        return f"{whole}{'.' + part if part else ''}{scale} {_COINS_MANY[coin]}"
    said = _amount(whole, coin)
    return f"{said} and {_amount(str(int(part)), small)}" if part and int(part) else said


def _amount(figure: str, coin: str) -> str:
    return f"{figure} {coin if figure == '1' else _COINS_MANY[coin]}"


_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
_CLASSED = (
    r"(?:[Cc]lass(?:es)?|[Ss]tages?|[Tt]ypes?|[Gg]rades?|[Pp]hases?|[Ff]actors?|[Pp]arts?|[Cc]hapters?|[Ss]ections?|NYHA"
    r"|[Ll]evels?|[Cc]ategor(?:y|ies)|[Gg]roups?|[Vv]olumes?|[Tt]ables?|[Ff]igures?|[Aa]ppendix|[Aa]ngiotensin|Killip)"
)
# "Type I" is one and "the type I take" is me: a lone I is a numeral only before what is not a verb.
_NOT_ME = (
    r"(?=[.,;:)\]]|$|\s(?:diabetes|disease|heart|failure|angina|obesity|hypertension|error|allerg\w+|reactions?|trials?"
    r"|stud(?:y|ies)|drugs?|evidence|recommendations?|indications?|or|to|and\s[IVX]|receptors?|symptoms?|NYHA)\b|[-–/][IVX])"
)
_SUFFIX = r"[a-c]?"
_MORE = rf"(?:(?:\s?(?:[-–/]|,)\s?|\s(?:to|through)\s)(?:{_ROMAN}){_SUFFIX}\b|\s(?:or|and)\s(?!I\b){_ROMAN}{_SUFFIX}\b)"
_VALUES = {"I": 1, "V": 5, "X": 10}


def roman(numeral: str) -> int:
    """The value of a Roman numeral up to 39."""
    values = [_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _roman(match: re.Match[str]) -> str:
    said = re.sub(rf"({_ROMAN})({_SUFFIX})\b", lambda one: f"{roman(one[1])}{one[2]}", match["numerals"])
    said = re.sub(r"(?<=\d)([a-c]?)/(?=\d)", r"\1 slash ", said)
    return match["kind"] + re.sub(r"(?<=\d)([a-c]?)\s?[-–]\s?(?=\d)", r"\1 to ", said)


_UNIT_WORDS = (
    r"(?:grams|liters|meters|moles|units|ounces|pounds|feet|inches|hours|minutes|seconds|days|weeks|months|years|mercury"
    r"|Celsius|Fahrenheit|degrees|percent|dollars|euros|pence|cents|calories|joules|milliequivalents)"
)
_AFTER_DASH = r"(?=[<>≤≥~≈]?\s?[.$£€]?\d)"

FRACTIONS: tuple[Rule, ...] = (
    rule(r"(?<![\d.,])([1-9]\d{0,2})((?: 000)+)(?!\d)", lambda match: match[1] + match[2].replace(" ", "")),
    rule(r"(?<=\d)\s+%", "%"),
    rule(r"(?<![\d.,])\.(?=\d)", "0."),
    rule(rf"(?:(?<![\d.,])(?P<whole>\d{{1,4}})\s?)?(?P<part>[{HALVES}])", _fraction),
    rule(
        r"(?<![\d/.,])(?<!\bon )(?<!\bby )(?<!\buntil )(?<!\bsince )(?:(?P<whole>\d{1,3})[ -])?"
        rf"(?P<part>{'|'.join(_FIGURES)})(?![\d/]|[.,]\d)",
        _fraction,
    ),
    rule(r"\b24/7\b", "24 hours a day, 7 days a week"),
    rule(
        r"(?i)((?:pain|scale|score|scored|rated?)\b[^.]{0,40}?(?<![\d/.,]))(\d{1,2})/(10|5|100)(?![\d/]|[.,]\d)",
        r"\1\2 out of \3",
    ),
    rule(r"(?<![\d/.])(\d{1,4})/(\d{1,4})(?![\d/]|\.\d)", _over),
)

MONEY: tuple[Rule, ...] = (
    rule(r"(?<=[$£€])(\d[\d,]*(?:\.\d+)?)\s?[-–]\s?(?=\d)", r"\1 to "),
    rule(r"([$£€])(\d[\d,]*(?:\.\d+)?) to (?=\d)", r"\2 to \1"),
    rule(
        r"(?P<coin>[$£€])\s?(?P<whole>\d[\d,]*(?<=\d))(?:\.(?P<part>\d+)(?!\d))?(?P<scale>\s(?:thousand|million|billion))?",
        _money,
    ),
    rule(r"(?<=\d)\s?¢", " cents"),
)

_PART_WORDS = r"(?:half|(?:third|quarter|fifth|sixth|eighth)s?)"

RANGES: tuple[Rule, ...] = (
    rule(rf"\b({_PART_WORDS})\s?[–—-]\s?(?=[.\d]|(?:one|two|three|five|seven) {_PART_WORDS}\b)", r"\1 to "),
    rule(rf"(?<=\d)\s?[–—-]\s?(?=(?:one|two|three|five|seven) {_PART_WORDS}\b)", " to "),
    rule(r"(?<![\d:.])1:(?=\d{3,}\b)", "1 to "),
    rule(rf"(?<=\d)(\s?%|°)?\s?[–—]\s?{_AFTER_DASH}", lambda match: f"{match[1] or ''} to "),
    rule(rf"\b((?:[a-z]*){_UNIT_WORDS})\s?[–—-]\s?{_AFTER_DASH}", r"\1 to "),
    rule(
        rf"(?<![\w-])({NUMBER})(\s?%|°)?-{_AFTER_DASH}(?!\d+(?:\.\d+)?-\d)",
        lambda match: f"{match[1]}{match[2] or ''} to ",
    ),
    rule(rf"(?<![\w-])({NUMBER})(\s?%)? - (?={NUMBER})", lambda match: f"{match[1]}{match[2] or ''} to "),
    rule(r"\b([A-Za-z]\d{1,2})[–](?=[A-Za-z]\d)", r"\1 to "),
    rule(r"(?<=[\d\w] )−(?= \d)", "minus"),
    rule(r"−\s?(?=\d)", "minus "),
    rule(r"(?:^|(?<=[\s(]))[-–](?=\d)", "minus "),
)

COMPARISONS: tuple[Rule, ...] = (
    rule(r"\s*(?:≥|>=|⩾|≧)\s*", " at least "),
    rule(r"\s*(?:≤|<=|⩽|≦)\s*", " at most "),
    rule(r"\s*≠\s*", " is not equal to "),
    rule(r"\s*(?:≈|≅|∼)\s*|\s*~\s?(?=\d)", " about "),
    rule(r"\s*(?:±|\+/-|\+/−)\s*", " plus or minus "),
    rule(rf"(\d|%|\b[a-z]*{_UNIT_WORDS})\s*(?:→|⇒|->|=>)\s*(?=\d)", r"\1 to "),
    rule(r"\s*(?:→|⇒|->|=>)\s*", ", then "),
    rule(r"\s*↑\s*", " up "),
    rule(r"\s*↓\s*", " down "),
    rule(r"\s*<\s*", " less than "),
    rule(r"\s*>\s*", " more than "),
)

_FIGURE = rf"{NUMBER} ?[{HALVES}]?"

TIMES: tuple[Rule, ...] = (
    rule(r"(?<=\d)\s?[×x✕]\s?10\s?(?=[⁰¹²³⁴-⁹⁻⁺])", " times 10"),
    rule(rf"(?<![\w.])({_FIGURE})\s?[×✕x]\s?(?={_FIGURE}\s?(?:(?:mm|cm|m|in|inches|ft|x)\b|[×✕]))", r"\1 by "),
    rule(rf"(?<=by )({_FIGURE})\s?[×✕x]\s?(?={_FIGURE})", r"\1 by "),
    rule(rf"(?<![\w.])({NUMBER})\s?[×✕x]\s?(?=\d)", r"\1 times "),
    rule(r"(?<=\d)\s?(?:×|✕|x\b)(?!\s?\d)", " times "),
    rule(r"(?<![\w])[×✕x]\s?(?=\d)", "times "),
    rule(r"×", " times "),
)

NUMERALS: tuple[Rule, ...] = (
    rule(rf"\b(?P<kind>{_CLASSED}[\s-])(?P<numerals>(?!I\b){_ROMAN}{_SUFFIX}\b{_MORE}{{0,4}})", _roman),
    rule(rf"\b(?P<kind>{_CLASSED}[\s-])(?P<numerals>I\b{_NOT_ME}{_MORE}{{0,4}})", _roman),
    rule(r"(?P<kind>\banti-(?:factor )?)(?P<numerals>Xa\b)", _roman),
    rule(r"\bI(?=(?: and | or |[-–])II\b)", "1"),
    rule(r"(?P<kind>)\b(?P<numerals>II|III|VII|VIII|XII)\b(?![-'’]\w)", _roman),
)
