"""A resolution is remembered only where it cannot change."""

from pathlib import Path

import pytest

from lift.deployer.bundle.inputs import Inputs
from lift.deployer.bundle.pin import Pin
from lift.deployer.bundle.pinned import Memory
from lift.deployer.bundle.provided import Provided, Resolution
from lift.deployer.bundle.target import Target

from .projects import write

TARGET = Target("3.12", "x86_64", (2, 34))
PINS = (Pin("flour", "1.0", ("ab",)), Pin("big-water", "2.0", ("cd", "ef")))
NOW = 1_800_000_000.0
LATER = NOW + 365 * 24 * 3600
FOUND = Resolution(PINS, Provided((Pin("boto3", "1.40", ("gh",)),), "somebody asked for it"))


def memory(
    root: Path,
    text: str,
    target: Target = TARGET,
    keep: tuple[str, ...] = (),
    now: float = LATER,
) -> Memory:
    write(root, {"requirements.txt": text})
    return Memory(Inputs((root / "requirements.txt",), root), target, keep, now)


def remember(root: Path, text: str, pins: tuple[Pin, ...] = PINS) -> None:
    memory(root, text, now=NOW).remember(pins, FOUND)


@pytest.mark.parametrize(
    "text",
    [
        "flour==1.0\nbig-water==2.0\n",
        "# all\n\nFlour == 1.0  # for bread\nbig_water[cold]==2.0 ; python_version > '3'\n",
        "flour==1.0 --hash=sha256:ab\nbig.water==2.0 \\\n  --hash=sha256:cd \\\n --hash=sha256:ef",
    ],
)
def test_exact_requirements_are_remembered(text: str, tmp_path: Path) -> None:
    remember(tmp_path, text)
    assert memory(tmp_path, text).recall() == FOUND


@pytest.mark.parametrize(
    "text",
    [
        "flour==1.0\n",
        "flour==1.0\nbig-water\n",
        "flour==1.0\nbig-water>=2.0\n",
        "flour==1.0\nbig-water==2.*\n",
        "flour==1.0\nbig-water==2.0\n-r more.txt\n",
        "--index-url https://index.example\nflour==1.0\nbig-water==2.0\n",
        "flour==1.0\nbig-water==2.0,<3\n",
        "flour==1.0\nbig-water @ https://files.example/big_water-2.0-py3-none-any.whl\n",
    ],
)
def test_anything_else_is_resolved_anew(text: str, tmp_path: Path) -> None:
    remember(tmp_path, text)
    assert memory(tmp_path, text).recall() is None


LOOSE = "flour\nbig-water>=2\n"


def test_the_public_index_is_taken_at_its_word_for_ten_minutes(tmp_path: Path) -> None:
    remember(tmp_path, LOOSE)
    assert memory(tmp_path, LOOSE, now=NOW + 599).recall() == FOUND
    assert memory(tmp_path, LOOSE, now=NOW + 600).recall() is None


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("--find-links wheels\n" + LOOSE, {}),
        ("-r https://files.example/more.txt\n" + LOOSE, {}),
        (LOOSE, {"uv.toml": ""}),
        (LOOSE, {"pyproject.toml": "[[tool.uv.index]]\nurl = 'https://index.example'\n"}),
    ],
)
def test_another_index_is_asked_each_time(text: str, files: dict[str, str], tmp_path: Path) -> None:
    write(tmp_path, files)
    remember(tmp_path, text)
    assert memory(tmp_path, text, now=NOW).recall() is None


def test_an_index_in_the_environment_is_asked_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://index.example")
    remember(tmp_path, LOOSE)
    assert memory(tmp_path, LOOSE, now=NOW).recall() is None


@pytest.mark.parametrize("option", ["-r", "-c", "--constraint="])
def test_what_is_included_has_a_say(option: str, tmp_path: Path) -> None:
    text = f"{option} more.txt\n{LOOSE}"
    write(tmp_path, {"more.txt": "flour<2\n"})
    remember(tmp_path, text)
    assert memory(tmp_path, text, now=NOW).recall() == FOUND
    write(tmp_path, {"more.txt": "flour<3\n"})
    assert memory(tmp_path, text, now=NOW).recall() is None


@pytest.mark.parametrize(
    "pin",
    [
        Pin("lib", "1", url="file:///lib", source=True, contents="ab"),
        Pin("lib", "1", url="git+https://git.example/lib@main", source=True),
        Pin("lib", "1", url="https://files.example/lib-1-py3-none-any.whl"),
    ],
)
def test_what_may_lie_there_changed_is_looked_at_each_time(pin: Pin, tmp_path: Path) -> None:
    remember(tmp_path, LOOSE, (pin,))
    assert memory(tmp_path, LOOSE, now=NOW).recall() is None


def test_of_the_same_packages_the_same_is_left_out_whenever_they_were_resolved(
    tmp_path: Path,
) -> None:
    remember(tmp_path, LOOSE)
    assert memory(tmp_path, LOOSE).recall_for(PINS) == FOUND
    assert memory(tmp_path, LOOSE).recall_for(PINS[:1]) is None


def test_a_lock_is_remembered_for_good(tmp_path: Path) -> None:
    write(tmp_path, {"uv.lock": "# for good\n"})
    commit = Pin("lib", "1", url="git+https://git.example/lib@abc", source=True)
    inputs = Inputs((tmp_path / "uv.lock",), tmp_path)
    Memory(inputs, TARGET, (), NOW).remember((commit,), FOUND)
    assert Memory(inputs, TARGET, (), LATER).recall() == FOUND


def test_a_password_is_not_kept(tmp_path: Path) -> None:
    pin = Pin("lib", "1", ("ab",), "https://me:secret@files.example/lib-1-py3-none-any.whl")
    remember(tmp_path, "# secret\n" + LOOSE, (pin,))
    assert memory(tmp_path, "# secret\n" + LOOSE, now=NOW).recall_for((pin,)) is None


def test_whatever_decides_about_the_answer_is_part_of_the_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "flour==1.0\nbig-water==2.0\n# this test's own\n"
    remember(tmp_path, text)
    assert memory(tmp_path, text).recall() == FOUND
    assert memory(tmp_path, text + "\n").recall() is None
    assert memory(tmp_path, text, Target("3.12", "arm64", (2, 34))).recall() is None
    assert memory(tmp_path, text, keep=("boto3",)).recall() is None
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://index.example")
    assert memory(tmp_path, text).recall() is None
    monkeypatch.delenv("UV_DEFAULT_INDEX")
    write(tmp_path, {"uv.toml": "no-index = true\n"})
    assert memory(tmp_path, text).recall() is None


def test_what_was_left_out_stays_left_out(tmp_path: Path) -> None:
    text = "flour==1.0\nbig-water==2.0\n# less\n"
    found = Resolution(PINS[:1], Provided(PINS[1:]))
    memory(tmp_path, text, now=NOW).remember(PINS, found)
    assert memory(tmp_path, text).recall() == found
