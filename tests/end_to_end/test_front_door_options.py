"""CORS, API keys, limits, compression and access logs, as other sites and clients meet them."""

import json
from collections.abc import Iterator

import httpx
import pytest

from ..example import OWN as PYTHON
from ..lift_process import SandboxProcess
from .aws import Aws
from .site import Site

SHOP = "https://shop.example"
OWN = "https://own.example"
APP = """\
def app(environ, start_response):
    allowed = [("Access-Control-Allow-Origin", "https://own.example")]
    start_response("200 OK", [("Content-Type", "text/plain"), *allowed])
    return [environ["REQUEST_METHOD"].encode() * 1000]
"""


@pytest.fixture(scope="module")
def site(sandbox: SandboxProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An application that answers other sites itself."""
    folder = tmp_path_factory.mktemp("options")
    (folder / "main.py").write_text(APP)
    stage = {"app": "main:app", "project": "options", "runtime": f"python{PYTHON}"}
    (folder / "lift_settings.json").write_text(json.dumps({"production": stage}))
    site = Site(folder, sandbox)
    yield site
    site.run("undeploy", "--yes")


@pytest.fixture(scope="module")
def aws(sandbox: SandboxProcess) -> Aws:
    return Aws(sandbox.environment)


def listener(aws: Aws) -> str:
    """The ARN of one, of a load balancer of somebody's."""
    subnets = [each["SubnetId"] for each in aws.networks.describe_subnets()["Subnets"][:2]]
    made = aws.balancers.create_load_balancer(Name="front", Subnets=subnets)["LoadBalancers"]
    listeners = aws.balancers.create_listener(
        LoadBalancerArn=made[0]["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
    )
    return listeners["Listeners"][0]["ListenerArn"]


def deployed(site: Site, **settings: object) -> str:
    """The stage's address, with ``settings``."""
    site.set(**settings)
    return str(site.json("deploy", "--yes")["url"])


def allowed(address: str) -> list[str | None]:
    """Which site may read the answers: as the preflight of one says, and the answer itself."""
    headers = {"origin": SHOP}
    asking = {**headers, "access-control-request-method": "PUT"}
    with httpx.Client(trust_env=False, timeout=40) as client:
        answers = [client.options(address, headers=asking), client.put(address, headers=headers)]
    assert {answer.is_success for answer in answers} == {True}
    assert answers[1].text.startswith("PUT")
    return [answer.headers.get("access-control-allow-origin") for answer in answers]


@pytest.mark.parametrize("api", ["http", "url"])
def test_the_door_answers_other_sites_where_it_is_told_to(site: Site, api: str) -> None:
    assert allowed(deployed(site, api=api, cors=None)) == [OWN, OWN]
    assert allowed(deployed(site, api=api, cors={"origins": [SHOP]})) == [SHOP, SHOP]
    site.set(cors=None)


def test_behind_a_rest_api_the_application_answers_them(site: Site) -> None:
    assert allowed(deployed(site, api="rest")) == [OWN, OWN]
    site.set(cors=True)
    refused = site.run("deploy", "--yes", check=False)
    assert refused.returncode == 2
    assert '"api": "http" or "url" can' in refused.stderr
    site.set(cors=None)


def test_behind_a_load_balancer_too(site: Site, aws: Aws) -> None:
    balancer = {"listener_arn": listener(aws)}
    assert allowed(deployed(site, api="alb", load_balancer=balancer)) == [OWN, OWN]
    site.set(load_balancer=None)


def test_a_rest_api_asks_for_keys_compresses_holds_back_and_logs(site: Site, aws: Aws) -> None:
    apis = aws.rest_apis
    options = {
        "api_keys": ["partner"],
        "compression": True,
        "throttle": {"rate": 1000, "burst": 1000},
        "access_logs": True,
    }
    site.set(api="rest", **options)
    refused = site.run("deploy", "--yes", check=False)
    assert "API Gateway has no role to write the access logs" in refused.stderr
    role = "arn:aws:iam::123456789012:role/logs"
    apis.update_account(
        patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": role}]
    )
    address = deployed(site)
    (key,) = apis.get_api_keys(nameQuery="options-production-", includeValues=True)["items"]
    with httpx.Client(trust_env=False, timeout=40) as client:
        assert client.get(address).status_code == 403
        answer = client.get(address, headers={"x-api-key": key["value"]})
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == "GET" * 1000
    assert site.json("deploy", "--yes")["changed"] == []
    address = deployed(site, **dict.fromkeys(options))
    plain = httpx.get(address, trust_env=False, timeout=40)
    assert plain.status_code == 200
    assert "content-encoding" not in plain.headers
    assert apis.get_api_keys()["items"] == apis.get_usage_plans()["items"] == []
