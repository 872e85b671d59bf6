"""A management command, run inside the function."""

from __future__ import annotations

import sys

import pytest

from lift.adapter.command import LONGEST, run


def test_the_command_gets_an_argv_like_manage_pys() -> None:
    seen: list[list[str]] = []
    assert run(seen.append, ["migrate", "--noinput"]) == {"exit_code": 0, "output": ""}
    assert seen == [["manage.py", "migrate", "--noinput"]]


def test_what_it_prints_is_captured_in_order(capfd: pytest.CaptureFixture[str]) -> None:
    def main(argv: list[str]) -> None:
        sys.stdout.write("one\n")
        sys.stderr.write("two\n")
        sys.stdout.write("three\n")

    assert run(main, []) == {"exit_code": 0, "output": "one\ntwo\nthree\n"}
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("code", "exit_code", "output"),
    [(None, 0, ""), (0, 0, ""), (3, 3, ""), (True, 1, ""), ("no such thing", 1, "no such thing\n")],
)
def test_system_exit_is_the_exit_code(code: object, exit_code: int, output: str) -> None:
    def main(argv: list[str]) -> None:
        raise SystemExit(code)

    assert run(main, []) == {"exit_code": exit_code, "output": output}


def test_an_exception_is_a_traceback_and_exit_code_1() -> None:
    def main(argv: list[str]) -> None:
        raise ValueError("broken")

    result = run(main, [])
    assert result["exit_code"] == 1
    assert result["output"].startswith("Traceback")
    assert "ValueError: broken" in result["output"]


def test_of_a_long_output_the_end_is_kept() -> None:
    def main(argv: list[str]) -> None:
        sys.stdout.write("a" * 10 + "b" * LONGEST)

    output = run(main, [])["output"]
    assert output.startswith("[the first 10 characters are left out]\nbbb")
    assert len(output) < LONGEST + 100


def test_stdout_is_itself_again_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout
    run(str, [])
    assert sys.stdout is before
