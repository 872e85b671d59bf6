"""Budgets as the settings have them, and those of what a stage does not have."""

import json
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings import load
from lift.deployer.settings.budgets import Budgets


def loaded(folder: Path, **settings: Any) -> Budgets:
    file = folder / "lift_settings.json"
    file.write_text(json.dumps({"live": {"app": "shop:app", **settings}}))
    return load(file, None).budgets


def test_what_is_not_named_has_no_limit(tmp_path: Path) -> None:
    assert loaded(tmp_path) == Budgets()
    assert loaded(tmp_path, budgets={"unzipped_mb": 60.5}) == Budgets(unzipped_mb=60.5)


def test_only_times_need_cold_starts() -> None:
    assert Budgets(init_ms=800).timed
    assert Budgets(first_request_ms=100).timed
    assert not Budgets(unzipped_mb=60, zipped_mb=20).timed


@pytest.mark.parametrize("budgets", [{}, {"init_ms": 0}, {"init": 800}, {"zipped_mb": "20"}, 800])
def test_what_limits_nothing_is_refused(tmp_path: Path, budgets: object) -> None:
    with pytest.raises(SettingsError):
        loaded(tmp_path, budgets=budgets)


@pytest.mark.parametrize(
    ("settings", "budget", "instead"),
    [
        ({"api": "none"}, "first_request_ms", "init_ms"),
        ({"package": "image"}, "zipped_mb", "unzipped_mb"),
    ],
)
def test_a_budget_of_what_is_not_there_is_refused(
    tmp_path: Path, settings: dict[str, str], budget: str, instead: str
) -> None:
    with pytest.raises(SettingsError, match=budget) as caught:
        loaded(tmp_path, budgets={budget: 20}, **settings)
    assert f'keep "{instead}"' in caught.value.hint
    assert loaded(tmp_path, budgets={instead: 20}, **settings) == Budgets(**{instead: 20})
