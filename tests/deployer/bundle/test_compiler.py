"""Who compiles the bytecode."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.bundle import compiler, target
from lift.deployer.bundle.bytecode import Compiler, LocalCompiler
from lift.deployer.bundle.docker import Way
from lift.deployer.errors import BundleError
from lift.deployer.settings.docker import Docker
from lift.deployer.ui import Recorder, Ui

from .projects import stage

HERE = Path("/usr/bin/python3.11")


class Elsewhere:
    """An interpreter in a container."""

    def compile(self, tree: Path, on_lambda: str) -> None:
        """Nothing."""


ELSEWHERE = Elsewhere()


def reachable(way: Way, ui: Ui) -> Compiler:
    assert way.target.python == "3.11"
    return ELSEWHERE


def not_reachable(way: Way, ui: Ui) -> Compiler:
    raise BundleError("no engine answers at the usual place")


def chosen(
    ui: Recorder, found: Path | None = None, in_container: Any = reachable, **settings: Any
) -> Compiler | None:
    of = stage(Path("/nowhere"), **settings)
    how: Any = {"obtain": {"3.11": found}.get, "in_container": in_container}
    return compiler.choose(of, target.for_stage(of), ui, **how)


def test_one_on_this_machine_goes_before_a_container(ui: Recorder) -> None:
    assert chosen(ui, HERE) == LocalCompiler(HERE)


def test_a_container_goes_before_none(ui: Recorder) -> None:
    assert chosen(ui) is ELSEWHERE
    assert ui.said == []


def test_nobody_is_asked_where_no_bytecode_is_wanted(ui: Recorder) -> None:
    assert chosen(ui, HERE, bytecode=False) is None
    assert chosen(ui, bytecode=False) is None
    assert ui.said == []


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({}, "nor to be had from uv; no engine answers at the usual place; the"),
        (
            {"docker": Docker("never")},
            "nor to be had from uv; the settings say not to",
        ),
    ],
)
def test_without_any_the_cost_is_said_and_why(
    settings: dict[str, Any], why: str, ui: Recorder
) -> None:
    in_container = reachable if settings else not_reachable
    assert chosen(ui, None, in_container, **settings) is None
    [(kind, said)] = ui.said
    assert kind == "note"
    assert why in said
    assert "three times as long" in said
