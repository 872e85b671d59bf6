"""The album behind a REST API, and behind a load balancer of the user's."""

from pathlib import Path
from urllib.parse import urlsplit

import boto3
import httpx

from ..example import FASTAPI
from ..lift_process import SandboxProcess
from .aws import Aws
from .site import Site, copy_of

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def listener(sandbox: SandboxProcess) -> str:
    """The ARN of a listener of a new load balancer."""
    environment = sandbox.environment
    session = boto3.Session(
        environment["AWS_ACCESS_KEY_ID"],
        environment["AWS_SECRET_ACCESS_KEY"],
        region_name=environment["AWS_DEFAULT_REGION"],
    )
    url = environment["AWS_ENDPOINT_URL"]
    balancers = session.client("elbv2", endpoint_url=url)
    found = session.client("ec2", endpoint_url=url).describe_subnets()["Subnets"]
    subnets = [subnet["SubnetId"] for subnet in found[:2]]
    (balancer,) = balancers.create_load_balancer(Name="front", Subnets=subnets)["LoadBalancers"]
    (made,) = balancers.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
    )["Listeners"]
    return made["ListenerArn"]


def serves(site: Site) -> None:
    """Pages and bytes, both ways; and another deployment has nothing to do."""
    with httpx.Client(timeout=40, trust_env=False) as client:
        assert "Picture album" in client.get(f"{site.url}/").text
        files = {"file": ("dots.png", PICTURE, "image/png")}
        up = client.post(f"{site.url}/api/pictures", files=files)
        assert up.status_code == 201
        path = urlsplit(up.headers["Location"]).path.removeprefix("/live")
        assert client.get(f"{site.url}{path}").content == PICTURE
    assert site.json("deploy", "--yes")["changed"] == []


def test_a_rest_api_serves_pages_and_bytes_below_its_stage(
    sandbox: SandboxProcess, tmp_path: Path
) -> None:
    with copy_of(FASTAPI, tmp_path / "rest", sandbox, "rest") as site:
        site.set(api="rest")
        site.run("deploy", "--yes")
        assert site.url.endswith("/live")
        serves(site)
        site.run("undeploy", "--yes")
        assert Aws(sandbox.environment).rest_apis.get_rest_apis()["items"] == []


def test_a_load_balancer_serves_pages_and_bytes(sandbox: SandboxProcess, tmp_path: Path) -> None:
    with copy_of(FASTAPI, tmp_path / "balanced", sandbox, "balanced") as site:
        site.set(api="alb", load_balancer={"listener_arn": listener(sandbox)})
        site.run("deploy", "--yes")
        serves(site)
        address = site.url
        site.run("undeploy", "--yes")
        assert httpx.get(address, trust_env=False).status_code == 404
