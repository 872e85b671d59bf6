"""Load balancers in the control plane."""

import httpx
import pytest
from botocore.exceptions import ClientError

from .aws import Aws
from .balancers import Balancers


def test_a_load_balancer_has_an_address_once_it_has_a_listener(balancers: Balancers) -> None:
    subnets = [each["SubnetId"] for each in balancers.ec2.describe_subnets()["Subnets"][:2]]
    made = balancers.client.create_load_balancer(Name="plain", Subnets=subnets)["LoadBalancers"][0]
    arn = made["LoadBalancerArn"]
    assert made["DNSName"].endswith(".elb.amazonaws.com")
    plain, _ = balancers.listener(80, arn)
    address = balancers.address(arn)
    assert address.startswith("http://127.0.0.1:")
    assert httpx.get(address).text == "nothing"
    balancers.listener(443, arn)
    assert balancers.address(arn) != address, "HTTPS before HTTP"
    assert httpx.get(address).text == "nothing"
    balancers.client.delete_listener(ListenerArn=plain)
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)


def test_deleting_a_load_balancer_closes_its_ports(balancers: Balancers) -> None:
    _, balancer = balancers.listener()
    address = balancers.address(balancer)
    assert httpx.get(address).status_code == 404
    balancers.client.delete_load_balancer(LoadBalancerArn=balancer)
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)


def test_a_function_is_registered_only_where_it_permits(aws: Aws, balancers: Balancers) -> None:
    name = aws.function("def handler(event, context): return {'statusCode': 204}")
    arn = aws.live(name)
    made = balancers.client.create_target_group(Name="closed", TargetType="lambda")
    group = made["TargetGroups"][0]["TargetGroupArn"]
    with pytest.raises(ClientError, match="does not have permission to invoke") as refused:
        balancers.client.register_targets(TargetGroupArn=group, Targets=[{"Id": arn}])
    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    health = balancers.client.describe_target_health(TargetGroupArn=group)
    assert health["TargetHealthDescriptions"] == []
