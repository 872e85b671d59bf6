"""The runner: what it gives back, and how it fails."""

import sys
from pathlib import Path

import pytest

from lift.deployer.errors import CommandFailed, LiftError
from lift.deployer.run import clean_environment, run, start, uv


def test_it_gives_back_what_the_program_printed() -> None:
    result = run([sys.executable, "-c", "import sys; print('é'); sys.stderr.write('e')"])
    assert (result.returncode, result.stdout, result.stderr) == (0, "é\n", "e")


def test_a_failing_program_raises_with_its_words() -> None:
    with pytest.raises(CommandFailed) as caught:
        run([sys.executable, "-c", "import sys; sys.exit('no luck')"])
    assert caught.value.returncode == 1
    assert caught.value.details == "no luck"


def test_a_failing_program_may_be_looked_at() -> None:
    assert run([sys.executable, "-c", "raise SystemExit(3)"], check=False).returncode == 3


def test_a_missing_program_is_named() -> None:
    with pytest.raises(LiftError, match="there is no program 'no-such-program'"):
        run(["no-such-program"])


def test_a_program_that_hangs_is_ended() -> None:
    with pytest.raises(CommandFailed, match=r"did not end within 0\.1 s"):
        run([sys.executable, "-c", "input() if 0 else __import__('time').sleep(60)"], timeout=0.1)


def test_what_steers_the_developers_python_does_not_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("UV_INDEX_URL", "https://index.example.com")
    environment = clean_environment(EXTRA="1")
    assert "PYTHONPATH" not in environment
    assert "PIP_TARGET" not in environment
    assert environment["UV_INDEX_URL"] == "https://index.example.com"
    assert environment["EXTRA"] == "1"


def test_a_started_program_gets_only_the_environment_given() -> None:
    code = "import os; print(os.environ.get('HOME'), os.environ['GIVEN'])"
    process = start([sys.executable, "-c", code], environment={"GIVEN": "yes"})
    out, _ = process.communicate()
    assert out == b"None yes\n"


def test_uv_is_there() -> None:
    assert Path(uv()).is_file()
