"""What the page serves: what was built already, what is made for it, and nothing over the editor's outputs."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.formats import Made
from handouts.web.chapters import chapters_in
from handouts.web.kept import Kept
from handouts.web.pictures import Sheets
from tests.web_site import FUROSEMIDE, Served, article, articles, served

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("serving")
    articles(found / "sources")
    command = [sys.executable, "-m", "handouts", "build", "sources/warfarin.md", "--format", "pdf"]
    subprocess.run(command, cwd=found, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
    return found


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Served]:
    with served(folder, "--public-url", "") as running:
        yield running


def made_files(folder: Path) -> set[str]:
    return {
        path.name for path in (folder / "output" / ".handouts" / "web" / "made").glob("*") if path.suffix != ".json"
    }


def outputs(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in (folder / "output").glob("*") if p.is_file()}


def test_what_was_built_is_shown_as_it_is(site: Served, folder: Path) -> None:
    before = made_files(folder)
    with site.client() as client:
        answer = client.get("/topic/warfarin/file/pdf")
        assert answer.content == (folder / "output" / "warfarin.pdf").read_bytes()
        assert answer.headers["content-disposition"].startswith("inline")
        assert "attachment" in client.get("/topic/warfarin/file/pdf?download=1").headers["content-disposition"]
        assert 'id="print"' in client.get("/topic/warfarin").text
    assert made_files(folder) == before


def test_other_choices_are_made_beside_and_never_over_it(site: Served, folder: Path) -> None:
    before, kept = outputs(folder), made_files(folder)
    with site.client() as client:
        assert client.get("/topic/warfarin/file/pdf?font_size=28").status_code == 404
        site.make("/topic/warfarin", kind="pdf", font_size="28")
        content = client.get("/topic/warfarin/file/pdf?font_size=28").content
        picture = client.get("/topic/warfarin/page/1?font_size=28&width=480")
        assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG")
        assert client.get("/topic/warfarin/page/99?font_size=28").status_code == 404
    assert content.startswith(b"%PDF") and content != before["warfarin.pdf"][0]
    assert outputs(folder) == before and len(made_files(folder) - kept) == 1


def test_what_an_editor_changed_is_never_shown_as_it_was(site: Served, folder: Path) -> None:
    article(folder / "sources", "new", "A new topic", FUROSEMIDE)
    with site.client() as client:
        while "A new topic" not in site.home():
            pass
        site.make("/topic/new", kind="pdf")
        old = client.get("/topic/new/file/pdf").content
        article(folder / "sources", "new", "A new topic", FUROSEMIDE.replace("40 mg", "20 mg"))
        assert client.get("/topic/new/file/pdf").status_code == 404
        site.make("/topic/new", kind="pdf")
        assert client.get("/topic/new/file/pdf").content != old
        (folder / "sources" / "new.md").unlink()
        while "A new topic" in site.home():
            pass
        assert client.get("/topic/new").status_code == 404


def test_a_broken_file_is_made_anew(site: Served, folder: Path) -> None:
    site.make("/topic/furosemide", kind="pdf", font_size="30")
    with site.client() as client:
        whole = client.get("/topic/furosemide/file/pdf?font_size=30").content
        for path in (folder / "output" / ".handouts" / "web" / "made").glob("*.pdf"):
            path.write_bytes(path.read_bytes()[:-10])
        assert client.get("/topic/furosemide/file/pdf?font_size=30").status_code == 404
        site.make("/topic/furosemide", kind="pdf", font_size="30")
        assert client.get("/topic/furosemide/file/pdf?font_size=30").content == whole


def test_faults_are_told_with_what_to_do(site: Served) -> None:
    with site.client() as client:
        lost = client.get("/topic/lost?plain=yes").text
        assert "The plain words cannot be used" in lost and "Use the full text" in lost and "50 mg" in lost
        assert "Draft." in lost
        assert 'id="print"' not in lost
        broken = client.get("/topic/broken").text
        assert "This handout cannot be made" in broken and "front matter" in broken
        assert "Cannot be read" in client.get("/").text
        assert "Not reviewed" in client.get("/topic/warfarin").text
        assert "Plain words not approved" in client.get("/topic/warfarin?plain=yes").text
        assert "No plain words yet" in client.get("/topic/furosemide?plain=yes").text


def test_a_restart_finds_what_was_made_and_stopping_leaves_nothing(tmp_path: Path) -> None:
    articles(tmp_path / "sources")
    with served(tmp_path) as site:
        site.make("/topic/furosemide", kind="mp3")
        site.make("/topic/furosemide", kind="pdf", font_size="22")
        children = [int(number) for number in _children(site.process.pid)]
        job = site.post("/topic/warfarin/make", kind="mp3").json()["job"]
        with site.client() as client, client.stream("GET", job) as following:
            next(following.iter_lines())
            assert site.stop() == 130
    assert children and not any(Path(f"/proc/{number}").exists() for number in children)
    before = made_files(tmp_path)
    with served(tmp_path, "--public-url", "https://example.org/a") as site, site.client() as client:
        assert 'id="sound"' in client.get("/topic/furosemide").text
        sound = client.get("/topic/furosemide/file/mp3", headers={"range": "bytes=0-99"})
        assert sound.status_code == 206 and sound.content.startswith(b"ID3")
        assert "example.org/a/index.html#furosemide" in client.get("/topic/furosemide?rate=120").text
        assert client.get("/topic/furosemide/code").text.count("<svg") == 1
    with served(tmp_path) as site, site.client() as client:
        assert 'id="print"' in client.get("/topic/furosemide?font_size=22").text
        assert client.get("/topic/furosemide/code").status_code == 404
    assert made_files(tmp_path) == before
    (mp3,) = (tmp_path / "output" / ".handouts" / "web" / "made").glob("[!.]*.mp3")
    assert [chapter.title for chapter in chapters_in(mp3)][1:] == ["Your weight"]


def _children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def test_a_server_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    articles(tmp_path / "sources")
    with served(tmp_path) as site:
        site.make("/topic/furosemide", kind="pdf")
        children = _children(site.process.pid)
        site.process.send_signal(signal.SIGKILL)
        site.process.wait()
        while any(Path(f"/proc/{number}/exe").exists() and _at_work(number) for number in children):
            pass
    assert len(children) == 2


def _at_work(number: str) -> bool:
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_cancelling_ends_the_process_and_another_comes(site: Served) -> None:
    with site.client() as client:
        workers = set(_children(site.process.pid))
        job = site.post("/topic/furosemide/make", kind="mp3", rate="99").json()["job"]
        with client.stream("GET", job) as following:
            states = following.iter_lines()
            next(line for line in states if '"working"' in line)
            assert site.post(f"{job}/cancel").status_code == 200
            ended = [json.loads(line[6:])["state"] for line in states if line]
        assert ended[-1] == "cancelled"
        while len(set(_children(site.process.pid)) & workers) != 1 or len(_children(site.process.pid)) != 2:
            pass
        assert client.get("/topic/furosemide/file/mp3?rate=99").status_code == 404
        site.make("/topic/furosemide", kind="pdf", font_size="31")


def test_what_is_kept_is_bounded_and_the_oldest_goes_first(tmp_path: Path) -> None:
    kept = Kept(tmp_path, limit=5000)

    def write(target: Path) -> Made:
        target.write_bytes(b"a" * 1000)
        return Made(pages=1)

    for number in range(8):
        told = kept.keep(f"{number:064}", ".pdf", write)
        os.utime(told["file"], (number + 1, number + 1))
    left = sorted(int(path.name[:64]) for path in (kept.folder / "made").glob("*.pdf"))
    assert left and left == list(range(8 - len(left), 8))
    assert sum(path.stat().st_size for path in kept.folder.glob("*/*")) <= 5000
    assert kept.known(f"{0:064}", ".pdf") is None


@pytest.mark.parametrize(
    ("pages", "single", "double", "booklet"), [(1, 1, 1, 1), (2, 2, 1, 1), (11, 11, 6, 3), (80, 80, 40, 20)]
)
def test_sheets(pages: int, single: int, double: int, booklet: int) -> None:
    sheets = Sheets(pages, "letter")
    assert (sheets.single, sheets.double, sheets.booklet) == (single, double, booklet)


def test_advice_holds_to_what_staplers_take() -> None:
    assert "No staple" in Sheets(1, "a4").advice
    assert "corner" in Sheets(50, "a4").advice
    assert "A3 paper" in Sheets(80, "a4").advice and "11 by 17" in Sheets(80, "letter").advice
    assert "binder" in Sheets(81, "a4").advice


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org", "https://user@example.org", "https://a?b"])
def test_an_address_of_the_shelf_must_be_one(tmp_path: Path, url: str) -> None:
    (tmp_path / "sources").mkdir()
    command = [sys.executable, "-m", "handouts", "serve", "--port", "0", "--public-url", url]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    assert done.returncode == 2


def test_beyond_loopback_it_warns(tmp_path: Path) -> None:
    articles(tmp_path / "sources")
    command = [sys.executable, "-m", "handouts", "serve", "--port", "0", "--host", "0.0.0.0", "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert "asks nobody who they are" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def test_a_port_that_is_taken_is_told(tmp_path: Path, site: Served) -> None:
    (tmp_path / "sources").mkdir()
    command = [sys.executable, "-m", "handouts", "serve", "--port", site.url.rpartition(":")[2]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 7 and "--port" in done.stderr and "Traceback" not in done.stderr
