"""Load balancers: a function is registered only where it may be invoked, and alone."""

from typing import Any

from moto.elbv2.models import elbv2_backends

from .call import Parameters, refusal
from .concern import Concern, before

ACCOUNT, REGION = "123456789012", "eu-west-1"


class LoadBalancers(Concern):
    @before("elbv2 RegisterTargets")
    def _register(self, params: Parameters) -> Any:
        group = params["TargetGroupArn"]
        (target,) = [each["Id"] for each in params["Targets"]]
        if group not in self._allowed(target):
            message = (
                f"elasticloadbalancing principal does not have permission to invoke {target} from "
                f"target group {group}"
            )
            raise refusal("AccessDenied", message, "RegisterTargets", 403)
        there = elbv2_backends[ACCOUNT][REGION].target_groups[group].targets
        if there and target not in there:
            message = "You can register one Lambda function with a target group"
            raise refusal("TooManyTargets", message, "RegisterTargets")

    def _allowed(self, target: str) -> list[str]:
        """The target groups that may invoke the alias ``target``."""
        name, qualifier = target.split(":")[6:8]
        statements = self.memory.function({"FunctionName": name}).policies.get(qualifier, [])
        return [
            statement["Condition"]["ArnLike"]["AWS:SourceArn"]
            for statement in statements
            if statement["Principal"] == {"Service": "elasticloadbalancing.amazonaws.com"}
        ]
