"""The program as its users run it: a process, its output, its exit code, its files."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from handouts.formats import formats
from tests.articles import FRONT, write_article

SHORT = "Take 5 mg. Do not stop.\n\n## When to call\n\nCall us if you bleed.\n"


def run(*arguments: str | Path, code: int = 0, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the program to its end; a traceback is never right."""
    command = [sys.executable, "-m", "handouts", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **more)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    return done


def built(output: Path, *arguments: str | Path, code: int = 0, **more: Any) -> dict[str, dict[str, Any]]:
    """Build with --json; the results by format."""
    lines = run("build", "--json", "--output", output, *arguments, code=code, **more).stdout.splitlines()
    return {each["format"]: each for each in map(json.loads, lines) if "format" in each}


def files_in(folder: Path) -> dict[str, bytes]:
    """What a person sees in a folder: its files, hidden ones left out."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def hidden_leftovers(folder: Path) -> list[Path]:
    """Hidden files beside the outputs: what a broken write would leave."""
    return [path for path in folder.iterdir() if path.name.startswith(".") and path.is_file()]


def test_build_makes_every_format_and_says_so(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, SHORT), tmp_path / "out"
    results = built(output, article)
    assert list(results) == list(formats())
    for name, result in results.items():
        assert result["article"] == str(article)
        assert (result["status"], result["error"]) == ("made", None)
        assert Path(result["path"]) == output / f"heart{formats()[name].suffix}"
        assert Path(result["path"]).stat().st_size > 0
    assert results["mp3"]["length"] > 5
    assert results["pdf"]["pages"] >= 1


def test_without_a_name_all_of_sources_is_built(tmp_path: Path) -> None:
    for name in ("b.md", "a.md"):
        write_article(tmp_path / "sources", SHORT, name=name)
    (tmp_path / "sources" / "notes.txt").write_text("not an article")
    done = run("build", "--format", "pdf", cwd=tmp_path)
    assert set(files_in(tmp_path / "output")) == {"a.pdf", "b.pdf", "index.html"}
    assert done.stdout.splitlines()[-1] == "2 made, 0 fresh, 0 failed"
    assert run("build", "--format", "pdf", cwd=tmp_path).stdout.splitlines()[-1] == "0 made, 2 fresh, 0 failed"


def test_no_articles_is_a_clear_error(tmp_path: Path) -> None:
    assert "no articles" in run("build", cwd=tmp_path, code=3).stderr


def test_two_articles_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    one, two = write_article(tmp_path / "one", SHORT), write_article(tmp_path / "two", SHORT + "More.\n")
    done = run("build", "--format", "pdf", "--output", tmp_path / "out", one, two, code=3)
    assert f"{two}: Its outputs would replace those of {one}." in done.stderr
    assert "1 made, 0 fresh, 1 failed" in done.stdout


BAD = {
    "missing.md": (None, "no such file", 3),
    "folder.md": ("folder", "folder", 3),
    "latin.md": (b"\xff\xfe", "UTF-8", 3),
    "empty.md": (b"", "empty", 3),
    "front.md": (b"---\ntitle: [\n---\nText\n", "front matter", 3),
    "date.md": (FRONT.replace("02-28", "02-30").encode() + b"Text\n", "2026-02-30", 3),
    "alt.md": (FRONT.encode() + b"![](square.png)\n", "alt text", 3),
    "figure.md": (FRONT.encode() + b"![a](no.png)\n", "does not exist", 3),
    "image.md": (FRONT.encode() + b"![a](image.md)\n", "not an image", 3),
    "ragged.md": (FRONT.encode() + b"|a|b|\n|-|-|\n|1|\n", "1 cell", 3),
    "large.md": (b"x" * 10_000_001, "10 MB", 3),
    "outside.md": (FRONT.encode() + b"![a](../x.png)\n", "out of the article's folder", 3),
    "glyph.md": (FRONT.encode() + "Text \U00013000.\n".encode(), "U+13000", 3),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_error_and_touches_nothing(tmp_path: Path, name: str) -> None:
    content, said, code = BAD[name]
    article, output = tmp_path / name, tmp_path / "out"
    output.mkdir()
    earlier = output / f"{article.stem}.pdf"
    earlier.write_bytes(b"an earlier handout")
    if content == "folder":
        article.mkdir()
    elif isinstance(content, bytes):
        article.write_bytes(content)
    done = run("build", "--format", "pdf", "--output", output, article, code=code)
    assert said in done.stderr and str(article) in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert files_in(output) == {earlier.name: b"an earlier handout"}
    assert not hidden_leftovers(output)


def test_one_bad_article_stops_no_other(tmp_path: Path) -> None:
    good, bad = write_article(tmp_path, SHORT), tmp_path / "bad.md"
    bad.write_text("nothing")
    done = run("build", "--json", "--format", "pdf", "--output", tmp_path / "out", bad, good, code=3)
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["failed", "made"]


def test_wrong_command_lines(tmp_path: Path) -> None:
    article = write_article(tmp_path, SHORT)
    for wrong in (
        ["--font-size", "41"],
        ["--standard", "xyz"],
        ["--rate", "quick"],
        ["--public-url", "example.org"],
        ["--nonsense"],
        ["--format", "doc"],
    ):
        assert "Error" in run("build", article, *wrong, code=2).stderr
    assert "There is no voice 'nobody'" in run("build", article, "--voice", "nobody", "--format", "mp3", code=6).stderr


def test_an_output_folder_that_cannot_be(tmp_path: Path) -> None:
    article = write_article(tmp_path, SHORT)
    for folder in (article, Path("/proc/handouts")):
        done = run("build", "--format", "pdf", "--output", folder, article, code=7)
        assert "--output" in done.stderr


def test_a_file_that_may_not_grow_leaves_the_earlier_one(tmp_path: Path) -> None:
    """The nearest to a full disk that needs no disk: the system stops each file at 4 kB."""
    article, output = write_article(tmp_path, SHORT), tmp_path / "out"
    before = built(output, article)
    earlier = files_in(output)
    write_article(tmp_path, SHORT + "A new last line.\n")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    results = built(output, article, code=7, preexec_fn=limit)
    assert {name for name, result in results.items() if result["status"] == "failed"} >= {"pdf", "mp3"}
    kept = {Path(before[name]["path"]).name for name in results if results[name]["status"] == "failed"}
    assert {name: files_in(output)[name] for name in kept} == {name: earlier[name] for name in kept}
    assert not hidden_leftovers(output)


def test_an_interrupt_stops_at_once_and_leaves_nothing_half_made(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, SHORT * 60), tmp_path / "out"
    command = [sys.executable, "-m", "handouts", "build", "--format", "mp3", "--output", str(output), str(article)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        cache = output / ".handouts"
        while not cache.exists() or not any(cache.rglob("*")):
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    assert not files_in(output) and not hidden_leftovers(output)


def test_nothing_reaches_the_network(tmp_path: Path) -> None:
    """Every Python process of the whole line runs under a hook that ends it at the first use of a network socket."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\n"
        "def hook(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto', 'socket.gethostbyname'):\n"
        "        os.write(2, f'NETWORK {event} {arguments}'.encode())\n"
        "        os._exit(99)\n"
        "sys.addaudithook(hook)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "NLTK_DATA": "/nonexistent", "HOME": str(tmp_path)}
    article = write_article(tmp_path)
    probe = "import socket; socket.create_connection(('127.0.0.1', 9))"
    caught = subprocess.run([sys.executable, "-c", probe], env=environment, capture_output=True, check=False)
    assert caught.returncode == 99
    results = built(tmp_path / "out", article, "--max-grade", "20", env=environment)
    assert {result["status"] for result in results.values()} == {"made"}
    run("grade", article, env=environment)


