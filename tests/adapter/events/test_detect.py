"""Which source an event comes from: exactly one, or none."""

from __future__ import annotations

from typing import Any

import pytest

from lift.adapter.events import MET, detect, sources

from .. import forge

NAMES = {
    "http_api": "http_api",
    "http_api_1": "http_api",
    "function_url": "function_url",
    "rest_api": "rest_api",
    "alb": "load_balancer",
    "alb_multi": "load_balancer",
    "lattice_1": "lattice",
    "lattice_2": "lattice",
}


def name(source: object) -> str:
    return str(source).partition("lift.adapter.events.")[2].partition("'")[0]


@pytest.mark.parametrize("door", forge.DOORS)
def test_exactly_one_source_takes_the_events_of_a_door(door: str) -> None:
    event = forge.forge(door, "/a%20b", "x=1")
    every = sources({"Records": [], "method": ""})
    matching = [source for source in every if source.matches(event)]
    assert [name(source) for source in matching] == [NAMES[door]]
    assert detect(event) is matching[0]


@pytest.mark.parametrize(
    ("event", "source"),
    [
        ({"rawPath": "/", "requestContext": {"http": {"method": "GET"}}}, "http_api"),
        ({"version": "2.0", "requestContext": {"http": {}}}, "http_api"),
        ({"httpMethod": "GET", "path": "/"}, "rest_api"),
        ({"httpMethod": "GET", "path": "/", "requestContext": None}, "rest_api"),
        ({"httpMethod": "GET", "path": None, "requestContext": {}}, "rest_api"),
        ({"version": "1.0", "httpMethod": "GET", "path": "/"}, "http_api"),
        ({"requestContext": {"elb": {}}}, "load_balancer"),
        ({"requestContext": {"elb": None}, "httpMethod": "GET", "path": "/"}, "load_balancer"),
    ],
)
def test_events_written_by_hand_are_recognised(event: dict[str, Any], source: str) -> None:
    assert name(detect(event)) == source


AUTHORIZER = {"type": "REQUEST", "requestContext": {"http": {"method": "GET"}}, "rawPath": "/"}
CONNECT = {"routeKey": "$connect", "eventType": "CONNECT", "connectionId": "a="}


@pytest.mark.parametrize(
    "event",
    [
        AUTHORIZER | {"version": "2.0", "routeArn": "arn"},
        {"type": "REQUEST", "methodArn": "arn", "httpMethod": "GET", "path": "/"},
        {"version": "1.0", "type": "REQUEST", "methodArn": "a", "httpMethod": "GET", "path": "/"},
        {"type": "TOKEN", "methodArn": "arn", "authorizationToken": "token"},
        {"requestContext": CONNECT, "httpMethod": "GET", "path": "/"},
        {"requestContext": CONNECT, "httpMethod": "GET", "path": "/", "version": "1.0"},
        {"requestContext": CONNECT, "headers": {}},
        {"version": "0", "source": "aws.events", "detail-type": "Scheduled Event"},
        {"version": "2.0", "path": "/", "method": "GET", "requestContext": {"other": "arn"}},
        {"version": "2.0", "requestContext": {"http": None}},
        {"messageVersion": "1.0", "httpMethod": "GET", "apiPath": "/", "actionGroup": "bedrock"},
        {"Records": [{"eventSource": "aws:sqs"}]},
        {"requestContext": "text"},
        {"lift": "keep-warm"},
        {},
        [],
        "text",
        None,
    ],
)
def test_what_is_no_http_request_has_no_source(event: object) -> None:
    assert detect(event) is None


def test_a_function_url_under_another_domain_is_told_by_its_path() -> None:
    event = forge.function_url("/100%25/a%2541", domain="127.0.0.1")
    assert name(detect(event)) == "function_url"
    assert name(detect(forge.http_api("/100%25/a%2541", domain="127.0.0.1"))) == "http_api"


def test_a_path_that_http_apis_map_differently_is_not_taken_for_a_function_url() -> None:
    event = forge.http_api("/a%2541", domain="example.org")
    event["requestContext"]["http"]["path"] = "/mapped" + event["rawPath"]
    assert name(detect(event)) == "http_api"


def test_a_source_is_remembered_once() -> None:
    for door in forge.DOORS:
        for _ in range(2):
            detect(forge.forge(door))
    met = [name(source) for source in MET]
    assert sorted(set(NAMES.values())) == sorted(each for each in met if each in NAMES.values())
