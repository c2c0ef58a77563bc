"""Each attack on the page, tried on the real server: nothing gets in, nothing gets out, and it still answers."""

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from handouts.web.guards import Hosts, Rate
from tests.html_pages import HOSTILE
from tests.web_site import WARFARIN, Served, article, articles, served

NASTY = 'q&a "<img src=x onerror=alert(1)>'
SECRET = "A secret outside of the sources."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("guards")
    articles(folder / "sources")
    article(folder / "sources", "hostile", f"'{HOSTILE.replace(chr(0x202E), '').replace(chr(39), '')}'", WARFARIN)
    article(folder / "sources", NASTY.replace("/", ""), "A name", WARFARIN)
    secret = article(folder, "secret", SECRET, WARFARIN)
    (folder / "sources" / "linked.md").symlink_to(secret)
    with served(folder) as running:
        yield running


def status(site: Served, method: str, path: str, client: str = "127.0.0.2", **about: object) -> int:
    with site.client(client) as asking:
        return asking.request(method, path, **about).status_code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8321", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.5", ""),
        *("user@localhost", "localhost, evil.example", "[::1].evil.example", "0x7f000001", "127.1"),
    ],
)
def test_a_name_that_was_rebound_to_this_machine_is_refused(site: Served, host: str) -> None:
    for method, path in (("GET", "/"), ("GET", "/topic/warfarin"), ("POST", "/topic/warfarin/make")):
        headers = {"host": host, "origin": f"http://{host}"}
        assert status(site, method, path, headers=headers) in (400, 421)


@pytest.mark.parametrize("host", ["localhost", "localhost:1234", "127.0.0.1", "[::1]:80", "LOCALHOST."])
def test_names_of_this_machine_are_taken(site: Served, host: str) -> None:
    assert status(site, "GET", "/", headers={"host": host}) == 200


def test_hosts_beyond_loopback() -> None:
    hosts = Hosts("0.0.0.0", "https://shelf.example/handouts")
    assert all(map(hosts.known, ("192.168.1.5:8321", "127.0.0.1", "[fe80::1]", "shelf.example", socket.gethostname())))
    assert not any(map(hosts.known, ("evil.example", "shelf.example.evil", "", "a b", "evil.example:x")))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:1"},
        {"origin": "{url}.evil.example"},
        {"origin": "{url}", "sec-fetch-site": "cross-site"},
        {"origin": "{url}", "sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/topic/warfarin/make", "/packet/make", "/jobs/x/cancel"])
def test_a_change_asked_for_by_another_page_is_refused(site: Served, headers: dict[str, str], path: str) -> None:
    told = {name: value.format(url=site.url) for name, value in headers.items()}
    assert status(site, "POST", path, headers=told, data={"kind": "pdf"}, client="127.0.0.3") == 403


@pytest.mark.parametrize("mode", ["no-cors", "cors", "navigate"])
def test_another_page_cannot_use_ours(site: Served, mode: str) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode, "sec-fetch-dest": "iframe"}
    assert status(site, "GET", "/topic/warfarin", headers=headers) == 403
    opened = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert status(site, "GET", "/topic/warfarin", headers=opened) == 200


UP = ["..", "../secret", "%2e%2e%2fsecret", "..%2f..%2fetc%2fpasswd", "....//secret", "/etc/passwd", "%00", "linked"]
UP += ["..\\secret", "warfarin%2f..%2f..%2fsecret", "secret", "warfarin.md", "./warfarin", "WARFARIN"]


@pytest.mark.parametrize("name", UP)
def test_no_path_leads_out(site: Served, name: str) -> None:
    before = {path for path in Path("/proc/self/cwd").resolve().glob("*")}
    with site.client("127.0.0.4", follow_redirects=True) as client:
        for path in (
            f"/topic/{name}",
            f"/topic/{name}/preview",
            f"/topic/{name}/file/pdf",
            f"/topic/{name}/page/1",
            f"/topic/{name}/code",
            f"/topic/warfarin/file/{name}",
            f"/static/{name}",
            f"/jobs/{name}",
            f"/packet/file/pdf?topic={name}&topic={name}x",
            f"/packet?topic={name}&topic={name}x",
            f"/topic/warfarin?voice={name}",
            f"/topic/warfarin?standard={name}",
            f"/topic/warfarin/page/1?width={name}",
            f"/topic/warfarin?job={name}",
            f"/?q={name}",
        ):
            answer = client.get(path)
            assert answer.status_code in (200, 400, 404, 409), path
            assert SECRET not in answer.text and "root:" not in answer.text and "Traceback" not in answer.text
        post = {"origin": site.url}
        for data in ({"kind": name}, {"kind": "pdf", "voice": name}, {"kind": "pdf", "standard": name}):
            answer = client.post("/topic/warfarin/make", data=data, headers=post)
            assert answer.status_code in (200, 303, 400), data
        back = client.post("/jobs/x/cancel", data={"back": f"//{name}"}, headers=post, follow_redirects=False)
        assert back.headers["location"] == "/"
    assert {path for path in Path("/proc/self/cwd").resolve().glob("*")} == before


