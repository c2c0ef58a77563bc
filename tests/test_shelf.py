"""The patients' shelf: every topic with all its outputs, in a page without a script and without a request."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from handouts import shelf
from handouts.anchor import PAGE, anchor
from handouts.batch import Batch, prune
from handouts.batch import run as run_batch
from handouts.batch.local import Local
from handouts.ledger import Edition, Entry, Ledger, Passage, ledger_in
from handouts.options import Options
from handouts.pipeline import HIDDEN, Job
from handouts.shelf import write_shelf
from handouts.shelf.page import page_of
from handouts.shelf.topics import topics_of
from handouts.variants import Variant
from tests.articles import FRONT, write_article
from tests.browser import chromium, opened, violations
from tests.html_pages import Read, words
from tests.test_cli import SHORT, run

PLAIN = "\n::: plain\nYou must take 5 mg.\n:::\n"
HOSTILE = '<script>alert(1)</script> & "more" \'--> </style> {{7*7}}'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, built in two sets."""
    folder = tmp_path_factory.mktemp("shelf")
    write_article(folder / "sources", SHORT)
    hostile = FRONT.replace("A test of the heart", json.dumps(HOSTILE)).replace(
        "---\n", "---\naudience: you & <b>\n", 1
    )
    (folder / "sources" / "a & b #1%.md").write_text(f"{hostile}You must take 5 mg.\n{PLAIN}", encoding="utf-8")
    (folder / "handouts.toml").write_text(
        '[ward]\n[giant]\nstandard = "rnib"\npaper = "a4"\nplain = true\nrate = 120\nformats = ["pdf", "mp3"]\n'
    )
    run("build", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


def page_in(output: Path) -> str:
    return (output / PAGE).read_text(encoding="utf-8")


def links(page: str) -> list[str]:
    """The files to which a page leads."""
    return [unquote(unescape(each)) for each in re.findall(r'<a href="([^"#]+)"', page)]


def test_it_leads_to_every_output_that_a_patient_can_use(folder: Path) -> None:
    page = page_in(folder / "output")
    files = {path.relative_to(folder / "output").as_posix() for path in (folder / "output").glob("*/*.*")}
    wanted = {name for name in files if not name.startswith(".") and not name.endswith(".script.txt")}
    assert len(wanted) == 2 * 5 + 2 * 2
    assert sorted(links(page)) == sorted(wanted)


def test_each_copy_says_what_it_is(folder: Path) -> None:
    page = Read(folder / "output" / PAGE)
    heart = next(each for each in page.all("article") if each.attributes["id"] == "heart")
    said = [words(each.text) for each in page.all("a") if each.attributes["href"].startswith(("ward", "giant"))]
    assert "Large print, 18 point of A test of the heart, the full text PDF to print, 1 page, Letter paper" in said
    assert "Giant print, 24 point of A test of the heart, in plain language PDF to print, 1 page, A4 paper" in said
    assert "Read and listen of A test of the heart, the full text web page with sound, 1 minute" in said
    assert "Listen of A test of the heart, in plain language MP3, 1 minute, 120 words a minute" in said
    assert "E-book with sound of A test of the heart, the full text EPUB, 1 minute" in said
    assert "Talking book of A test of the heart, the full text DAISY 2.02, ZIP, 1 minute" in said
    assert len(said) == len(set(said)) == 14
    assert "Version 1.0, revised 28 February 2026. Not yet reviewed by a clinician." in words(heart.text)
    assert "2 topics" in words(page.one("header").text)
    assert [words(each.text) for each in page.all("h1")] == ["Health handouts"]


def test_words_are_never_markup(folder: Path, browser: Browser) -> None:
    page = page_in(folder / "output")
    assert "<script" not in page and "<b>" not in re.sub(r"<b>[^<]*</b><span", "", page)
    with opened(browser, folder / "output" / PAGE) as shown:
        title = shown.evaluate("[...document.querySelectorAll('article h2')].map(each => each.textContent)")
        assert HOSTILE in title


def test_every_link_resolves_from_a_stick_and_from_a_server(folder: Path, browser: Browser, tmp_path: Path) -> None:
    stick = tmp_path / "a stick #1"
    shutil.copytree(folder / "output", stick, ignore=shutil.ignore_patterns(HIDDEN))
    for name in links(page_in(stick)):
        assert (stick / name).stat().st_size > 0
    context = browser.new_context()
    shown = context.new_page()
    shown.goto((stick / PAGE).as_uri())
    shown.click("text=Read and listen of A test of the heart")
    shown.wait_for_url("**/ward/heart.html")
    assert shown.title() == "A test of the heart"
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(stick))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        shown.goto(f"{address}/{PAGE}")
        for href in shown.evaluate("[...document.querySelectorAll('main a')].map(a => a.href)"):
            assert context.request.get(href).status == 200
        # Where a printed code leads.
        for stem in ("heart", "a & b #1%"):
            shown.goto(f"{address}/{PAGE}#{anchor(stem)}")
            assert shown.evaluate("document.querySelector(':target').id") == anchor(stem)
        context.close()
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


