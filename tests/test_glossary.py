"""The word lists: meanings are plain and lead nowhere round, and plain words say when they are unsafe."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import handouts
from handouts.document import Paragraph, Span
from handouts.grade.counting import POLYSYLLABLE, Sentence, count, sentences_of
from handouts.grade.formulas import flesch_kincaid

FOLDER = Path(handouts.__file__).parent / "data"
HARDEST_GRADE = 6.0
LEAST_TERMS, LEAST_PAIRS = 150, 250
MOST_SENTENCES, MOST_WORDS = 2, 16  # of a meaning; words of one of its sentences
PARTS_OF_SPEECH = {"adjective", "adverb", "conjunction", "determiner", "noun", "phrase", "preposition", "verb"}
SAME_FACT = {  # a hard name of the very fact
    "in the course of": "during",
    "prior to": "before",
    "subsequent to": "after",
    "with the exception of": "except",
}
ORIGINS = {"plainlanguage.gov", "own"}

# Long words that a patient knows; any other in a meaning has to be a term itself.
EVERYDAY = set(
    """
    another average calcium company computer confusion dangerous disabled emergency energy examples exercise fda
    fda's hospital ibuprofen medicine medicines mineral operation relaxes suddenly tobacco together
    uneven video vitamin
    """.split()
)


@cache
def read(name: str) -> list[dict[str, object]]:
    """The entries of a list, in the order of the file."""
    entries: list[dict[str, object]]
    (entries,) = tomllib.loads((FOLDER / name).read_text("utf-8")).values()
    return entries


def glossary() -> list[dict[str, object]]:
    return read("glossary.toml")


def pairs() -> list[dict[str, object]]:
    return read("plainwords.toml")


def text(entry: dict[str, object], field: str) -> str:
    value = entry[field]
    assert isinstance(value, str), entry
    return value


def texts(entry: dict[str, object], field: str) -> list[str]:
    values = entry[field]
    assert isinstance(values, list) and all(isinstance(each, str) for each in values), entry
    return values


def forms_of(pair: dict[str, object]) -> dict[str, str]:
    """The inflected forms of a hard word, each with its plain one."""
    found = pair.get("inflected", {})
    assert isinstance(found, dict), pair
    return found


def names(entry: dict[str, object]) -> list[str]:
    return [text(entry, "term"), *texts(entry, "forms")]


def is_abbreviation(form: str) -> bool:
    """Whether a form is matched in its own capitals only."""
    return sum(letter.isupper() for letter in form) > 1


def sentences(meaning: str) -> list[Sentence]:
    return list(sentences_of([Paragraph((Span(meaning, 1),), 1)]))


def grade_of(meaning: str) -> float:
    return flesch_kincaid(count(sentences(meaning)))


def pattern(entry: dict[str, object]) -> re.Pattern[str]:
    """What finds any name of a term; abbreviations as they stand, the rest in any letters, longest first."""
    alternatives = (
        re.escape(name) if is_abbreviation(name) else f"(?i:{re.escape(name)})"
        for name in sorted(names(entry), key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?![\w-])")


@cache
def owners() -> dict[str, str]:
    return {name.casefold(): text(entry, "term") for entry in glossary() for name in names(entry)}


@cache
def anywhere() -> re.Pattern[str]:
    """Any name of any term, the longest first."""
    every = sorted((name for entry in glossary() for name in names(entry)), key=len, reverse=True)
    found = (re.escape(name) if is_abbreviation(name) else f"(?i:{re.escape(name)})" for name in every)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(found)})(?![\w-])")


def used_terms(meaning: str) -> set[str]:
    """The terms that a meaning uses."""
    return {owners()[found[0].casefold()] for found in anywhere().finditer(meaning)}


def uses() -> dict[str, set[str]]:
    return {text(entry, "term"): used_terms(text(entry, "meaning")) for entry in glossary()}


def long_words(meaning: str) -> Iterator[str]:
    explained = anywhere().sub(" ", meaning)
    for sentence in sentences(explained):
        yield from (word.text for word in sentence.words if word.syllables >= POLYSYLLABLE)


# --- the glossary -------------------------------------------------------------------------------------------------


def test_there_are_enough_terms() -> None:
    assert len(glossary()) >= LEAST_TERMS


def test_every_term_has_its_fields_and_no_other() -> None:
    for entry in glossary():
        assert set(entry) == {"term", "forms", "meaning", "source"}, entry
        for each in [*names(entry), text(entry, "meaning"), text(entry, "source")]:
            assert each and each == " ".join(each.split()), entry


def test_terms_are_in_alphabetical_order() -> None:
    terms = [text(entry, "term") for entry in glossary()]
    assert terms == sorted(terms, key=lambda term: (term.casefold(), term))


def test_no_form_stands_twice() -> None:
    times = Counter(name.casefold() for entry in glossary() for name in names(entry))
    assert [name for name, n in times.items() if n > 1] == []


def test_meanings_are_short_sentences() -> None:
    for entry in glossary():
        meaning = text(entry, "meaning")
        assert re.fullmatch(r"[A-Z].*[.]", meaning), meaning
        found = sentences(meaning)
        assert len(found) <= MOST_SENTENCES, meaning
        assert max(len(each.words) for each in found) <= MOST_WORDS, meaning


def test_meanings_read_at_grade_six_or_less() -> None:
    graded = {text(entry, "term"): round(grade_of(text(entry, "meaning")), 2) for entry in glossary()}
    assert {term: grade for term, grade in graded.items() if grade > HARDEST_GRADE} == {}


def test_no_meaning_has_a_hard_word_without_an_entry() -> None:
    hard = {text(entry, "term"): set(long_words(text(entry, "meaning"))) for entry in glossary()}
    unknown = {term: {word for word in words if word.lower() not in EVERYDAY} for term, words in hard.items()}
    assert {term: words for term, words in unknown.items() if words} == {}


def test_every_everyday_word_is_used() -> None:
    used = {word.lower() for entry in glossary() for word in long_words(text(entry, "meaning"))}
    assert used >= EVERYDAY, EVERYDAY - used


def test_no_meaning_leads_back_to_its_own_term() -> None:
    graph = uses()

    def reached(term: str, seen: set[str]) -> set[str]:
        for following in graph[term] - seen:
            seen |= {following}
            reached(following, seen)
        return seen

    assert [term for term in graph if term in reached(term, set())] == []


def test_every_source_names_a_body_and_a_page() -> None:
    for entry in glossary():
        assert re.fullmatch(r"[^:]{5,}: \S.*", text(entry, "source")), entry


def test_meanings_tell_what_a_thing_is_never_what_to_do() -> None:
    order = re.compile(r"(?:Ask|Avoid|Call|Do|Never|Start|Stop|Take|Tell|Use)\b")
    amount = re.compile(r"\d\s?(?:mg|mcg|g|ml|mL|units?|tablets?|pills?|hours?|days?)\b")
    for entry in glossary():
        assert not any(order.match(each.text) for each in sentences(text(entry, "meaning"))), entry
        assert not amount.search(text(entry, "meaning")), entry


# --- plain words --------------------------------------------------------------------------------------------------


def test_there_are_enough_pairs() -> None:
    assert len(pairs()) >= LEAST_PAIRS


def test_every_pair_has_its_fields_and_no_other() -> None:
    for pair in pairs():
        assert set(pair) - {"note", "inflected"} == {"hard", "plain", "part", "safe", "origin"}, pair
        assert text(pair, "part") in PARTS_OF_SPEECH, pair
        assert text(pair, "origin") in ORIGINS, pair
        assert isinstance(pair["safe"], bool), pair
        for each in [text(pair, "hard"), *texts(pair, "plain")]:
            assert each and each == " ".join(each.split()), pair
        for other, same in forms_of(pair).items():
            assert other and same and other != same, pair


def test_an_inflected_form_stands_once() -> None:
    times = Counter(form for pair in pairs() for form in forms_of(pair))
    assert [form for form, n in times.items() if n > 1] == []
    assert times.keys() & {text(pair, "hard") for pair in pairs()} == set()


def test_only_safe_pairs_are_inflected() -> None:
    assert [text(pair, "hard") for pair in pairs() if forms_of(pair) and not pair["safe"]] == []


def test_an_unsafe_pair_says_when() -> None:
    assert [text(pair, "hard") for pair in pairs() if not pair["safe"] and not pair.get("note")] == []


def test_a_safe_pair_has_a_word_to_offer() -> None:
    assert [text(pair, "hard") for pair in pairs() if pair["safe"] and not pair["plain"]] == []


def test_pairs_are_in_alphabetical_order_and_stand_once() -> None:
    keys = [text(pair, "hard").casefold() for pair in pairs()]
    assert keys == sorted(set(keys))


def test_no_plain_word_is_itself_a_hard_one() -> None:
    safe = {text(pair, "hard").casefold() for pair in pairs() if pair["safe"]}
    assert [(pair["hard"], word) for pair in pairs() for word in texts(pair, "plain") if word.casefold() in safe] == []


def test_no_safe_pair_touches_what_the_facts_hang_on() -> None:
    """Negations, modality, conditions, comparators, times and order: a change of these is never offered as safe."""
    facts = re.compile(
        r"\b(?:no|not|never|none|without|neither|nor|unless|if|only|except|until|before|after|during|or|and|either|both"
        r"|must|should|shall|may|can|need|least|most|than|more|less|minimum|maximum|left|right|daily|hourly)\b"
    )
    for pair in pairs():
        if pair["safe"]:
            hard = SAME_FACT.get(text(pair, "hard"), text(pair, "hard"))
            held = [set(facts.findall(each.casefold())) for each in [hard, *texts(pair, "plain")]]
            assert all(each == held[0] for each in held), pair
