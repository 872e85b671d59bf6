"""What is worth trying on which bundle."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.bundle import Archive, Bundle
from lift.deployer.doctor import visit
from lift.deployer.doctor.subject import Subject, placed
from lift.deployer.doctor.trials import trials
from lift.deployer.sandbox import function

from ..bundle.projects import stage

ZIP = Archive(Path("code.zip"), 1, 1, "", "")
FUNCTION = function.Function(
    "arn", "1", "eu-west-1", "f", "1", "h.h", "python3.13", 512, 3, {}, function.Archive("", b"")
)


def tried(folder: Path, **settings: Any) -> list[str]:
    """The names of what would be tried on a bundle without dependencies."""
    there = stage(folder, **settings)
    bundle = Bundle("lift_handler.handler", {}, ZIP, None)
    subject = Subject(there, bundle, FUNCTION, folder, folder)
    return [each.name for each in trials(subject, visit.probe(there, placed(there)))]


@pytest.mark.parametrize(
    ("bytecode", "names"),
    [
        ("archive", ["no-bytecode"]),
        (True, ["no-bytecode", "archive"]),
        (False, ["bytecode"]),
    ],
)
def test_other_bytecode(tmp_path: Path, bytecode: Any, names: list[str]) -> None:
    assert tried(tmp_path, bytecode=bytecode, api="none") == names


def test_a_request_where_there_is_a_front_door_and_none_is_made(tmp_path: Path) -> None:
    assert tried(tmp_path) == ["no-bytecode", "warm-requests"]
    assert tried(tmp_path, warm_requests=("/",)) == ["no-bytecode"]
