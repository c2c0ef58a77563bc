"""Lines in another language than the page's: offers of the same page, or of an interpreter."""

import re
from collections.abc import Sequence

from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import KEPT

_WORD = re.compile(r"[^\W\d_]+")
_WORDS_OF = {
    "en": "the and of to in is you your for if with are not or it that this be as on by from have an at"
    " do does did i my me we our they he she his her what why how when who which where can will would should may"
    " has was were been more most any no so than then them there need about after before",
    "es": "el la los las de en y si que para su una un con por esta este usted español gratuitos a",
    "fr": "le la les des de du et en si vous votre pour une un avec sur est sont dans ce cette au aux",
    "de": "der die das und in sie ihr ihre für ein eine mit ist sind wenn auf zu den dem nicht",
    "pt": "o a os as de do da em e se que para sua seu uma um com por esta este você",
    "it": "il la lo gli le di del della e in se che per sua suo una un con questa questo lei",
    "pl": "i w na do z że się nie jest dla po jeśli pan pani oraz ten ta to",
    "nl": "de het een en van in is voor op met als u uw dat zijn niet",
}
"""The commonest words of some languages, by which a line is told: they stand in nearly every sentence."""
_SETS = {tag: frozenset(words.split()) for tag, words in _WORDS_OF.items()}
MOST_OFFERS = 2
"""Lines in other languages on any page."""
LONGEST_ROW = 200
"""Letters of a row of languages."""
_LANGUAGES = re.compile(
    r"(?:\W*(?:english|español|espanol|français|francais|deutsch|português|italiano|polski|nederlands|soomaali|gaeilge"
    r"|cymraeg|русский|українська|中文|简体中文|繁體中文|한국어|日本語|tiếng việt|tieng viet|العربية|فارسی|اردو|हिन्दी"
    r"|ਪੰਜਾਬੀ|বাংলা|tagalog|kreyòl ayisyen|hmoob|türkçe|română)\W*){2,}",
    re.IGNORECASE,
)


def drop_foreign(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Lines of another language before the text and behind it, and rows of languages; a page of two keeps both."""
    texts = [at for at, unit in enumerate(units) if unit.form == "prose" and unit.words >= 8]
    other = [at for at in texts if is_foreign(units[at].text)]
    if len(other) * 2 >= len(texts) or len(other) > max(MOST_OFFERS, len(texts) // 10):
        return
    body = range(texts[0], texts[-1] + 1) if texts else range(0)
    last = next((at for at in reversed(texts) if at not in other), -1)
    for at, unit in enumerate(units):
        outside = at not in body or at > last
        if fates[at] == KEPT and (_names_languages(unit.text) or (outside and is_foreign(unit.text))):
            fates[at] = "other language"


def _names_languages(text: str) -> bool:
    return len(text) <= LONGEST_ROW and bool(_LANGUAGES.fullmatch(text))


def is_foreign(text: str) -> bool:
    """Whether a line has words of another language than English, two or more, and none of English."""
    words = [word.casefold() for word in _WORD.findall(text)]
    english = sum(word in _SETS["en"] for word in words)
    most = max(sum(word in common for word in words) for tag, common in _SETS.items() if tag != "en")
    return most >= 2 and most > 2 * english and most * 5 >= len(words)
