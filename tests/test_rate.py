"""The rate asked for is the rate that is heard: words of the script by the time that they take, pauses included."""

from pathlib import Path

import pytest

from handouts.readers import read
from handouts.spoken.script import script_of
from handouts.voices import voice, voices

ARTICLES = ("warfarin", "statins")
"""Of ordinary words, and of the longest words of all."""

NAMED = {"slow": 120, "normal": 150, "fast": 180}


def paragraph(article: str) -> tuple[list[str], int, float]:
    """The longest of an article: what is given to the engine, how many words are said, the pauses at 150."""
    passages = [
        passage for chapter in script_of(read(Path(f"sources/{article}.md"))).chapters for passage in chapter.passages
    ]
    longest = max(
        (passage for passage in passages if passage.kind == "paragraph"),
        key=lambda passage: sum(len(said.shown) for said in passage.utterances),
    )
    words = sum(len(said.shown.split()) for said in longest.utterances)
    return [said.text for said in longest.utterances], words, sum(said.pause for said in longest.utterances)


@pytest.mark.parametrize("name", voices())
@pytest.mark.parametrize("rate", NAMED.values(), ids=NAMED)
def test_words_a_minute_are_heard(name: str, rate: int) -> None:
    with voice(name).open(rate) as speak:
        for article in ARTICLES:
            texts, words, pauses = paragraph(article)
            assert words > 60
            seconds = sum(speak(text).seconds for text in texts) + pauses * 150 / rate
            assert words / seconds * 60 == pytest.approx(rate, rel=0.1), article
