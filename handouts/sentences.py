"""Where one sentence of English health text ends and the next begins.

A stop ends a sentence only where white space follows it, so "2.5", "example.com" and "U.S.A" stay whole. What comes
before and after the stop decides the rest: abbreviations differ in what may follow them inside a sentence.
"""

import re
from collections.abc import Iterator

_STOP = re.compile(r"""(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>["'”’»)\]}]*+)(?=\s)""")
_BLANK = re.compile(r"\s*")
_WORDY = re.compile(r"[^\W_]")
_NEXT = re.compile(r"""\s+[("'“‘«\[{]*+(?P<word>\S{0,40})""")
_BEFORE = re.compile(r"""(?:(?P<earlier>[^\s("'“‘«\[{]+)\s+)?[("'“‘«\[{]*(?P<word>[^\s("'“‘«\[{]+)$""")
_WINDOW = 60  # characters looked at before a stop: longer than two abbreviations, and a bound on the work


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Inside a sentence whatever follows.
_NEVER_LAST = _words("e.g eg i.e ie vs v cf approx ca viz esp incl excl resp")
# Inside a sentence before a number: "No. 5", but not "No. You must not."
_BEFORE_NUMBER = _words(
    "no nos fig figs p pp vol chap sect eq ref refs ext rm apt tel max min temp wt ht"
    " jan feb mar apr jun jul aug sept sep oct nov dec"
)
# Inside a sentence before a name: unless the next word is one that opens sentences.
_BEFORE_NAME = _words(
    "Dr Drs Mr Mrs Ms Mx Prof St Rev Hon Sen Rep Gov Gen Sgt Capt Lt Col Maj Mt Messrs al"
    " Jr Sr Inc Ltd Co Corp Dept Univ Hosp Ave Blvd Rd Ph.D Pharm.D M.Sc B.Sc"
)
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_CLOCK = _words("a.m p.m am pm")
_AFTER_CLOCK = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
    " September October November December EST EDT CST CDT MST MDT PST PDT ET CT MT PT GMT UTC BST"
)
# "vitamin C." ends a sentence, "by J. Smith" does not.
_LETTERED = _words(
    "vitamin hepatitis influenza type plan group class stage grade part step option factor protein appendix schedule"
    " section ward"
)
_OPENERS = _words(
    "The This That These Those It Its He She They We You Your Our His Her Their If When While Until Unless Because"
    " Although In On At For From After Before As To By With Without But And Or So Then There Here What Who How Why"
    " Where Which Most Some Many Few Each Both All Any No Not Never Always Also Please Call Ask Tell Take Talk Keep"
    " Use See Go Do Don't Don’t Stop Avoid Make Get Check Follow Once Today Patients People Doctors"
)


def split_sentences(text: str) -> list[str]:
    """The sentences of one block's text, in order.

    Each is a substring of `text` without white space at its ends, and nothing but white space lies between two of
    them. Text without a stop is one sentence, blank text is none. Where the signs are unsure (a full stop before a
    small letter) it does not split.
    """
    pieces = (text[start:end].strip() for start, end in _cuts(text))
    return [piece for piece in pieces if piece]


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence; each holds a letter or a digit, unless the whole text has none."""
    words = [found.start() for found in _WORDY.finditer(text)]
    start = first = 0
    for stop in _STOP.finditer(text):
        if not words or words[-1] < stop.end():
            break
        while words[first] < start:
            first += 1
        if words[first] < stop.start() and _ends(text, start, stop):
            yield start, stop.end()
            start = _end_of_blank(text, stop.end())
    yield start, len(text)


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends with this stop."""
    following = _NEXT.match(text, stop.end())
    word = following["word"] if following else ""
    if "?" in stop["stop"] or "!" in stop["stop"]:
        return not (stop["close"] and _is_small(word))
    if _is_small(word):
        return False
    if stop["stop"] != ".":
        return word[:1].isupper()
    before = _BEFORE.search(text[max(start, stop.start() - _WINDOW) : stop.start()])
    if before is None:
        return True
    if before["word"].isdigit() and stop.start() - len(before["word"]) == start:
        return False  # the number of a list's item
    return _ends_after(before["word"], before["earlier"] or "", word)


def _ends_after(word: str, earlier: str, following: str) -> bool:
    """Whether a full stop after `word` ends its sentence, when `following` is not written small."""
    small, opens = word.lower(), following.rstrip(",;:") in _OPENERS
    if small in _NEVER_LAST:
        return False
    if small in _BEFORE_NUMBER:
        return not following[:1].isdigit()
    if small in _CLOCK:
        return following.rstrip(",;:.)") not in _AFTER_CLOCK
    if word in _BEFORE_NAME or _INITIALS.fullmatch(word):
        return opens
    if len(word) == 1 and word.isupper():
        return opens or earlier.lower() in _LETTERED or (word == "I" and earlier.islower())
    return True


def _is_small(word: str) -> bool:
    """Whether the word is written small; "eGFR" and "pH" are not, and may open a sentence."""
    return word[:1].islower() and not any(letter.isupper() for letter in word)


def _end_of_blank(text: str, position: int) -> int:
    blank = _BLANK.match(text, position)
    return blank.end() if blank else position
