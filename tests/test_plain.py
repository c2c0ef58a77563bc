"""The plain version: picked, locked, approved, and helped where there is none."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handouts import batch
from handouts.approval import Approval, approve, lock_path, read_approvals, standings
from handouts.batch.local import Local
from handouts.document import Bullets, Document, Glossary, Heading, Paragraph, fragments, plain_text
from handouts.errors import FactError, SourceError
from handouts.options import Options
from handouts.pipeline import Job
from handouts.plain import NO_PLAIN_VERSION, NOT_APPROVED, locked, picked, plain_version
from handouts.readers import read
from handouts.spoken.script import script_of
from handouts.variants import Variant
from tests.articles import write_article
from tests.pdf_integrity import TaggedPdf
from tests.test_cli import run

PAIRS = """
You must take 5 mg of warfarin once daily unless your doctor says otherwise.

::: plain
You must take 5 mg of warfarin once a day, unless your doctor says otherwise.
:::

Nothing is easier here.

Do not stop this medicine without asking your care team.

::: plain
Do not stop this medicine without asking your care team.
:::
"""
CHANGED = PAIRS.replace("Do not stop this medicine without asking your care team.\n:::", "Stop this medicine.\n:::")
DAY = date(2026, 3, 1)


def article_of(tmp_path: Path, body: str = PAIRS) -> Document:
    return read(write_article(tmp_path, body))


def words(document: Document) -> list[str]:
    return [plain_text(spans) for block in document.blocks for spans in fragments(block)]


def test_each_passage_is_picked_where_it_has_a_plain_wording(tmp_path: Path) -> None:
    document = article_of(tmp_path)
    assert words(picked(document)) == [
        "You must take 5 mg of warfarin once a day, unless your doctor says otherwise.",
        "Nothing is easier here.",
        "Do not stop this medicine without asking your care team.",
    ]
    assert "once daily" in words(document)[0]


def test_a_changed_fact_stops_the_plain_build_and_names_both_lines(tmp_path: Path) -> None:
    document = article_of(tmp_path, CHANGED)
    plain = document.plain[1]
    with pytest.raises(FactError) as caught:
        plain_version(document, ())
    assert f"{document.path}:{document.blocks[plain.of].line} and " in str(caught.value)
    done = run("build", "--plain", "--format", "pdf", "--output", tmp_path / "out", document.path, code=5)
    assert "changes" in done.stderr
    assert not (tmp_path / "out" / "heart-plain.pdf").exists()
    findings = json.loads(run("lock", "--json", document.path, code=5).stdout)["findings"]
    assert {"error"} <= {each["severity"] for each in findings}
    assert set(findings[0]) == {"kind", "severity", "what", "full_line", "plain_line", "full", "plain"}


def test_a_reason_settles_warnings_but_never_errors(tmp_path: Path) -> None:
    settled = CHANGED.replace("::: plain", '::: plain because="the clinic asked for it"')
    assert {finding.severity for _, finding in locked(article_of(tmp_path, settled))} == {"error"}


def test_a_plain_version_says_what_it_is_and_what_nobody_approved(tmp_path: Path) -> None:
    document = article_of(tmp_path)
    assert plain_version(document, ()).notices == (
        "This is the plain-language version. Its wording is not yet approved",
    )
    approve(document, "A. Example", DAY)
    approvals = read_approvals(document.path)
    assert plain_version(document, approvals).notices == ("This is the plain-language version",)
    partly = plain_version(document, approvals[:1])
    assert partly.notices == ("This is the plain-language version. Its wording is not yet approved in 1 of 2 passages",)
    assert words(partly)[-1] == NOT_APPROVED


def test_the_notice_is_printed_and_spoken(tmp_path: Path) -> None:
    document = article_of(tmp_path)
    list(batch.run([Job(document.path, Variant("", Options(plain=True), ("pdf",)))], tmp_path, Local(1)))
    notice = "Its wording is not yet approved."
    assert notice in TaggedPdf((tmp_path / "heart-plain.pdf").read_bytes()).text
    chapters = script_of(plain_version(document, ())).chapters
    assert any(notice in said.shown for part in chapters[0].passages for said in part.utterances)


def test_approval_is_required_when_asked_for(tmp_path: Path) -> None:
    document = article_of(tmp_path)
    with pytest.raises(FactError, match="not approved"):
        plain_version(document, (), require_approval=True)
    approve(document, "A. Example", DAY)
    plain_version(document, read_approvals(document.path), require_approval=True)


def test_an_approval_lapses_for_the_changed_passage_alone(tmp_path: Path) -> None:
    document = article_of(tmp_path)
    approve(document, "A. Example", DAY)
    changed = article_of(tmp_path, PAIRS.replace("once a day, unless", "one time a day, unless"))
    first, second = standings(changed, read_approvals(changed.path))
    assert (first.state, second.state) == ("lapsed", "approved")
    assert "-You must take 5 mg of warfarin once a day, unless" in first.difference
    assert "+You must take 5 mg of warfarin one time a day, unless" in first.difference
    told = run("status", changed.path).stdout
    assert "1 approved, 1 lapsed, 0 not yet approved" in told and "+You must take 5 mg" in told
    approve(changed, "B. Example", date(2026, 3, 2))
    assert [each.by for each in read_approvals(changed.path)] == ["B. Example", "A. Example"]


def test_the_record_is_text_for_git(tmp_path: Path) -> None:
    document = article_of(tmp_path)
    run("approve", document.path, "--by", 'Sister "Ann" Né', "--on", "2026-03-01")
    text = lock_path(document.path).read_text(encoding="utf-8")
    assert lock_path(document.path).name == "heart.lock"
    assert "on = 2026-03-01" in text and "Né" in text
    assert text.splitlines()[0].startswith("#")
    (one, two) = read_approvals(document.path)
    assert one == Approval('Sister "Ann" Né', DAY, *map(tuple, ([words(document)[0]], [words(picked(document))[0]])))
    assert one.fingerprint in text and two.fingerprint in text
    run("approve", document.path, "--by", "Another", "--on", "2026-03-05")
    assert lock_path(document.path).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("broken", ["passage = 3", "[[passage]]\nby = 1", "=", "[[passage]]\non = 2026-02-30"])
def test_a_broken_record_is_a_clear_error(tmp_path: Path, broken: str) -> None:
    document = article_of(tmp_path)
    lock_path(document.path).write_text(broken)
    with pytest.raises(SourceError, match="record of approvals is broken"):
        read_approvals(document.path)


def test_a_changed_fact_cannot_be_approved(tmp_path: Path) -> None:
    document = article_of(tmp_path, CHANGED)
    run("approve", document.path, "--by", "A. Example", code=5)
    assert not lock_path(document.path).exists()


LONG = "One is here. Two is here. Three is here.[^a] Four is here. Five is here."


def test_without_a_plain_version_help_is_added_and_nothing_changed(tmp_path: Path) -> None:
    body = f"{LONG} The stenosis caused dyspnea.\n\n- Rest. Drink.\n\n## References\n\n[^a]: A\n"
    document = article_of(tmp_path, body)
    helped = plain_version(document, ())
    assert helped.notices == (NO_PLAIN_VERSION,)
    paragraphs = [block for block in helped.blocks if isinstance(block, Paragraph)]
    assert len(paragraphs) == 2
    own = [block for block in helped.blocks if not isinstance(block, Glossary)]
    before, after = " ".join(words(document)), " ".join(words(replace(helped, blocks=tuple(own))))
    assert after.replace(" Words to know", "").split() == before.split()
    glossary = next(block for block in helped.blocks if isinstance(block, Glossary))
    assert [plain_text(term.word) for term in glossary.terms] == ["Dyspnea", "Stenosis"]
    heading = helped.blocks[helped.blocks.index(glossary) - 1]
    assert isinstance(heading, Heading) and plain_text(heading.spans) == "Words to know"
    bullets = next(block for block in helped.blocks if isinstance(block, Bullets))
    assert len(bullets.items) == 1 and len(bullets.items[0].blocks) == 2
    cites = [span.cites for block in paragraphs for span in block.spans if span.cites]
    assert cites == [1]


def test_words_that_the_article_explains_are_not_explained_again(tmp_path: Path) -> None:
    body = "The stenosis caused dyspnea.\n\n## Words to know\n\nStenosis\n: A narrowing of the author's.\n"
    helped = plain_version(article_of(tmp_path, body), ())
    glossary = next(block for block in helped.blocks if isinstance(block, Glossary))
    assert [plain_text(term.word) for term in glossary.terms] == ["Stenosis", "Dyspnea"]
    assert plain_text(glossary.terms[0].meaning[0]) == "A narrowing of the author's."


def test_a_passage_too_long_to_compare_is_named(tmp_path: Path) -> None:
    body = f"{'Word after word. ' * 600}\n\n::: plain\nWords.\n:::\n"
    article = write_article(tmp_path, body)
    assert str(article) in run("lock", article, code=5).stderr


def test_suggestions_are_listed_and_applied_only_when_chosen(tmp_path: Path) -> None:
    body = "Because the pills cause no signs, you must take 5 mg each day, and you must not stop them on your own.\n"
    article = write_article(tmp_path, body)
    before = article.read_bytes()
    found = json.loads(run("suggest", "--json", article).stdout)["suggestions"]
    assert article.read_bytes() == before
    chosen = next(each for each in found if each["edit"])
    run("suggest", article, "--apply", str(chosen["number"]))
    after = article.read_bytes().decode()
    edit = chosen["edit"]
    assert after == before.decode()[: edit["start"]] + edit["text"] + before.decode()[edit["end"] :]
    run("suggest", article, "--apply", "999", code=3)
    run("suggest", article, "--apply", "a,b", code=2)
    assert article.read_bytes().decode() == after


def test_grade_shows_both_versions_and_a_pre_score(tmp_path: Path) -> None:
    document = article_of(tmp_path)
    told = run("grade", document.path).stdout
    assert "in plain language" in told and "PEMAT-P" in told and "CDC Clear Communication Index" in told
    assert "[ ]" in run("grade", "--checklist", document.path).stdout
    data = json.loads(run("grade", "--json", document.path).stdout)
    assert data["plain"]["whole"]["words"] != data["whole"]["words"]
    assert {each["name"] for each in data["prescore"]["scores"]}
