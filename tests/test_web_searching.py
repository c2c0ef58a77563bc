"""Finding a topic: by any name that people use for it, by a beginning, and in spite of a slip of the finger."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from handouts.web.describing import described
from handouts.web.library import age
from handouts.web.searching import Index, one_slip
from tests.web_site import FUROSEMIDE, WARFARIN, article

SOURCES = Path(__file__).parents[1] / "sources"


def best(index: Index, query: str) -> list[str]:
    scores, _ = index.search(query)
    return sorted(scores, key=lambda name: -scores[name])


@pytest.fixture(scope="module")
def index() -> Index:
    found = Index()
    for path in sorted(SOURCES.glob("*.md")):
        topic = described(path)
        found.put(topic["name"], topic["words"])
    return found


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("warfarin", "warfarin"),
        ("blood thinner", "warfarin"),
        ("Coumadin", "warfarin"),
        ("heart attack", "going-home-after-heart-attack"),
        ("afib", "atrial-fibrillation"),
        ("echo", "echocardiogram"),
        ("high blood pressure", "blood-pressure-at-home"),
        ("low salt", "eating-less-salt"),
        ("what do I do about chest pain", "chest-pain"),
        ("STATINS", "statins"),
        ("warf", "warfarin"),
        ("warfrin", "warfarin"),
        ("angoigram", "coronary-angiogram"),
        ("colesterol", "statins"),
    ],
)
def test_what_people_say_finds_the_topic_first(index: Index, query: str, name: str) -> None:
    assert best(index, query)[0] == name


def test_a_water_pill_is_found_where_only_the_drug_is_named(tmp_path: Path) -> None:
    index = Index()
    for name, title, body in (("a", "Taking furosemide", FUROSEMIDE), ("b", "Taking warfarin", WARFARIN)):
        index.put(name, described(article(tmp_path, name, title, body))["words"])
    for query in ("water pill", "Lasix", "diuretics"):
        assert best(index, query) == ["a"]


def test_all_words_must_be_found_where_any_topic_has_them(index: Index) -> None:
    scores, whole = index.search("warfarin INR")
    assert whole and set(scores) == {"warfarin"}
    scores, whole = index.search("warfarin xylophone")
    assert not whole and "warfarin" in scores
    assert index.search("xylophone") == ({}, False)


def test_a_topic_that_is_gone_is_not_found() -> None:
    index = Index()
    index.put("a", [("heart", 1.0)])
    index.put("a", [("lung", 1.0)])
    assert best(index, "heart") == []
    index.drop("a")
    assert best(index, "lung") == []


@pytest.mark.parametrize("query", ["", " ", "!!!", "the", "a" * 5000, "\u0000\u202e", "%_*?[", "é" * 300])
def test_any_query_is_answered(index: Index, query: str) -> None:
    index.search(query)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("warfarin", "warfrin", True),
        ("warfarin", "warfarinn", True),
        ("warfarin", "warferin", True),
        ("warfarin", "wafrarin", True),
        ("lung", "long", True),
        ("cat", "dog", False),
        ("salt", "malts", False),
    ],
)
def test_one_slip(one: str, other: str, near: bool) -> None:
    assert one_slip(one, other) == one_slip(other, one) == near


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (21, "3 weeks ago"),
        (59, "8 weeks ago"),
        (60, "2 months ago"),
        (364, "12 months ago"),
        (365, "1 year ago"),
        (800, "2 years ago"),
        (-1, "in the future"),
    ],
)
def test_age_is_told_as_people_say_it(days: int, said: str) -> None:
    today = date(2026, 11, 24)
    assert age(today - timedelta(days), today) == said


def test_a_topic_tells_how_it_stands(tmp_path: Path) -> None:
    told: dict[str, Any] = described(article(tmp_path, "w", "Taking warfarin", WARFARIN, status="draft"))
    assert (told["draft"], told["reviewed"], told["plain"], told["approved"]) == (True, False, 1, 0)
    assert told["grade"] is not None and told["plain_grade"] is not None
