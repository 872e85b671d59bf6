"""``lift status --all`` on an emulated AWS."""

from dataclasses import replace
from pathlib import Path

from lift.deployer.aws.session import Aws, connect
from lift.deployer.engine.overview import overview
from lift.deployer.settings.stage import Stage
from lift.deployer.ui import Ui

from ..bench import bench


def test_all_stages_are_told_and_what_else_is_there(tmp_path: Path) -> None:
    with bench(tmp_path) as stage:
        url = stage.deploy(api="url").url
        stage.deploy(name="old")
        live = replace(stage.stage, name="production")
        stages = [
            live,
            replace(live, name="dev"),
            replace(live, name="lost", profile_name="nobody-has-this-one"),
        ]

        def connected(each: Stage, ui: Ui) -> Aws:
            return connect(each, ui, session=None if each.profile_name else stage.session)

        outcomes, strays = overview(stages, stage.ui, connected)
    assert [outcome.said for outcome in outcomes] == [f"live, version 1, {url}", "not deployed", ""]
    assert "nobody-has-this-one" in outcomes[2].error
    assert [each.stage for each in strays.orphans] == ["old"]
