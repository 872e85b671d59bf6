"""The whole way: a request to a door, through awslambdaric, into a handler and back."""

import json

import httpx

from .aws import Aws

ECHO = """
import json

def handler(event, context):
    return {
        "statusCode": 201,
        "headers": {"content-type": "application/json"},
        "body": json.dumps({"event": event, "arn": context.invoked_function_arn}),
    }
"""


def test_a_request_to_an_api_reaches_the_handler_and_its_answer_comes_back(aws: Aws) -> None:
    address = aws.served(ECHO)
    answer = httpx.post(f"{address}/a%20b?x=1&x=2", json={"hello": "wörld"})
    assert answer.status_code == 201
    event = answer.json()["event"]
    assert event["rawPath"] == "/a b"
    assert event["rawQueryString"] == "x=1&x=2"
    assert json.loads(event["body"]) == {"hello": "wörld"}
    assert event["headers"]["host"] == address.removeprefix("http://")
    assert answer.json()["arn"].endswith(":live")


def test_the_ui_shows_each_request(aws: Aws) -> None:
    address = aws.served(ECHO)
    httpx.get(f"{address}/once")
    httpx.get(f"{address}/twice")
    shown = [text for kind, text in aws.ui.said if kind == "step"]
    assert any(f"served at {address}" in text for text in shown)
    assert any(text.startswith("GET /once 201") and text.endswith("cold") for text in shown)
    assert any(text.startswith("GET /twice 201") and text.endswith("warm") for text in shown)
