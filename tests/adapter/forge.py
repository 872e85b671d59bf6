"""Events as AWS sends them, made from a few arguments. Only for the adapter's tests.

Each function takes a path as the client sent it, and gives the event of one source.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, unquote

Event = dict[str, Any]
Pairs = list[tuple[str, str]]

# Those whose answers have the shape that all but Lambda@Edge share.
DOORS = (
    "http_api",
    "http_api_1",
    "function_url",
    "rest_api",
    "alb",
    "alb_multi",
    "lattice_1",
    "lattice_2",
)


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
    pairs = [("Host", domain), *forwarded("X-Forwarded"), *(headers or []), *cookie(cookies)]
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
    pairs = [("host", domain), *forwarded(), *(headers or []), *cookie(cookies)]
    parameters = split(query)
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


def lattice_1(
    path: str = "/",
    query: str = "",
    *,
    method: str = "GET",
    headers: Pairs | None = None,
    cookies: list[str] | None = None,
    body: str | None = "",
    is_base64: bool = False,
    domain: str = "service.7d67968.vpc-lattice-svcs.eu-central-1.on.aws",
) -> Event:
    """VPC Lattice, version 1: encoded path and query, one value a name, own names of the keys."""
    client = ("x-forwarded-for", "203.0.113.7")
    pairs = [("host", domain), client, *(headers or []), *cookie(cookies)]
    return {
        "raw_path": path,
        "method": method,
        "headers": {name: ", ".join(values) for name, values in listed(pairs).items()},
        "query_string_parameters": {n: values[-1] for n, values in listed(split(query)).items()},
        "body": body,
        "is_base64_encoded": is_base64,
    }


def lattice_2(path: str = "/", query: str = "", **rest: Any) -> Event:
    """VPC Lattice, version 2: lists of headers and of query parameters."""
    headers = [*(rest.pop("headers", None) or []), *cookie(rest.pop("cookies", None))]
    one = lattice_1(**rest)
    arn = "arn:aws:vpc-lattice:eu-central-1:123456789012"
    return {
        "version": "2.0",
        "path": path,
        "method": one["method"],
        "headers": listed([*one["headers"].items(), *headers]),
        "queryStringParameters": listed(split(query)),
        "body": one["body"],
        "isBase64Encoded": one["is_base64_encoded"],
        "requestContext": {
            "serviceNetworkArn": f"{arn}:servicenetwork/sn-1",
            "serviceArn": f"{arn}:service/svc-1",
            "targetGroupArn": f"{arn}:targetgroup/tg-1",
            "identity": {"sourceVpcArn": "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1"},
            "region": "eu-central-1",
            "timeEpoch": "1795219200000000",
        },
    }


def edge(
    path: str = "/",
    query: str = "",
    *,
    method: str = "GET",
    headers: Pairs | None = None,
    cookies: list[str] | None = None,
    body: bytes | None = None,
    truncated: bool = False,
    event_type: str = "viewer-request",
    domain: str = "d111111abcdef8.cloudfront.net",
) -> Event:
    """Lambda@Edge: encoded path and query, headers as lists of key and value, base64 body."""
    pairs = [("Host", domain), *(headers or []), *cookie(cookies)]
    lists: dict[str, list[dict[str, str]]] = {}
    for name, value in pairs:
        lists.setdefault(name.lower(), []).append({"key": name, "value": value})
    request: Event = {
        "clientIp": "203.0.113.7",
        "headers": lists,
        "method": method,
        "querystring": query,
        "uri": path,
    }
    if body is not None:
        request["body"] = {
            "inputTruncated": truncated,
            "action": "read-only",
            "encoding": "base64",
            "data": b64encode(body).decode(),
        }
    if event_type == "origin-request":
        request["origin"] = {"custom": {"domainName": "example.org", "protocol": "https"}}
    config = {
        "distributionDomainName": "d111111abcdef8.cloudfront.net",
        "distributionId": "EDFDVBD6EXAMPLE",
        "eventType": event_type,
        "requestId": "request",
    }
    return {"Records": [{"cf": {"config": config, "request": request}}]}


def forge(door: str, path: str = "/", query: str = "", **rest: Any) -> Event:
    """The event of the door of that name, one of DOORS."""
    makers: dict[str, Callable[..., Event]] = {
        "http_api": http_api,
        "http_api_1": http_api_1,
        "function_url": function_url,
        "rest_api": rest_api,
        "alb": alb,
        "alb_multi": alb_multi,
        "lattice_1": lattice_1,
        "lattice_2": lattice_2,
    }
    return makers[door](path, query, **rest)


def forwarded(prefix: str = "x-forwarded") -> Pairs:
    names = ("-For", "-Port", "-Proto") if prefix[0] == "X" else ("-for", "-port", "-proto")
    return list(
        zip([prefix + name for name in names], ["203.0.113.7", "443", "https"], strict=True)
    )


def cookie(cookies: list[str] | None) -> Pairs:
    return [("cookie", "; ".join(cookies))] if cookies else []


def split(query: str) -> Pairs:
    """Names and values as they were sent."""
    parts = [item.partition("=") for item in query.split("&") if item]
    return [(name, value) for name, _, value in parts]


def joined(pairs: Pairs) -> dict[str, str]:
    return {name: ",".join(values) for name, values in listed(pairs).items()}


def listed(pairs: Pairs) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for name, value in pairs:
        result.setdefault(name, []).append(value)
    return result
