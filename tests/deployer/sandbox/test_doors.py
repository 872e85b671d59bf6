"""Front doors over HTTP: whom they let in, what they answer, when they close."""

import base64
import json
import socket
import time

import httpx
import pytest

from .aws import ACCOUNT, REGION, Aws

ECHO = """
import json
def handler(event, context):
    return {"statusCode": 200, "body": json.dumps(event)}
"""
ANSWER = """
import base64, json
def handler(event, context):
    return json.loads(base64.b64decode(event["body"]))
"""


@pytest.fixture(scope="module")
def answering(aws: Aws) -> dict[str, str]:
    """One function behind each kind of door; it answers what the request's body says."""
    name = aws.function(ANSWER)
    arn = aws.live(name)
    addresses: dict[str, str] = {}
    for version in ("1.0", "2.0"):
        api_id, addresses[version] = aws.api(arn, version)
        aws.permit_api(name, api_id, StatementId=f"api-{version}".replace(".", "-"))
    addresses["url"] = aws.url(name)
    return addresses


def ask(address: str, answer: object, **request: str) -> httpx.Response:
    """Have the function answer ``answer``."""
    headers = {"content-type": "application/octet-stream"}
    content = json.dumps(answer).encode()
    return httpx.request(request.get("method", "POST"), address, content=content, headers=headers)


# permissions


@pytest.mark.parametrize(
    "changes",
    [
        {"Qualifier": ""},
        {"SourceArn": f"arn:aws:execute-api:{REGION}:{ACCOUNT}:another/*/$default"},
        {"SourceArn": "wrong-shape"},
    ],
    ids=["no qualifier", "another api", "three segments"],
)
def test_a_permission_that_does_not_fit_is_a_500(aws: Aws, changes: dict[str, str]) -> None:
    name = aws.function(ECHO)
    api_id, address = aws.api(aws.live(name))
    if changes.get("SourceArn") == "wrong-shape":
        changes = {"SourceArn": f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api_id}/*/*/*"}
    aws.permit_api(name, api_id, **changes)
    answer = httpx.get(address)
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})
    assert any(kind == "warn" and address in text for kind, text in aws.ui.said)
    aws.permit_api(name, api_id, StatementId="right")
    assert httpx.get(address).status_code == 200


