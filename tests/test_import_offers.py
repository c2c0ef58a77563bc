"""What a page wants of its reader, and what stands behind its article: told on any site, and never a warning."""

import html
from pathlib import Path

import pytest

from handouts.document import fragments, plain_text
from handouts.draft import Draft
from handouts.readers import importers
from handouts.readers._pitch import pitch_of, warns
from tests.pages_kept import marked, pages

TEXT = """\
Menu
Looking after a sprain

A sprain is a stretched or torn ligament. Most sprains get better within six weeks if you rest the joint.

Ice, wrapped in a towel, eases a sprain for the first two days. Keep the sprained joint raised on a pillow.

{middle}

Do not run or lift for two weeks, for a sprained joint is weak. Go to A&E if the joint looks crooked.

{end}
"""
PAGE = """\
<html><head><title>Looking after a sprain</title></head><body><div><h1>Looking after a sprain</h1>
<p>A sprain is a stretched or torn ligament. Most sprains get better within six weeks if you rest the joint.</p>
<p>Ice, wrapped in a towel, eases a sprain for the first two days. Keep the sprained joint raised on a pillow.</p>
{middle}
<p>Do not run or lift for two weeks, for a sprained joint is weak. Go to A&amp;E if the joint looks crooked.</p>
{end}</div></body></html>
"""


def text(middle: str = "", end: str = "") -> Draft:
    return importers()[".txt"].draft(TEXT.format(middle=middle, end=end).encode(), Path("page.txt"))


def page(middle: str = "", end: str = "") -> Draft:
    return importers()[".html"].draft(PAGE.format(middle=middle, end=end).encode(), Path("page.html"))


def said(draft: Draft) -> str:
    """All that a draft keeps, credits with it."""
    kept = [plain_text(spans) for block in draft.blocks for spans in fragments(block)]
    return " | ".join((draft.title, *kept, *(credit.text for credit in draft.credits)))


def left(draft: Draft) -> str:
    return " | ".join(each.text for each in draft.dropped)


PITCHES = [
    "Join 20,000 members and get 10% off your first order in our shop.",
    "Download the app from the App Store today, and never miss an offer.",
    "Your gift of £10 pays for a nurse. Donate now.",
    "Rated 4.8 by 1,200 customers. Free delivery on orders over $30.",
]
WARNINGS = [
    "Download the app now and get 10% off. Do not take more than 400 mg of ibuprofen.",
    "Join 20,000 members who call 999 when it matters.",
]


@pytest.mark.parametrize("pitch", PITCHES)
def test_a_paragraph_that_is_a_pitch_goes(pitch: str) -> None:
    for draft in (text(pitch), page(f"<div><h3>Good news</h3><p>{pitch}</p><a href='/x'>Get started</a></div>")):
        assert pitch not in said(draft)
        assert pitch in left(draft)


@pytest.mark.parametrize("warning", WARNINGS)
def test_what_warns_is_no_pitch(warning: str) -> None:
    for draft in (text(warning), text(end=warning), page(f"<div><p>{warning}</p><a href='/x'>Get started</a></div>")):
        assert warning in said(draft)


def test_no_line_of_an_article_shows_two_signs_of_a_pitch() -> None:
    lines = [line for path in pages() for kind, line in marked(path) if kind in "KS"]
    assert [line for line in lines if pitch_of(line) >= 2 and not warns(line)] == []


def test_nothing_stays_behind_the_last_credits_but_other_credits() -> None:
    behind = ["Our quilt show was a joy for all who came.", "Sister Ann retires this spring, and we wish her well."]
    kept = ["Reviewed by Dr. Ann Hill", "© 2024 Hill Clinic"]
    lines = ["Last reviewed: 4 May 2023", *behind, *kept]
    for draft in (text(end="\n\n".join(lines)), page(end="".join(f"<p>{line}</p>" for line in lines))):
        assert all(line in said(draft) for line in kept)
        assert all(line in left(draft) for line in behind)


@pytest.mark.parametrize(
    "warning",
    [
        "Call 999 if you feel faint or cannot breathe.",
        "Call 999 if you faint",
        "Go to A&E if your toes go numb",
        "Come back if:\n- the joint turns blue\n- the pain grows",
        "The most that you may take is 4 g a day.",
        "Tell your doctor if you are pregnant before you take ibuprofen.",
    ],
)
@pytest.mark.parametrize(
    "mark",
    ["Last reviewed: 4 May 2023", "References\n1. Hill A. Sprains. 2020.", "Related articles\nKnee pain"],
)
def test_a_warning_behind_the_end_stays(warning: str, mark: str) -> None:
    lines = f"{mark}\n\n{warning}\n\n© 2024 Hill Clinic"
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in lines.split("\n") if line)
    for draft in (text(end=lines), page(end=paragraphs)):
        assert all(line.removeprefix("- ") in said(draft) for line in warning.split("\n"))


def test_references_behind_the_last_credits_stay() -> None:
    entry = "Hill A, et al. Sprains at home. Joint Letters. 2020;3:11-19."
    assert entry in said(text(end=f"Last reviewed: 4 May 2023\n\nReferences\n{entry}"))
    assert entry in said(page(end=f"<p>Last reviewed: 4 May 2023</p><h2>References</h2><p>{entry}</p>"))


def test_steps_are_no_references() -> None:
    steps = "At home:\n\n1. Breathe in, and out again.\n2. Sit on, say, a chair.\n3. Call us if it hurts."
    assert not text(steps).references


def test_links_that_are_written_out_are_told_by_their_targets() -> None:
    links = "About us </about/>  Jobs </jobs/>\nSymptoms <#symptoms>\nTreatment <#treatment>\nBack to top <#top>"
    draft = text(links + "\n\nAsk us about tape <https://tape.example/a>, which holds the joint still.")
    assert "Jobs" not in said(draft)
    assert "Treatment" not in said(draft)
    assert "Ask us about tape <https://tape.example/a>, which" in said(draft)


def test_a_line_said_over_and_over_goes_and_a_heading_said_twice_stays() -> None:
    services = "Care at Hill Clinic\n\nShare"
    draft = text(f"{services}\n\nWhat to do\n\nRest the joint, and keep it cool.", end=services)
    assert "Care at Hill Clinic" not in said(draft)
    assert "What to do" in said(draft)


def test_tabs_that_name_no_panel_head_the_panels_in_their_order() -> None:
    tabs = "<div role='tab'>Ankle</div><div role='tab'>Wrist</div>"
    panels = "".join(f"<div role='tabpanel'><p>Keep {limb} still.</p></div>" for limb in ("the foot", "the hand"))
    kept = said(page(f"<div><div role='tablist'>{tabs}</div>{panels}</div>"))
    assert kept.index("Ankle") < kept.index("the foot") < kept.index("Wrist") < kept.index("the hand")


def test_a_quotation_keeps_who_said_it_and_a_button_is_listed() -> None:
    quote = "<blockquote><p>I was back at work within a week.</p><footer>Aoife, Cork</footer></blockquote>"
    draft = page(f"{quote}<form><input type='text'><input type='submit' value='Go'></form>")
    assert "Aoife, Cork" in said(draft)
    assert "Go" in left(draft).split(" | ")


def test_cards_side_by_side_go_with_their_heading() -> None:
    card = (
        "<div class='c'><h3><a href='/{0}'>{0} at home</a></h3><p>What we learned from one long year of {0}.</p></div>"
    )
    draft = page(f"<div><h2>Real stories</h2>{card.format('Knitting')}{card.format('Cycling')}</div>")
    assert "Real stories" not in said(draft)
    assert "Knitting" not in said(draft)
