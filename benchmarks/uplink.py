"""A slow line: what goes up shares a bandwidth, and each answer comes a little later.

Hands connections on to a port of this machine, and counts calls and the bytes that go up. Knows
nothing of HTTP but that a "100 Continue" is no answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

HOST = "127.0.0.1"
_CHUNK = 16 * 1024


class Uplink:
    """A line to ``behind``: ``delay`` in seconds for each call, ``rate`` in bits a second."""

    def __init__(self, behind: int, *, delay: float, rate: float) -> None:
        self.behind = behind
        self.port = 0
        self.sent = 0  # bytes
        self.calls = 0
        self._closed = asyncio.Event()
        self._delay = delay
        self._rate = rate / 8
        self._free = 0.0  # when the line has carried what was sent, by the loop's clock

    @contextmanager
    def open(self) -> Iterator[None]:
        """Listen on ``port`` while the context lasts."""
        listening = Event()
        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            serving = Thread(target=lambda: runner.run(self._serve(listening)))
            serving.start()
            listening.wait()
            try:
                yield
            finally:
                loop.call_soon_threadsafe(self._closed.set)
                serving.join()

    async def _serve(self, listening: Event) -> None:
        server = await asyncio.start_server(self._connected, HOST, 0)
        self.port = server.sockets[0].getsockname()[1]
        listening.set()
        await self._closed.wait()

    async def _connected(
        self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter
    ) -> None:
        server, to_server = await asyncio.open_connection(HOST, self.behind)
        asked = asyncio.Event()
        with suppress(ConnectionError, asyncio.CancelledError):
            await asyncio.gather(
                self._up(client, to_server, asked), self._down(server, to_client, asked)
            )

    async def _up(
        self, client: asyncio.StreamReader, to_server: asyncio.StreamWriter, asked: asyncio.Event
    ) -> None:
        while data := await client.read(_CHUNK):
            self.sent += len(data)
            asked.set()
            await self._carried(len(data))
            to_server.write(data)
            await to_server.drain()
        to_server.close()

    async def _down(
        self, server: asyncio.StreamReader, to_client: asyncio.StreamWriter, asked: asyncio.Event
    ) -> None:
        while data := await server.read(_CHUNK):
            if asked.is_set() and not data.startswith(b"HTTP/1.1 100 "):
                asked.clear()
                self.calls += 1
                await asyncio.sleep(self._delay)
            to_client.write(data)
            await to_client.drain()
        to_client.close()

    async def _carried(self, size: int) -> None:
        """Wait for a turn on the line, which all connections share."""
        now = asyncio.get_running_loop().time()
        self._free = max(now, self._free) + size / self._rate
        await asyncio.sleep(self._free - now)
