"""Load balancers to test against."""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .aws import Aws

if TYPE_CHECKING:
    from types_boto3_ec2 import EC2Client
    from types_boto3_elbv2 import ElasticLoadBalancingv2Client


@dataclass
class Balancers:
    """Load balancers in the sandbox ``aws``, and the clients that make them."""

    aws: Aws

    def __post_init__(self) -> None:
        self.client: ElasticLoadBalancingv2Client = self.aws.client("elbv2")
        self.ec2: EC2Client = self.aws.client("ec2")

    def listener(self, port: int = 80, balancer: str = "") -> tuple[str, str]:
        """A listener that answers 404, by default of a new load balancer: (its ARN, theirs)."""
        subnets = self.ec2.describe_subnets()["Subnets"][:2]
        balancer = (
            balancer
            or self.client.create_load_balancer(
                Name=f"alb-{uuid.uuid4().hex[:8]}", Subnets=[each["SubnetId"] for each in subnets]
            )["LoadBalancers"][0]["LoadBalancerArn"]
        )
        nothing: Any = {"StatusCode": "404", "ContentType": "text/plain", "MessageBody": "nothing"}
        made = self.client.create_listener(
            LoadBalancerArn=balancer,
            Protocol="HTTPS" if port == 443 else "HTTP",
            Port=port,
            DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": nothing}],
        )
        return made["Listeners"][0]["ListenerArn"], balancer

    def address(self, balancer: str) -> str:
        """Where a load balancer is served."""
        found = self.client.describe_load_balancers(LoadBalancerArns=[balancer])
        return f"http://{found['LoadBalancers'][0]['DNSName']}"

    def target_group(self, name: str, *, multi_value: bool = False) -> str:
        """A target group that has the function's alias, with its permission; its ARN."""
        made = self.client.create_target_group(
            Name=f"group-{uuid.uuid4().hex[:8]}", TargetType="lambda"
        )
        group = made["TargetGroups"][0]["TargetGroupArn"]
        self.aws.lambda_.add_permission(
            FunctionName=name,
            Qualifier="live",
            StatementId=f"alb-{uuid.uuid4().hex[:8]}",
            Action="lambda:InvokeFunction",
            Principal="elasticloadbalancing.amazonaws.com",
            SourceArn=group,
        )
        arn = self.aws.lambda_.get_alias(FunctionName=name, Name="live")["AliasArn"]
        self.client.register_targets(TargetGroupArn=group, Targets=[{"Id": arn}])
        self.client.modify_target_group_attributes(
            TargetGroupArn=group,
            Attributes=[
                {"Key": "lambda.multi_value_headers.enabled", "Value": str(multi_value).lower()}
            ],
        )
        return group

    def rule(self, listener: str, group: str, priority: int, **conditions: list[str]) -> str:
        """A rule that leads to ``group``; conditions by field ("path_pattern")."""
        made = self.client.create_rule(
            ListenerArn=listener,
            Priority=priority,
            Conditions=[
                {"Field": field.replace("_", "-"), "Values": values}
                for field, values in conditions.items()
            ],
            Actions=[{"Type": "forward", "TargetGroupArn": group}],
        )
        return made["Rules"][0]["RuleArn"]

    def balanced(self, source: str, *, multi_value: bool = False) -> str:
        """A function that a load balancer leads everything to; the load balancer's address."""
        name, _ = self.aws.shared(source)
        listener, balancer = self.listener()
        group = self.target_group(name, multi_value=multi_value)
        self.rule(listener, group, 1, path_pattern=["/*"])
        return self.address(balancer)
