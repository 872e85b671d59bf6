"""The VPC of the settings, before anything is written into it. Reads only."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..aws import network as networks
from ..aws import vpc as vpcs
from ..errors import SettingsError
from ..network.placement import Placement, placement
from ..network.services import services
from ..network.vpc import Vpc

if TYPE_CHECKING:
    from ..aws.session import Aws
    from ..resources.spec import Network

Read = Callable[["Aws", str], Vpc]


def check_vpc(aws: "Aws", wanted: "Network") -> tuple[str, ...]:
    """Notes on what may be wanted otherwise.

    Raises ``SettingsError`` for what Lambda would certainly refuse.
    """
    place = located(aws, wanted)
    found = list(placement(place, services(aws.target.stage.environment_variables)))
    for finding in found:
        if finding.verdict == "no":
            raise SettingsError(
                f"vpc_config: {finding.rule}: {finding.said}", hint=" && ".join(finding.mend)
            )
    return tuple(f"vpc_config: {each.sentence()}" for each in found if each.verdict == "note")


def located(aws: "Aws", wanted: "Network", read: Read = vpcs.outline) -> Placement:
    """Where the function is to stand; raises ``SettingsError`` where there is no such place."""
    vpc = read(aws, networks.vpc_of(aws, wanted))
    if bare := [each for each in wanted.subnet_ids if each not in vpc.subnets]:
        raise SettingsError(f"vpc_config: {bare[0]} has no IPv4 addresses, which Lambda needs")
    subnets = tuple(vpc.subnets[each] for each in wanted.subnet_ids)
    full = any(subnet.free == 0 for subnet in subnets)
    held = networks.held(aws, wanted) if full else frozenset()
    return Placement(vpc, subnets, wanted.security_group_ids, held)
