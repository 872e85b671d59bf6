"""``load_balancer``: what it means, and what does not go together."""

from pathlib import Path
from typing import Any

import pytest

from lift.deployer.errors import SettingsError
from lift.deployer.settings.load_balancer import LoadBalancer, check, load_balancer

FILE = Path("lift_settings.json")
ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/front/1/2"


def test_what_is_left_out_has_its_default() -> None:
    assert load_balancer({"listener_arn": ARN}) == LoadBalancer(ARN, (), (), None, True)
    wanted = {"listener_arn": ARN, "hosts": ["a.example"], "priority": 3}
    assert load_balancer(wanted) == LoadBalancer(ARN, ("a.example",), (), 3, True)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"api": "alb"}, 'has "api": "alb" and no "load_balancer"'),
        ({"load_balancer": {"listener_arn": ARN}}, 'is for "alb"'),
        (
            {
                "api": "alb",
                "load_balancer": {
                    "listener_arn": ARN,
                    "hosts": ["a.example", "b.example"],
                    "paths": ["/1", "/2", "/3", "/4"],
                },
            },
            "a rule takes 5 hosts and paths together",
        ),
        (
            {"api": "alb", "load_balancer": {"listener_arn": ARN, "hosts": ["*.example"]}},
            "the stage's address",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        check(FILE, "live", values)


def test_what_goes_together_is_not() -> None:
    check(FILE, "live", {})
    check(FILE, "live", {"api": "alb", "load_balancer": {"listener_arn": ARN}})
