"""A REST API over HTTP: its events, its answers, its limits, and what a deployment freezes."""

import base64
import gzip
from typing import Any

import httpx
import pytest

from .aws import ACCOUNT, REGION, Aws
from .rest import Rest

ECHO = """
import json
def handler(event, context):
    return {"statusCode": 200, "body": json.dumps(event)}
"""
ANSWER = """
import base64, json
def handler(event, context):
    body = event["body"]
    return json.loads(base64.b64decode(body) if event["isBase64Encoded"] else body)
"""


@pytest.fixture(scope="module")
def echo(rest: Rest) -> str:
    """The address of a stage whose function answers its event."""
    return rest.served(ECHO)


@pytest.fixture(scope="module")
def answering(rest: Rest) -> str:
    """The address of a stage whose function answers what the request's body says."""
    return rest.served(ANSWER, binaryMediaTypes=["*/*"])


# events


def test_the_path_is_without_the_stage_and_stays_encoded(echo: str) -> None:
    event = httpx.get(f"{echo}/x%2Fy%20z/?q=1&q=%C3%A4&r=a+b").json()
    assert event["resource"] == "/{proxy+}"
    assert event["path"] == "/x%2Fy%20z/"
    assert event["pathParameters"] == {"proxy": "x%2Fy%20z"}
    assert event["requestContext"]["path"] == "/live/x%2Fy%20z/"
    assert event["requestContext"]["stage"] == "live"
    assert event["queryStringParameters"] == {"q": "ä", "r": "a b"}
    assert event["multiValueQueryStringParameters"] == {"q": ["1", "ä"], "r": ["a b"]}
    assert "version" not in event


@pytest.mark.parametrize("path", ["", "/"])
def test_the_root(echo: str, path: str) -> None:
    event = httpx.get(echo + path).json()
    assert (event["resource"], event["path"]) == ("/", "/")
    assert event["pathParameters"] is None
    assert event["requestContext"]["path"] == f"/live{path}"


def test_header_names_stay_as_sent(echo: str) -> None:
    headers = [("X-Mixed-Case", "1"), ("x-mixed-case", "2"), ("Cookie", "a=1; b=2")]
    event = httpx.get(echo, headers=headers).json()
    assert event["multiValueHeaders"]["X-Mixed-Case"] == ["1", "2"]
    assert event["headers"]["X-Mixed-Case"] == "2"
    assert event["headers"]["Cookie"] == "a=1; b=2"
    host = echo.removeprefix("http://").removesuffix("/live")
    assert event["headers"]["Host"] == event["requestContext"]["domainName"] == host
    assert event["headers"]["X-Forwarded-Proto"] == "http"


def test_a_body_is_base64_for_binary_media_types_only(rest: Rest, echo: str) -> None:
    text = {"content-type": "application/x-www-form-urlencoded"}
    event = httpx.post(echo, content=b"a=1", headers=text).json()
    assert (event["body"], event["isBase64Encoded"]) == ("a=1", False)
    binary = rest.served(ECHO, binaryMediaTypes=["image/*"])
    event = httpx.post(binary, content=b"\xff", headers={"content-type": "image/png"}).json()
    assert (event["body"], event["isBase64Encoded"]) == ("/w==", True)
    event = httpx.post(binary, content=b"\xff", headers={"content-type": "text/plain"}).json()
    assert (event["body"], event["isBase64Encoded"]) == ("\N{REPLACEMENT CHARACTER}", False)


# answers


def test_status_headers_cookies_and_binary(answering: str) -> None:
    body = bytes(range(256))
    answer = httpx.post(
        f"{answering}/x",
        json={
            "statusCode": 207,
            "headers": {"Content-Type": "image/png"},
            "multiValueHeaders": {"Set-Cookie": ["a=1; Path=/", "b=2"]},
            "body": base64.b64encode(body).decode(),
            "isBase64Encoded": True,
        },
    )
    assert answer.status_code == 207
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers.get_list("set-cookie") == ["a=1; Path=/", "b=2"]
    assert answer.content == body
    assert answer.headers["x-amzn-requestid"]


def test_binary_is_decoded_only_for_a_client_that_asks_for_it_first(rest: Rest) -> None:
    address = rest.served(ANSWER, binaryMediaTypes=["image/png"])
    wish = {"statusCode": 200, "body": "/w==", "isBase64Encoded": True}
    for accept, body in (("image/png,*/*", b"\xff"), ("*/*,image/png", b"/w==")):
        assert httpx.post(address, json=wish, headers={"Accept": accept}).content == body


def test_some_headers_come_out_under_another_name(answering: str) -> None:
    wish = {"statusCode": 401, "headers": {"WWW-Authenticate": "Basic", "X-Mine": "1"}}
    answer = httpx.post(answering, json=wish)
    assert answer.headers["x-amzn-remapped-www-authenticate"] == "Basic"
    assert "www-authenticate" not in answer.headers
    assert answer.headers["x-mine"] == "1"


@pytest.mark.parametrize("wish", [{"statusCode": "abc"}, {"body": "no status"}, "text", None])
def test_a_malformed_answer_is_a_502(answering: str, wish: object) -> None:
    answer = httpx.post(answering, json=wish)
    assert (answer.status_code, answer.json()) == (502, {"message": "Internal server error"})


def test_a_function_that_raises_is_a_502(answering: str) -> None:
    assert httpx.post(answering, content=b"{").status_code == 502


