"""Plain words for hard ones, from a reviewed list, where the words around leave no doubt about the part of speech."""

import re
from collections.abc import Iterator
from functools import lru_cache

from handouts.suggest.passages import Passage, Sentence
from handouts.suggest.suggestion import Piece, Proposal
from handouts.wordlists import Found, Pair, Phrases, Term, plain_words, term_phrases

_WORD_BEFORE = re.compile(r"(?P<word>[^\s\"“”()]+)\s+$")
_WORD_AFTER = re.compile(r"\s+(?P<word>[^\W\d_]+)")
_ARTICLE = re.compile(r"\b(?P<article>[Aa]n?)(?=\s+$)")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:@|://|[^\W\d]\.[^\W\d])\S*")

_LONGEST_READ = (
    200  # words of a sentence: a longer one has to be parted first, and each word in it costs a count of all
)
# Words of the list that are another part of speech as well: their surroundings have to show which.
_ALSO_NOUNS = frozenset("attempt attempts vomit vomits purchase purchases exhibit exhibits insert inserts".split())
_ALSO_VERBS = frozenset("attempt impact suture fatigue option purchase influence".split())
_BEFORE_VERB = frozenset(
    "to will would can could may might must should shall not cannot don't don’t you we they i who that always never"
    " please also".split()
)
_BEFORE_NOUN = frozenset(
    "a an the this that these those your his her its their our my any no some each every of for with from in by"
    " severe mild little more less extreme great muscle".split()
)
_PERSONS = frozenset("people person patient patients adult adults man men woman women relative relatives".split())
_PREPOSITIONS = frozenset("in into on onto to for with at through within under by from about upon of".split())
_ENDS_PHRASE = _PREPOSITIONS | frozenset(
    "and or but if when after before until because than as while unless over so during".split()
)
_LAST = frozenset("in on to for with about at of".split())
_TRAILING = frozenset(("fast", "by mouth", "every year"))
_UNCOUNTED = re.compile(
    r"(?:ing|ness)$|^(?:trouble|help|poor blood flow|shortness of breath|salt water|food|gas|enough)\b"
)
_INTRODUCED = frozenset("called named termed".split())
_VOWEL = re.compile(r"(?!(?:u[sn]i|use|eu|one|once|ew)[a-z]*|u\b)[aeiou]|(?:hour|honest|honor|heir)", re.IGNORECASE)


def plain_word_proposals(passage: Passage) -> Iterator[Proposal]:
    """The hard words of a passage for which the list has a plain one that is safe here."""
    terms = {place: term for term in term_phrases().find(passage.text) for place in range(term.start, term.end)}
    addresses = {place for found in _ADDRESS.finditer(passage.text) for place in range(*found.span())}
    for found in _phrases(plain_words()).find(passage.text):
        if found.start in addresses or _kept(passage, found) or _wider(terms.get(found.start), found):
            continue
        sentence = passage.sentence_at(found.start)
        if sentence is None or sentence.counts.words > _LONGEST_READ:
            continue
        if pair := next((each for each in found.value if _fits(each, sentence, found)), None):
            hard = passage.text[found.start : found.end]
            plain = _cased(pair.plain[0], hard)
            what = f"Write “{plain}” for “{hard}”.{_others(pair.plain[1:])}"
            yield Proposal("word", passage, sentence, found.start, what, _with_article(passage, found, plain))


@lru_cache(maxsize=4)
def _phrases(pairs: tuple[Pair, ...]) -> Phrases[tuple[Pair, ...]]:
    """Each hard word with its pairs, one for each part of speech; unsafe ones too, for they hide shorter safe ones."""
    grouped: dict[str, list[Pair]] = {}
    for pair in pairs:
        grouped.setdefault(pair.hard.lower(), []).append(pair)
    return Phrases((same[0].hard, tuple(same)) for same in grouped.values())


def _wider(term: Found[Term] | None, found: Found[tuple[Pair, ...]]) -> bool:
    """Whether the hard word is a part of a longer term, which is explained and not exchanged."""
    return term is not None and term.end - term.start > found.end - found.start


def _kept(passage: Passage, found: Found[tuple[Pair, ...]]) -> bool:
    """Whether the author's own words stand here: a word to be learnt, a link, a quotation, a name."""
    text, start, end = passage.text, found.start, found.end
    alone = text[start - 1 : start] + text[end : end + 1] == "()"
    before = _before(text, start)
    named = text[start].isupper() and bool(before) and before[-1] not in ".:;!?"
    return (
        alone
        or named
        or before in _INTRODUCED
        or text[start:end].isupper()
        or passage.quoted(start)
        or passage.linked(start, end)
        or passage.taught(start, end)
    )


def _fits(pair: Pair, sentence: Sentence, found: Found[tuple[Pair, ...]]) -> bool:
    """Whether the words around show the part of speech that the pair is for, and the plain word can stand here."""
    if not pair.safe:
        return False
    at, end = found.start - sentence.start, found.end - sentence.start
    before, after = _before(sentence.text, at).lower(), _after(sentence.text, end)
    hard, plain = pair.hard.lower(), pair.plain[0].lower()
    if pair.part == "verb" and hard in _ALSO_NOUNS and not (before in _BEFORE_VERB or not before):
        return False
    if pair.part == "noun" and hard in _ALSO_VERBS and before not in _BEFORE_NOUN:
        return False
    if hard == "elderly" and after not in _PERSONS:
        return False
    if plain == "so" and before and before[-1] != ";":
        return False
    if plain in _TRAILING and after and after not in _ENDS_PHRASE:
        return False
    if plain.split()[-1] in _LAST and after in _PREPOSITIONS and hard.split()[-1] not in _PREPOSITIONS:
        return False
    return not (before in ("a", "an") and pair.part != "verb" and _UNCOUNTED.search(plain))


def _before(text: str, start: int) -> str:
    """The word before a place, with the signs behind it; "" at the text's start."""
    found = _WORD_BEFORE.search(text[max(0, start - 40) : start])
    return found["word"] if found else ""


def _after(text: str, end: int) -> str:
    """The word after a place, "" where a sign or the end follows."""
    found = _WORD_AFTER.match(text, end)
    return found["word"].lower() if found else ""


def _with_article(passage: Passage, found: Found[tuple[Pair, ...]], plain: str) -> tuple[Piece, ...]:
    """The new word; and with it "a" or "an" before it, where the sound changes."""
    word = Piece(found.start, found.end, plain)
    article = _ARTICLE.search(passage.text[max(0, found.start - 10) : found.start])
    if article is None:
        return (word,)
    right = ("an" if _VOWEL.match(plain) else "a").replace("a", article["article"][0], 1)
    start = max(0, found.start - 10) + article.start()
    if right == article["article"]:
        return (word,)
    return Piece(start, start + len(article["article"]), right), word


def _cased(plain: str, hard: str) -> str:
    return plain[0].upper() + plain[1:] if hard[0].isupper() else plain


def _others(plain: tuple[str, ...]) -> str:
    return f" Or {' or '.join(f'“{each}”' for each in plain)}." if plain else ""
