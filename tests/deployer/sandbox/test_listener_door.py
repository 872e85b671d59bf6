"""A load balancer over HTTP: its events, its answers, its rules and limits."""

import base64
import json
from typing import Any

import httpx
import pytest

from .aws import Aws
from .balancers import Balancers

ECHO = """
import json
def handler(event, context):
    return {"statusCode": 200, "headers": {}, "body": json.dumps(event)}
"""
ANSWER = """
import base64, json
def handler(event, context):
    return json.loads(base64.b64decode(event["body"]))
"""


@pytest.fixture(scope="module")
def answering(balancers: Balancers) -> str:
    """The address of a load balancer whose function answers what the request's body says."""
    return balancers.balanced(ANSWER)


def ask(address: str, answer: object) -> httpx.Response:
    """Have the function answer ``answer``."""
    headers = {"content-type": "application/octet-stream"}
    return httpx.post(address, content=json.dumps(answer).encode(), headers=headers)


# events


def test_an_event_with_one_value_each(balancers: Balancers) -> None:
    address = balancers.balanced(ECHO)
    headers = [("X-Twice", "1"), ("X-Twice", "2"), ("Cookie", "a=1; b=2")]
    event = httpx.get(f"{address}/x%2Fy%20z?q=1&q=%C3%A4", headers=headers).json()
    assert ":targetgroup/group-" in event["requestContext"]["elb"]["targetGroupArn"]
    assert event["httpMethod"] == "GET"
    assert event["path"] == "/x%2Fy%20z"
    assert event["queryStringParameters"] == {"q": "%C3%A4"}
    assert event["headers"]["x-twice"] == "2"
    assert event["headers"]["cookie"] == "a=1; b=2"
    assert event["headers"]["host"] == address.removeprefix("http://")
    assert event["headers"]["x-forwarded-proto"] == "http"
    assert event["headers"]["x-forwarded-port"] == address.rpartition(":")[2]
    assert (event["body"], event["isBase64Encoded"]) == ("", False)
    assert "multiValueHeaders" not in event


def test_an_event_with_lists(balancers: Balancers) -> None:
    address = balancers.balanced(ECHO.replace('"headers"', '"multiValueHeaders"'), multi_value=True)
    headers = [("X-Twice", "1"), ("X-Twice", "2")]
    event = httpx.get(f"{address}/?q=1&q=2", headers=headers).json()
    assert event["multiValueHeaders"]["x-twice"] == ["1", "2"]
    assert event["multiValueQueryStringParameters"] == {"q": ["1", "2"]}
    assert "headers" not in event


# answers


def test_status_headers_and_binary(answering: str) -> None:
    body = bytes(range(256))
    answer = ask(
        answering,
        {
            "statusCode": 207,
            "statusDescription": "207 Multi-Status",
            "headers": {"Content-Type": "image/png", "Set-Cookie": "a=1", "Set-cookie": "b=2"},
            "multiValueHeaders": {"X-Lost": ["1"]},
            "body": base64.b64encode(body).decode(),
            "isBase64Encoded": True,
        },
    )
    assert answer.status_code == 207
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert "x-lost" not in answer.headers
    assert answer.content == body


@pytest.mark.parametrize("wish", [{"statusCode": "abc"}, {"body": "no status"}, "text", None])
def test_a_malformed_answer_is_the_502_page(answering: str, wish: object) -> None:
    answer = ask(answering, wish)
    assert answer.status_code == 502
    assert answer.headers["content-type"] == "text/html"
    assert answer.headers["server"] == "awselb/2.0"
    assert "<h1>502 Bad Gateway</h1>" in answer.text


def test_a_function_that_raises_is_the_502_page(answering: str) -> None:
    assert httpx.post(answering, content=b"{").status_code == 502


# limits and refusals


def test_a_body_over_1_megabyte_is_a_413_and_such_an_answer_a_502(balancers: Balancers) -> None:
    source = 'def handler(event, context): return {"statusCode": 200, "body": "x" * SIZE}'
    address = balancers.balanced(source.replace("SIZE", "1024 * 1024"))
    assert httpx.get(address).status_code == 502
    with httpx.Client() as client:
        answer = client.post(address, content=b"x" * (1024 * 1024 + 1))
    assert answer.status_code == 413
    assert "<h1>413 Request Entity Too Large</h1>" in answer.text


def test_an_upgrade_is_a_400(answering: str) -> None:
    headers = {"Connection": "Upgrade", "Upgrade": "websocket"}
    assert httpx.get(answering, headers=headers).status_code == 400


def test_a_function_that_no_longer_permits_is_a_502(aws: Aws, balancers: Balancers) -> None:
    name = aws.function(ECHO)
    aws.live(name)
    listener, balancer = balancers.listener()
    balancers.rule(listener, balancers.target_group(name), 1, path_pattern=["/*"])
    address = balancers.address(balancer)
    assert httpx.get(address).status_code == 200
    policy = json.loads(aws.lambda_.get_policy(FunctionName=name, Qualifier="live")["Policy"])
    for statement in policy["Statement"]:
        aws.lambda_.remove_permission(
            FunctionName=name, Qualifier="live", StatementId=statement["Sid"]
        )
    assert httpx.get(address).status_code == 502


# rules


def test_the_first_rule_by_priority_that_takes_the_request_leads(
    aws: Aws, balancers: Balancers
) -> None:
    name, _ = aws.shared(ECHO)
    listener, balancer = balancers.listener()
    address = balancers.address(balancer)
    first, second = balancers.target_group(name), balancers.target_group(name)
    balancers.rule(listener, second, 20, path_pattern=["/*"], host_header=["*.example.com"])
    balancers.rule(listener, first, 3, path_pattern=["/users/*"])

    def group(path: str, host: str) -> str:
        answer = httpx.get(address + path, headers={"host": host})
        arn: str = answer.json()["requestContext"]["elb"]["targetGroupArn"]
        return arn

    assert group("/users/1", "www.example.com") == first
    assert group("/other", "www.example.com") == second
    nothing = httpx.get(f"{address}/other", headers={"host": "example.org"})
    assert (nothing.status_code, nothing.text) == (404, "nothing")


def test_a_rule_that_is_deleted_leads_no_more(aws: Aws, balancers: Balancers) -> None:
    name, _ = aws.shared(ECHO)
    listener, balancer = balancers.listener()
    rule = balancers.rule(listener, balancers.target_group(name), 1, path_pattern=["/*"])
    assert httpx.get(balancers.address(balancer)).status_code == 200
    balancers.client.delete_rule(RuleArn=rule)
    assert httpx.get(balancers.address(balancer)).status_code == 404


def test_a_target_group_without_a_target_is_a_503(balancers: Balancers) -> None:
    listener, balancer = balancers.listener()
    made = balancers.client.create_target_group(Name="empty", TargetType="lambda")
    group = made["TargetGroups"][0]["TargetGroupArn"]
    balancers.rule(listener, group, 1, path_pattern=["/*"])
    assert httpx.get(balancers.address(balancer)).status_code == 503


def test_an_action_that_is_not_emulated_says_so(aws: Aws, balancers: Balancers) -> None:
    listener, balancer = balancers.listener()
    redirect: Any = {"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301"}}
    balancers.client.modify_listener(ListenerArn=listener, DefaultActions=[redirect])
    assert httpx.get(balancers.address(balancer)).status_code == 503
    assert any(kind == "warn" and "redirect" in text for kind, text in aws.ui.said)
