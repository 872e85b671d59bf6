"""What a forged event says about its door and its moment, as AWS documents it."""

import pytest

from lift.deployer.gateway.request import Request

from .ways import WAYS

REQUEST = Request("GET", "/a?b=c", (("Host", "h"), ("User-Agent", "curl")))


@pytest.mark.parametrize("name", ["HTTP API 2.0", "function URL"])
def test_format_2(name: str) -> None:
    event = WAYS[name].event(REQUEST)
    assert event["version"] == "2.0"
    assert event["requestContext"]["http"]["userAgent"] == "curl"
    assert event["requestContext"]["time"] == "15/Jan/2027:08:00:00 +0000"
    assert event["requestContext"]["timeEpoch"] == 1_800_000_000_500
    assert "body" not in event


def test_format_1() -> None:
    assert WAYS["HTTP API 1.0"].event(REQUEST)["version"] == "1.0"
    event = WAYS["REST API"].event(REQUEST)
    assert "version" not in event
    assert event["pathParameters"] == {"proxy": "a"}
    assert event["requestContext"]["path"] == "/prod/a"


@pytest.mark.parametrize("name", ["load balancer", "load balancer, multi-value"])
def test_a_load_balancer(name: str) -> None:
    event = WAYS[name].event(REQUEST)
    assert event["requestContext"]["elb"]["targetGroupArn"].startswith("arn:aws:elastic")
    assert event["body"] == ""


def test_cloudfront() -> None:
    event = WAYS["Lambda@Edge, viewer request"].event(REQUEST)
    cf = event["Records"][0]["cf"]
    assert cf["config"]["distributionDomainName"] == "abcdef1234.cloudfront.net"
    assert cf["config"]["eventType"] == "viewer-request"
    assert cf["request"]["headers"]["user-agent"] == [{"key": "User-Agent", "value": "curl"}]
    assert "body" not in cf["request"]
    cf = WAYS["Lambda@Edge, origin request"].event(REQUEST)["Records"][0]["cf"]
    assert cf["request"]["origin"]["custom"]["protocol"] == "https"


def test_lattice() -> None:
    assert WAYS["VPC Lattice 1"].event(REQUEST)["raw_path"] == "/a"
    about = WAYS["VPC Lattice 2"].event(REQUEST)["requestContext"]
    assert about["serviceArn"].startswith("arn:aws:vpc-lattice:eu-west-1:123456789012:service/svc-")
    assert about["timeEpoch"] == "1800000000500000"
