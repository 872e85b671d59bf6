"""The three forms of the setting, and what a timetable comes to."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.errors import SettingsError
from lift.deployer.settings import load
from lift.deployer.settings.provisioned_concurrency import (
    ByClock,
    ByUse,
    Fixed,
    ProvisionedConcurrency,
    Turn,
    Window,
)

BY_DAY = {"executions": 10, "from": "08:00", "to": "18:00", "days": ["fri", "mon"]}
EVENING = {"executions": 3, "from": "18:00", "to": "24:00", "days": ["mon"]}


def loaded(folder: Path, value: Any, **settings: Any) -> ProvisionedConcurrency | None:
    file = folder / "lift_settings.json"
    stage = {"app": "shop:app", "provisioned_concurrency": value, **settings}
    file.write_text(json.dumps({"live": stage}))
    return load(file, None).provisioned_concurrency


def timetable(*windows: Window, otherwise: int = 0, timezone: str = "UTC") -> ByClock:
    return ByClock(windows, otherwise, timezone)


def test_the_three_forms_are_read(tmp_path: Path) -> None:
    assert loaded(tmp_path, 5) == Fixed(5)
    by_use = {"minimum": 1, "maximum": 20, "utilization": 0.7}
    assert loaded(tmp_path, by_use) == ByUse(1, 20, 0.7)
    by_clock = {"schedule": [BY_DAY, EVENING], "timezone": "Europe/Berlin", "otherwise": 1}
    assert loaded(tmp_path, by_clock) == ByClock(
        (Window(10, 480, 1080, (0, 4)), Window(3, 1080, 1440, (0,))), 1, "Europe/Berlin"
    )


def test_a_stage_without_a_front_door_may_have_it(tmp_path: Path) -> None:
    assert loaded(tmp_path, 5, api="none") == Fixed(5)


@pytest.mark.parametrize(
    ("value", "settings", "reason"),
    [
        ({"minimum": 3, "maximum": 2, "utilization": 0.7}, {}, "minimum is above its maximum"),
        ({"schedule": [BY_DAY], "timezone": "Mars"}, {}, 'in time zone "Mars"'),
        ({"schedule": [BY_DAY | {"to": "07:00"}]}, {}, "ends before it begins"),
        ({"schedule": [BY_DAY, EVENING | {"from": "17:59"}]}, {}, "windows that overlap"),
        (5, {"reserved_concurrency": 9}, "at a release .* 10 together"),
    ],
)
def test_what_does_not_go_together_is_refused_with_the_reason(
    tmp_path: Path, value: Any, settings: dict[str, Any], reason: str
) -> None:
    with pytest.raises(SettingsError, match=reason) as refused:
        loaded(tmp_path, value, **settings)
    assert refused.value.hint


@pytest.mark.parametrize(
    "value",
    [
        0,
        True,
        {},
        {"minimum": 1, "maximum": 2},
        {"minimum": 1, "maximum": 2, "utilization": 0.95},
        {"schedule": []},
        {"schedule": [BY_DAY | {"from": "8:00"}]},
        {"schedule": [BY_DAY | {"from": "24:00"}]},
        {"schedule": [BY_DAY | {"days": ["monday"]}]},
        {"schedule": [BY_DAY], "minimum": 1},
    ],
)
def test_another_form_is_refused_with_those_that_there_are(tmp_path: Path, value: Any) -> None:
    with pytest.raises(SettingsError) as refused:
        loaded(tmp_path, value)
    assert "utilization" in refused.value.hint


def test_it_fits_when_the_reserved_are_enough_for_two_versions(tmp_path: Path) -> None:
    assert loaded(tmp_path, 5, reserved_concurrency=10) == Fixed(5)


def test_how_many_there_are_follows_the_time_zone() -> None:
    berlin = timetable(Window(10, 480, 1080, (0,)), otherwise=1, timezone="Europe/Berlin")
    monday = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # 08:00 in Berlin
    assert berlin.at(monday) == 10
    assert berlin.at(monday.replace(hour=6, minute=59)) == 1
    assert berlin.at(monday.replace(hour=17)) == 1
    assert berlin.at(monday.replace(day=24)) == 1


def test_a_window_that_follows_another_is_one_turn() -> None:
    table = timetable(Window(10, 480, 1080, (0, 4)), Window(3, 1080, 1440, (0,)))
    assert table.turns == (
        Turn(0, 0, (1,)),
        Turn(480, 10, (0, 4)),
        Turn(1080, 0, (4,)),
        Turn(1080, 3, (0,)),
    )


def test_the_mean_of_a_week() -> None:
    assert timetable(Window(10, 480, 1080, (0, 1, 2, 3, 4))).average == 10 * 50 / 168
    assert timetable(Window(2, 0, 1440, (0,)), otherwise=1).average == 8 / 7


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 47), st.integers(1, 9)),
        unique_by=lambda slot: slot[:2],
    )
)
def test_the_turns_lead_to_what_the_windows_say(slots: list[tuple[int, int, int]]) -> None:
    windows = [Window(n, half * 30, half * 30 + 30, (day,)) for day, half, n in slots]
    table = timetable(*windows, otherwise=0)
    turns = {(day, turn.minute): turn.executions for turn in table.turns for day in turn.days}
    now = table.at(datetime(2026, 11, 23, tzinfo=UTC))
    for minutes in range(0, 7 * 1440, 30):
        day, minute = divmod(minutes, 1440)
        now = turns.get((day, minute), now)
        assert now == table.at(datetime(2026, 11, 23 + day, minute // 60, minute % 60, tzinfo=UTC))
