"""What lift says, and where."""

import io
import json

import pytest

from lift.deployer.errors import LiftError, UsageError
from lift.deployer.ui import Console


@pytest.fixture
def streams() -> tuple[io.StringIO, io.StringIO]:
    return io.StringIO(), io.StringIO()


@pytest.fixture
def console(streams: tuple[io.StringIO, io.StringIO]) -> Console:
    return Console(*streams)


def test_data_goes_to_stdout_and_all_else_to_stderr(
    console: Console, streams: tuple[io.StringIO, io.StringIO]
) -> None:
    console.step("uploading")
    console.note("worth knowing")
    console.warn("look out")
    console.data({"url": "é"})
    out, err = streams
    assert json.loads(out.getvalue()) == {"url": "é"}
    assert err.getvalue() == "  uploading\nnote: worth knowing\nwarning: look out\n"


def test_without_a_terminal_there_is_no_colour(
    console: Console, streams: tuple[io.StringIO, io.StringIO]
) -> None:
    console.error(LiftError("it broke", hint="mend it", details="line 1\nline 2"))
    assert streams[1].getvalue() == "  line 1\n  line 2\nerror: it broke\nhint: mend it\n"


def test_at_a_terminal_the_labels_are_coloured() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    err = Terminal()
    Console(io.StringIO(), err).warn("look out")
    assert err.getvalue() == "\033[33mwarning: \033[0mlook out\n"


def test_a_tables_columns_stand_under_each_other(
    console: Console, streams: tuple[io.StringIO, io.StringIO]
) -> None:
    console.table(["name", "version"], [["live", "12"], ["development", "3"]])
    assert streams[0].getvalue() == ("name         version\nlive         12\ndevelopment  3\n")


def test_without_a_terminal_a_question_names_the_switch_that_answers_it(console: Console) -> None:
    with pytest.raises(UsageError) as caught:
        console.confirm("Delete everything?")
    assert "--yes" in caught.value.hint


@pytest.mark.parametrize(
    ("answers", "typed", "shown", "agreed"),
    [
        (("y", "yes"), "Y", "go on? [y/N] ", True),
        (("y", "yes"), "", "go on? [y/N] ", False),
        (("live",), "live", "go on? (type live) ", True),
        (("live",), "y", "go on? (type live) ", False),
    ],
)
def test_a_question_tells_which_answers_it_takes(
    answers: tuple[str, ...],
    typed: str,
    shown: str,
    agreed: bool,
    console: Console,
    streams: tuple[io.StringIO, io.StringIO],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(f"{typed}\n"))
    assert console.confirm("go on?", answers) is agreed
    assert streams[1].getvalue() == shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_a_terminal_only(
    console: Console, streams: tuple[io.StringIO, io.StringIO]
) -> None:
    with console.progress("zipping", 10) as advance:
        advance(10)
        console.step("one thing")
    assert streams[1].getvalue() == "  one thing\n"


def test_what_is_said_takes_the_place_of_the_line_of_progress() -> None:
    terminal = Terminal()
    console = Console(io.StringIO(), terminal)
    with console.progress("zipping", 10) as advance:
        advance(5)
        console.step("one thing")
    console.step("another")
    assert terminal.getvalue() == "\r\033[K  one thing\n  another\n"


def test_a_wait_is_a_step_in_a_log(
    console: Console, streams: tuple[io.StringIO, io.StringIO]
) -> None:
    with console.waiting("waiting for it (usually a moment)"):
        pass
    assert streams[1].getvalue() == "  waiting for it (usually a moment)\n"


def test_beside_a_line_of_progress_a_wait_is_a_step() -> None:
    terminal = Terminal()
    console = Console(io.StringIO(), terminal)
    with console.progress("zipping", 10), console.waiting("waiting for it"):
        pass
    console.step("another")
    assert terminal.getvalue() == "\r\033[K  waiting for it\n  another\n"
