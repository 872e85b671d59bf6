"""A custom domain over HTTP: which API it leads to, and what the function sees of it."""

import threading
from collections.abc import Callable
from functools import partial

import httpx

from .aws import Aws
from .domains import Domains
from .rest import Rest

ECHO = """
import json
def handler(event, context):
    return {"statusCode": 200, "body": json.dumps(event)}
"""


def http_api(aws: Aws, source: str = ECHO) -> str:
    """The id of an HTTP API before a function."""
    name, arn = aws.shared(source)
    api_id, _ = aws.api(arn)
    aws.permit_api(name, api_id, StatementId=api_id)
    return api_id


def rest_api(rest: Rest, source: str = ECHO) -> str:
    """The id of a REST API before a function."""
    name, arn = rest.aws.shared(source)
    api_id, _ = rest.api(arn)
    rest.permit(name, api_id)
    return api_id


def test_an_http_api_sees_the_domain_and_the_base_path(aws: Aws, domains: Domains) -> None:
    address = domains.make("http.example")
    domains.map("http.example", http_api(aws), key="v1")
    answer = httpx.get(f"{address}/v1/x%20y?q=1", headers={"host": "http.example"})
    event = answer.json()
    assert event["requestContext"]["domainName"] == "http.example"
    assert event["requestContext"]["domainPrefix"] == "http"
    assert event["requestContext"]["stage"] == "$default"
    assert event["headers"]["host"] == "http.example"
    assert event["rawPath"] == event["requestContext"]["http"]["path"] == "/v1/x y"
    assert answer.headers["apigw-requestid"]


def test_a_rest_api_sees_the_domain_and_the_base_path_but_no_stage(
    aws: Aws, rest: Rest, domains: Domains
) -> None:
    address = domains.make("rest.example")
    domains.map("rest.example", rest_api(rest), "live", "v1/site")
    answer = httpx.get(f"{address}/v1/site/x%20y")
    event = answer.json()
    assert event["requestContext"]["domainName"] == "rest.example"
    assert event["requestContext"]["stage"] == "live"
    assert event["requestContext"]["path"] == event["path"] == "/v1/site/x%20y"
    assert (event["resource"], event["pathParameters"]) == ("/{proxy+}", {"proxy": "x%20y"})
    assert answer.headers["x-amzn-requestid"]
    root = httpx.get(f"{address}/v1/site").json()
    assert (root["resource"], root["path"]) == ("/", "/v1/site")


def test_the_longest_key_leads_at_a_segments_boundary(aws: Aws, domains: Domains) -> None:
    address = domains.make("long.example")
    ids = {key: http_api(aws) for key in ("", "v1", "v1/new")}
    for key, api_id in ids.items():
        domains.map("long.example", api_id, key=key)

    def led(path: str) -> object:
        return httpx.get(address + path).json()["requestContext"]["apiId"]

    assert led("/") == led("/v10") == led("/other/v1") == ids[""]
    assert led("/v1") == led("/v1/") == led("/v1/newer") == ids["v1"]
    assert led("/v1/new/x") == ids["v1/new"]


def test_a_domain_without_a_mapping_for_the_path_is_a_403(aws: Aws, domains: Domains) -> None:
    address = domains.make("empty.example")
    assert httpx.get(address).status_code == 403
    domains.map("empty.example", http_api(aws), key="v1")
    answer = httpx.get(f"{address}/v2")
    assert (answer.status_code, answer.json()) == (403, {"message": "Forbidden"})


def test_a_mapping_that_changes_fails_no_request(
    aws: Aws, rest: Rest, domains: Domains, wait: Callable[[Callable[[], bool]], None]
) -> None:
    """From an HTTP API to a REST API and back, under traffic."""
    address = domains.make("moving.example")
    slow = "import time\n" + ECHO.replace("    return", "    time.sleep(0.05)\n    return")
    doors = [(http_api(aws, slow), "$default"), (rest_api(rest, slow), "live")]
    mapping = domains.map("moving.example", *doors[0])
    for api_id, stage in reversed(doors):  # both functions are warm then
        aws.apis.update_api_mapping(
            DomainName="moving.example", ApiMappingId=mapping, ApiId=api_id, Stage=stage
        )
        assert httpx.get(address).json()["requestContext"]["apiId"] == api_id
    answers: list[httpx.Response] = []
    stop = threading.Event()

    def traffic() -> None:
        with httpx.Client() as client:
            while not stop.is_set():
                answers.append(client.get(address))

    def answered(count: int) -> bool:
        return len(answers) >= count

    threads = [threading.Thread(target=traffic) for _ in range(2)]
    for thread in threads:
        thread.start()
    for api_id, stage in reversed(doors):
        aws.apis.update_api_mapping(
            DomainName="moving.example", ApiMappingId=mapping, ApiId=api_id, Stage=stage
        )
        wait(partial(answered, len(answers) + 4))
    stop.set()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["requestContext"]["apiId"] for answer in answers}) == 2