LOOKS: dict[str, dict[str, object]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "more contrast": {"contrast": "more"},
    "narrow": {"viewport": {"width": 320, "height": 600}},
    "narrow and dark": {"viewport": {"width": 320, "height": 256}, "color_scheme": "dark"},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("many", [False, True])
def test_anyone_can_use_it(browser: Browser, folder: Path, tmp_path: Path, look: str, many: bool) -> None:
    path = folder / "output" / PAGE
    if many:
        path = tmp_path / PAGE
        with ledger_in(tmp_path) as ledger:
            fill(ledger, 20)
            write_shelf(ledger, path, tmp_path)
    with opened(browser, path, **LOOKS[look]) as shown:
        assert violations(shown) == []
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        sizes = shown.evaluate(
            "[...document.querySelectorAll('main a')].map(a => a.getBoundingClientRect()).map(a => [a.width, a.height])"
        )
        assert min(side for size in sizes for side in size) >= 44
        ids = shown.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
        assert len(ids) == len(set(ids))
        inner = shown.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))")
        assert {each.removeprefix("#") for each in inner} <= set(ids)
        shown.keyboard.press("Tab")
        assert shown.evaluate("document.activeElement.className") == "skip"


def entry(path: str, article: str, kind: str = "pdf", **about: object) -> Entry:
    ingredients = {f"option {name}": json.dumps(value) for name, value in about.pop("options", {}).items()}  # type: ignore[attr-defined]
    usual: dict[str, object] = {
        "variant": path.rpartition("/")[0], "key": "", "sha256": path, "ingredients": ingredients, "version": "1",
        "revised": "2026-03-01", "grade": None, "approval": "", "made": "", "length": None, "pages": None,
    }  # fmt: skip
    return Entry(**{"path": path, "article": article, "format": kind, **usual, **about})  # type: ignore[arg-type]


def edition(article: str, title: str) -> Edition:
    passages = (
        Passage(title, "title", "", "", 1),
        Passage("us", "call", "", "", 1),
        Passage("Text", "title", "", "", 9),
    )
    return Edition(article, "", "1", "2026-03-01", "", passages)


def fill(ledger: Ledger, number: int) -> None:
    titles = [f"{chr(65 + place % 26)}bout number {place}" for place in range(number)]
    for place, title in enumerate([*titles, "Über das Herz", "5 a day", "心臓"]):
        ledger.keep(entry(f"n{place}.pdf", f"sources/n{place}.md", options=vars_of(Options())))
        ledger.keep_edition(edition(f"sources/n{place}.md", title))


def vars_of(options: Options) -> dict[str, object]:
    return options.mattering_to("pdf")


