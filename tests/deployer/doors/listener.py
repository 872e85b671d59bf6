"""A load balancer of the user's."""

from ..bench import Bench


def listener(stage: Bench) -> str:
    """The ARN of the one listener of the one load balancer."""
    client = stage.client("elbv2")
    subnets = [each["SubnetId"] for each in stage.client("ec2").describe_subnets()["Subnets"]]
    balancer = client.create_load_balancer(Name="front", Subnets=subnets[:2])["LoadBalancers"][0]
    refuse = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
    made = client.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[refuse],
    )
    return str(made["Listeners"][0]["ListenerArn"])
