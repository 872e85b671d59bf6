"""CORS, throttling and access logs: set, changed and put back on the front door."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lift.deployer.engine.undeploy import undeploy
from lift.deployer.settings.access_logs import AccessLogs
from lift.deployer.settings.cors import Cors
from lift.deployer.settings.throttle import Throttle

from .bench import FUNCTION, Bench, bench

SHOP = Cors(origins=("https://Shop.example",), methods=("post", "GET"), headers=("X-B", "x-a"))


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as stage:
        yield stage


def api(stage: Bench) -> Any:
    (api,) = stage.client("apigatewayv2").get_apis()["Items"]
    return api


def api_stage(stage: Bench) -> Any:
    client = stage.client("apigatewayv2")
    (there,) = client.get_stages(ApiId=api(stage)["ApiId"])["Items"]
    return there


def url(stage: Bench) -> Any:
    return stage.client("lambda").get_function_url_config(FunctionName=FUNCTION, Qualifier="live")


def test_an_http_api_answers_for_the_sites_that_are_named(stage: Bench) -> None:
    stage.deploy(cors=SHOP.normal)
    assert api(stage)["CorsConfiguration"] == {
        "AllowOrigins": ["https://shop.example"],
        "AllowMethods": ["GET", "POST"],
        "AllowHeaders": ["x-a", "x-b"],
        "ExposeHeaders": [],
        "AllowCredentials": False,
        "MaxAge": 3600,
    }
    assert stage.deploy().changed == ()
    stage.deploy(cors=Cors())
    assert api(stage)["CorsConfiguration"]["AllowOrigins"] == ["*"]
    stage.deploy(cors=None)
    assert "CorsConfiguration" not in api(stage)


def test_what_somebody_changed_of_it_is_put_right(stage: Bench) -> None:
    stage.deploy(cors=Cors())
    changed = {"AllowOrigins": ["https://evil.example"]}
    stage.client("apigatewayv2").update_api(ApiId=api(stage)["ApiId"], CorsConfiguration=changed)
    stage.deploy()
    assert api(stage)["CorsConfiguration"]["AllowOrigins"] == ["*"]


def test_a_function_url_answers_for_them_too(stage: Bench) -> None:
    stage.deploy(api="url", cors=SHOP.normal)
    assert url(stage)["Cors"]["AllowOrigins"] == ["https://shop.example"]
    assert stage.deploy().changed == ()
    stage.deploy(cors=None)
    assert not url(stage).get("Cors")


def test_more_requests_than_meant_are_held_back_by_the_stage(stage: Bench) -> None:
    stage.deploy(throttle=Throttle(100, 200))
    settings = api_stage(stage)["DefaultRouteSettings"]
    assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (100.0, 200)
    assert stage.deploy().changed == ()
    stage.deploy(throttle=Throttle(1, 2))
    assert api_stage(stage)["DefaultRouteSettings"]["ThrottlingRateLimit"] == 1.0
    stage.deploy(throttle=None)
    assert "ThrottlingRateLimit" not in api_stage(stage)["DefaultRouteSettings"]


class TestAccessLogs:
    NAME = "/aws/vendedlogs/shop-production"

    def groups(self, stage: Bench) -> dict[str, Any]:
        groups = stage.client("logs").describe_log_groups(logGroupNamePrefix=self.NAME)["logGroups"]
        return {group["logGroupName"]: group for group in groups}

    def test_a_log_group_of_the_doors_own_is_written_to(self, stage: Bench) -> None:
        stage.deploy(access_logs=AccessLogs(7))
        (group,) = self.groups(stage).values()
        assert group["retentionInDays"] == 7
        settings = api_stage(stage)["AccessLogSettings"]
        assert settings["DestinationArn"] == group["arn"].removesuffix(":*")
        assert '"status": "$context.status"' in settings["Format"]
        assert stage.deploy().changed == ()

    def test_turned_off_the_lines_stay_until_they_are_old(self, stage: Bench) -> None:
        stage.deploy(access_logs=AccessLogs())
        stage.deploy(access_logs=AccessLogs(90))
        assert self.groups(stage)[self.NAME]["retentionInDays"] == 90
        stage.deploy(access_logs=None)
        assert not api_stage(stage).get("AccessLogSettings")
        assert self.NAME in self.groups(stage)

    def test_undeploy_takes_them_along(self, stage: Bench) -> None:
        stage.deploy(access_logs=AccessLogs())
        undeploy(stage.connect(), stage.ui, yes=True)
        assert self.groups(stage) == {}

    def test_undeploy_can_keep_them(self, stage: Bench) -> None:
        stage.deploy(access_logs=AccessLogs())
        done = undeploy(stage.connect(), stage.ui, yes=True, keep_logs=True)
        assert f"log group {self.NAME} (--keep-logs)" in done.kept
        assert self.NAME in self.groups(stage)
