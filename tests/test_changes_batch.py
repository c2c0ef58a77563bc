"""After a batch: the page and the lines that tell what changed, and the box in a handout, by way of real builds."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handouts.approval import approve
from handouts.batch import REPORT, Batch, run
from handouts.batch.local import Local
from handouts.cli import program
from handouts.document import Callout, plain_text
from handouts.ledger import packed
from handouts.options import Options
from handouts.pipeline import HIDDEN, Job, edition_of, version_of, with_changes
from handouts.readers import read
from handouts.variants import Variant
from tests.articles import FRONT, write_article
from tests.browser import chromium, opened, violations
from tests.html_pages import HOSTILE, Read, words
from tests.pdf_integrity import TaggedPdf

BODY = """Read this well.

## How to take it

Take 5 mg each day. It helps your heart beat.

Do not stop it.

- Walk a little.
- Sleep a little.

## When to call

Call us if you bleed.
"""
OTHER = (
    ('"1.0"', '"1.1"'),
    ("2026-02-28", "2026-04-01"),
    ("helps your heart beat", "helps your heart pump"),
    ("5 mg", "10 mg"),
    ("Do not stop", "Stop"),
)
BOX = "What is new in this version"


def revise(article: Path, *changes: tuple[str, str]) -> None:
    text = article.read_text(encoding="utf-8")
    for old, new in changes or OTHER:
        assert old in text
        text = text.replace(old, new)
    article.write_text(text, encoding="utf-8")


def build(article: Path, output: Path, *names: str, **options: Any) -> Batch:
    """Build formats of an article; what the batch found."""
    found = Batch()
    job = Job(article, Variant("", Options(**options), names or ("pdf",)))
    for outcome in run([job], output, Local(1), found):
        assert not [each.error for each in outcome.results if each.error]
    return found


def printed(output: Path, name: str = "heart.pdf") -> str:
    return TaggedPdf((output / name).read_bytes()).text


def report(output: Path) -> Read:
    return Read(output / REPORT)


def cells(page: Read) -> list[str]:
    return [words(each.text) for each in page.all("td")]


def heads(page: Read) -> list[str]:
    """The first cell of each row: what changed."""
    return [words(each.text) for each in page.all("th", scope="row")]


def test_the_command_tells_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    command = ["build", str(article), "--output", str(output), "--format", "pdf"]
    assert program.main([*command, "--json"], standalone_mode=False) == 0
    assert not (output / REPORT).exists()
    revise(article)
    capsys.readouterr()
    assert program.main([*command, "--json"], standalone_mode=False) == 0
    made, told = map(json.loads, capsys.readouterr().out.splitlines())
    assert (made["format"], made["status"]) == ("pdf", "made")
    assert (told["article"], told["title"], told["remade"]) == (str(article), "A test of the heart", ["heart.pdf"])
    assert (told["old"], told["new"]) == (
        {"version": "1.0", "revised": "2026-02-28"},
        {"version": "1.1", "revised": "2026-04-01"},
    )
    first, second = told["changes"]
    assert first["facts"] == [{"kind": "dose", "old": "5 mg", "new": "10 mg"}]
    assert first["old"] == "Take 5 mg each day. It helps your heart beat."
    assert (first["status"], first["under"], first["line"]) == ("changed", "How to take it", 13)
    assert second["facts"] == [{"kind": "negation", "old": "not stop", "new": ""}]
    revise(article, ("10 mg", "20 mg"))
    assert program.main(command, standalone_mode=False) == 0
    assert f"1 article changed in words: see {output / REPORT}" in capsys.readouterr().out


def test_the_page_tells_what_changed(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    build(article, output, "pdf", "script")
    revise(article)
    build(article, output)
    page = report(output)
    assert page.one("html").attributes["lang"] == "en"
    assert [each.text for each in page.elements if each.tag in ("title", "h1", "h2")] == [
        "What changed", "What changed", "A test of the heart",
    ]  # fmt: skip
    assert not page.all("script") and not page.all("link") and not page.all("img")
    assert {each.attributes["scope"] for each in page.all("th")} == {"col", "row"}
    assert len(page.all("caption")) == len(page.all("table")) == 2
    assert heads(page) == [
        "A test of the heart",
        "Changed facts dose: 5 mg → 10 mg",
        "Changed facts negation: not stop → (none)",
    ]
    assert [words(each.text) for each in page.all("del")] == [
        "[taken out: 5]",
        "[taken out: beat]",
        "[taken out: Do not stop]",
    ]
    assert [words(each.text) for each in page.all("ins")] == ["[new: 10]", "[new: pump]", "[new: Stop]"]
    told = [words(each.text) for each in page.all("li")]
    assert told[1:] == [
        "Before: version 1.0 of 28 February 2026",
        "Now: version 1.1 of 1 April 2026",
        "Plain wordings: none",
        "Outputs remade: heart.pdf",
    ]
    assert [words(each.text) for each in page.all("p", class_="note")] == [
        "These outputs still say the old text: heart.script.txt."
    ]
    assert {
        (output / each.attributes["href"]).exists() for each in page.all("a") if "#" not in each.attributes["href"]
    } == {True}


def test_the_page_shuts_nobody_out(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY + PAIR), tmp_path / "out"
    build(article, output)
    revise(article)
    revise(article, ("Take 7 mg", "Take 8 mg"), ("When to call\n", "When to call\n\nNew words.\n"))
    build(article, output)
    with chromium() as browser:
        for look in ({}, {"viewport": {"width": 320, "height": 640}}):
            with opened(browser, output / REPORT, **look) as page:
                assert violations(page) == []
                assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


PAIR = "\nPatients take 7 mg.\n\n::: plain\nTake 7 mg.\n:::\n"


def test_who_approved_is_named(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, PAIR), tmp_path / "out"
    build(article, output)
    revise(article, ("Take 7 mg", "Take 8 mg"))
    build(article, output)
    assert "Plain wordings: 0 of 1 approved" in [words(each.text) for each in report(output).all("li")]
    assert cells(report(output))[-1].endswith("plain wording, not approved")
    revise(article, ("Take 8 mg", "Take 9 mg"))
    approve(read(article), "A. <b>Bee</b>", date(2026, 5, 2))
    build(article, output)
    assert "Plain wordings: 1 of 1, by A. <b>Bee</b> approved" in [
        words(each.text) for each in report(output).all("li")
    ]
    assert cells(report(output))[-1].endswith("plain wording, approved by A. <b>Bee</b>, 2 May 2026")


def test_a_version_that_kept_its_number_is_told(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    build(article, output)
    revise(article, ("5 mg", "6 mg"))
    build(article, output)
    (note,) = report(output).all("p", class_="note")
    assert note.text == "The text changed, and the number of the version did not."


def test_a_page_stays_when_no_words_changed(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    build(article, output)
    revise(article)
    assert build(article, output).report == output / REPORT
    before = (output / REPORT).read_bytes(), (output / REPORT).stat().st_mtime_ns
    for change in (("Read this well.", "Read   **this** well."), ("1.1", "1.2")):
        revise(article, change)
        found = build(article, output)
        assert (found.changed, found.report) == ([], None)
        assert ((output / REPORT).read_bytes(), (output / REPORT).stat().st_mtime_ns) == before
    assert build(article, output).changed == []


def test_the_same_changes_give_the_same_bytes(tmp_path: Path) -> None:
    article = write_article(tmp_path, BODY + PAIR)
    outputs = [tmp_path / "one", tmp_path / "two"]
    for output in outputs:
        build(article, output, changes=True)
    revise(article)
    for output in outputs:
        build(article, output, changes=True)
    for name in (REPORT, "heart.pdf"):
        assert (outputs[0] / name).read_bytes() == (outputs[1] / name).read_bytes()


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = re.sub(r"([<>\\])", r"\\\1", HOSTILE.replace("\u202e", ""))
    front = FRONT.replace("A test of the heart", "'<b>A test</b>'").replace('"1.0"', "'<i>1</i>'")
    article, output = write_article(tmp_path, "Text.\n", front), tmp_path / "out"
    build(article, output)
    revise(article, ("Text.", f"{hostile} Text.\n\n## {hostile}\n\n- {hostile}\n"))
    build(article, output)
    page = report(output)
    assert not page.all("script") and not page.all("img") and not page.all("b") and not page.all("i")
    assert "<script>alert(1)</script>" in " ".join(cells(page))
    with chromium() as browser, opened(browser, output / REPORT) as shown:
        assert shown.title() == "What changed"


def test_what_a_killed_batch_could_not_tell_is_told_by_the_next(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    build(article, output)
    revise(article)
    left = run([Job(article, Variant("", Options(), ("pdf",)))], output, Local(1))
    next(left)
    left.close()  # type: ignore[attr-defined]
    assert not (output / REPORT).exists()
    revise(article, ("Sleep a little", "Sleep a lot"))
    (told,) = build(article, output).changed
    assert [change.facts[0].kind if change.facts else "" for change in told.changes.passages] == [
        "dose",
        "negation",
        "",
    ]
    assert (output / REPORT).is_file()


def test_a_page_that_cannot_be_written_is_told_and_tried_again(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    build(article, output)
    (output / REPORT).mkdir()
    revise(article)
    found = build(article, output)
    assert found.unreported and str(output / REPORT) in str(found.unreported)
    assert not list((output / HIDDEN / "unfinished").iterdir())
    (output / REPORT).rmdir()
    assert build(article, output).report == output / REPORT


def test_no_output_takes_the_place_of_the_page(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY, name="changes.md"), tmp_path / "out"
    job = Job(article, Variant("", Options(), ("html", "pdf")))
    (outcome,) = run([job], output, Local(1))
    assert {str(each.error) for each in outcome.results} == {
        f"{article}: Its output would replace the report of what changed. Give the article another file name."
    }
    assert not build(article, output).changed


def test_the_box_tells_what_is_new(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    build(article, output, "pdf", "script", changes=True)
    assert BOX not in printed(output)
    revise(article)
    build(article, output, "pdf", "script", changes=True)
    told = (
        f"{BOX} Since version 1.0, revised 28 February 2026: "
        "• How to take it: Take 10 mg each day. • How to take it: Stop it. "
        "• How to take it: It helps your heart pump. How to take it"
    )
    assert told.replace("• ", "") in printed(output).replace("• ", "")
    said = words((output / "heart.script.txt").read_text())
    assert f"Tip: {BOX}. Since version 1.0, revised 28 February 2026: A list of 3 items." in said
    assert "How to take it: Take 10 milligrams each day." in said
    assert said.index(BOX) < said.index("] How to take it.")


def test_the_box_stays_until_the_next_version(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    build(article, output, changes=True)
    revise(article)
    build(article, output, changes=True)
    first = (output / "heart.pdf").read_bytes()
    assert build(article, output, changes=True).changed == []
    (output / "heart.pdf").unlink()
    build(article, output, changes=True)
    assert (output / "heart.pdf").read_bytes() == first
    revise(article, ("Sleep a little.", "Sleep a lot."))
    build(article, output, changes=True)
    assert "Since version 1.0" in printed(output) and "Take 10 mg each day. How to take it: Stop it." in printed(
        output
    ).replace("• ", "")
    assert "How to take it: Sleep a lot." in printed(output)
    revise(article, ("1.1", "1.2"), ("Walk a little.", "Walk a lot."))
    build(article, output, changes=True)
    assert "Since version 1.1, revised 1 April 2026: How to take it: Walk a lot." in printed(output).replace("• ", "")
    build(article, output)
    assert BOX not in printed(output)


def test_freshness_knows_the_box(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"

    def stale() -> list[list[str]]:
        capsys.readouterr()
        program.main(["list", "--output", str(output), "--json"], standalone_mode=False)
        return [json.loads(line)["stale"] for line in capsys.readouterr().out.splitlines()]

    build(article, output, changes=True)
    revise(article)
    assert stale() == [["article", "changes"]]
    build(article, output, changes=True)
    assert stale() == [[]]
    shutil.rmtree(output / HIDDEN)
    build(article, output, changes=True)
    assert BOX not in printed(output)
    assert stale() == [[]]


def box_of(article: Path, before: str, now: str, **options: Any) -> Callout | None:
    """The box in an article whose text became another one with the next version."""
    article.write_text(before, encoding="utf-8")
    old = edition_of(read(article), article)
    article.write_text(now.replace('"1.0"', '"1.1"'), encoding="utf-8")
    full, chosen = read(article), Options(changes=True, **options)
    shown = with_changes(version_of(full, chosen), full, chosen, (old,))
    found = [block for block in shown.blocks if isinstance(block, Callout) and plain_text(block.title) == BOX]
    return found[0] if found else None


def lines(box: Callout | None) -> list[str]:
    assert box and box.kind == "tip"

    def texts() -> Iterator[str]:
        from handouts.document import fragments

        for block in box.blocks:
            yield from (plain_text(spans) for spans in fragments(block))

    return list(texts())[1:]


def test_numbers_first_and_eight_at_most(tmp_path: Path) -> None:
    article = tmp_path / "heart.md"
    before = FRONT + "\n\n".join(f"Sentence {name} is here." for name in "abcdefghijk") + "\n\nTake 5 mg.\n\nGone.\n"
    now = before.replace("is here", "was there").replace("5 mg", "6 mg").replace("\n\nGone.", "")
    told = lines(box_of(article, before, now))
    assert told[0] == "Take 6 mg."
    assert told[1:8] == [f"Sentence {name} was there." for name in "abcdefg"]
    assert told[8:] == ["And 5 other changes."]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("Avoid:\n\n- milk\n", "Avoid:\n\n- milk\n- eggs\n", ["Avoid: eggs"]),
        ("Avoid:\n\n- milk\n- eggs\n", "Avoid today:\n\n- milk\n- eggs\n", ["Avoid today: milk; eggs."]),
        ("::: call Call if\n- you bleed\n:::\n", "::: call Call if\n- you faint\n:::\n", ["Call if: you faint"]),
        ("One. Two words.\n", "One. Two other words. Also.\n", ["Two other words.", "Also."]),
        ("Two.\n\nWords.\n", "Two.\n", ["1 change, with no new words."]),
        ("a\n\n## Old words\n\nText.\n", "a\n\n## New words\n\nText.\n", ["1 change, with no new words."]),
        ("Text.\n", "Text.\n", []),
    ],
)
def test_a_sentence_in_the_box_keeps_its_meaning(tmp_path: Path, before: str, now: str, told: list[str]) -> None:
    box = box_of(tmp_path / "heart.md", FRONT + before, FRONT + now)
    found = lines(box) if box and "change" not in told[0] else []
    if box and not found:
        (paragraph,) = box.blocks
        found = [plain_text(paragraph.spans).partition(": ")[2]]  # type: ignore[union-attr]
    assert found == told


def test_the_plain_handout_tells_its_own_words(tmp_path: Path) -> None:
    front = FRONT + "First.\n\n## A\n\n"
    for before, now, full, plain in (
        (PAIR, PAIR.replace("Take 7", "Take 8"), None, ["A: Take 8 mg."]),
        (PAIR, PAIR.replace("7 mg", "8 mg"), ["A: Patients take 8 mg."], ["A: Take 8 mg."]),
    ):
        box = box_of(tmp_path / "heart.md", front + before, front + now)
        assert (lines(box) if box else None) == full
        if full:
            assert lines(box_of(tmp_path / "heart.md", front + before, front + now, plain=True)) == plain


def test_plain_wordings_stay_with_their_passages(tmp_path: Path) -> None:
    article = write_article(tmp_path, BODY + PAIR)
    old = edition_of(read(article), article)
    revise(article)
    full = read(article)
    shown = with_changes(full, full, Options(changes=True), (old,))
    assert len(shown.blocks) == len(full.blocks) + 1
    assert [shown.blocks[each.of] for each in shown.plain] == [full.blocks[each.of] for each in full.plain]


def test_two_processes_tell_the_same(tmp_path: Path) -> None:
    articles = [write_article(tmp_path, BODY, name=f"{name}.md") for name in "ab"]
    variants = [Variant(name, Options(changes=True, font_size=size), ("pdf",)) for name, size in (("s", 18), ("l", 28))]
    jobs = [Job(article, variant) for article in articles for variant in variants]
    for number in (1, 2):
        list(run(jobs, tmp_path / str(number), Local(number)))
    for article in articles:
        revise(article)
    found = {number: Batch() for number in (1, 2)}
    for number, batch in found.items():
        list(run(jobs, tmp_path / str(number), Local(number), batch))
        assert [told.changes.article for told in batch.changed] == list(map(str, articles))
        assert [told.remade for told in batch.changed] == [("l/a.pdf", "s/a.pdf"), ("l/b.pdf", "s/b.pdf")]
    for name in (REPORT, "s/a.pdf", "l/b.pdf"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    assert BOX in printed(tmp_path / "2", "l/b.pdf")


def test_what_a_worker_needs_is_small(tmp_path: Path) -> None:
    article = write_article(tmp_path, BODY * 20)
    edition = edition_of(read(article), article)
    assert len(packed((edition, edition))) < len(BODY * 20)
