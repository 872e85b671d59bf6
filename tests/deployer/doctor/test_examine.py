"""An examination of a bundle whose costs are known."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from lift.deployer.doctor.examination import Examination, Import
from lift.deployer.doctor.examine import examine
from lift.deployer.errors import LiftError
from lift.deployer.settings.stage import Stage
from lift.deployer.ui import Advance, Recorder

from .projects import FIRST, PYTHON, SLOW, project

RUNS = 3


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, Examination]]:
    with project(tmp_path_factory.mktemp("doctor")) as stage:
        yield stage, examine(stage, Recorder(), runs=RUNS)


@pytest.fixture(scope="module")
def found(examined: tuple[Stage, Examination]) -> Examination:
    return examined[1]


def modules(roots: tuple[Import, ...]) -> dict[str, Import]:
    return {each.module: each for root in roots for each in root.walk()}


def names(children: tuple[Import, ...]) -> list[str]:
    return [child.module for child in children]


def test_it_says_what_was_examined(found: Examination) -> None:
    assert (found.stage, found.function) == ("live", "shop-live")
    assert (found.runtime, found.runs) == (f"python{PYTHON}", RUNS)
    assert found.machine.endswith(f"Python {PYTHON}")


def test_the_phases_are_in_their_order_each_within_its_runs(found: Examination) -> None:
    order = ["runtime", "lift", "imports", "start", "request"]
    assert [phase.name for phase in found.phases] == order
    assert all(phase.least_ms <= phase.most_ms for phase in found.phases)
    assert all(phase.ms > 0 for phase in found.phases)


def test_the_phases_add_up_to_what_the_imports_add_up_to(found: Examination) -> None:
    handler = modules(found.imports)["lift_handler"]
    times = {phase.name: phase.ms for phase in found.phases}
    inside = times["lift"] + times["imports"] + times["start"]
    assert handler.total_ms == pytest.approx(inside)
    assert sum(each.own_ms for each in handler.walk()) == pytest.approx(handler.total_ms)
    assert found.init_ms == pytest.approx(inside + times["runtime"])
    assert sum(root.total_ms for root in found.imports) < found.init_ms


def test_who_imported_whom(found: Examination) -> None:
    by_name = modules(found.imports)
    assert "main" in names(by_name["lift_handler"].children)
    assert {"flour", "flour.mill", "sugar"} <= set(names(by_name["main"].children))
    assert names(by_name["flour.mill"].children) == ["flour.grain"]
    assert "fractions" in names(by_name["flour.grain"].children)


def test_what_sleeps_takes_the_time_by_itself(found: Examination) -> None:
    slow = modules(found.imports)["flour.mill"]
    assert slow.own_ms > SLOW * 1000 * 0.8
    assert slow.own_ms > 10 * modules(found.imports)["flour.grain"].own_ms
    assert found.package_ms["flour"] > SLOW * 1000 * 0.8


def test_what_the_first_request_imports_is_apart(found: Examination) -> None:
    assert "colorsys" in modules(found.requested)
    assert "colorsys" not in modules(found.imports)
    request = found.request_ms
    assert request is not None
    assert request > FIRST * 1000 > found.again_ms


def test_modules_have_their_package_and_their_file_on_lambda(found: Examination) -> None:
    by_name = modules(found.imports)
    places = {
        "flour.mill": ("flour", "/opt/python/flour/mill.py"),
        "main": ("", "/var/task/main.py"),
        "lift.adapter": ("lift-lambda", "/var/task/lift/adapter/__init__.py"),
        "fractions": ("", f"/var/lang/lib/python{PYTHON}/fractions.py"),
        "awslambdaric.bootstrap": ("awslambdaric", "/var/runtime/awslambdaric/bootstrap.py"),
    }
    assert {name: (by_name[name].package, by_name[name].file) for name in places} == places


def test_every_byte_belongs_to_a_package_and_what_nobody_imports_is_named(
    found: Examination,
) -> None:
    used = {weight.package: weight.used for weight in found.weights}
    assert used == {"": True, "flour": True, "sugar": True, "salt": False, "lift-lambda": True}
    assert all(weight.size > 0 and weight.files > 0 for weight in found.weights)
    (salt,) = (weight for weight in found.weights if weight.package == "salt")
    assert salt.version == "1.0"
    assert sum(part.size for part in salt.parts) == salt.size


def test_advice_is_measured(found: Examination) -> None:
    advice = {each.name: each for each in found.advice}
    assert set(advice) == {"no-bytecode", "unused", "warm-requests"}
    warm = advice["warm-requests"]
    assert warm.setting == '"warm_requests": ["/"]'
    assert (warm.request_gain_ms or 0) > FIRST * 1000 * 0.5
    unused = advice["unused"]
    assert unused.why.startswith("salt: ")
    (salt,) = (weight for weight in found.weights if weight.package == "salt")
    gained = unused.gain_bytes
    assert gained is not None
    assert salt.size <= gained < salt.size + 100  # what it took in the archive's index, too
    assert (advice["no-bytecode"].gain_bytes or 0) > 0


def test_without_trials_there_is_no_advice(examined: tuple[Stage, Examination]) -> None:
    stage = replace(examined[0], layer=False, api="none")
    found = examine(stage, Recorder(), runs=3, trying=False)
    assert found.advice == ()
    assert found.request_ms is None
    assert modules(found.imports)["flour"].file == "/var/task/flour/__init__.py"
    assert modules(found.imports)["flour"].package == "flour"


class Interrupted(Recorder):
    """Somebody presses Ctrl-C after the first round."""

    @contextmanager
    def progress(self, text: str, total: int = 0) -> Iterator[Advance]:
        def advance(_: int) -> None:
            if text == "cold starts":
                raise KeyboardInterrupt

        yield advance


def test_an_interruption_leaves_nothing(
    examined: tuple[Stage, Examination], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        examine(examined[0], Interrupted(), runs=3, trying=False)
    assert list(tmp_path.iterdir()) == []
    assert not [each for each in Path("/proc").glob("[0-9]*/cwd") if _leads(each, tmp_path)]


def _leads(link: Path, folder: Path) -> bool:
    with suppress(OSError):  # another's process, or gone
        return link.readlink().is_relative_to(folder)
    return False


def test_an_application_that_does_not_start_is_shown_with_its_traceback(
    examined: tuple[Stage, Examination], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, _ = examined
    (tmp_path / "broken.py").write_text("def app(): pass\nraise RuntimeError('no database')\n")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    broken = replace(stage, root=tmp_path, app="broken:app")
    with pytest.raises(LiftError, match="the application does not start: no database") as caught:
        examine(broken, Recorder(), runs=3)
    assert '"/var/task/broken.py", line 2' in caught.value.details
    assert [path.name for path in tmp_path.iterdir()] == ["broken.py"]
