"""Sentences of health text: each case is written with "|" where a sentence ends."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.sentences import split_sentences

CASES = [
    # plain
    "Rest today.| Drink water.| Call us.",
    "Are you dizzy?| Sit down!| Then call us.",
    "Really?!| Yes.",
    "No stop at all",
    "Two lines\nof one sentence.| And\nanother.",
    "Call 911.| Do not drive.",
    "The dose was 5.| Take 2 more.",
    "It began in 2010.| 5 of 10 got well.",
    "Take it daily.| 2 tablets are enough.",
    # titles and names
    "Dr. Smith and Mrs. Jones agree.| So do we.",
    "Ask Mr. A. B. Jones.| He knows.",
    "See J. Smith today.",
    "Reviewed by E. Gregory Thompson, M.D. in May.",
    "Reviewed by E. Thompson, M.D.| The next review is due.",
    "John Smith Jr. Memorial Hospital is near.",
    "Go to St. Mary Hospital.",
    "It is on Main St.| The clinic is small.",
    "So am I.| Good.",
    # Latin and other abbreviations
    "Use a blood thinner, e.g. Warfarin, at night.",
    "Take it fasting, i.e. before food.",
    "Bring your pills, drops, etc.| Then sit down.",
    "Pills, drops, etc. must be kept dry.",
    "Warfarin vs. Aspirin was studied.",
    "It takes approx. 20 minutes.",
    "Smith et al. (2006) found it.",
    "Smith et al. Circulation.",
    "It was shown by Smith et al.| The risk is small.",
    "In the U.S. Department of Health they agree.",
    "It is sold in the U.S.| You need a slip.",
    "It is sold in the U.S. and Canada.",
    # numbers, units, times
    "The opening grows to 2.5 cm. or more.",
    "Take 2.5 mg.| Then rest.",
    "Take 2.5 mg. of it.",
    "Wait 20 min.| Sit up slowly.",
    "Wait 1 hr.| Then stand.",
    "Take max. 4 tablets a day.",
    "Come at 8 a.m. Monday.",
    "Come at 8 a.m.| Eat nothing.",
    "We close at 5 p.m. on weekdays.",
    "We close at 5 p.m.| (On Friday at noon.)",
    "See Fig. 2 and No. 5.| Then p. 7.",
    "Did it hurt?| No.| You slept.",
    "On Feb. 10 we met.| In Feb.| We rested.",
    "1. Take it.| 2. Rest.",
    "Your INR was 2.| Take the same dose.",
    # letters that are no initials
    "Eat vitamin C.| Oranges have it.",
    "You may have hepatitis B.| Blood tests show it.",
    "Cook it well to kill E. coli in it.",
    # addresses
    "Read example.com.| Print the page.",
    "See https://example.com/a.b?c=d.| It helps.",
    # ellipses
    "Wait... then go.",
    "Wait...| Then go.",
    "Wait…| Then go.",
    "Breathe in … and out.",
    # quotes and brackets
    "He said “Stop.”| Then he left.",
    '"Are you ill?" she asked.| "Yes!"| We helped.',
    "Rest (do not drive!) and drink.",
    "Rest.| (Call us if it bleeds.)| Then sleep.",
    "It is safe (see p. 5).| [We tested it.]| Good.",
    # written small on purpose
    "Check it.| eGFR is a kidney test.",
    "Check it.| pH is a measure.",
    # nothing but signs
    "It hurts. …",
    "... It hurts.",
    "—",
]


@pytest.mark.parametrize("marked", CASES)
def test_splits(marked: str) -> None:
    assert split_sentences(marked.replace("|", "")) == [piece.strip() for piece in marked.split("|")]


@pytest.mark.parametrize("blank", ["", " ", "\n\t "])
def test_blank_text_has_no_sentence(blank: str) -> None:
    assert split_sentences(blank) == []


FRAGMENTS = st.sampled_from(
    (*"aA1.!?…”)('JI \n", '"', ". ", "The", "the", "No.", "e.g.", "etc.", "Dr.", "2.5", "mg", "p.m.", "U.S.", "vitamin")
)


@given(st.one_of(st.text(), st.lists(FRAGMENTS, max_size=40).map("".join)))
def test_pieces_cover_the_text_in_order(text: str) -> None:
    pieces = split_sentences(text)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)
    at = 0
    for piece in pieces:
        found = text.index(piece, at)
        assert not text[at:found].strip()
        assert piece == piece.strip() != ""
        at = found + len(piece)
    assert not text[at:].strip()


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_every_piece_holds_a_word(text: str) -> None:
    pieces = split_sentences(text)
    assert len(pieces) < 2 or all(re.search(r"[^\W_]", piece) for piece in pieces)


@pytest.mark.parametrize("unit", ["! ", "e.g. ", "A. ", ".)", "(", "a. b ", ". ", "5. "])
def test_long_hostile_text_ends(unit: str) -> None:
    text = unit * 50_000
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())
