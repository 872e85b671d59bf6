"""Events as AWS sends them, made from a few arguments. Only for the adapter's tests.

Each function takes a path as the client sent it, and gives the event of one source.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, unquote

Event = dict[str, Any]
Pairs = list[tuple[str, str]]

DOORS = ("http_api", "http_api_1", "function_url", "rest_api", "alb", "alb_multi")


def http_api(
    path: str = "/",
    query: str = "",
    *,
    method: str = "GET",
    headers: Pairs | None = None,
    cookies: list[str] | None = None,
    body: str | None = None,
    is_base64: bool = False,
    stage: str = "$default",
    domain: str = "abc.execute-api.eu-central-1.amazonaws.com",
) -> Event:
    """HTTP API, payload 2.0: decoded path, headers in lower case and joined, cookies apart."""
    decoded = unquote(path)
    event: Event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": decoded,
        "rawQueryString": query,
        "headers": joined([("host", domain), *forwarded(), *(headers or [])]),
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "abc",
            "domainName": domain,
            "domainPrefix": domain.partition(".")[0],
            "http": {
                "method": method,
                "path": decoded,
                "protocol": "HTTP/1.1",
                "sourceIp": "203.0.113.7",
                "userAgent": "test",
            },
            "requestId": "request",
            "routeKey": "$default",
            "stage": stage,
            "time": "21/Nov/2026:00:00:00 +0000",
            "timeEpoch": 1795219200000,
        },
        "isBase64Encoded": is_base64,
    }
    if query:
        event["queryStringParameters"] = joined(parse_qsl(query, keep_blank_values=True))
    if cookies:
        event["cookies"] = cookies
    if body is not None:
        event["body"] = body
    return event


def function_url(
    path: str = "/", query: str = "", *, cookies: list[str] | None = None, **rest: Any
) -> Event:
    """A function URL: as 2.0, but the path encoded and cookies in both places."""
    rest.setdefault("domain", "xyz.lambda-url.eu-central-1.on.aws")
    event = http_api(path, query, cookies=cookies, **rest)
    event["rawPath"] = path
    if cookies:
        event["headers"]["cookie"] = "; ".join(cookies)
    return event


def rest_api(
    path: str = "/",
    query: str = "",
    *,
    method: str = "GET",
    headers: Pairs | None = None,
    cookies: list[str] | None = None,
    body: str | None = None,
    is_base64: bool = False,
    stage: str = "prod",
    domain: str = "abc.execute-api.eu-central-1.amazonaws.com",
) -> Event:
    """REST API: encoded path without the stage, decoded query maps, headers twice."""
    pairs = [("Host", domain), *forwarded("X-Forwarded"), *(headers or [])]
    if cookies:
        pairs.append(("Cookie", "; ".join(cookies)))
    parameters = parse_qsl(query, keep_blank_values=True)
    own = ".execute-api." not in domain
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": dict(pairs),
        "multiValueHeaders": listed(pairs),
        "queryStringParameters": dict(parameters) or None,
        "multiValueQueryStringParameters": listed(parameters) or None,
        "pathParameters": {"proxy": path.lstrip("/")},
        "stageVariables": None,
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "abc",
            "domainName": domain,
            "httpMethod": method,
            "identity": {"sourceIp": "203.0.113.7", "userArn": None},
            "path": path if own else f"/{stage}{path}",
            "protocol": "HTTP/1.1",
            "requestId": "request",
            "resourcePath": "/{proxy+}",
            "stage": stage,
        },
        "body": body,
        "isBase64Encoded": is_base64,
    }


def http_api_1(path: str = "/", query: str = "", *, stage: str = "$default", **rest: Any) -> Event:
    """HTTP API, payload 1.0: as REST, with a version, and the path decoded."""
    event = rest_api(path, query, stage=stage, **rest)
    event["version"] = "1.0"
    event["path"] = event["requestContext"]["path"] = unquote(path)
    return event


def alb(
    path: str = "/",
    query: str = "",
    *,
    method: str = "GET",
    headers: Pairs | None = None,
    cookies: list[str] | None = None,
    body: str | None = "",
    is_base64: bool = False,
    domain: str = "balancer.eu-central-1.elb.amazonaws.com",
    multi: bool = False,
) -> Event:
    """A load balancer: encoded path and query; one value a name, or several."""
    pairs = [("host", domain), *forwarded(), *(headers or [])]
    if cookies:
        pairs.append(("cookie", "; ".join(cookies)))
    parameters = [
        (name, value)
        for name, _, value in (item.partition("=") for item in query.split("&") if item)
    ]
    event: Event = {
        "requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:…"}},
        "httpMethod": method,
        "path": path,
        "body": body,
        "isBase64Encoded": is_base64,
    }
    if multi:
        event["multiValueHeaders"] = listed(pairs)
        event["multiValueQueryStringParameters"] = listed(parameters)
    else:
        event["headers"] = dict(pairs)
        event["queryStringParameters"] = dict(parameters)
    return event


def alb_multi(path: str = "/", query: str = "", **rest: Any) -> Event:
    return alb(path, query, multi=True, **rest)


def forge(door: str, path: str = "/", query: str = "", **rest: Any) -> Event:
    """The event of the door of that name, one of DOORS."""
    makers: dict[str, Callable[..., Event]] = {
        "http_api": http_api,
        "http_api_1": http_api_1,
        "function_url": function_url,
        "rest_api": rest_api,
        "alb": alb,
        "alb_multi": alb_multi,
    }
    return makers[door](path, query, **rest)


def forwarded(prefix: str = "x-forwarded") -> Pairs:
    names = ("-For", "-Port", "-Proto") if prefix[0] == "X" else ("-for", "-port", "-proto")
    return list(
        zip([prefix + name for name in names], ["203.0.113.7", "443", "https"], strict=True)
    )


def joined(pairs: Pairs) -> dict[str, str]:
    return {name: ",".join(values) for name, values in listed(pairs).items()}


def listed(pairs: Pairs) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for name, value in pairs:
        result.setdefault(name, []).append(value)
    return result
