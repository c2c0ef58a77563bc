"""What the readers of pages share: encodings, and the forms of credits, of furniture, of marks and references."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document import Span, plain_text
from handouts.errors import SourceError
from handouts.readers import clean
from handouts.readers._credits import credit_of
from handouts.readers._marks import references_of, spans_of, superscript
from handouts.readers._noise import noise_of
from handouts.readers._tidy import decoded, tidied
from tests.pages_kept import marked, pages

PAGE = Path("page.txt")
SOURCES = Path(__file__).parent.parent / "sources"


class TestDecoded:
    @pytest.mark.parametrize(
        "data",
        [
            "“50 µg” – ½\n".encode(),
            b"\xef\xbb\xbf" + "“50 µg” – ½\n".encode(),
            "“50 µg” – ½\n".encode("utf-16"),
            "\ufeff“50 µg” – ½\n".encode("utf-16-be"),
            "“50 µg” – ½\n".encode("cp1252"),
            "“50 µg” – ½\r\n".encode(),
            "“50 µg” – ½\r".encode(),
            "“50 µg” – ½\n".encode().decode("cp1252", "replace").replace("\ufffd", "\x9d").encode(),
        ],
    )
    def test_finds_the_encoding(self, data: bytes) -> None:
        assert decoded(data, PAGE) == "“50 µg” – ½\n"

    def test_one_wrong_byte_spoils_no_other_letter(self) -> None:
        assert decoded("naïve ".encode() + b"\x92 caf\xe9", PAGE) == "naïve ’ café"

    @pytest.mark.parametrize("data", [b"\x00" * 99, b"PK\x03\x04\x00\x00\x08\x00" * 9, b"\xff\xfe" + b"\x01\x00" * 50])
    def test_refuses_what_is_no_text(self, data: bytes) -> None:
        with pytest.raises(SourceError, match="not a file of text"):
            decoded(data, PAGE)

    @settings(deadline=None)
    @given(st.binary(max_size=300))
    def test_raises_nothing_else(self, data: bytes) -> None:
        try:
            text = tidied(decoded(data, PAGE))
        except SourceError:
            return
        assert not text or clean(text, PAGE) == text


@settings(deadline=None)
@given(st.text(max_size=80))
def test_what_is_tidied_passes_the_reader_and_stays(text: str) -> None:
    once = tidied(text)
    assert tidied(once) == once
    assert not once or clean(once, PAGE) == once


def test_tidied_keeps_no_break_spaces_and_drops_what_nobody_sees() -> None:
    assert (
        tidied("  5\u00a0mg \u200btwice\u00ad\u2003 a\tday\ufeff\uf0b7 e\u0301 eﬀect ")
        == "5\u00a0mg twice a day• é effect"
    )


class TestCredits:
    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            ("byline", "By Ann Moyo"),
            ("byline", "By the Northgate Heart Team"),
            ("byline", "Written by: Ann Moyo, RN"),
            ("byline", "Author: Northgate Staff"),
            ("byline", "Ann B. Moyo, MD, PhD"),
            ("reviewer", "Medically reviewed by Ann Moyo, MD on January 5, 2021"),
            ("reviewer", "Clinical review by Dr. A. Moyo"),
            ("reviewer", "Primary Medical Reviewer Ann Moyo, MD - Surgery"),
            ("reviewer", "This page was written and reviewed by our nurses and by people with asthma."),
            ("revised", "Last updated: 5 Jan. 2021"),
            ("revised", "Page last reviewed: 14 March 2022"),
            ("revised", "Next review due: 14 March 2025"),
            ("revised", "Reviewed: 2022-01"),
            ("revised", "This leaflet was last revised in March 2020."),
            ("revised", "Review date 8/14/2021"),
            ("revised", "Current version: June 2021"),
            ("published", "Published on 3 May 2019"),
            ("published", "February 10, 2010"),
            ("publisher", "© 2020 Northgate Hospital"),
            ("publisher", "Copyright 2019-2022 Northgate. All rights reserved."),
            ("publisher", "Northgate Hospital © 2021"),
            ("publisher", "Published by the Northgate Trust"),
            ("publisher", "Northgate Medical Reference from Lakeside"),
            ("disclaimer", "This information is not a substitute for advice from your doctor."),
            ("disclaimer", "The content is for informational purposes only."),
            ("disclaimer", "Northgate accepts no liability for what you do with it."),
        ],
    )
    def test_are_known_by_their_form(self, kind: str, text: str) -> None:
        credit = credit_of(text, 7)
        assert credit is not None
        assert (credit.kind, credit.text, credit.line) == (kind, text, 7)

    @pytest.mark.parametrize(
        "text",
        [
            "By 6 weeks most people can drive.",
            "By mouth",
            "By Mouth",
            "By then you should feel better.",
            "Reviewed by your doctor every year, the dose stays right.",
            "Review your medicines with your doctor before January 2025.",
            "Home tests are not a substitute for seeing a doctor.",
            "Do not replace a missed dose with a double one.",
            "This leaflet does not replace advice from your nurse. Call 911 if you cannot breathe.",
            "This information is for general use only. Stop taking the tablets if you get a rash.",
            "In January 2020 the dose was lowered.",
            "2010",
            "Take 2 tablets on 3 May 2021",
            "Sources of salt: bread and cheese",
            "Version of the disease",
            "",
        ],
    )
    def test_never_hold_advice(self, text: str) -> None:
        assert credit_of(text, 1) is None


class TestNoise:
    @pytest.mark.parametrize(
        ("reason", "text"),
        [
            ("skip link", "Skip to main content"),
            ("skip link", "Back to top ↑"),
            ("sign in", "Log in / Register"),
            ("share buttons", "Share this page on Facebook"),
            ("share buttons", "Facebook  Twitter  Email  Print"),
            ("print or font buttons", "Print this page"),
            ("cookie notice", "We use cookies to make this website work."),
            ("cookie notice", "Accept all cookies"),
            ("advertisement", "ADVERTISEMENT"),
            ("related articles", "Related articles"),
            ("related articles", "You may also like"),
            ("related articles", "Recommended Related to Asthma"),
            ("related articles", "Read the Living With Asthma article > >"),
            ("newsletter", "Sign up for our weekly newsletter"),
            ("breadcrumbs", "Home > Conditions > Asthma"),
            ("breadcrumbs", "Home / Health A-Z / Asthma"),
            ("search", "Search this site"),
            ("footer", "Privacy policy | Terms of use | Contact us"),
            ("comments", "Was this page helpful?"),
            ("slideshow", "Skin Care Slideshow"),
            ("menu", "☰"),
        ],
    )
    def test_is_known_by_its_form(self, reason: str, text: str) -> None:
        assert noise_of(text) == reason

    @pytest.mark.parametrize(
        "text",
        [
            "Your options",
            "Keep up to date with your vaccines.",
            "Read the medication guide",
            "30 minutes",
            "Sign up for a cardiac rehab class.",
            "Eat fewer cakes, cookies and sweets",
            "More than 3 tablets",
            "Next dose at 8 pm",
            "Share any concerns with your nurse",
            "Call us",
            "If your INR is > 4.0 > call the clinic",
            "Normal",
            "Blood pressure > 180/120 > emergency",
            "Print your name and date of birth on the tube.",
            "Log in your diary each insulin dose",
            "Follow your asthma plan",
            "Search for ticks on your skin",
            "Save the tablets for an attack",
            "We respect your privacy and dignity at all times",
        ],
    )
    def test_never_is_advice(self, text: str) -> None:
        assert noise_of(text) == ""

    @pytest.mark.parametrize("path", sorted(SOURCES.glob("*.md")), ids=lambda path: path.stem)
    def test_is_no_line_of_our_own_articles(self, path: Path) -> None:
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        lines = [re.sub(r"^(?:[\s#*>:|-]+|\d+\. )|\*", "", line) for line in body.splitlines()]
        assert [line for line in lines if line and (noise_of(line) or credit_of(line, 1))] == []

    @pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
    def test_is_no_line_of_safety_advice(self, page: Path) -> None:
        assert [line for kind, line in marked(page) if kind == "S" and noise_of(line)] == []


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("a good outcome.1 The next", "a good outcome.⟦1⟧ The next"),
            ("a good outcome.1", "a good outcome.⟦1⟧"),
            ("as shown [1, 2].", "as shown⟦1⟧⟦2⟧."),
            ("as shown.[1–3]", "as shown.⟦1⟧⟦2⟧⟦3⟧"),
            ("lower risk¹ and death²,³", "lower risk⟦1⟧ and death⟦2⟧⟦3⟧"),
            ("in 80% of people.2 Others", "in 80% of people.⟦2⟧ Others"),
            ("as shown [4]", "as shown [4]"),
            ("as shown [1, 4]", "as shown [1, 4]"),
            ("Take 2.1 mg. See fig.1 and vol.2", "Take 2.1 mg. See fig.1 and vol.2"),
            ("Take paracetamol,2 tablets", "Take paracetamol,2 tablets"),
            ("type2 diabetes, vitamin B12, HbA1c", "type2 diabetes, vitamin B12, HbA1c"),
            ("an area of 2.0 cm2, 30 kg/m2", "an area of 2.0 cm², 30 kg/m²"),
            ("1.73 m2 and 5cm3; CO2, M2, 4 x 10^9/L", "1.73 m² and 5cm³; CO2, M2, 4 x 10⁹/L"),
            ("10 m² (1)", "10 m² (1)"),
        ],
    )
    def test_cite_only_what_is_there(self, text: str, found: str) -> None:
        spans = spans_of(text, 3, frozenset({1, 2, 3}))
        assert "".join(f"⟦{span.text}⟧" if span.cites else span.text for span in spans) == found
        assert all(span.line == 3 and span.cites in (0, int(span.text) if span.cites else 0) for span in spans)

    def test_without_references_numbers_stay_text(self) -> None:
        assert spans_of("outcome.1 And [1]", 1, frozenset()) == (Span("outcome.1 And [1]", 1),)

    def test_raised_letters(self) -> None:
        assert superscript("2") + superscript("-10") + superscript("th") == "²⁻¹⁰th"

    def test_references_are_numbered_from_one(self) -> None:
        lines = [("[1] Moyo A. Hearts.", 5), ("2018.", 6), ("", 7), ("[2] Brandt L. 12. ed.", 8)]
        found = references_of(lines)
        assert [(each.number, plain_text(each.spans), each.line) for each in found] == [
            (1, "Moyo A. Hearts. 2018.", 5),
            (2, "Brandt L. 12. ed.", 8),
        ]
        assert references_of([("Moyo A. Hearts.", 1)]) == ()
        assert references_of([("2. Moyo", 1), ("3. Brandt", 2)]) == ()
        assert references_of([("1. Moyo", 1), ("1. Brandt", 2)]) == ()
