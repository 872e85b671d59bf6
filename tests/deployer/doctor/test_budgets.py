"""Budgets: what counts against them, what a refusal says, and when a cold start is needed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lift.deployer.bundle import Archive, Bundle
from lift.deployer.bundle.image import Image
from lift.deployer.doctor.budgets import check, held, sizes
from lift.deployer.doctor.examination import Budget, Examination
from lift.deployer.errors import LiftError, OverBudget
from lift.deployer.settings.budgets import Budgets
from lift.deployer.settings.stage import Stage
from lift.deployer.ui import Recorder, Ui

from ..bench import Bench, bench
from .examined import EXAMINATION, MB

CODE = Archive(Path("code.zip"), 2 * MB, 10 * MB, "", "")
LAYER = Archive(Path("layer.zip"), 5 * MB, 30 * MB, "", "")
BUNDLE = Bundle("lift_handler.handler", {}, CODE, LAYER)
IMAGE = replace(BUNDLE, layer=None, image=Image("", "shop", 90 * MB))


def stage(**budgets: float) -> Stage:
    root = Path("/shop")
    return Stage("live", root, "shop", root / "lift_settings.json", budgets=Budgets(**budgets))


def never(_stage: Stage, _ui: Ui) -> Examination:
    raise AssertionError("no start is needed")


def measured(**found: float) -> Callable[[Stage, Ui], Examination]:
    """As if starts had shown what was ``found``."""
    return lambda stage, _ui: replace(EXAMINATION, budgets=held(stage.budgets, found))


def test_code_and_layer_count_together_and_an_image_by_its_files() -> None:
    assert sizes(BUNDLE) == {"unzipped_mb": 40, "zipped_mb": 7}
    assert sizes(IMAGE) == {"unzipped_mb": 90}


def test_only_what_has_a_limit_and_was_found_is_held() -> None:
    budgets = Budgets(unzipped_mb=60, init_ms=800)
    assert held(budgets, {"unzipped_mb": 60, "zipped_mb": 7}) == (Budget("unzipped_mb", 60, 60),)
    assert held(Budgets(), {"unzipped_mb": 60}) == ()


def test_the_limit_itself_is_kept() -> None:
    assert not Budget("unzipped_mb", 60, 60).exceeded
    assert Budget("unzipped_mb", 60, 60.1).exceeded


def test_sizes_need_no_start() -> None:
    check(stage(unzipped_mb=40, zipped_mb=7), BUNDLE, Recorder(), never)


def test_a_bundle_that_is_too_large_says_by_how_much_and_what_is_large() -> None:
    with pytest.raises(OverBudget) as caught:
        check(stage(unzipped_mb=38.5, zipped_mb=6, init_ms=1), BUNDLE, Recorder(), never)
    assert caught.value.message == (
        "live is over budget: unzipped the bundle has 40.0 MB, 1.5 MB above the 38.5 MB of "
        '"unzipped_mb"; zipped the bundle has 7.0 MB, 1.0 MB above the 6.0 MB of "zipped_mb"'
    )
    assert caught.value.hint == (
        "lift doctor live shows what it goes to and what helps; if it has to be, raise "
        '"unzipped_mb" in "budgets"'
    )
    assert caught.value.details == "largest parts: the application 10.0 MB"


def test_a_start_that_is_too_slow_says_what_is_slow_and_where_it_was_measured() -> None:
    measure = measured(init_ms=912, first_request_ms=20)
    with pytest.raises(OverBudget) as caught:
        check(stage(init_ms=800, first_request_ms=20), BUNDLE, Recorder(), measure)
    assert caught.value.message == (
        'live is over budget: INIT takes 912 ms, 112 ms above the 800 ms of "init_ms"'
    )
    assert caught.value.details == (
        "slowest imports: Django 80.0 ms, the application 6.0 ms, lift-lambda 5.0 ms, "
        "Python 4.0 ms\n"
        "medians of 5 starts on this machine (AMD EPYC, x86_64, Python 3.12)"
    )


def test_a_start_within_its_budget_goes_on() -> None:
    check(stage(init_ms=800), BUNDLE, Recorder(), measured(init_ms=799))


def test_times_that_cannot_be_taken_here_are_an_error_with_a_way_out() -> None:
    def fails(_stage: Stage, _ui: Ui) -> Examination:
        raise LiftError("there is no Python 3.13", hint="uv python install 3.13", details="log")

    with pytest.raises(LiftError) as caught:
        check(stage(init_ms=800), BUNDLE, Recorder(), fails)
    assert caught.value.message == (
        '"budgets" of live cannot be checked, nothing was touched: there is no Python 3.13'
    )
    assert caught.value.hint == 'uv python install 3.13; or take the times out of "budgets"'
    assert caught.value.details == "log"


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


@pytest.mark.parametrize("command", ["deploy", "update", "preview"])
def test_a_deployment_over_budget_writes_nothing(deployment: Bench, command: str) -> None:
    deployment.deploy()
    deployment.code, deployment.unzipped = "v2", 31 * MB
    run = getattr(deployment, command)
    with pytest.raises(OverBudget, match=r"62\.0 MB, 2\.0 MB above the 60\.0 MB"):
        run(budgets=Budgets(unzipped_mb=60))
    assert deployment.rules.writes == []
    assert deployment.live() == "1"


def test_zipped_a_layer_counts_that_is_on_aws_already(deployment: Bench) -> None:
    deployment.deploy()
    deployment.deploy()
    assert deployment.published
    deployment.deploy(budgets=Budgets(zipped_mb=1))
    assert deployment.published == {}
    assert deployment.rules.writes == []
