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
FOUND = Resolution(PINS, Provided((Pin("boto3", "1.40", ("gh",)),), "somebody asked for it"))


def memory(root: Path, text: str, target: Target = TARGET, keep: tuple[str, ...] = ()) -> Memory:
    write(root, {"requirements.txt": text})
    return Memory(Inputs((root / "requirements.txt",), root), target, keep)


@pytest.mark.parametrize(
    "text",
    [
        "flour==1.0\nbig-water==2.0\n",
        "# all\n\nFlour == 1.0  # for bread\nbig_water[cold]==2.0 ; python_version > '3'\n",
        "flour==1.0 --hash=sha256:ab\nbig.water==2.0 \\\n  --hash=sha256:cd \\\n --hash=sha256:ef",
    ],
)
def test_exact_requirements_are_remembered(text: str, tmp_path: Path) -> None:
    memory(tmp_path, text).remember(PINS, FOUND)
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
    memory(tmp_path, text).remember(PINS, FOUND)
    assert memory(tmp_path, text).recall() is None


def test_whatever_decides_about_the_answer_is_part_of_the_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "flour==1.0\nbig-water==2.0\n# this test's own\n"
    memory(tmp_path, text).remember(PINS, FOUND)
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
    memory(tmp_path, text).remember(PINS, found)
    assert memory(tmp_path, text).recall() == found