def test_many_topics_stand_under_their_letters(tmp_path: Path) -> None:
    with ledger_in(tmp_path) as ledger:
        fill(ledger, 28)
        page = page_of(topics_of(ledger))
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    read = Read(tmp_path / "page.html")
    letters = [each.text for each in read.all("h2")]
    assert letters == [*map(chr, range(65, 91)), "0–9", "Other"]
    assert read.one("nav").text.split() == letters
    assert len(read.all("h3")) == 31
    assert page.index("About number 0") < page.index("About number 26") < page.index("Bbout number 1")
    assert page.index("Ubout number 20") < page.index("Über das Herz") < page.index("Vbout number 21")


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    pages = []
    for order in (1, -1):
        with ledger_in(tmp_path / str(order)) as ledger:
            for each in [entry(f"{name}/{stem}.pdf", f"s/{stem}.md") for name in "ab" for stem in "xyz"][::order]:
                ledger.keep(each)
                ledger.keep_edition(edition(each.article, "One title"))
            write_shelf(ledger, tmp_path / PAGE, tmp_path)
            pages.append((tmp_path / PAGE).read_bytes())
    assert pages[0] == pages[1]


def test_copies_alike_are_told_apart_by_their_sets_and_the_very_same_shown_once(tmp_path: Path) -> None:
    with ledger_in(tmp_path) as ledger:
        for name, content in (("", "1"), ("ward", "1"), ("new", "2")):
            ledger.keep(entry(f"{name}/x.mp3".strip("/"), "s/x.md", "mp3", sha256=content, variant=name))
        (topic,) = topics_of(ledger)
    assert [(each.address, each.detail) for each in topic.full] == [("x.mp3", "MP3"), ("new/x.mp3", "MP3, new")]


def test_an_older_copy_says_so_and_another_kind_of_output_is_shown(tmp_path: Path) -> None:
    with ledger_in(tmp_path) as ledger:
        ledger.keep(entry("x.pdf", "s/x.md", version="0.9", options={"font_size": 28}))
        ledger.keep(entry("x.brf", "s/x.md", "braille"))
        ledger.keep(entry("x.txt", "s/x.md", "script"))
        ledger.keep_edition(edition("s/x.md", "X"))
        (topic,) = topics_of(ledger)
    assert [(each.name, each.detail) for each in topic.full] == [
        ("Large print, 28 point", "PDF to print, Letter paper, version 0.9"),
        ("braille", "BRAILLE"),
    ]


def test_a_ledger_from_elsewhere_leads_nowhere_else(tmp_path: Path) -> None:
    with ledger_in(tmp_path) as ledger:
        for path in ("../x.pdf", "/etc/x.pdf", "//evil.example/x.pdf", "a/../../x.pdf", "javascript:alert(1)//x.pdf"):
            ledger.keep(entry(path, f"s/{len(path)}.md"))
        page = page_of(topics_of(ledger))
    assert re.findall(r'<a href="([^"#]+)"', page) == ["javascript%3Aalert%281%29//x.pdf"]


def test_two_articles_of_one_name_have_places_of_their_own(tmp_path: Path) -> None:
    with ledger_in(tmp_path) as ledger:
        ledger.keep(entry("a/x.pdf", "one/x.md"))
        ledger.keep(entry("b/x.pdf", "two/x.md"))
        assert sorted(each.place for each in topics_of(ledger)) == ["x", "x:2"]


@pytest.mark.parametrize("name", ["heart", "a b", "ä", "#?&\"<>'", "x" * 255, "心" * 80, "%20", "..", "a:b", "\udcff"])
def test_a_place_is_short_and_needs_no_escape(name: str) -> None:
    assert re.fullmatch(r"[\w.~%-]{1,60}", anchor(name), re.ASCII)
    assert anchor(name) != anchor(name + "x")


def build(article: Path, output: Path, **options: object) -> tuple[list[str], Batch]:
    batch = Batch()
    job = Job(article, Variant("", Options(**options), ("pdf",)))  # type: ignore[arg-type]
    outcomes = list(run_batch([job], output, Local(1), batch))
    return [result.status for outcome in outcomes for result in outcome.results], batch