@pytest.mark.parametrize("missing", ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"])
def test_a_url_with_one_of_its_two_permissions_is_a_403(aws: Aws, missing: str) -> None:
    name = aws.function(ECHO)
    aws.live(name)
    address = aws.url(name, without=missing)
    answer = httpx.get(address)
    assert answer.status_code == 403
    assert answer.json()["Message"].startswith("Forbidden")


def test_a_url_with_iam_lets_nobody_in_unsigned(aws: Aws) -> None:
    name = aws.function(ECHO)
    aws.live(name)
    address = aws.url(name)
    assert httpx.get(address).status_code == 200
    aws.lambda_.update_function_url_config(FunctionName=name, Qualifier="live", AuthType="AWS_IAM")
    assert httpx.get(address).status_code == 403


# events


def test_format_2_of_an_api(aws: Aws) -> None:
    address = aws.served(ECHO)
    headers = [("Cookie", "a=1; b=2"), ("X-Twice", "1"), ("X-Twice", "2")]
    event = httpx.get(f"{address}/x%2Fy%20z?q=%C3%A4", headers=headers).json()
    assert event["version"] == "2.0"
    assert event["rawPath"] == event["requestContext"]["http"]["path"] == "/x/y z"
    assert event["rawQueryString"] == "q=%C3%A4"
    assert event["cookies"] == ["a=1", "b=2"]
    assert "cookie" not in event["headers"]
    assert event["headers"]["x-twice"] == "1,2"
    assert event["headers"]["x-forwarded-proto"] == "http"
    host = address.removeprefix("http://")
    assert event["headers"]["host"] == event["requestContext"]["domainName"] == host
    assert "connection" not in event["headers"]


def test_format_1_of_an_api(aws: Aws) -> None:
    address = aws.served(ECHO, version="1.0")
    headers = [("Cookie", "a=1"), ("X-Twice", "1"), ("X-Twice", "2")]
    event = httpx.get(f"{address}/x%20y?q=1&q=2", headers=headers).json()
    assert event["version"] == "1.0"
    assert event["path"] == "/x y"
    assert event["httpMethod"] == "GET"
    assert event["multiValueQueryStringParameters"] == {"q": ["1", "2"]}
    assert event["multiValueHeaders"]["x-twice"] == ["1", "2"]
    assert event["headers"]["cookie"] == "a=1"


def test_a_urls_event_keeps_the_path_encoded(aws: Aws) -> None:
    name = aws.function(ECHO)
    aws.live(name)
    address = aws.url(name)
    event = httpx.get(f"{address}/x%2Fy%20z", headers={"Cookie": "a=1"}).json()
    assert event["rawPath"] == "/x%2Fy%20z"
    assert event["requestContext"]["http"]["path"] == "/x/y z"
    assert event["headers"]["cookie"] == "a=1"
    assert event["cookies"] == ["a=1"]
    assert ".lambda-url." in event["requestContext"]["domainName"]
    assert event["headers"]["host"] == address.removeprefix("http://")


# answers


def test_status_headers_cookies_and_binary(answering: dict[str, str]) -> None:
    body = bytes(range(256))
    for door in ("2.0", "url"):
        answer = ask(
            answering[door],
            {
                "statusCode": 207,
                "headers": {"Content-Type": "image/png", "X-A": "1,2"},
                "cookies": ["a=1; Path=/", "b=2"],
                "body": base64.b64encode(body).decode(),
                "isBase64Encoded": True,
            },
        )
        assert answer.status_code == 207
        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["x-a"] == "1,2"
        assert answer.headers.get_list("set-cookie") == ["a=1; Path=/", "b=2"]
        assert answer.content == body


def test_format_1_answers_with_repeated_headers(answering: dict[str, str]) -> None:
    answer = ask(
        answering["1.0"],
        {
            "statusCode": 200,
            "headers": {"X-Single": "1"},
            "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]},
            "body": "hello",
        },
    )
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert answer.headers["x-single"] == "1"
    assert answer.text == "hello"


def test_an_answer_without_status_code_is_200_and_json_in_format_2(
    answering: dict[str, str],
) -> None:
    for door in ("2.0", "url"):
        answer = ask(answering[door], {"hello": [1, 2]})
        assert (answer.status_code, answer.json()) == (200, {"hello": [1, 2]})
        assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "answer",
    [
        {"statusCode": "abc"},
        {"statusCode": 200, "body": {"no": "text"}},
        {"statusCode": 200, "headers": ["no", "object"]},
        {"statusCode": 200, "headers": {"x": {}}},
        {"statusCode": 200, "headers": {"x": "1\r\nset-cookie: a=1"}},
        {"statusCode": 200, "headers": {"x: y": "1"}},
        {"statusCode": 200, "cookies": ["a=1\nb"]},
        {"statusCode": 200, "body": "!", "isBase64Encoded": True},
        {"statusCode": 200, "cookies": "a=1"},
    ],
)
def test_a_malformed_answer_is_500_at_an_api_and_502_at_a_url(
    answering: dict[str, str], answer: object
) -> None:
    api, url = ask(answering["2.0"], answer), ask(answering["url"], answer)
    assert (api.status_code, api.json()) == (500, {"message": "Internal Server Error"})
    assert (url.status_code, url.text) == (502, "Internal Server Error")


def test_format_1_infers_nothing(answering: dict[str, str]) -> None:
    assert ask(answering["1.0"], {"hello": 1}).status_code == 500
    assert ask(answering["1.0"], "hello").status_code == 500


def test_a_function_that_raises_is_500_at_an_api_and_502_at_a_url(
    answering: dict[str, str],
) -> None:
    statuses = [httpx.post(at, content=b"{").status_code for at in answering.values()]
    assert statuses == [500, 500, 502]


def test_head_has_headers_and_no_body(answering: dict[str, str]) -> None:
    answer = ask(answering["2.0"], {"statusCode": 200, "body": "hello"}, method="HEAD")
    assert answer.status_code == 200
    assert answer.headers["content-length"] == "5"
    assert answer.content == b""


def test_204_and_304_have_no_body_and_no_type(answering: dict[str, str]) -> None:
    for status in (204, 304):
        answer = ask(answering["2.0"], {"statusCode": status, "body": "x"})
        assert (answer.status_code, answer.content) == (status, b"")
        assert "content-type" not in answer.headers


def test_connection_headers_of_the_function_are_dropped(answering: dict[str, str]) -> None:
    headers = {"Transfer-Encoding": "chunked", "Connection": "close", "Content-Length": "99"}
    answer = ask(answering["2.0"], {"statusCode": 200, "headers": headers, "body": "hello"})
    assert answer.text == "hello"
    assert answer.headers["content-length"] == "5"
    assert answer.headers["connection"] == "keep-alive"


# limits


