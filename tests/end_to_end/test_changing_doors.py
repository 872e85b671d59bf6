"""From one front door to another and back, while visitors come without pause."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Event

import boto3
import httpx
import pytest

from ..example import OWN
from ..lift_process import SandboxProcess
from .aws import Aws
from .site import Site

VISITORS = 2
DOMAIN = "shop.example.com"
APP = """\
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["HTTP_HOST"].encode()]
"""


@pytest.fixture
def site(sandbox: SandboxProcess, tmp_path: Path) -> Iterator[Site]:
    settings = {
        "app": "app:app",
        "project": "moving",
        "runtime": f"python{OWN}",
        "bytecode": False,
    }
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    (tmp_path / "requirements.txt").touch()
    file = tmp_path / "lift_settings.json"
    file.write_text(json.dumps({"production": settings}), encoding="utf-8")
    site = Site(tmp_path, sandbox)
    yield site
    site.run("undeploy", "--yes")


@contextmanager
def visited(url: str, host: str = "") -> Iterator[list[int]]:
    """The status of each answer that visitors who never pause got, when the context ends."""
    answers: list[int] = []
    there, closed = Barrier(VISITORS + 1, timeout=60), Event()

    def visit() -> None:
        with httpx.Client(timeout=40, trust_env=False) as client:
            if host:
                client.headers["host"] = host
            first = True
            while not closed.is_set():
                answers.append(client.get(url).status_code)
                if first:
                    there.wait()
                first = False

    with ThreadPoolExecutor(VISITORS) as pool:
        visitors = [pool.submit(visit) for _ in range(VISITORS)]
        try:
            there.wait()
            yield answers
        finally:
            closed.set()
    for visitor in visitors:
        visitor.result()


def door_of(aws: Aws) -> str:
    """Where the domain's requests are served in the sandbox."""
    (configuration,) = aws.apis.get_domain_name(DomainName=DOMAIN)["DomainNameConfigurations"]
    return f"http://{configuration['ApiGatewayDomainName']}/"


def test_a_domain_moves_without_a_failed_request(site: Site) -> None:
    environment = site.sandbox.environment
    aws, endpoint = Aws(environment), environment["AWS_ENDPOINT_URL"]
    keys = environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]
    dns = boto3.Session(*keys, region_name="us-east-1").client("route53", endpoint_url=endpoint)
    zone = dns.create_hosted_zone(Name="example.com", CallerReference="moving")["HostedZone"]["Id"]
    empty = dns.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    site.set(domain=DOMAIN)
    first = site.json("deploy", "--yes")
    assert first["url"] == f"https://{DOMAIN}"
    (old,) = first["further_urls"]
    with visited(door_of(aws), DOMAIN) as answers, visited(old) as others:
        site.set(api="rest")
        there = site.json("deploy", "--yes")
        assert there["former_urls"] == [old]
        site.set(api=None)
        back = site.json("deploy", "--yes", "--retire")
    assert back["further_urls"] == [old]
    assert set(answers) == set(others) == {200}
    rest_apis = aws.rest_apis.get_rest_apis()["items"]
    assert [api for api in rest_apis if "moving" in api["name"]] == []
    site.run("undeploy", "--yes")
    assert dns.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"] == empty
    assert aws.left("moving") == {}


def test_without_a_domain_the_old_address_lives_until_it_is_retired(site: Site) -> None:
    aws = Aws(site.sandbox.environment)
    old = site.json("deploy", "--yes")["url"]
    with visited(old) as answers:
        site.set(api="url")
        new = site.json("deploy", "--yes")["url"]
        with visited(new) as others:
            assert "goes on answering until `lift deploy production --retire`" in (
                site.run("plan").stdout
            )
    with visited(new) as after:
        site.run("deploy", "--retire")
    assert set(answers) == set(others) == set(after) == {200}
    with pytest.raises(httpx.ConnectError):
        httpx.get(old, trust_env=False)
    assert "apis" not in aws.left("moving")
