"""The signs that the pre-score goes by: passives, requests, calculations, numbers, abbreviations."""

from pathlib import Path

import pytest

from handouts.literacy.material import Statement, material
from handouts.literacy.numbers import hard_numbers, may_calculate, must_calculate, quantities
from handouts.literacy.wording import is_advice, is_indirect, is_passive, is_request, unspelled
from tests.test_literacy import article


def said(text: str) -> Statement:
    return Statement(text, 1, whole=True)


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("The tube is moved along the vessel.", True),
        ("The balloon is then quickly emptied.", True),
        ("You will have been told.", True),
        ("It's used each day.", True),
        ("Bleeding isn't always seen.", True),
        ("You are tired and worried.", False),
        ("There is a need to rest.", False),
        ("A tube, called a catheter, goes in.", False),
        ("It has stopped.", False),
        ("The valve is narrow.", False),
    ],
)
def test_passives(text: str, passive: bool) -> None:
    assert is_passive(said(text)) is passive


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Take it with food.", "advice"),
        ("Do not take it.", "advice"),
        ("If you bleed or feel faint, please sit down.", "advice"),
        ("You should always rest.", "advice"),
        ("Ask your nurse.", "request"),
        ("If it hurts, call us.", "request"),
        ("Patients should rest.", "indirect"),
        ("Medicine should be taken with food.", "indirect"),
        ("It is important to rest.", "indirect"),
        ("You must have a risk such as clots.", ""),
        ("Use of alcohol is common.", ""),
        ("Exercise helps.", ""),
        ("Your doctor may do a test.", ""),
    ],
)
def test_requests(text: str, kind: str) -> None:
    one = said(text)
    found = "advice" if is_advice(one) else "request" if is_request(one) else "indirect" if is_indirect(one) else ""
    assert found == kind


@pytest.mark.parametrize(
    ("text", "asked", "perhaps"),
    [
        ("Add up all the top numbers.", True, True),
        ("Then subtract the first.", True, True),
        ("You must multiply the dose by 2.", True, True),
        ("Add the salt last.", False, False),
        ("Divide your meals into small ones.", False, False),
        ("Your nurse will calculate it.", False, True),
        ("Take half of your usual dose.", False, True),
        ("Take 5 mg/kg.", False, True),
        ("Take 5 mg.", False, False),
    ],
)
def test_calculations(text: str, asked: bool, perhaps: bool) -> None:
    assert (must_calculate(said(text)), may_calculate(said(text))) == (asked, perhaps)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call 112, or 911, or 555-0100 (1-800-555-0100), at 8:30 a.m. on May 5, 2026.", []),
        ("Rest 30 minutes; take two pills of 2.5 mg.", ["30", "two", "2.5"]),
        ("Below 120/80 in 95% of people.", ["120", "80", "95%"]),
    ],
)
def test_quantities(text: str, found: list[str], tmp_path: Path) -> None:
    (one,) = material(article(tmp_path, text)).texts
    assert [number for number, _ in quantities(one)] == found


def test_hard_numbers_are_percentages_decimals_and_fractions(tmp_path: Path) -> None:
    (one,) = material(article(tmp_path, "Take 1/2 of 2.5 mg.\nIt helps 95% of people below 120/80.")).texts
    assert hard_numbers(one) == [("1/2", 9), ("2.5", 9), ("95%", 10)]


def test_abbreviations_without_a_word_of_explanation_are_named(tmp_path: Path) -> None:
    body = (
        "Your INR (a blood test). Your COPD.\n\nDo NOT stop. It is not safe. See the CT scan.\n\nSee: AF (heartbeat)."
    )
    seen = material(article(tmp_path, body))
    assert unspelled(seen.texts, seen.explained) == [("COPD", 9)]