@pytest.mark.parametrize(
    "query",
    [
        *("font_size=13", "font_size=41", "font_size=9999999999", "font_size=x", "font_size=-1", "font_size=1e9"),
        *("rate=79", "rate=301", "paper=a3", "plain=maybe", "standard=none", "font_size=٢٤"),
    ],
)
def test_choices_are_bounded(site: Served, query: str) -> None:
    assert status(site, "GET", f"/topic/warfarin?{query}") == 400


def test_what_an_article_says_stays_text(site: Served) -> None:
    with site.client("127.0.0.5") as client:
        for path in ("/", "/?q=<script>alert(1)</script>", "/topic/hostile", "/packet?topic=hostile&topic=warfarin"):
            text = client.get(path).text
            assert "<script>alert" not in text and "<img src=x" not in text, path
        (name,) = httpx.URL(site.url).copy_with(path=f"/topic/{NASTY}").raw_path.decode().split("\n")
        assert client.get(name).status_code == 200


def test_every_answer_says_what_a_browser_may_do(site: Served) -> None:
    paths = ["/", "/topic/warfarin", "/packet", "/find?q=a", "/static/page.js", "/topic/none", "/no/such", "/jobs/x"]
    with site.client("127.0.0.6") as client:
        for path in paths:
            headers = client.get(path).headers
            assert "default-src 'none'" in headers["content-security-policy"], path
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert "set-cookie" not in headers and "server" not in headers
            assert "<script>" not in client.get(path).text and " style=" not in client.get(path).text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_refused(site: Served, method: str) -> None:
    assert status(site, method, "/", headers={"origin": site.url}) == 405


def test_bodies_heads_and_addresses_are_bounded(site: Served) -> None:
    headers = {"origin": site.url}
    assert status(site, "POST", "/topic/warfarin/make", content=b"a" * 70_000, headers=headers) == 413
    endless = (b"a" * 1000 for _ in range(200))
    assert status(site, "POST", "/topic/warfarin/make", content=endless, headers=headers) == 413
    assert status(site, "GET", "/", content=b"a" * 70_000) == 413
    assert status(site, "GET", "/?q=" + "a" * 9000) == 414
    with suppress(httpx.RemoteProtocolError):
        assert status(site, "GET", "/", headers={"x-large": "a" * 100_000}) in (400, 431)
    many = "&".join(f"a{number}=b" for number in range(500))
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert status(site, "POST", "/topic/warfarin/make", content=many, headers=headers | form) == 400
    assert status(site, "POST", "/topic/warfarin/make", content=b"kind=%ff\xff", headers=headers | form) == 400
    assert status(site, "GET", "/") == 200


def test_a_flood_of_one_client_is_stopped_and_others_go_on(site: Served) -> None:
    with site.client("127.0.0.7", headers={"origin": site.url}) as client:
        told = {client.post("/jobs/x/cancel").status_code for _ in range(200)}
        assert told == {303, 429}
        told = {client.get("/static/icon.svg").status_code for _ in range(2000)}
        assert told == {200, 429}
    assert status(site, "GET", "/", client="127.0.0.8") == 200


def test_a_rate_refills() -> None:
    rate = Rate(2, 1000.0)
    assert [rate.take("a") for _ in range(2)] == [True, True]
    time.sleep(0.01)
    assert rate.take("a")
    slow = Rate(2, 0.0001)
    assert [slow.take("a") for _ in range(3)] == [True, True, False] and slow.take("b")


def test_who_sends_too_slowly_or_holds_too_much_is_cut_off(site: Served) -> None:
    port = int(site.url.rpartition(":")[2])
    held = [socket.create_connection(("127.0.0.1", port), source_address=("127.0.0.9", 0)) for _ in range(100)]
    try:
        for each in held:
            each.settimeout(60)
            with suppress(OSError):
                each.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        # Neither of those beyond the limit nor of those that never finish their head any is left waiting.
        assert status(site, "GET", "/", client="127.0.0.10") == 200
        for each in held:
            with suppress(ConnectionResetError):
                assert each.recv(100) == b""
    finally:
        for each in held:
            each.close()
    assert status(site, "GET", "/", client="127.0.0.9") == 200
