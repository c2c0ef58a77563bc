"""Applying suggestions: what changes in the file, and what stops a change."""

import codecs
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.errors import FactError, HandoutsError, OutputError, SourceError
from handouts.readers import read
from handouts.suggest import apply, applying, suggestions, words
from handouts.suggest.passages import passages
from handouts.wordlists import Pair
from tests.articles import write_article

BODY = """
You should utilize the **cuff** on your left arm, because the doctor needs\x20
the numbers of the same arm each time.[^one] Take approximately 5 mg.

- The fluid *slowly* accumulates.
- The fluid is at first in your *left* leg, and it may
  also get into your lungs at night in bed.
- When you cannot breathe well at night, sit up in your bed and use your inhaler.

| Day | What |
|-----|------|
| Monday | Physicians will assist you. |

::: warning Do not stop
You must not discontinue it; you may have a bad reaction at once if you do so.
:::

Inhaled steroid
: The nurse notifies your physician.

## References

[^one]: Physicians utilize cuffs. Journal. 2020;1:2.
""".replace("\x20\n", "\n")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write_article(tmp_path, BODY)


@pytest.fixture(autouse=True)
def nothing_left_beside(tmp_path: Path) -> Iterator[None]:
    yield
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".")) == []


def ready(article: Path) -> list[int]:
    found = suggestions(read(article), article.read_bytes().decode())
    return [each.number for each in found if each.edit]


def test_the_article_has_a_change_of_each_kind(article: Path) -> None:
    found = suggestions(read(article), article.read_text())
    assert {each.kind for each in found if each.edit} == {"split", "word", "define"}
    assert len(ready(article)) == 12


@pytest.mark.parametrize("form", ["\n", "\r\n", "mark"])
def test_any_one_change_keeps_all_else_and_the_article_can_be_read(article: Path, form: str) -> None:
    before = article.read_bytes()
    before = codecs.BOM_UTF8 + before if form == "mark" else before.replace(b"\n", form.encode())
    article.write_bytes(before)
    source, document = before.decode(), read(article)
    for each in (each for each in suggestions(document, source) if each.edit):
        assert apply(article, [each.number]) == (each,)
        assert each.edit
        expected = source[: each.edit.start] + each.edit.text + source[each.edit.end :]
        assert article.read_bytes() == expected.encode() != before
        now, then = passages(read(article), expected), passages(document, source)
        changed = [was.line for was, new in zip(then, now, strict=True) if was.text != new.text]
        assert len(changed) == 1 and changed[0] <= each.line
        article.write_bytes(before)


def test_all_changes_can_be_made_in_one_go(article: Path) -> None:
    applied = apply(article, [*reversed(ready(article)), ready(article)[0]])
    assert [each.number for each in applied] == sorted(each.number for each in applied)
    text = article.read_text()
    assert "You should use the **cuff** on your left arm. This is because the doctor needs\nthe numbers" in text
    assert "each time.[^one] Take about 5 mg." in text
    assert "- The fluid *slowly* builds up.\n- The fluid is at first in your *left* leg. It may\n  also get" in text
    assert "| Monday | Doctors will help you. |" in text
    assert "[^one]: Physicians utilize cuffs." in text


def test_nothing_chosen_changes_nothing(article: Path) -> None:
    before = article.stat().st_mtime_ns
    assert apply(article, []) == ()
    assert article.stat().st_mtime_ns == before


def refusal(article: Path, numbers: list[int]) -> HandoutsError:
    """The error that stops these changes; the file stays as it is."""
    before = article.read_bytes()
    with pytest.raises(HandoutsError) as caught:
        apply(article, numbers)
    assert article.read_bytes() == before
    return caught.value


@pytest.mark.parametrize(
    ("hard", "plain", "body"),
    [
        ("do not take", "take", "Please do not take aspirin with it."),
        ("5 mg", "50 mg", "Take 5 mg a day."),
        ("left", "right", "Measure at your left arm."),
        ("warfarin", "aspirin", "Take your warfarin at night."),
        ("must", "may", "You must rest for 2 days."),
    ],
)
def test_the_lock_refuses_a_pair_that_changes_a_fact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hard: str, plain: str, body: str
) -> None:
    article = write_article(tmp_path, f"\nYou utilize it.\n\n{body}\n")
    bad = (Pair(hard, (plain,), "phrase", True), Pair("utilize", ("use",), "verb", True))
    monkeypatch.setattr(words, "plain_words", lambda: bad)
    good, wrong = ready(article)
    error = refusal(article, [good, wrong])
    assert isinstance(error, FactError) and error.line == 12
    assert f"Suggestion {wrong} would change a fact, so nothing is changed:" in str(error)
    assert apply(article, [good]) and "You use it." in article.read_text()


def test_a_change_that_breaks_the_article_is_refused(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "plain_words", lambda: (Pair("utilize", ("<b>",), "verb", True),))
    error = refusal(article, ready(article)[:2])
    assert isinstance(error, SourceError) and (error.path, error.line) == (article, 10)
    assert "HTML is not taken" in str(error)


def test_a_change_that_parts_a_paragraph_is_refused(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "plain_words", lambda: (Pair("utilize", ("use\n\n",), "verb", True),))
    assert "part or join paragraphs" in str(refusal(article, ready(article)[:2]))


def test_numbers_that_name_no_change_are_refused(article: Path) -> None:
    found = suggestions(read(article), article.read_text())
    assert f"There is no suggestion 99: there are {len(found)}." in str(refusal(article, [ready(article)[0], 99]))
    assert "There is no suggestion 0" in str(refusal(article, [0]))
    bare = next(each.number for each in found if each.edit is None)
    assert f"Suggestion {bare} has no ready wording." in str(refusal(article, [bare]))


def test_two_changes_of_the_same_words_are_refused(tmp_path: Path) -> None:
    body = "Because the physician ascertains the numbers of one arm, you should always measure at that same arm."
    article = write_article(tmp_path, f"\n{body}\n")
    numbers = ready(article)
    assert len(numbers) == 3
    error = refusal(article, numbers)
    assert f"The suggestions {numbers[0]} and {numbers[1]} change the same words." in str(error)


def test_a_link_is_not_replaced_by_a_file(article: Path) -> None:
    link = article.with_name("other.md")
    link.symlink_to(article)
    assert f"Name the file itself: {article}" in str(refusal(link, [1]))
    assert link.is_symlink()


def test_a_file_that_changes_meanwhile_is_left_alone(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(article)
    article.write_text(article.read_text() + "\nMore.\n")
    monkeypatch.setattr(applying, "read", lambda path: document)
    assert "was changed while it was read" in str(refusal(article, [1]))


def test_a_disk_that_takes_no_file_is_told(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    error = refusal(article, ready(article)[:1])
    assert isinstance(error, OutputError) and "No space left on device" in str(error)


def test_an_article_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no such file"):
        apply(tmp_path / "none.md", [1])
