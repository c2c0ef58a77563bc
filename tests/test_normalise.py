"""Text into words: each line of the table is "what is written => what is said", grouped as the rules are."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.spoken.normalise import normalise

TABLE = Path(__file__).with_name("golden") / "normalise.txt"


def cases() -> list[tuple[str, str]]:
    lines = (line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# "))
    return [(written, said) for written, _, said in (line.partition(" => ") for line in lines)]


@pytest.mark.parametrize(("written", "said"), cases())
def test_it_is_said_as_the_table_tells(written: str, said: str) -> None:
    assert normalise(written) == said


@pytest.mark.parametrize("said", sorted({said for _, said in cases()}))
def test_what_is_said_stays(said: str) -> None:
    assert normalise(said) == said


def test_the_table_is_large() -> None:
    assert len(cases()) > 300


# Words that no rule may touch, negations and conditions first.
WORDS = (
    "do not never no unless if until without stop only take call must should before after each may any and or pill"
    " bleed pain heart valve clinic doctor I a in at on"
).split()
TOKENS = st.sampled_from([written for written, _ in cases()])
SENTENCES = st.lists(st.sampled_from(WORDS) | TOKENS, min_size=1, max_size=8).map(" ".join)
HOSTILE = st.text(
    st.sampled_from("0123456789 .,;:-–—−/%°<>≥≤±×x²½¼$£€()[]#&+=~@*\0\t'’\"IVXabcmgLoein\u200b\u00a0\ud800")
)


@given(SENTENCES | HOSTILE | st.text())
@example("1/2/3/4")
@example("I I I-I")
def test_it_is_said_once_and_for_all(text: str) -> None:
    said = normalise(text)
    assert normalise(said) == said
    assert "[[" not in said
    assert said == " ".join(said.split())
    assert not any(unicodedata.category(letter).startswith("C") for letter in said)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_ordinary_words_stay_in_their_order(text: str) -> None:
    assert normalise(text) == text


NEGATIONS = re.compile(r"\b(?:not|never|no|unless|without|don['’]t)\b", re.IGNORECASE)


@given(SENTENCES)
def test_no_negation_is_lost(text: str) -> None:
    assert len(NEGATIONS.findall(normalise(text))) >= len(NEGATIONS.findall(re.sub(r"\b[Nn]o\. (?=\d)", "", text)))


@given(st.integers(0, 99_999), st.sampled_from(["", " mg", " mL", "%", " days", " mmHg", " people", " g.", " °C"]))
def test_no_number_is_lost(number: int, unit: str) -> None:
    said = normalise(f"Take {number}{unit} each day")
    assert (
        re.findall(r"\d+", said.replace(" ", "") if number == 911 else said) == [str(number)] or 1801 <= number <= 1999
    )


@given(st.sampled_from(["mg", "mcg", "mL", "g", "kg", "mmHg", "IU", "mmol/L"]), st.integers(2, 900), st.integers(1, 99))
def test_a_dose_keeps_number_and_unit(unit: str, whole: int, part: int) -> None:
    names = {"mg": "milligrams", "mcg": "micrograms", "mL": "milliliters", "g": "grams", "kg": "kilograms"} | {
        "mmHg": "millimeters of mercury",
        "IU": "international units",
        "mmol/L": "millimoles per liter",
    }
    assert normalise(f"Take {whole}.{part} {unit} now") == f"Take {whole}.{part} {names[unit]} now"
    assert normalise(f"{whole}–{whole + part} {unit}") == f"{whole} to {whole + part} {names[unit]}"
    assert normalise(f"no more than <{whole}{unit}") == f"no more than less than {whole} {names[unit]}"


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "1/" * 10_000, "1-" * 10_000, "a." * 10_000, "I " * 10_000, "(" * 20_000]
)
def test_long_and_hostile_text_ends(text: str) -> None:
    assert normalise(text)
