"""Deployments that the settings do not tell of."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lift.deployer.aws.deployments import Deployment
from lift.deployer.engine.strays import Strays, look, sort_out
from lift.deployer.settings.stage import Stage

from ...aws_rules import refusal
from ..bench import Bench, bench

LIVE = Stage("live", Path(), "shop", Path("lift_settings.json"))
DEV = replace(LIVE, name="dev", aws_region="eu-west-1")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def deployed(*names: str) -> list[Deployment]:
    parts = (name.split("-") for name in names)
    return [Deployment(project, stage, "eu-west-1", ()) for project, stage in parts]


def sorted_out(*names: str, region: str = "eu-west-1") -> Strays:
    return sort_out(deployed(*names), [LIVE, DEV], region)


def test_a_stage_that_was_renamed_is_an_orphan() -> None:
    assert sorted_out("shop-live", "shop-test").orphans == tuple(deployed("shop-test"))


def test_other_projects_stand_apart() -> None:
    strays = sorted_out("shop-live", "blog-live")
    assert (strays.orphans, strays.others) == ((), tuple(deployed("blog-live")))


def test_a_stage_that_has_moved_leaves_an_orphan_in_its_former_region() -> None:
    names = ("shop-live", "shop-dev")
    assert sorted_out(*names, region="us-east-1").orphans == tuple(deployed("shop-dev"))
    assert sorted_out(*names).orphans == ()


def test_the_command_that_removes_an_orphan_is_named() -> None:
    (note,) = sorted_out("shop-test").notes(whole=False)
    assert "`lift --region eu-west-1 undeploy --project shop test`" in note


def test_other_projects_are_one_line_unless_all_is_asked_for() -> None:
    strays = sorted_out("blog-dev", "blog-live", "wiki-live")
    (note,) = strays.notes(whole=False)
    assert ": blog, wiki (" in note
    assert len(list(strays.notes(whole=True))) == 3


def test_where_one_may_not_look_a_note_says_so(stage: Bench) -> None:
    for operation in ("GetResources", "ListFunctions"):
        stage.rules.fail(operation, refusal("AccessDeniedException", "no", operation, 403))
    assert look(stage.connect(), [LIVE], stage.ui) == Strays((), ())
    ((kind, text),) = stage.ui.said
    assert kind == "note"
    assert "access denied, lambda:ListFunctions" in text
