"""A stage behind a REST API, and what of it is on the emulated AWS."""

from typing import Any

from ...aws_rules import Answer
from ..bench import Bench


def ok(function: str, version: str, payload: Any) -> Answer:
    return Answer({"statusCode": 200, "body": "ok"})


def the_api(stage: Bench) -> Any:
    (api,) = stage.client("apigateway").get_rest_apis()["items"]
    return api


def the_stage(stage: Bench) -> Any:
    (served,) = stage.client("apigateway").get_stages(restApiId=the_api(stage)["id"])["item"]
    return served
