"""Each key of the schema can be set, changed and removed; the package's docstring says more."""

import json
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.settings.schema import stage_keys

from .case import Group


def _groups() -> Iterator[Group[Any]]:
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if not module.name.startswith("test_"):
            yield from getattr(import_module(f".{module.name}", __package__), "GROUPS", ())


GROUPS = list(_groups())


def test_each_key_has_a_case() -> None:
    cases = [case.key for group in GROUPS for case in group.cases]
    assert sorted(cases) == sorted(stage_keys())


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_keys_are_set_changed_and_removed(group: Group[Any], tmp_path: Path) -> None:
    file = tmp_path / "lift_settings.json"
    with group.opened(tmp_path) as make:
        for step in group.steps():
            file.write_text(json.dumps(dict(step.content)))
            made = make(file)
            assert {case.key: case.read(made) for case in group.cases} == step.expected
