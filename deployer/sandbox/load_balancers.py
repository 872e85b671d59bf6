"""Application Load Balancers in the control plane: each listener has a door.

In the sandbox the ``DNSName`` of a load balancer with listeners is ``127.0.0.1:PORT``, where the
first of them is served, HTTPS before HTTP; each listener's own address is told at the terminal.
Doors speak plain HTTP whatever the listener's protocol.

RegisterTargets asks for the function's permission, as AWS does.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from .catalogue import Region
from .control_plane import Call, Operation, Reply
from .doors import Doors
from .listener_door import ListenerDoor
from .permissions import Caller
from .upstream import Upstream

if TYPE_CHECKING:
    from moto.elbv2.models import FakeLoadBalancer

MakeDoor = Callable[[str, Region], ListenerDoor]


class LoadBalancers:
    """Keeps a door open for each listener; ``make_door`` opens one for an ARN and a region."""

    def __init__(self, doors: Doors, upstream: Upstream, make_door: MakeDoor) -> None:
        self._doors = doors
        self._upstream = upstream
        self._make_door = make_door
        self._open: dict[str, ListenerDoor] = {}
        self._lock = threading.Lock()

    def operations(self) -> list[Operation]:
        return [Operation("elasticloadbalancing", "POST", r"/?", self._answer)]

    def _answer(self, call: Call) -> Reply:
        """The Query protocol names the action in the body."""
        wanted = dict(parse_qsl(call.body.decode()))
        match wanted.get("Action"):
            case "CreateListener" | "DeleteListener" | "DeleteLoadBalancer":
                answer = call.forward()
                self._settle(call.region)
                return answer
            case "RegisterTargets":
                return self._refusal(call.region, wanted) or call.forward()
        return call.forward()

    def _settle(self, region: Region) -> None:
        """Open and close doors until they are those of the listeners that there are."""
        from moto.elbv2.models import elbv2_backends

        balancers = list(elbv2_backends[region.account][region.name].load_balancers.values())
        there = {arn: balancer for balancer in balancers for arn in balancer.listeners}
        with self._lock:
            for arn in there.keys() - self._open.keys():
                listener = there[arn].listeners[arn]
                what = f"{listener.protocol}:{listener.port} of load balancer {there[arn].name}"
                self._open[arn] = self._doors.open(self._make_door(arn, region), what)
            for arn, door in list(self._open.items()):
                if door.region == region and arn not in there:
                    self._doors.close(arn)
                    del self._open[arn]
            for balancer in balancers:
                self._name(balancer)

    def _name(self, balancer: "FakeLoadBalancer") -> None:
        listeners = sorted(
            balancer.listeners.values(), key=lambda each: (each.protocol != "HTTPS", int(each.port))
        )
        if listeners:
            balancer.dns_name = self._open[listeners[0].arn].front.host

    def _refusal(self, region: Region, wanted: dict[str, str]) -> Reply | None:
        """AWS's answer when the target is a function that does not let the target group in."""
        arn, group = wanted.get("Targets.member.1.Id", ""), wanted.get("TargetGroupArn", "")
        context = {"aws:sourcearn": group, "aws:sourceaccount": region.account}
        caller = Caller("elasticloadbalancing.amazonaws.com", context)
        if ":lambda:" not in arn or self._upstream.allows(region, arn, caller):
            return None
        return _error(
            "AccessDenied",
            "elasticloadbalancing principal does not have permission to invoke "
            f"{arn} from target group {group}",
        )


def _error(code: str, text: str) -> Reply:
    """An error in the form that the Query protocol has."""
    body = (
        '<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><Error>'
        f"<Type>Sender</Type><Code>{code}</Code><Message>{escape(text)}</Message></Error>"
        "<RequestId>sandbox</RequestId></ErrorResponse>"
    )
    return Reply(403, body.encode(), (("Content-Type", "text/xml"),))
