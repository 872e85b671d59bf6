"""The page in a real browser, where one is installed: keys, zoom, widths, policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lift.deployer.doctor.page import write

from ..diagnosed import DIAGNOSIS
from .chromium import PROGRAM, Chromium, chromium

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")

FOCUSED = "document.activeElement.querySelector('b')?.textContent"
DETAILS = "[...document.querySelectorAll('.details')].map(each => each.innerText)"
VISIBLE = (
    "[...document.querySelectorAll('#{chart} .box')].filter(box => box.offsetParent)"
    ".map(box => box.firstChild.textContent)"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with chromium(tmp_path_factory.mktemp("chromium")) as started:
        yield started


@pytest.fixture
def opened(browser: Chromium, tmp_path: Path) -> Iterator[Chromium]:
    """The page, of which the browser has nothing to complain about, then or later."""
    write(DIAGNOSIS, tmp_path / "page.html")
    browser.open(tmp_path / "page.html")
    yield browser
    assert browser.complaints == []


def test_tab_stops_once_at_each_chart_and_arrows_move_in_it(opened: Chromium) -> None:
    opened.press("Tab")
    assert opened.value(FOCUSED) == "lift_handler"
    opened.press("ArrowDown", "ArrowRight")
    assert opened.value(FOCUSED) == "shop.wsgi"
    opened.press("ArrowDown", "ArrowDown")
    assert opened.value(FOCUSED) == ".db"
    opened.press("ArrowUp", "ArrowUp")
    assert opened.value(FOCUSED) == "shop.wsgi"
    opened.press("Tab", "Tab", "Tab", "Tab")  # tables, and the first request's chart between
    assert opened.value(FOCUSED) == "Django"


def test_the_box_with_the_focus_tells_its_details(opened: Chromium) -> None:
    opened.press("Tab", "ArrowDown", "ArrowRight", "ArrowDown")
    assert opened.value(DETAILS)[0].split("\n")[0] == "django"
    assert "84.0 ms in all (88 % of all imports), 20.0 ms of it itself" in opened.value(DETAILS)[0]
    assert "imported by shop.wsgi" in opened.value(DETAILS)[0]
    assert opened.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_enter_zooms_into_an_import_and_escape_out_again(opened: Chromium) -> None:
    everything = opened.value(VISIBLE.format(chart="imports"))
    opened.press("Tab", "ArrowDown", "ArrowRight", "ArrowDown", "Enter")
    assert opened.value(VISIBLE.format(chart="imports")) == [
        *("lift_handler", "shop.wsgi", "django"),
        *(".db", "decimal"),
    ]
    assert opened.value("document.activeElement.style.width") == "100%"
    opened.press("Escape")
    assert opened.value(VISIBLE.format(chart="imports")) == everything


def test_enter_zooms_into_a_package_and_shows_its_parts(opened: Chromium) -> None:
    opened.press(*["Tab"] * 5, "Enter", "ArrowDown")
    assert opened.value(FOCUSED) == "django/contrib"
    assert opened.value(VISIBLE.format(chart="bundle"))[0] == "Django"
    assert "pillow" not in opened.value(VISIBLE.format(chart="bundle"))
    opened.press("Escape")
    assert opened.value(FOCUSED) == "Django"
    assert "pillow" in opened.value(VISIBLE.format(chart="bundle"))


@pytest.mark.parametrize("width", [320, 375, 768, 1600])
def test_no_width_makes_the_page_scroll_sideways(
    opened: Chromium, tmp_path: Path, width: int
) -> None:
    opened.open(tmp_path / "page.html", width)
    assert opened.value("document.documentElement.scrollWidth") == width


def test_without_scripts_boxes_and_names_are_there(opened: Chromium, tmp_path: Path) -> None:
    opened.call("Emulation.setScriptExecutionDisabled", value=True)
    opened.open(tmp_path / "page.html")
    opened.call("Emulation.setScriptExecutionDisabled", value=False)
    assert "shop.wsgi" in opened.value(VISIBLE.format(chart="imports"))
    assert opened.value("document.querySelector('#imports .box').title").startswith("lift_handler")
