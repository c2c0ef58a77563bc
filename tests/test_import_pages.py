"""Pages as sites make them, and Word files as people do: how much of the article comes through, and how little else."""

from pathlib import Path

import pytest

from handouts.readers.word import draft_word
from tests.pages_kept import Measure, compared, measure, pages
from tests.word_leaflets import Leaflet, leaflets

LEAST_KEPT = 0.97
MOST_NOISE = 0.03

PAGES = pages()


def test_there_are_pages_of_both_kinds() -> None:
    assert {page.suffix for page in PAGES} >= {".txt", ".html"}
    assert len(PAGES) >= 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
class TestPage:
    def test_the_lines_of_the_article_are_kept(self, page: Path) -> None:
        assert measure(page).kept >= LEAST_KEPT, measure(page).lost

    def test_every_line_of_safety_advice_is_kept(self, page: Path) -> None:
        assert measure(page).safety_lost == []

    def test_every_credit_is_kept(self, page: Path) -> None:
        assert measure(page).credits_lost == []

    def test_little_of_the_draft_is_noise(self, page: Path) -> None:
        assert measure(page).noisy <= MOST_NOISE, measure(page).noise

    def test_no_line_is_lost_in_silence(self, page: Path) -> None:
        assert measure(page).silent == []


@pytest.mark.parametrize("leaflet", leaflets(), ids=lambda leaflet: leaflet.name)
def test_word_files_of_different_habits(leaflet: Leaflet) -> None:
    found = compared(draft_word(leaflet.data(), Path("leaflet.docx")), leaflet.lines)
    assert found.kept >= LEAST_KEPT, found.lost
    assert found.noisy <= MOST_NOISE, found.noise
    assert found.safety_lost == found.credits_lost == found.silent == []


def test_over_all_pages() -> None:
    every: list[Measure] = [measure(page) for page in PAGES]
    assert sum(len(each.lost) for each in every) <= 0.02 * sum(each.lines for each in every)
    assert sum(len(each.noise) for each in every) <= 0.02 * sum(each.words for each in every)
