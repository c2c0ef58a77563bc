"""Signs of a clause that can stand as a sentence, read without a parser. Where they lack, nothing is proposed."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALWAYS_SUBJECT = _words("i he she we they")
_SUBJECT = _words(
    "you it this that these those there the a an your its their our my his her some many most each every another other"
    " few several no people doctors patients someone everyone nobody both all one"
)
_IMPERATIVE = _words(
    "ask call tell take do don't don’t never always please keep use see go stop avoid make get check follow talk have"
    " drink eat rest sit lie write bring wear press hold count put try let turn wait start begin skip weigh choose read"
    " limit add show look measure notice remember stay walk move note carry learn plan set report"
)
_ORDER = _IMPERATIVE - {"have"}
_FINITE = _words(
    "is are was were am has have had does do did can could may might must should will would shall cannot can't can’t"
    " don't don’t doesn't doesn’t isn't isn’t aren't aren’t won't won’t needs means helps makes keeps shows"
    " lowers raises depends becomes gets gives takes goes comes stays beats works solves causes happens varies seems"
    " feels"
)
_SUBORDINATE = re.compile(
    r"\b(?:if|when|whenever|unless|until|till|before|after|because|since|although|though|while|whereas|that|which|who"
    r"|whom|whose|where|whether|once|except|as|so that|how|what|why|than)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|unless|until|till|before|after|once|only|except|provided|as long as|as soon as|in case"
    r"|while|during)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not|no|never|none|nothing|nobody|neither|nor|without|cannot|\w+n['’]t)\b", re.IGNORECASE)
_LATER_PREDICATE = re.compile(
    r", (?:is|are|was|were|has|have|had|can|may|might|must|should|will|would|cannot|do|does|need|needs)\b"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> list[str]:
    """The words, written small."""
    return [found[0].lower() for found in _WORD.finditer(text)]


def has_subordinate(text: str) -> bool:
    """Whether a word opens a subordinate clause in it."""
    return bool(_SUBORDINATE.search(text))


def has_condition(text: str) -> bool:
    """Whether it says when or on what condition something holds."""
    return bool(_CONDITION.search(text))


def has_negation(text: str) -> bool:
    """Whether a word in it denies."""
    return bool(_NEGATION.search(text))


def goes_on(text: str) -> bool:
    """Whether, behind a comma, the predicate of a clause follows that began before this text, or another clause."""
    joined = re.findall(r" (?:and|but|so|or|yet) (\S+)", text)
    another = any(word.lower() in _SUBJECT | _ALWAYS_SUBJECT or _SUBORDINATE.fullmatch(word) for word in joined)
    return bool(_LATER_PREDICATE.search(text)) or another


def is_order(text: str) -> bool:
    """Whether it opens as an order to the reader."""
    return words(text)[:1] != [] and words(text)[0] in _IMPERATIVE


def speaks_to_reader(text: str) -> bool:
    """Whether a sentence is an order, or asks or names the reader."""
    found = words(text)
    named = {"you", "your", "yours", "yourself", "you're", "you’re", "i", "my", "me"}.intersection(found)
    return bool(named) or found[0] in _ORDER


def opens_clause(text: str) -> bool:
    """Whether it opens with a subject, and a verb follows it before any subordinate clause does."""
    found = words(text)
    if len(found) < 2 or found[0] not in _SUBJECT | _ALWAYS_SUBJECT:
        return False
    return found[0] in _ALWAYS_SUBJECT or has_verb(text)


def has_verb(text: str) -> bool:
    """Whether a finite verb stands in it before any subordinate clause."""
    cut = _SUBORDINATE.search(text, 1)
    return any(word in _FINITE for word in words(text[: cut.start()] if cut else text)[1:])


def is_sentence(text: str) -> bool:
    """Whether it may stand alone: an order, or a clause with a subject and a verb."""
    return is_order(text) or has_verb(text)
