"""What is let in: requests to names of this machine, changes from our own pages alone, all of bounded size and number.

A page elsewhere that a nurse has open must neither read nor set off anything here: not by a name of its own that
leads to this machine (DNS rebinding), not by a form or a picture (cross-site requests), not by framing our pages.
"""

import asyncio
import re
import socket
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from time import monotonic
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64 << 10
LARGEST_HEAD = 16 << 10
LARGEST_ADDRESS = 8 << 10
"""Bytes of a body, of a head, and of the address in it: a packet of the most topics with long names fits."""
PATIENCE = 10.0
"""Seconds in which a body has to be there."""
CHANGES, REQUESTS = (60, 5.0), (600, 60.0)
"""For one client, changes and requests at once, and as many a second in the long run: a packet has many pictures."""
CLIENTS = 10_000
"""Clients whose number of requests is remembered."""
_HOST = re.compile(r"(?:\[(?P<number>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_.-]+))(?::[0-9]{1,5})?")
"""RFC 9110, 7.2: a name or a number, and perhaps a port; nothing else is taken for one."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""No script and no style stands in a page itself, and nothing comes from elsewhere."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not "no-referrer": with it a browser sends a form's Origin as "null", and we could not know our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-cache",
}


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names that a request may call this machine by. An address in numbers cannot be rebound to another.

    Bound to loopback, only loopback is one of them.
    """

    bound: str
    public_url: str = ""

    def known(self, host: str) -> bool:
        """Whether the Host header of a request names us; the port is the browser's business."""
        name = _name_of(host)
        if not name:
            return False
        loopback = is_loopback(self.bound)
        if (address := _address(name)) is not None:
            return address.is_loopback or not loopback
        ours = {"localhost"}
        if not loopback:
            machine = socket.gethostname().lower()
            ours |= {self.bound.lower(), machine, machine.partition(".")[0], f"{machine.partition('.')[0]}.local"}
        if self.public_url:
            ours.add((urlsplit(self.public_url).hostname or "").lower())
        return name in ours


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach what is bound to that host."""
    address = _address(host.strip("[]"))
    return host.lower() == "localhost" or bool(address and address.is_loopback)


@dataclass(slots=True)
class Rate:
    """How many requests each client still has: `at_once`, refilled by `a_second`."""

    at_once: float
    a_second: float
    _left: "OrderedDict[str, tuple[float, float]]" = field(default_factory=OrderedDict)

    def take(self, client: str) -> bool:
        """Whether the client has one left; it is then used up."""
        now = monotonic()
        left, since = self._left.pop(client, (self.at_once, now))
        left = min(self.at_once, left + (now - since) * self.a_second)
        self._left[client] = (max(0.0, left - 1), now)
        if len(self._left) > CLIENTS:
            self._left.popitem(last=False)
        return left >= 1


class Guard:
    """Stands before the app: refuses what does not belong here, in plain words, and adds the headers of safety."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app, self._hosts = app, hosts
        self._requests, self._changes = Rate(*REQUESTS), Rate(*CHANGES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the app answer."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] != "http":
            return None

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refusal(scope)
        body = b"" if refused else await _body(scope, receive)
        if body is None:
            refused = 413, f"A request may have {LARGEST_BODY >> 10} kB at most, within {PATIENCE:g} seconds."
        if refused:
            status, why = refused
            headers = {"connection": "close"} | ({"retry-after": "5"} if status == 429 else {})
            return await PlainTextResponse(why, status, headers)(scope, receive, guarded)
        return await self._app(scope, _replayed(body or b"", receive), guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is refused, with its status, or None."""
        headers, method, client = Headers(scope=scope), scope["method"], client_of(scope)
        if not self._requests.take(client):
            return 429, "That was too much at once. Wait a few seconds, then go on."
        if len(headers.getlist("host")) != 1 or not self._hosts.known(headers["host"]):
            return 421, "This address is not one of this machine's names. Open the address that handouts serve printed."
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEAD:
            return 431, "The head of this request is too large."
        if len(scope["raw_path"]) + len(scope["query_string"]) > LARGEST_ADDRESS:
            return 414, "This address is too long. Go back, and choose fewer topics."
        if method not in ("GET", "HEAD", "POST"):
            return 405, "This cannot be done here."
        if method == "POST":
            if not _from_ourselves(headers):
                return 403, "This request came from another page. Open this page itself, and try again."
            return None if self._changes.take(client) else (429, "That was too much at once. Wait a few seconds.")
        return None if _may_read(headers) else (403, "Another page may not use this one.")


def client_of(scope: Scope | Mapping[str, object]) -> str:
    """Who asks: the address on the other side of the connection. What a header claims does not count."""
    client = scope.get("client")
    return str(client[0]) if isinstance(client, tuple | list) else "unknown"


def _from_ourselves(headers: Headers) -> bool:
    """Whether a change comes from a page of ours: by its Origin, which every browser sends with one."""
    origins, site = headers.getlist("origin"), headers.get("sec-fetch-site", "same-origin")
    if len(origins) != 1 or site != "same-origin":
        return False
    return origins[0] in (f"http://{headers['host']}", f"https://{headers['host']}")


def _may_read(headers: Headers) -> bool:
    """Whether a page may be read: opened by a person from anywhere, and used within none but our own."""
    if headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return True
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The whole body; None if it is too large or too slow to come."""
    length = Headers(scope=scope).get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST_BODY:
        return None
    body = b""
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await receive()
                body += bytes(message.get("body", b""))
                if len(body) > LARGEST_BODY:
                    return None
                if not message.get("more_body"):
                    break
    except TimeoutError:
        return None
    return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What the app receives: the body that was read, then what comes after it, such as the end of the connection."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def _name_of(host: str) -> str:
    """The name in a Host header, small, without its port; "" if the header is broken."""
    found = _HOST.fullmatch(host.lower())
    return (found["number"] or found["name"].removesuffix(".")) if found else ""


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None
