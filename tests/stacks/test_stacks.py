"""Bundles of real stacks, unpacked as on Lambda, imported and used under the runtime's Python.

A run takes the Python that it runs under, and a third of the stacks, so that CI's three runs take
them all, with everything taken out that can be: all rules, and packages that nothing reaches.
``make stacks`` takes all stacks on all Pythons, with bytecode, also as lift builds them by default,
and for arm64.
"""

import os
import sys
import zipfile
from pathlib import Path

import pytest

from lift.deployer import bundle, interpreter
from lift.deployer.settings.slim import Slim
from lift.deployer.ui import Recorder

from ..deployer.bundle.projects import get, invoke, stage, write
from .table import STACKS, Stack, application

ALL = "LIFT_ALL_STACKS" in os.environ
THIS = "{}.{}".format(*sys.version_info)
PYTHONS = ["3.11", "3.12", "3.13"] if ALL else [THIS]
TURN = sys.version_info.minor % 3
CHOSEN = [stack for place, stack in enumerate(STACKS) if ALL or place % 3 == TURN]
SLIM = [Slim(unused="drop"), *([Slim()] if ALL else [])]
UNUSED = "gunicorn"  # which every stack requires and none needs
AARCH64 = 183  # e_machine, https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIFT_CACHE_DIR", str(tmp_path / "cache"))


def project(stack: Stack, root: Path) -> Path:
    requirements = "".join(f"{line}\n" for line in (*stack.requirements, UNUSED))
    return write(root, {"main.py": application(stack), "requirements.txt": requirements})


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("slim", SLIM, ids=lambda slim: slim.unused or "default")
@pytest.mark.parametrize("stack", CHOSEN, ids=lambda stack: stack.name)
def test_a_stack_answers(stack: Stack, slim: Slim, python: str, tmp_path: Path) -> None:
    there = interpreter.find(python)
    if there is None:
        pytest.skip(f"no Python {python} on this machine")
    root = project(stack, tmp_path / "p")
    chosen = stage(
        root, runtime=f"python{python}", slim=slim, bytecode=ALL and "archive", **stack.settings
    )
    if stack.refused:
        with pytest.raises(stack.refused, match=stack.expected):
            bundle.build(chosen, tmp_path / "out", Recorder())
        return
    built = bundle.build(chosen, tmp_path / "out", Recorder())
    assert built.dependencies
    assert (UNUSED in {pin.name for pin in built.dependencies.pins}) is (slim.unused is None)
    answer = invoke(built, there, tmp_path / "lambda", get())
    assert (answer["statusCode"], answer["body"]) == (200, stack.expected)


@pytest.mark.skipif(not ALL, reason="make stacks")
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(
    "stack", [each for each in STACKS if not each.refused], ids=lambda stack: stack.name
)
def test_a_stack_for_arm64_has_libraries_for_it(stack: Stack, python: str, tmp_path: Path) -> None:
    root = project(stack, tmp_path / "p")
    chosen = stage(root, runtime=f"python{python}", architecture="arm64", **stack.settings)
    built = bundle.build(chosen, tmp_path / "out", Recorder())
    assert built.layer is not None
    with zipfile.ZipFile(built.layer.path) as opened:
        for name in opened.namelist():
            header = opened.read(name)[:20]
            if header.startswith(b"\x7fELF"):
                assert int.from_bytes(header[18:20], "little") == AARCH64, name