def test_large_answers_are_compressed_where_the_api_says_so(rest: Rest) -> None:
    address = rest.served(ECHO, minimumCompressionSize=100)
    answer = httpx.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["path"] == "/"
    plain = httpx.get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/plain"}
    sent = httpx.post(address, content=gzip.compress(b"hello"), headers=headers)
    assert sent.json()["body"] == "hello"
    assert httpx.post(address, content=b"hello", headers=headers).status_code == 400


# limits and refusals


def test_what_has_no_stage_or_no_method_is_a_403(aws: Aws, rest: Rest, echo: str) -> None:
    for path in ("", "/other", "/lives/x"):
        answer = httpx.get(echo.removesuffix("/live") + path)
        assert (answer.status_code, answer.json()) == (403, {"message": "Forbidden"})
    api = rest.client.create_rest_api(name="small")
    at: Any = {"restApiId": api["id"], "resourceId": api["rootResourceId"], "httpMethod": "GET"}
    rest.client.put_method(**at, authorizationType="NONE")
    rest.client.put_integration(**at, type="MOCK")
    rest.client.create_deployment(restApiId=api["id"], stageName="live")
    address = api["tags"]["lift:sandbox-url"]
    for method, path in (("GET", "/live/x"), ("POST", "/live")):
        answer = httpx.request(method, address + path)
        assert (answer.status_code, answer.json()) == (
            403,
            {"message": "Missing Authentication Token"},
        )
    assert httpx.get(f"{address}/live").status_code == 500
    assert any(kind == "warn" and "AWS_PROXY" in text for kind, text in aws.ui.said)


@pytest.mark.parametrize(
    "changes",
    [
        {"Qualifier": ""},
        {"SourceArn": f"arn:aws:execute-api:{REGION}:{ACCOUNT}:another/*/*/*"},
    ],
    ids=["no qualifier", "another api"],
)
def test_a_permission_that_does_not_fit_is_a_500(
    aws: Aws, rest: Rest, changes: dict[str, str]
) -> None:
    name, arn = aws.shared(ECHO)
    api_id, address = rest.api(arn)
    rest.permit(name, api_id, **changes)
    answer = httpx.get(address)
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal server error"})
    rest.permit(name, api_id, StatementId=f"{api_id}-right")
    for path in ("", "/", "/x"):
        assert httpx.get(address + path).status_code == 200


def test_an_integration_that_takes_too_long_is_a_504(aws: Aws, rest: Rest) -> None:
    name = aws.function("import time\ndef handler(event, context): time.sleep(0.4)")
    api_id, address = rest.api(aws.live(name), timeout=100)
    rest.permit(name, api_id)
    answer = httpx.get(address)
    assert (answer.status_code, answer.json()) == (504, {"message": "Endpoint request timed out"})


def test_sizes(echo: str, answering: str) -> None:
    large = httpx.post(echo, content=b"x" * (10 * 1024 * 1024 + 1))
    assert large.status_code == 413
    assert large.json() == {"message": "HTTP content length exceeded 10485760 bytes."}
    # As base64 it is over Lambda's limit.
    assert httpx.post(answering, content=bytes(5 * 1024 * 1024)).status_code == 413
    for size, status in ((9_500, 200), (10_300, 431)):
        assert httpx.get(echo, headers={"x-large": "x" * size}).status_code == status


# deployments


def test_a_deployment_freezes_the_api(aws: Aws, rest: Rest) -> None:
    name, arn = aws.shared(ECHO)
    api_id, address = rest.api(arn)
    rest.permit(name, api_id)
    changes: Any = [{"op": "add", "path": "/binaryMediaTypes/*~1*"}]
    rest.client.update_rest_api(restApiId=api_id, patchOperations=changes)
    assert not httpx.post(address, content=b"x").json()["isBase64Encoded"]
    rest.client.create_deployment(restApiId=api_id, stageName="live")
    assert httpx.post(address, content=b"x").json()["isBase64Encoded"]


def test_the_more_particular_resource_serves(aws: Aws, rest: Rest) -> None:
    name, arn = aws.shared(ECHO)
    api_id, address = rest.api(arn)
    rest.permit(name, api_id)
    resources = rest.client.get_resources(restApiId=api_id)["items"]
    root = next(each["id"] for each in resources if each["path"] == "/")
    given = rest.client.get_integration(restApiId=api_id, resourceId=root, httpMethod="ANY")
    fixed = rest.client.create_resource(restApiId=api_id, parentId=root, pathPart="users")
    user = rest.client.create_resource(restApiId=api_id, parentId=fixed["id"], pathPart="{id}")
    for resource in (fixed, user):
        at: Any = {"restApiId": api_id, "resourceId": resource["id"], "httpMethod": "GET"}
        rest.client.put_method(**at, authorizationType="NONE")
        rest.client.put_integration(
            **at, type="AWS_PROXY", integrationHttpMethod="POST", uri=given["uri"]
        )
    rest.client.create_deployment(restApiId=api_id, stageName="live")
    found = {
        path: httpx.get(address + path).json()["resource"]
        for path in ("/users", "/users/1", "/users/1/x", "/other")
    }
    assert found == {
        "/users": "/users",
        "/users/1": "/users/{id}",
        "/users/1/x": "/{proxy+}",
        "/other": "/{proxy+}",
    }
    assert httpx.get(f"{address}/users/1").json()["pathParameters"] == {"id": "1"}
    assert httpx.post(f"{address}/users/1").status_code == 403