def test_a_body_over_10_megabytes_is_a_413(aws: Aws) -> None:
    address = aws.served(ECHO)
    with httpx.Client() as client:
        answer = client.post(address, content=b"x" * (10 * 1024 * 1024 + 1))
        assert answer.status_code == 413
        assert answer.json() == {"message": "Request Entity Too Large"}


def test_headers_over_10240_bytes_are_a_431_at_an_api(aws: Aws) -> None:
    address = aws.served(ECHO)
    for size, status in ((9_500, 200), (10_300, 431)):
        assert httpx.get(address, headers={"x-large": "x" * size}).status_code == status


def test_each_response_names_its_request(answering: dict[str, str]) -> None:
    assert httpx.get(answering["2.0"]).headers["apigw-requestid"]
    assert httpx.get(answering["url"]).headers["x-amzn-requestid"]


def test_an_event_over_6_megabytes_never_reaches_the_function(aws: Aws) -> None:
    name = aws.function(ECHO)
    arn = aws.live(name)
    api_id, address = aws.api(arn)
    aws.permit_api(name, api_id)
    body = b"\0" * (5 * 1024 * 1024)  # as base64 it is over the limit
    assert httpx.post(address, content=body).status_code == 500
    assert httpx.post(aws.url(name), content=body).status_code == 413


def test_an_api_gives_up_after_its_time_out_and_the_function_goes_on(aws: Aws) -> None:
    source = (
        "import time\ndef handler(event, context):\n    time.sleep(0.5)\n    print('went on')\n"
    )
    name = aws.function(source)
    api_id, address = aws.api(aws.live(name), TimeoutInMillis=200)
    aws.permit_api(name, api_id)
    answer = httpx.get(address)
    assert (answer.status_code, answer.json()) == (503, {"message": "Service Unavailable"})
    deadline = time.monotonic() + 5
    while not any("REPORT" in line for line in aws.log(name)):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert "went on\n" in aws.log(name)


def test_a_path_that_api_gateway_cannot_decode_is_a_400(aws: Aws) -> None:
    assert httpx.get(aws.served(ECHO) + "/percent%25done").status_code == 400


# the port


def test_an_api_without_a_route_is_a_404(aws: Aws) -> None:
    api = aws.apis.create_api(Name="empty", ProtocolType="HTTP")
    answer = httpx.get(api["ApiEndpoint"])
    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})


def test_deleting_an_api_closes_its_port(aws: Aws) -> None:
    api = aws.apis.create_api(Name="short", ProtocolType="HTTP")
    assert aws.apis.get_api(ApiId=api["ApiId"])["ApiEndpoint"] == api["ApiEndpoint"]
    with httpx.Client() as client:  # also what is connected already
        assert client.get(api["ApiEndpoint"]).status_code == 404
        aws.apis.delete_api(ApiId=api["ApiId"])
        with pytest.raises(httpx.TransportError):
            client.get(api["ApiEndpoint"])
    with pytest.raises(aws.apis.exceptions.NotFoundException):
        aws.apis.delete_api(ApiId=api["ApiId"])


def test_deleting_the_function_closes_its_urls_port(aws: Aws) -> None:
    name = aws.function(ECHO)
    aws.live(name)
    address = aws.url(name)
    assert httpx.get(address).status_code == 200
    aws.lambda_.delete_function(FunctionName=name)
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)


def test_a_door_listens_on_the_loopback_only(aws: Aws) -> None:
    port = int(aws.served(ECHO).rpartition(":")[2])
    with socket.socket() as other, pytest.raises(OSError, match="refused"):
        other.connect(("127.0.0.2", port))


def test_an_alias_that_moves_moves_the_traffic(aws: Aws) -> None:
    source = "def handler(event, context): return {'statusCode': 200, 'body': 'N'}"
    name = aws.function(source.replace("N", "one"))
    api_id, address = aws.api(aws.live(name))
    aws.permit_api(name, api_id)
    assert httpx.get(address).text == "one"
    aws.change(name, source.replace("N", "two"))
    assert httpx.get(address).text == "one"
    version = aws.lambda_.publish_version(FunctionName=name)["Version"]
    aws.lambda_.update_alias(FunctionName=name, Name="live", FunctionVersion=version)
    assert httpx.get(address).text == "two"


def test_a_warm_request_costs_a_few_milliseconds(aws: Aws) -> None:
    address = aws.served("def handler(event, context): return {'statusCode': 204}")
    with httpx.Client() as client:
        took = []
        for _ in range(50):
            begun = time.perf_counter()
            client.get(address)
            took.append(time.perf_counter() - begun)
    assert sorted(took)[25] < 0.03  # 2 ms on an idle machine; 40 with Nagle's algorithm