def standing(output: Path) -> tuple[bytes, int, int]:
    about = (output / PAGE).stat()
    return (output / PAGE).read_bytes(), about.st_mtime_ns, about.st_ino


def test_nothing_done_stays_nothing_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article, output = write_article(tmp_path, SHORT), tmp_path / "out"
    build(article, output)
    before = standing(output)
    monkeypatch.setattr(Ledger, "fronts", None)
    assert build(article, output)[0] == ["fresh"]
    assert standing(output) == before


def test_a_build_that_fails_leaves_it_alone(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, SHORT), tmp_path / "out"
    broken = tmp_path / "broken.md"
    broken.write_text("nothing")
    assert build(broken, output)[0] == ["failed"]
    assert not (output / PAGE).exists()
    build(article, output)
    before = standing(output)
    assert build(broken, output)[0] == ["failed"]
    article.write_text("nothing any more")
    assert build(article, output)[0] == ["failed"]
    assert standing(output) == before


def test_it_follows_what_is_made_and_what_is_taken_away(tmp_path: Path) -> None:
    article, other = write_article(tmp_path, SHORT), write_article(tmp_path, SHORT, name="lung.md")
    output = tmp_path / "out"
    build(other, output)
    alone = page_in(output)
    build(article, output)
    assert links(page_in(output)) == ["heart.pdf", "lung.pdf"]
    article.write_text(article.read_text().replace("A test of the heart", "Another title"))
    build(article, output)
    assert "Another title" in page_in(output) and page_in(output).count("A test of the heart") == alone.count(
        "A test of the heart"
    )
    article.unlink()
    assert prune(output) == [output / "heart.pdf"]
    assert page_in(output) == alone
    other.unlink()
    prune(output)
    assert links(page_in(output)) == [] and "no handouts here yet" in page_in(output)


def test_a_page_that_is_missing_or_of_another_program_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, output = write_article(tmp_path, SHORT), tmp_path / "out"
    build(article, output)
    before = standing(output)
    (output / PAGE).unlink()
    assert build(article, output)[0] == ["fresh"]
    assert page_in(output).encode() == before[0]
    before = standing(output)
    monkeypatch.setattr(shelf, "recipe", lambda: "another")
    build(article, output)
    assert standing(output)[0] == before[0] and standing(output)[1:] != before[1:]


def test_what_a_killed_build_could_not_tell_the_next_one_tells(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, SHORT), tmp_path / "out"
    left = run_batch([Job(article, Variant("", Options(), ("pdf",)))], output, Local(1))
    next(left)
    left.close()  # type: ignore[attr-defined]
    assert not (output / PAGE).exists()
    assert build(article, output)[0] == ["fresh"]
    assert links(page_in(output)) == ["heart.pdf"]


def test_a_page_that_cannot_be_written_is_told_and_tried_again(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, SHORT), tmp_path / "out"
    (output / PAGE / "in the way").mkdir(parents=True)
    statuses, batch = build(article, output)
    assert statuses == ["made"]
    assert batch.unshelved and str(output / PAGE) in str(batch.unshelved)
    done = run("build", "--format", "pdf", "--output", output, article, code=7)
    assert str(output / PAGE) in done.stderr
    shutil.rmtree(output / PAGE)
    assert build(article, output)[1].unshelved is None
    assert links(page_in(output)) == ["heart.pdf"]


def test_no_output_takes_its_place(tmp_path: Path) -> None:
    article = write_article(tmp_path, SHORT, name="index.md")
    done = run("build", "--format", "html", "--format", "pdf", "--output", tmp_path / "out", article, code=3)
    assert "Its output would replace the patients' shelf." in done.stderr
    run("build", "--format", "pdf", "--output", tmp_path / "out", article)
    assert links(page_in(tmp_path / "out")) == ["index.pdf"]
