"""The stem of an English word, so that "narrowed" and "narrowing" are one.

A light stripper, made for comparing two texts by one author: it may join words that a dictionary keeps apart
("operate", "operation"), and it never has to give a word that exists.
"""

from functools import lru_cache

_IRREGULAR = {
    form: stem
    for stem, forms in {
        "take": "takes took taken taking",
        "give": "gives gave given giving",
        "make": "makes made making",
        "have": "has had having",
        "be": "is are am was were been being",
        "do": "does did done doing",
        "go": "goes went gone going",
        "get": "gets got gotten getting",
        "feel": "feels felt feeling feelings",
        "fall": "falls fell fallen falling",
        "rise": "rises rose risen rising",
        "bleed": "bleeds bled bleeding",
        "eat": "eats ate eaten eating",
        "drink": "drinks drank drunk drinking",
        "drive": "drives drove driven driving",
        "keep": "keeps kept keeping",
        "tell": "tells told telling",
        "say": "says said saying",
        "come": "comes came coming",
        "leave": "leaves leaving",
        "lie": "lies lying lain",
        "die": "dies died dying death dead",
        "lose": "loses lost losing loss",
        "break": "breaks broke broken breaking",
        "begin": "begins began begun beginning",
        "see": "sees saw seen seeing",
        "speak": "speaks spoke spoken speaking",
        "swell": "swells swelled swollen swelling",
        "sit": "sits sat sitting",
        "stand": "stands stood standing",
        "sleep": "sleeps slept sleeping asleep",
        "swim": "swims swam swum swimming",
        "wear": "wears wore worn wearing",
        "write": "writes wrote written writing",
        "know": "knows knew known knowing",
        "grow": "grows grew grown growing growth",
        "find": "finds found finding findings",
        "bring": "brings brought bringing",
        "buy": "buys bought buying",
        "hold": "holds held holding",
        "catch": "catches caught catching",
        "mean": "means meant meaning",
        "run": "runs ran running",
        "throw": "throws threw thrown throwing",
        "send": "sends sent sending",
        "weigh": "weighs weighed weighing weight",
        "breath": "breathe breathes breathed breathing breaths",
        "bath": "bathe bathes bathed bathing baths",
        "use": "uses used using usage",
        "bad": "worse worst badly",
        "good": "well",
        "foot": "feet",
        "tooth": "teeth",
        "child": "children",
        "woman": "women",
        "man": "men",
        "mouse": "mice",
        "high": "higher highest height",
        "low": "lowest",
        "long": "longer longest",
        "strong": "stronger strength",
        "young": "younger",
        "old": "older",
        "large": "larger largest",
        "thin": "thinner",
        "heavy": "heavier",
        "fast": "faster",
        "slow": "slower",
        "easy": "easier easily",
        "small": "smaller smallest",
        "less": "lesser",
        "diagnosis": "diagnose diagnosed diagnoses diagnosing diagnostic",
        "analysis": "analyses",
    }.items()
    for form in forms.split()
}
_ENDINGS = ("fulness", "ations", "ation", "ments", "ment", "ness", "ings", "ing", "ions", "ion", "edly", "ed", "ly")
_KEPT = frozenset(
    "during morning evening something nothing anything wing king ring spring bring need feed red bed".split()
)
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a word written small."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or word in _KEPT:
        return word
    return _tidy(_without_ending(_singular(word)))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending):
            root = word.removesuffix(ending)
            if len(root) >= 3 and not _VOWELS.isdisjoint(root):
                return _mended(root) if ending in ("ing", "ings", "ed", "edly") else root
    return word


def _mended(root: str) -> str:
    """The root with the "e" that its ending took, where three letters are too few to do without."""
    open_syllable = root[-1] not in "aeiouywx" and root[-2] in _VOWELS and root[-3] not in _VOWELS
    return root + "e" if len(root) == 3 and open_syllable else root


def _tidy(root: str) -> str:
    if len(root) > 4 and root[-1] == "e":
        root = root[:-1]
    if len(root) > 5 and root.endswith("at"):
        root = root[:-2]
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":
        root = root[:-1]
    return root[:-1] + "i" if len(root) > 3 and root[-1] == "y" else root
