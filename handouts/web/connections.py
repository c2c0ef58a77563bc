"""Connections that keep nobody waiting: who sends too slowly, or holds too many of them, is cut off."""

import asyncio
import socket
from collections import Counter
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD = 5.0
"""Seconds in which the head of a request has to be there."""
MOST_EACH = 64
"""Connections of one client; a browser opens six for pages and one for each progress that it follows."""

_open: Counter[str] = Counter()


class PatientNoLonger(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with a deadline for the head of each request."""

    _deadline: asyncio.TimerHandle | None = None
    _peer = ""

    def connection_made(self, transport: Any) -> None:
        """Begin to count and to wait."""
        super().connection_made(transport)
        # An answer goes out in two pieces, and the second one must not wait until the first was acknowledged.
        # asyncio sees to that only for sockets that name their protocol, and a bound one of uvicorn does not.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._peer = self.client[0] if self.client else ""
        _open[self._peer] += 1
        if _open[self._peer] > MOST_EACH:
            transport.close()
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came; the deadline ends when the head is whole, and begins with that of the next request."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count no longer."""
        _open[self._peer] -= 1
        if not _open[self._peer]:
            del _open[self._peer]
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(HEAD, self.transport.close)

    def _stop(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None
