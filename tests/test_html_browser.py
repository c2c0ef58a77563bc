"""The format html in a real browser: it speaks, follows, obeys the keyboard, shuts nobody out, and asks no network."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from handouts.options import Options
from handouts.sound.narration import Narration, narrate
from tests.browser import chromium, opened, violations
from tests.html_pages import HOSTILE, Read, page, words
from tests.pdf_documents import callout, cite, document, everything, figure, heading, paragraph, spans

NARROW = {"viewport": {"width": 320, "height": 640}}
# A window of 1280 × 1024 at 400 % is one of 320 × 256 to the page (WCAG 2.2, 1.4.10).
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colors": {"forced_colors": "active"},
    "more contrast": {"contrast": "more"},
    "more contrast, dark": {"contrast": "more", "color_scheme": "dark"},
    "320 px": NARROW,
    "400 %": ZOOMED,
}
NOW = ".sentence.now"
AUDIO = "document.querySelector('audio')"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("html")


@pytest.fixture(scope="module")
def made(folder: Path) -> Read:
    return page(everything(), folder)


@pytest.fixture(scope="module")
def narration(made: Read, folder: Path) -> Narration:
    return narrate(everything(), Options(), folder / "cache")


def at(shown: Page, seconds: float) -> None:
    """Put the sound to a time."""
    shown.evaluate(f"{AUDIO}.currentTime = {seconds}")


def time_of(shown: Page) -> float:
    return float(shown.evaluate(f"{AUDIO}.currentTime"))


def paused(shown: Page) -> bool:
    return bool(shown.evaluate(f"{AUDIO}.paused"))


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_is_cut_off(browser: Browser, made: Read, look: str) -> None:
    with opened(browser, made.path, **LOOKS[look]) as shown:
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(shown) == []
        shown.click("#open")
        shown.click("#play")
        shown.wait_for_selector(NOW)
        assert violations(shown) == []
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_themes_are_remembered_and_as_good(browser: Browser, made: Read, theme: str) -> None:
    dark = {"color_scheme": "light" if theme == "dark" else "dark"}
    with opened(browser, made.path, **dark) as shown:
        shown.select_option("#theme", theme)
        shown.reload()
        assert shown.locator("#theme").input_value() == theme
        ground = shown.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert ground == {"light": "rgb(251, 247, 239)", "dark": "rgb(20, 24, 27)", "contrast": "rgb(0, 0, 0)"}[theme]
        at(shown, 70)
        shown.click("#play")
        shown.wait_for_selector(NOW)
        assert violations(shown) == []


def test_the_text_grows_at_a_wish_and_stays_so(browser: Browser, made: Read) -> None:
    def size() -> float:
        return float(shown.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"))

    with opened(browser, made.path, **NARROW) as shown:
        assert size() == 24
        for _ in range(12):
            shown.click("#larger")
        assert size() == 48
        expect(shown.locator("#size")).to_have_text("200 %")
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shown.reload()
        assert size() == 48
        for _ in range(12):
            shown.click("#smaller")
        assert size() == pytest.approx(14.4)


def test_without_a_memory_the_page_works_and_forgets(browser: Browser, made: Read) -> None:
    with opened(browser, made.path) as shown:
        shown.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
        )
        shown.reload()
        shown.select_option("#theme", "dark")
        shown.click("#larger")
        shown.check("[name=speed][value='1.5']")
        shown.click("#play")
        shown.wait_for_selector(NOW)
        assert shown.locator("html").get_attribute("data-theme") == "dark"


def test_each_sentence_is_marked_at_its_time(browser: Browser, made: Read, narration: Narration) -> None:
    clips = [clip for part in narration.parts for clip in part.clips]
    with opened(browser, made.path) as shown:
        assert shown.evaluate(f"{AUDIO}.duration") == pytest.approx(clips[-1].end, abs=0.2)
        shown.click("#play")
        for number in range(0, len(clips), 7):
            # Where it starts and where it ends.
            for moment in (clips[number].start + 0.03, clips[number].end - 0.4):
                at(shown, moment)
                shown.wait_for_selector(f"#s{number + 1}{NOW}")
                assert shown.locator(NOW).count() == 1


def test_while_it_plays_the_mark_keeps_up(browser: Browser, made: Read, narration: Narration) -> None:
    starts = [clip.start for part in narration.parts for clip in part.clips]
    with opened(browser, made.path) as shown:
        shown.check("[name=speed][value='1.5']")
        shown.click("#play")
        seen = shown.evaluate(
            """async audio => {
                const seen = [];
                const end = performance.now() + 6000;
                while (performance.now() < end) {
                    await new Promise(requestAnimationFrame);
                    const now = document.querySelector(".sentence.now");
                    if (now) seen.push([audio().currentTime, Number(now.id.slice(1))]);
                }
                return seen;
            }""".replace("audio()", AUDIO)
        )
        assert len({number for _, number in seen}) >= 3
        for time, number in seen:
            # 0.1 s: some frames on a busy machine.
            assert starts[number - 1] - 0.1 <= time
            assert number == len(starts) or time <= starts[number] + 0.1


def test_speed_keeps_the_pitch_and_is_remembered(browser: Browser, made: Read) -> None:
    with opened(browser, made.path) as shown:
        for speed in ("0.75", "1.25", "1.5"):
            shown.check(f"[name=speed][value='{speed}']")
            assert shown.evaluate(f"[{AUDIO}.playbackRate, {AUDIO}.preservesPitch]") == [float(speed), True]
        shown.reload()
        assert shown.locator("[name=speed]:checked").input_value() == "1.5"
        assert shown.evaluate(f"{AUDIO}.playbackRate") == 1.5


def test_back_and_forward_ten_seconds(browser: Browser, made: Read) -> None:
    with opened(browser, made.path) as shown:
        at(shown, 63)
        shown.click("#back")
        assert time_of(shown) == pytest.approx(53)
        shown.click("#forward")
        shown.click("#forward")
        assert time_of(shown) == pytest.approx(73)
        expect(shown.locator(".time")).to_have_text(re.compile(r"^1:13 of \d:\d\d$"))
        at(shown, 3)
        shown.click("#back")
        assert time_of(shown) == 0
        shown.evaluate(f"{AUDIO}.currentTime = {AUDIO}.duration - 2")
        shown.click("#forward")
        assert time_of(shown) < made.times["sentences"][-1] / 1000
        assert paused(shown)


def test_the_buttons_of_parts_play_them(browser: Browser, made: Read, narration: Narration) -> None:
    with opened(browser, made.path) as shown:
        for number in (3, 0, 2):
            part = narration.parts[number]
            shown.click("#open")
            shown.click(f"[data-part='{number}']")
            expect(shown.locator("#panel")).to_be_hidden()
            expect(shown.locator("#play")).to_be_focused()
            expect(shown.locator("#play")).to_have_text("Pause")
            assert part.start - 0.01 <= time_of(shown) < part.start + 2
            shown.wait_for_selector(f"#part-{number} {NOW}")
            expect(shown.locator(f"#panel [data-part='{number}']")).to_have_attribute("aria-current", "true")
            assert shown.locator("[aria-current]").count() == 1
        shown.get_by_role("button", name="Listen: Choosing a monitor", exact=True).click()
        assert narration.parts[2].start - 0.01 <= time_of(shown) < narration.parts[2].start + 2


def test_a_click_or_enter_on_a_sentence_plays_from_it(browser: Browser, made: Read) -> None:
    starts = [time / 1000 for time in made.times["sentences"]]
    with opened(browser, made.path) as shown:
        # One that stands on one line: the middle of a longer one may lie within another.
        lines = "each => each.tagName === 'SPAN' && each.getClientRects().length === 1"
        number = shown.evaluate(f"[...document.querySelectorAll('.sentence')].slice(20).findIndex({lines})") + 21
        shown.click(f"#s{number}")
        assert starts[number - 1] - 0.01 <= time_of(shown) < starts[number - 1] + 2
        assert not paused(shown)
        shown.click("#play")
        shown.evaluate("document.activeElement.blur()")
        shown.evaluate("getSelection().collapse(document.querySelector('#s20').firstChild, 3)")
        shown.keyboard.press("Enter")
        assert starts[19] - 0.01 <= time_of(shown) < starts[19] + 2
        shown.click("#play")
        # Neither a link nor words that are being selected are meant for the player.
        shown.click("main [role=doc-noteref]")
        shown.evaluate("getSelection().selectAllChildren(document.querySelector('#s30'))")
        shown.evaluate("document.querySelector('#s30').click()")
        assert paused(shown)
        shown.evaluate("getSelection().removeAllRanges()")
        shown.click("figure .sentence >> nth=0")
        assert not paused(shown)


def test_with_the_keyboard_alone(browser: Browser, made: Read) -> None:
    starts = [time / 1000 for time in made.times["sentences"]]
    with opened(browser, made.path) as shown:
        press = shown.keyboard.press
        press("Tab")
        expect(shown.get_by_role("link", name="Skip to the text")).to_be_focused()
        press("Tab")
        press("Enter")
        press("Tab")
        expect(shown.get_by_role("button", name="Back 10 s")).to_be_focused()
        press("ArrowRight")
        press("ArrowRight")
        press("ArrowLeft")
        assert time_of(shown) == pytest.approx(10)
        press("ArrowDown")
        marked = int((shown.locator(NOW).get_attribute("id") or "s0")[1:])
        assert time_of(shown) == pytest.approx(starts[marked - 1], abs=0.01)
        assert starts[marked - 2] <= 10 < starts[marked]
        expect(shown.get_by_role("status").last).to_have_text(words(shown.locator(NOW).inner_text()))
        press("ArrowDown")
        press("ArrowUp")
        press("ArrowUp")
        assert shown.locator(NOW).get_attribute("id") == f"s{marked - 1}"
        press("Tab")
        press("Space")
        expect(shown.get_by_role("button", name="Pause")).to_be_focused()
        expect(shown.locator("#told")).to_have_text("")
        press("Enter")
        assert paused(shown)
        press("Tab")
        press("Tab")
        press("Enter")
        expect(shown.locator("#panel")).to_be_visible()
        press("Escape")
        expect(shown.locator("#panel")).to_be_hidden()
        expect(shown.locator("#open")).to_be_focused()
        press("Tab")
        before = time_of(shown)
        press("ArrowRight")
        assert shown.locator("[name=speed]:checked").input_value() == "1.25"
        assert time_of(shown) == before


def test_keys_outside_of_the_player_are_the_browsers(browser: Browser, made: Read) -> None:
    with opened(browser, made.path) as shown:
        for key in ("Space", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"):
            shown.keyboard.press(key)
        assert paused(shown)
        assert time_of(shown) == 0
        assert shown.locator(NOW).count() == 0


def test_every_stop_of_the_tab_key_can_be_seen(browser: Browser, made: Read) -> None:
    with opened(browser, made.path, **NARROW) as shown:
        seen: list[Any] = []
        while True:
            shown.keyboard.press("Tab")
            state = shown.evaluate(
                """() => {
                    const it = document.activeElement, box = it.getBoundingClientRect();
                    const bar = document.querySelector("#player").getBoundingClientRect();
                    const hidden = box.bottom > bar.top + 1 && !document.querySelector("#player").contains(it);
                    const outside = box.top < 0 || box.bottom > innerHeight || box.width < 1;
                    return [it.tagName, it.className, hidden || outside, it.outerHTML.slice(0, 80)];
                }"""
            )
            if state[0] == "BODY" or (seen and state[3] == seen[0][3]):
                break
            seen.append(state)
        assert 20 < len(seen) < 50
        assert [each for each in seen if each[2]] == []
        assert not [each for each in seen if "sentence" in each[1]]


@pytest.mark.parametrize("look", ["light", "320 px", "400 %"])
def test_whatever_can_be_pressed_is_large(browser: Browser, made: Read, look: str) -> None:
    with opened(browser, made.path, **LOOKS[look]) as shown:
        shown.click("#open")
        small = shown.evaluate(
            """() => [...document.querySelectorAll("button, select, .speed span, a")]
                // Links within a sentence are as large as its words (WCAG 2.2, 2.5.8).
                .filter(it => it.checkVisibility() && !it.matches(".sentence a"))
                .map(it => [it.outerHTML.slice(0, 70), it.getBoundingClientRect()])
                .filter(([, box]) => box.width < 44 || box.height < 44)
                .map(([html, box]) => `${html} ${box.width} × ${box.height}`)"""
        )
        assert small == []
        assert shown.locator(".speed span").count() == 4
        assert shown.locator(".speed").is_visible()


def test_the_page_follows_the_voice_unless_its_reader_scrolls(browser: Browser, made: Read) -> None:
    def comes_into_view() -> None:
        shown.wait_for_function(
            """() => {
                const box = document.querySelector(".sentence.now").getBoundingClientRect();
                return box.top >= 0 && box.bottom <= document.querySelector("#player").getBoundingClientRect().top;
            }"""
        )

    def settled() -> float:
        shown.wait_for_function(
            """() => new Promise(done => {
                const before = scrollY;
                setTimeout(() => done(scrollY === before), 300);
            })"""
        )
        return float(shown.evaluate("scrollY"))

    starts = [time / 1000 for time in made.times["sentences"]]
    with opened(browser, made.path) as shown:
        shown.click("#play")
        at(shown, starts[60])
        shown.wait_for_selector(f"#s61{NOW}")
        comes_into_view()
        shown.mouse.wheel(0, -4000)
        there = settled()
        at(shown, starts[62])
        shown.wait_for_selector(f"#s63{NOW}")
        assert settled() == pytest.approx(there, abs=100)  # a wheel's own motion may still run out
        shown.click("#forward")
        comes_into_view()


def test_who_wants_no_motion_gets_none(browser: Browser, made: Read) -> None:
    with opened(browser, made.path, reduced_motion="reduce") as shown:
        calls = "() => { scrollBy = way => (window.ways ||= []).push(way.behavior) }"
        shown.evaluate(calls)
        shown.click("#play")
        at(shown, 200)
        shown.wait_for_function("window.ways")
        assert set(shown.evaluate("ways")) == {"auto"}


def test_at_its_end_the_mark_goes_and_play_starts_anew(browser: Browser, made: Read) -> None:
    with opened(browser, made.path) as shown:
        shown.click("#play")
        shown.evaluate(f"{AUDIO}.currentTime = {AUDIO}.duration - 0.3")
        expect(shown.locator("#play")).to_have_text("Play")
        expect(shown.locator(NOW)).to_have_count(0)
        shown.click("#play")
        shown.wait_for_selector(f"#s1{NOW}")


def test_without_the_script_the_text_and_the_browsers_player_are_there(browser: Browser, made: Read) -> None:
    with opened(browser, made.path, java_script_enabled=False) as shown:
        text = words(shown.locator("main").inner_text())
        assert "you cannot speak: 120 ≥ 80" in text
        assert shown.locator("audio").is_visible()
        assert shown.locator("audio").get_attribute("controls") == ""
        assert not shown.locator("button").first.is_visible()
        assert shown.locator("#player").is_hidden()
        shown.get_by_role("link", name="Listen to this article").click()
        box = shown.locator("audio").bounding_box()
        assert box and box["y"] + box["height"] <= 900


@pytest.mark.parametrize("look", ["light", "400 %"])
def test_axe_finds_nothing_where_the_script_does_not_run(browser: Browser, made: Read, folder: Path, look: str) -> None:
    still = folder / "still.html"
    still.write_text(re.sub(r"<script>.*?</script>", "", made.markup, flags=re.DOTALL), encoding="utf-8")
    with opened(browser, still, **LOOKS[look]) as shown:
        assert shown.locator("audio").is_visible()
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(shown) == []


def test_a_browser_that_refuses_a_long_address_gets_a_file(browser: Browser, made: Read) -> None:
    with opened(browser, made.path) as shown:
        shown.evaluate(f"{AUDIO}.dispatchEvent(new Event('error'))")
        assert shown.evaluate(f"{AUDIO}.src").startswith("blob:")
        at(shown, 70)
        shown.click("#play")
        shown.wait_for_selector(NOW)
        assert shown.evaluate(f"{AUDIO}.duration") == pytest.approx(made.times["sentences"][-1] / 1000, abs=0.2)
        shown.click("#play")
        shown.evaluate(f"{AUDIO}.dispatchEvent(new Event('error'))")
        expect(shown.locator("#told")).to_have_text("This browser cannot play the sound. The text is complete.")


def test_references_lead_there_and_back(browser: Browser, made: Read) -> None:
    with opened(browser, made.path) as shown:
        shown.click("#cite-2-1")
        expect(shown.locator("#reference-2")).to_be_in_viewport()
        shown.get_by_label("Back to where reference 2 is cited, place 1 of 2").click()
        expect(shown.locator("#cite-2-1")).to_be_in_viewport()


def test_hostile_words_stay_words(browser: Browser, tmp_path: Path) -> None:
    hostile = document(
        paragraph("Rest. ", spans(HOSTILE, bold=True), cite(1)),
        heading(HOSTILE),
        figure(alt=HOSTILE),
        callout("call", HOSTILE, paragraph("Call.")),
        title=HOSTILE,
    )
    made = page(hostile, tmp_path)
    with opened(browser, made.path, **NARROW) as shown:
        assert shown.title() == words(HOSTILE)
        assert words(shown.locator("h1").inner_text()) == words(HOSTILE)
        assert shown.locator("main script, main img[onerror]").count() == 0
        shown.click("#open")
        assert words(shown.locator("[data-part='1'] span").first.inner_text()) == words(HOSTILE)
        # A mark that turns the direction of writing turns nothing outside of its sentence.
        box, following = (shown.locator(f"[data-part='1'] span >> nth={n}").bounding_box() for n in (0, 1))
        assert box and following and box["x"] < following["x"]
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shown.click("[data-part='1']")
        shown.wait_for_selector(NOW)
        assert violations(shown) == []
