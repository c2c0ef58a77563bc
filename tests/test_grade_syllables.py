"""Syllables: the lists, what follows from them, and that nothing reaches the network."""

import os
import subprocess
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.data.syllables.make_table import table
from handouts.grade.counting import Counts, count, sentences_of
from handouts.grade.formulas import ari, coleman_liau, flesch_kincaid, fog, smog
from handouts.grade.syllables import _by_patterns, _by_vowels, _dictionary, _overrides, syllables
from tests.test_grade import paragraph

DATA = files("handouts").joinpath("data", "syllables")
ENTRIES = [
    entry
    for line in DATA.joinpath("overrides.txt").read_text("utf-8").splitlines()
    if (entry := line.split("#")[0].strip())
]

SAID = {
    # CMUdict
    "heart": 1, "stenosis": 3, "Doctor": 2, "don’t": 1, "don't": 1, "patient's": 2,
    # overrides, their plurals and possessives
    "valvotomy": 4, "valvotomies": 4, "colonoscopy": 5, "warfarin’s": 3, "hematomas": 4, "pillboxes": 3,
    "anticoagulants": 6, "our": 1, "hours": 1, "every": 2,
    # figures
    "80": 1, "2.5": 1, "1,500": 1, "B12": 1, "CO2": 1, "cm²": 1, "2nd": 1, "½": 1,
    # units and short forms
    "mg": 1, "mL": 1, "mmHg": 1, "Dr": 2, "etc": 4,
    # initials
    "INR": 3, "ECGs": 3, "MRI": 3, "U.S": 2, "e.g": 2, "p.m": 2, "IVW": 5, "NSAIDs": 2,
    # capitals for stress are words
    "WARNING": 2, "NOT": 1,
    # no list has them: a guess
    "Zorbiflux": 3, "Zorbifluxamine": 5, "wheezy": 2, "dosette": 2, "bendability": 5, "restabilized": 4,
}  # fmt: skip


@pytest.mark.parametrize(("word", "said"), SAID.items())
def test_syllables(word: str, said: int) -> None:
    assert syllables(word) == said


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_override_is_well_cut_and_needed(entry: str) -> None:
    pieces = entry.split("-")
    assert all(piece.isalpha() and piece.islower() for piece in pieces)
    assert _dictionary().get("".join(pieces)) != len(pieces), "CMUdict says the same: delete the line"


def test_no_override_stands_twice() -> None:
    twice = [entry for entry, times in Counter(entry.replace("-", "") for entry in ENTRIES).items() if times > 1]
    assert twice == []
    assert len(_overrides()) == len(ENTRIES) > 200


def test_the_table_holds_cmudict_whole() -> None:
    assert len(_dictionary()) == 126_044
    assert min(_dictionary().values()) == 1


def test_the_table_is_made_from_first_pronunciations() -> None:
    lines = ["abbe AE1 B IY0", "abbe(2) AE0 B EY1 EY1", "mm M", "aachen AA1 K AH0 N # place", "ox AA1 K S"]
    assert table("\n".join(lines)) == "ox\naachen abbe\n"


def test_the_guess_is_mostly_right_about_common_endings() -> None:
    words = [word for word in _dictionary() if word.isalpha() and word.endswith(("tion", "itis", "ology", "ate", "ed"))]
    right = sum(max(_by_patterns(word), _by_vowels(word)) == _dictionary()[word] for word in words)
    assert right / len(words) > 0.85


@given(st.text(min_size=1).filter(lambda text: any(map(str.isalnum, text))))
def test_every_word_has_a_syllable(word: str) -> None:
    assert syllables(word) >= 1


OFFLINE = """
import socket, sys
def forbidden(*args, **kwargs):
    raise AssertionError("the network was reached for")
socket.socket.__init__ = socket.create_connection = socket.getaddrinfo = forbidden
from pathlib import Path
from handouts.grade import grade
assert "textstat" not in sys.modules and "nltk" not in sys.modules
from handouts.readers import read
whole = grade(read(Path(sys.argv[1]))).whole
assert "textstat" in sys.modules
print(whole.counts.words, whole.counts.syllables)
"""


def test_grading_needs_no_network_and_no_corpus(tmp_path: Path) -> None:
    from tests.articles import write_article

    path = write_article(tmp_path / "sources", "Zorbifluxamine helps with anticoagulation.\n")
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "NLTK_DATA": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", OFFLINE, str(path)],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.split()[0] == "4"
    assert list(home.iterdir()) == []


# Words that textstat takes for hard, as we do: none is on its list of easy ones, and none ends in -ed or -es.
HARD_WORDS = ["warfarin", "stenosis", "catheter", "valve", "clot", "atrium", "anticoagulation", "dose", "regurgitation"]
SENTENCES = st.lists(st.lists(st.sampled_from(HARD_WORDS), min_size=3, max_size=9), min_size=1, max_size=8)


class Pronunciations(dict[str, list[list[str]]]):
    """Our syllables in the shape of NLTK's CMUdict."""

    def __missing__(self, word: str) -> list[list[str]]:
        return [["AH0"] * syllables(word)]


@given(SENTENCES)
def test_formulas_agree_with_textstat_where_both_count_alike(sentences: list[list[str]]) -> None:
    from textstat.backend import metrics  # type: ignore[import-untyped]

    text = " ".join(" ".join(words).capitalize() + "." for words in sentences)
    counts: Counts = count(sentences_of([paragraph(text)]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sys.modules["textstat.backend.counts._count_syllables"], "get_cmudict", lambda _: Pronunciations()
        )
        assert flesch_kincaid(counts) == pytest.approx(metrics.flesch_kincaid_grade(text, "en_US"))
        assert smog(counts) == pytest.approx(metrics.smog_index(text, "en_US"))
        assert fog(counts) == pytest.approx(metrics.gunning_fog(text, "en_US"))
    stops = 4.71 * counts.sentences / counts.words  # textstat takes them for strokes
    assert ari(counts) + stops == pytest.approx(metrics.automated_readability_index(text))
    slip = (0.0588 - 0.058) * 100 * counts.characters / counts.words  # its coefficient lacks the last figure
    assert coleman_liau(counts) - slip == pytest.approx(metrics.coleman_liau_index(text))
