"""How a line reads, as learned from the marked pages."""

import pytest

from handouts.readers._likeness import (
    LIKELY,
    LONGEST,
    SHORTEST_PAGE,
    SURE,
    WEIGHTS,
    end_of_article,
    likeness,
    likeness_alone,
    may_go,
)
from tests.learn_likeness import digest, samples_of
from tests.pages_kept import marked, pages

ARTICLE = [
    "Warfarin slows down how fast your blood clots.",
    "Take your tablets at the same time each day.",
    "Your dose depends on the result of your blood test.",
    "Most people take between 3 mg and 10 mg a day.",
    "Bruises are common in the first few weeks of treatment.",
    "If a cut bleeds for more than 10 minutes, press on it firmly.",
    "Green vegetables contain vitamin K, which works against the medicine.",
] * 4
FURNITURE = [
    "Sign up for our newsletter and get health tips in your inbox",
    "Follow us on Facebook and Instagram",
    "Our hospital opens a new birth center with 12 family suites",
    "Subscribe",
    "Find a Doctor | Locations | Careers",
    "Privacy policy | Terms of use",
]


def test_the_weights_were_learned_from_the_pages_that_are_here() -> None:
    assert digest() in WEIGHTS.read_text("utf-8").splitlines()[2], "Run `make likeness`."


def test_every_page_that_is_marked_has_furniture_and_an_article() -> None:
    for page in pages():
        kinds = {noise for _features, noise in samples_of(marked(page))}
        assert kinds == {True, False}, page.name


def test_an_article_ends_where_the_furniture_begins() -> None:
    page = [*ARTICLE, *FURNITURE]
    likely = likeness(page)
    assert max(likely[: len(ARTICLE)]) < LIKELY
    assert end_of_article(page, likely, len(ARTICLE) // 2) == len(ARTICLE)
    assert end_of_article(ARTICLE, likeness(ARTICLE), len(ARTICLE) // 2) == len(ARTICLE)


def test_of_a_short_page_nothing_is_said() -> None:
    assert set(likeness(FURNITURE * (SHORTEST_PAGE // len(FURNITURE)))) == {0.5}


def test_a_line_alone_is_judged_by_its_words() -> None:
    assert likeness_alone("Sign up for our newsletter") > likeness_alone("How to take your tablets")


@pytest.mark.parametrize("behind", [False, True])
def test_no_warning_goes_however_it_reads(behind: bool) -> None:
    for line in ("Call 911 if you cannot breathe.", "Go to the emergency room at once if your chest hurts."):
        assert not may_go(line, 0.999, behind=behind)
    assert may_go("Subscribe", SURE, behind=behind)
    assert not may_go("Subscribe", 0.05, behind=behind)


def test_of_a_long_line_its_first_words_are_looked_at() -> None:
    assert likeness([*ARTICLE, "word " * 100_000])[-1] == likeness([*ARTICLE, "word " * LONGEST])[-1]
