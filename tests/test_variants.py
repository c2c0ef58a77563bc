"""handouts.toml: sets of options under which one command builds every article."""

import shutil
from pathlib import Path

import pytest

from handouts.errors import SourceError
from handouts.formats import formats
from handouts.options import Options, declared
from handouts.variants import Variant, variants_in, with_options
from tests.articles import write_article
from tests.test_cli import files_in, run

SETS = """
[ward]
standard = "acb"
font_size = 18
formats = ["pdf"]

[giant]
standard = "rnib"
font_size = 28
paper = "a4"
formats = ["script", "pdf"]
rate = "slow"
"""


def read_sets(folder: Path, text: str) -> dict[str, Variant]:
    (folder / "handouts.toml").write_text(text, encoding="utf-8")
    return variants_in(folder / "handouts.toml")


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SourceError) as caught:
        read_sets(folder, text)
    assert str(folder / "handouts.toml") in str(caught.value)
    return str(caught.value)


def test_sets_are_read_in_their_order(tmp_path: Path) -> None:
    found = read_sets(tmp_path, SETS)
    assert list(found) == ["ward", "giant"]
    assert found["ward"] == Variant("ward", Options(font_size=18), ("pdf",))
    giant = Options(standard="rnib", font_size=28, paper="a4", rate=120)
    assert found["giant"] == Variant("giant", giant, ("pdf", "script"))


def test_without_a_file_there_are_no_sets_and_an_empty_set_is_all_defaults(tmp_path: Path) -> None:
    assert variants_in(tmp_path / "handouts.toml") == {}
    assert read_sets(tmp_path, "[all]\n") == {"all": Variant("all", Options(), tuple(formats()))}


@pytest.mark.parametrize("name", [name for name, _ in declared()] + ["formats"])
def test_a_misspelt_key_names_the_right_one(tmp_path: Path, name: str) -> None:
    for wrong in (name[:-1], name.replace("_", "-") + "s", name.upper()):
        said = refusal(tmp_path, f"[ward]\n{wrong} = 1\n")
        assert f"There is no option {wrong!r} (set 'ward')" in said
        assert f"Did you mean {name!r}?" in said


def test_a_misspelt_format_names_the_right_one(tmp_path: Path) -> None:
    assert "There is no format 'pfd' (set 'ward'). Did you mean 'pdf'?" in refusal(
        tmp_path, '[ward]\nformats = ["pfd"]\n'
    )
    for wrong in ('"pdf"', "[]", "3"):
        assert "formats of the set 'ward' are no list" in refusal(tmp_path, f"[ward]\nformats = {wrong}\n")
    assert "There is no format 3" in refusal(tmp_path, "[ward]\nformats = [3]\n")


WRONG = {
    'font_size = "18"': "--font-size 18: it must be a whole number",
    "font_size = 18.5": "--font-size 18.5: it must be a whole number",
    "font_size = true": "--font-size True: it must be a whole number",
    "font_size = 41": "it must lie between 14 and 40 pt",
    "plain = 1": "--plain 1: it must be true or false",
    'plain = "yes"': "--plain yes: it must be true or false",
    "standard = 3": "--standard 3: it must be text",
    'standard = "ACB"': "it must be one of acb",
    'standard = ["acb"]': "it must be text",
    'rate = "quick"': "--rate quick: it must be a whole number",
    "rate = {}": "it must be a whole number",
    'max_grade = "8"': "it must be a number",
    "max_grade = nan": "it must lie between",
    "max_grade = inf": "it must lie between",
    "paper = 2026-01-01": "it must be text",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_value_is_an_error_that_says_what_is_right(tmp_path: Path, line: str) -> None:
    assert "In the set 'ward': " in (said := refusal(tmp_path, f"[ward]\n{line}\n"))
    assert WRONG[line] in said


@pytest.mark.parametrize(
    "name",
    ["../ward", "a/b", "/etc", ".", "..", "", "ward one", "ward.pdf", "wärd", "-", "C:", "ward\\\\x", ".handouts"],
)
def test_a_name_that_is_no_plain_folder_is_refused(tmp_path: Path, name: str) -> None:
    assert "A set cannot be named" in refusal(tmp_path, f'["{name}"]\nfont_size = 18\n')


def test_a_file_that_cannot_be_read_is_one_clear_error(tmp_path: Path) -> None:
    assert "The file is broken" in refusal(tmp_path, "[ward\n")
    assert "'font_size' stands outside of any set" in refusal(tmp_path, "font_size = 18\n")
    (tmp_path / "handouts.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError, match="UTF-8"):
        variants_in(tmp_path / "handouts.toml")
    (tmp_path / "handouts.toml").unlink()
    (tmp_path / "handouts.toml").mkdir()
    with pytest.raises(SourceError, match="cannot be read"):
        variants_in(tmp_path / "handouts.toml")


def test_what_the_command_line_gives_wins() -> None:
    ward = Variant("ward", Options(font_size=18, paper="a4"), ("pdf",))
    changed = with_options(ward, {"font_size": 24}, ["script", "mp3"])
    assert changed == Variant("ward", Options(font_size=24, paper="a4"), ("mp3", "script"))
    assert with_options(ward, {}) == ward


def test_one_command_builds_all_sets_beside_each_other(tmp_path: Path) -> None:
    write_article(tmp_path / "sources", "Take 5 mg.\n")
    (tmp_path / "handouts.toml").write_text(SETS)
    said = run("build", cwd=tmp_path).stdout
    assert said.endswith("3 made, 0 fresh, 0 failed\n")
    output = tmp_path / "output"
    assert set(files_in(output / "ward")) == {"heart.pdf"}
    assert set(files_in(output / "giant")) == {"heart.pdf", "heart.script.txt"}
    assert files_in(output / "ward")["heart.pdf"] != files_in(output / "giant")["heart.pdf"]
    assert run("build", cwd=tmp_path).stdout.endswith("0 made, 3 fresh, 0 failed\n")

    # One set alone, and an option in place of its own.
    giant = files_in(output / "giant")
    assert run("build", "--set", "ward", "--font-size", "24", cwd=tmp_path).stdout.endswith(
        "1 made, 0 fresh, 0 failed\n"
    )
    assert files_in(output / "giant") == giant
    shutil.rmtree(output / "giant")
    assert run("build", cwd=tmp_path).stdout.endswith("3 made, 0 fresh, 0 failed\n")
    assert files_in(output / "giant") == giant

    said = run("build", "--set", "giannt", cwd=tmp_path, code=3).stderr
    assert said == "handouts.toml: There is no set 'giannt'. There are: ward, giant.\n"
