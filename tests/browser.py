"""A browser without a screen: it follows forms and cookies, and keeps what every visit brought."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from types import TracebackType
from typing import Protocol, Self

import httpx

Check = Callable[[httpx.Response], str | None]  # None, or what was expected and what came


@dataclass(frozen=True)
class Visit:
    """One request and what became of it; ``problem`` is empty when all was as it should be."""

    what: str
    request: str  # "GET /login/"
    status: int
    seconds: float
    start: str  # "cold" when an execution environment had to be started for it, else "warm"
    problem: str = ""


class Starts(Protocol):
    """Knows how often execution environments were started."""

    def cold_starts(self, requests: int) -> int:
        """How many of the latest ``requests`` had to wait for a new execution environment."""


class Browser:
    """Visits pages of one site, from ``with`` to its end.

    A page that is wrong is noted, and the visits go on.
    """

    def __init__(self, url: str, starts: Starts, visits: list[Visit]) -> None:
        self.client = httpx.Client(base_url=url, timeout=40, trust_env=False)
        self._starts = starts
        self._visits = visits

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.client.close()

    def get(self, what: str, path: str, *checks: Check, status: int = 200) -> httpx.Response:
        return self._visit(what, self.client.build_request("GET", path), status, checks)

    def post(
        self,
        what: str,
        path: str,
        *checks: Check,
        status: int = 200,
        data: dict[str, str] | None = None,
        files: dict[str, tuple[str, bytes, str]] | None = None,
    ) -> httpx.Response:
        request = self.client.build_request("POST", path, data=data, files=files)
        return self._visit(what, request, status, checks)

    def crowd(self, what: str, path: str, *checks: Check, count: int) -> None:
        """``count`` visits to one page at the same moment."""
        requests = [self.client.build_request("GET", path) for _ in range(count)]
        with ThreadPoolExecutor(count) as threads:
            answers = list(threads.map(self._timed, requests))
        slowest_first = sorted(answers, key=lambda answer: answer[1], reverse=True)
        cold = self._starts.cold_starts(count)
        for place, (response, seconds) in enumerate(slowest_first):
            self._note(what, response, seconds, place < cold, _problem(response, 200, checks))

    def _visit(
        self, what: str, request: httpx.Request, status: int, checks: tuple[Check, ...]
    ) -> httpx.Response:
        # What a browser sends with a form, and what Django's CSRF check looks at.
        if request.method == "POST":
            request.headers["Origin"] = str(self.client.base_url).rstrip("/")
        response, seconds = self._timed(request)
        cold = self._starts.cold_starts(1) > 0
        self._note(what, response, seconds, cold, _problem(response, status, checks))
        return response

    def _timed(self, request: httpx.Request) -> tuple[httpx.Response, float]:
        begin = time.perf_counter()
        response = self.client.send(request)
        return response, time.perf_counter() - begin

    def _note(
        self, what: str, response: httpx.Response, seconds: float, cold: bool, problem: str
    ) -> None:
        request = f"{response.request.method} {response.request.url.raw_path.decode()}"
        start = "cold" if cold else "warm"
        self._visits.append(Visit(what, request, response.status_code, seconds, start, problem))


def _problem(response: httpx.Response, status: int, checks: tuple[Check, ...]) -> str:
    if response.status_code != status:
        return f"expected status {status}, got {response.status_code}: {_excerpt(response)}"
    return "; ".join(filter(None, (check(response) for check in checks)))


def _excerpt(response: httpx.Response) -> str:
    """The beginning of what one would read on the page, in one line."""
    words = re.sub(
        r"<style.*?</style>|<title.*?</title>|<[^>]*>", " ", response.text, flags=re.DOTALL
    )
    return " ".join(words.split())[:300] or "an empty page"


def shows(text: str) -> Check:
    """The page has ``text`` in it."""

    def check(response: httpx.Response) -> str | None:
        if text in response.text:
            return None
        return f"expected {text!r} on the page, got {_excerpt(response)}"

    return check


def is_type(kind: str) -> Check:
    """The answer is of media type ``kind``."""

    def check(response: httpx.Response) -> str | None:
        came = response.headers.get("content-type", "none").partition(";")[0]
        return None if came == kind else f"expected {kind}, got {came}"

    return check


def leads_to(path: str) -> Check:
    """The answer is a redirect to ``path``."""

    def check(response: httpx.Response) -> str | None:
        came = response.headers.get("location")
        return None if came == path else f"expected a redirect to {path}, got {came}"

    return check


def redirects(response: httpx.Response) -> str | None:
    """The answer is a redirect to somewhere on the same site."""
    came = response.headers.get("location", "")
    return None if came.startswith("/") else f"expected a redirect, got {came!r}"


def stays_here(page: httpx.Response) -> str | None:
    """The page takes its scripts and styles from its own host."""
    elsewhere = [link for link in linked(page) if "//" in link]
    return f"expected nothing from other hosts, got {elsewhere}" if elsewhere else None


def is_exactly(data: bytes) -> Check:
    """The body is ``data``, byte for byte."""

    def check(response: httpx.Response) -> str | None:
        if response.content == data:
            return None
        return f"expected the {len(data)} bytes that went up, got {len(response.content)} others"

    return check


def csrf_token(page: httpx.Response) -> str:
    """The token in a Django form, or nothing when the page has none."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    return found[1] if found else ""


def linked(page: httpx.Response) -> list[str]:
    """The paths or addresses of the page's scripts and style sheets, in their order."""
    links = _Links()
    links.feed(page.text)
    return links.found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script":
            self.found += filter(None, [values.get("src")])
        elif tag == "link" and values.get("rel") == "stylesheet":
            self.found += filter(None, [values.get("href")])
