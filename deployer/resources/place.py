"""Where a deployment stands: partition, region and account, and the ARNs that follow from them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """``partition`` is ``aws``, ``aws-cn``, ``aws-us-gov``, …: it comes from the caller's ARN."""

    partition: str
    region: str
    account: str

    @property
    def domain(self) -> str:
        """What the names of AWS's hosts end in."""
        return "amazonaws.com.cn" if self.partition == "aws-cn" else "amazonaws.com"

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a resource of ours, ``arn:aws:lambda:eu-west-1:123456789012:function:x``."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"

    def gateway(self, path: str) -> str:
        """The ARN of what API Gateway has at ``path``: it names no account."""
        return f"arn:{self.partition}:apigateway:{self.region}::/{path}"

    def function(self, name: str, alias: str = "") -> str:
        return self.arn("lambda", f"function:{name}{':' if alias else ''}{alias}")
