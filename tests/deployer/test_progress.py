"""Long work is seen to go on, at a terminal."""

import io
import time

from lift.deployer.progress import Progress


def test_a_share_of_the_whole_is_a_bar() -> None:
    progress = Progress("zipping", 200, io.StringIO())
    assert progress.line(2) == "  zipping [                    ]   0%"
    progress.advance(50)
    assert progress.line(2) == "  zipping [#####               ]  25%"
    progress.advance(500)
    assert progress.line(2) == f"  zipping [{'#' * 20}] 100%"


def test_without_a_whole_the_seconds_are_shown() -> None:
    assert Progress("installing", 0, io.StringIO()).line(3.2) == "  installing … 3 s"


def test_what_is_done_within_a_second_shows_nothing() -> None:
    terminal = io.StringIO()
    progress = Progress("zipping", 1, terminal)
    progress.start()
    progress.advance(1)
    progress.stop()
    assert terminal.getvalue() == ""


def test_the_line_is_gone_when_the_work_is_done() -> None:
    terminal = io.StringIO()
    progress = Progress("installing", 0, terminal)
    progress.start()
    deadline = time.monotonic() + 20
    while "installing … 1 s" not in terminal.getvalue() and time.monotonic() < deadline:
        time.sleep(0.05)
    progress.stop()
    assert "\r\033[K  installing … 1 s" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\033[K")