def test_same_input_same_bytes_whatever_the_surroundings(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    made = []
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Pacific/Auckland", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        built(tmp_path / seed, article, env=environment)
        made.append(files_in(tmp_path / seed))
    assert made[0] == made[1]


def test_help_loads_nothing_heavy() -> None:
    heavy = ("reportlab", "numpy", "PIL", "textstat", "nltk", "pyttsx3", "soundfile", "markdown_it", "yaml")
    code = f"import handouts.cli, sys; print([name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_grade_prints_for_people_and_machines(tmp_path: Path) -> None:
    article = write_article(tmp_path)
    told = run("grade", article).stdout
    assert "Kincaid" in told and "SMOG" in told
    data = json.loads(run("grade", "--json", article).stdout)
    assert data["article"] == str(article)
    run("grade", tmp_path / "missing.md", article, code=3)


def test_max_grade_refuses_and_names_the_sentences(tmp_path: Path) -> None:
    hard = "Percutaneous transvenous mitral commissurotomy ameliorates haemodynamic deterioration considerably. " * 12
    article = write_article(tmp_path, hard + "\n")
    done = run("build", "--format", "pdf", "--max-grade", "8", "--output", tmp_path / "out", article, code=4)
    assert "Percutaneous" in done.stderr and f"{article}:" in done.stderr
    assert not (tmp_path / "out" / "heart.pdf").exists()
