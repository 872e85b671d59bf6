"""The key of a load balancer, which goes with another value of ``api``."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lift.deployer.settings import load

from ..bench import bench
from ..doors.listener import listener
from .case import STAGE, Case, Group, Make
from .opened import Deployed, application, deploy

LISTENER = "the user's listener"


@contextmanager
def behind_a_load_balancer(folder: Path) -> Iterator[Make[Deployed]]:
    """A release each time, behind a load balancer where the settings have one."""
    with bench(folder, application) as there:
        arn = listener(there)

        def make(file: Path) -> Deployed:
            content = json.loads(file.read_text(encoding="utf-8").replace(LISTENER, arn))
            if "load_balancer" in content[STAGE]:
                content[STAGE]["api"] = "alb"
            file.write_text(json.dumps(content), encoding="utf-8")
            there.code += "."
            return deploy(there, load(file, STAGE))

        yield make


def balanced(there: Deployed) -> object:
    """Which requests are the stage's, and how its event has headers; None for other doors.

    What a former door has left stays until it is retired.
    """
    events = [event for event in there.invoked if "elb" in event.get("requestContext", {})]
    if not events:
        return None
    client = there.bench.client("elbv2")
    (balancer,) = client.describe_load_balancers()["LoadBalancers"]
    (at,) = client.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    rules = client.describe_rules(ListenerArn=at["ListenerArn"])["Rules"]
    (rule,) = [rule for rule in rules if not rule["IsDefault"]]
    (condition,) = rule["Conditions"]
    values = (condition.get("HostHeaderConfig") or condition["PathPatternConfig"])["Values"]
    return rule["Priority"], values, "multiValueHeaders" in events[0]


GROUPS = (
    Group(
        "load balancer",
        behind_a_load_balancer,
        (
            Case(
                "load_balancer",
                {"listener_arn": LISTENER, "hosts": ["shop.example"], "priority": 7},
                {"listener_arn": LISTENER, "paths": ["/shop/*"], "multi_value_headers": False},
                balanced,
                (None, ("7", ["shop.example"], True), ("7", ["/shop/*"], False)),
            ),
        ),
    ),
)
