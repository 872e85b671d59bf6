"""The door of one listener of an Application Load Balancer: its rules as they are at that moment.

Of actions it knows fixed-response and forward, to target groups that have a function.
"""

import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..gateway import load_balancer
from ..gateway.front_door import Arrival
from ..gateway.limits import LOAD_BALANCER_BODY
from ..gateway.request import Request
from ..gateway.response import Response
from .door import Answer, Door, Refused
from .listener_rules import NotEmulated, takes

if TYPE_CHECKING:
    from moto.elbv2.models import FakeListener, FakeTargetGroup

Action = Mapping[str, Any]


class ListenerDoor(Door):
    """Serves the listener whose ARN is ``front.id``."""

    max_body = LOAD_BALANCER_BODY
    id_header = ""

    def refuse(self, status: int, text: str) -> Response:
        return load_balancer.page(status, text)

    def respond(self, request: Request, arrival: Arrival) -> Answer:
        try:
            action = self._action(request)
        except NotEmulated as error:
            self._ui.warn(f"{self.url}: the sandbox does not emulate {error}")
            return load_balancer.page(503), None
        if action["Type"] == "fixed-response":
            return _fixed(action["FixedResponseConfig"]), None
        return self._forwarded(request, arrival, self._target_group(action))

    def _action(self, request: Request) -> Action:
        """Of the first rule that takes the request; raises ``NotEmulated``."""
        listener = self._listener()
        rules = list(listener.rules.values()) if listener else []
        for rule in sorted(rules, key=lambda rule: (rule.is_default, _number(rule.priority))):
            if takes(rule.conditions, request):
                actions: list[Action] = [each.data for each in rule.actions]
                for each in actions:
                    if each["Type"] not in ("fixed-response", "forward"):
                        raise NotEmulated(f"actions of type {each['Type']}")
                return actions[-1]
        raise Refused(load_balancer.page(503))

    def _listener(self) -> "FakeListener | None":
        from moto.elbv2.models import elbv2_backends

        balancers = elbv2_backends[self.region.account][self.region.name].load_balancers
        for balancer in list(balancers.values()):
            if listener := balancer.listeners.get(self.front.id):
                return listener
        return None

    def _target_group(self, action: Action) -> "FakeTargetGroup":
        """One by the action's weights; raises ``Refused`` when it has no function."""
        from moto.elbv2.models import elbv2_backends

        groups = action.get("ForwardConfig", {}).get("TargetGroups") or [action]
        weights = [float(group.get("Weight", 1)) for group in groups]
        if any(weights):
            arn = random.choices(groups, weights)[0]["TargetGroupArn"]
            backend = elbv2_backends[self.region.account][self.region.name]
            group = backend.target_groups.get(arn)
            if group is not None and group.target_type == "lambda" and group.targets:
                return group
        raise Refused(load_balancer.page(503))

    def _forwarded(self, request: Request, arrival: Arrival, group: "FakeTargetGroup") -> Answer:
        arn = next(iter(group.targets))
        multi_value = group.attributes.get("lambda.multi_value_headers.enabled") == "true"
        self._admit(request, arn, group.arn)
        event = load_balancer.forge(
            request, self.front, arrival, multi_value=multi_value, target_group=group.arn
        )
        outcome = self._invoked(arn, event, arrival, lambda _: load_balancer.page(502))
        if outcome.error:
            return load_balancer.page(502), outcome
        return load_balancer.lift(request, outcome.payload, multi_value=multi_value), outcome

    def _admit(self, request: Request, arn: str, group: str) -> None:
        """What happens before the function is invoked; raises ``Refused``."""
        if request.header("upgrade"):
            raise Refused(load_balancer.page(400))
        if not self._permitted(arn, "elasticloadbalancing.amazonaws.com", group):
            raise Refused(load_balancer.page(502))


def _fixed(config: Action) -> Response:
    content_type = config.get("ContentType", "text/plain")
    headers = (("server", "awselb/2.0"), ("content-type", f"{content_type}; charset=utf-8"))
    return Response(int(config["StatusCode"]), headers, config.get("MessageBody", "").encode())


def _number(priority: object) -> int:
    """A rule's place; the default rule's is "default"."""
    return int(str(priority)) if str(priority).isdigit() else 0
