"""The demo's browser, which must notice a page that is wrong."""

import httpx
import pytest

from .browser import (
    Browser,
    Check,
    Visit,
    csrf_token,
    is_exactly,
    is_type,
    leads_to,
    linked,
    redirects,
    shows,
    stays_here,
)

PAGE = """<html><title>Book</title><link rel="stylesheet" href="/a.css"><link rel="icon" href="/i">
<script src="/b.js"></script><h1>Hello</h1>
<input type="hidden" name="csrfmiddlewaretoken" value="abc"></html>"""


class Starts:
    """Counts two cold starts among any requests."""

    def cold_starts(self, requests: int) -> int:
        return min(requests, 2)


def page(text: str = PAGE, status: int = 200, **headers: str) -> httpx.Response:
    html = {"content-type": "text/html; charset=utf-8"} | headers
    return httpx.Response(status, text=text, headers=html)


def visited(answer: httpx.Response, *checks: Check, count: int = 0) -> list[Visit]:
    """What a browser notes of a site that always answers ``answer``."""
    visits: list[Visit] = []
    with Browser("http://site", Starts(), visits) as browser:
        browser.client = httpx.Client(
            base_url="http://site", transport=httpx.MockTransport(lambda _: answer)
        )
        if count:
            browser.crowd("it", "/", *checks, count=count)
        else:
            browser.get("it", "/", *checks)
    return visits


def test_a_page_as_it_should_be_has_no_problem() -> None:
    [visit] = visited(page(), shows("Hello"), is_type("text/html"), stays_here)
    assert (visit.request, visit.status, visit.problem) == ("GET /", 200, "")


def test_another_status_is_told_with_the_words_on_the_page() -> None:
    [visit] = visited(page(status=500))
    assert visit.problem == "expected status 200, got 500: Hello"


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        (shows("Bye"), "expected 'Bye' on the page, got Hello"),
        (is_type("text/css"), "expected text/css, got text/html"),
        (leads_to("/there"), "expected a redirect to /there, got None"),
        (redirects, "expected a redirect, got ''"),
        (is_exactly(b"abc"), f"expected the 3 bytes that went up, got {len(PAGE)} others"),
    ],
)
def test_what_was_expected_and_what_came_are_told(check: Check, problem: str) -> None:
    assert visited(page(), check)[0].problem == problem


def test_scripts_from_elsewhere_are_a_problem() -> None:
    [visit] = visited(page('<script src="https://cdn.example/a.js"></script>'), stays_here)
    assert visit.problem == "expected nothing from other hosts, got ['https://cdn.example/a.js']"


def test_in_a_crowd_the_slowest_were_the_cold_ones() -> None:
    visits = visited(page(), count=3)
    assert [visit.start for visit in visits] == ["cold", "cold", "warm"]
    assert visits[0].seconds >= visits[1].seconds >= visits[2].seconds


def test_style_sheets_and_scripts_are_found_and_icons_are_not() -> None:
    assert linked(page()) == ["/a.css", "/b.js"]


def test_a_form_s_token_is_found() -> None:
    assert csrf_token(page()) == "abc"
    assert csrf_token(page("no form")) == ""
