"""``lift check``: does the function reach the hosts that its environment names? Reads only.

    hosts of the environment -> what is behind each -> the VPCs involved -> findings, rule by rule

Of the environment's values only hosts and ports are ever shown.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..aws import vpc as vpcs
from ..aws.links import links
from ..desired.function import network
from ..network.end import End
from ..network.finding import Finding, Verdict, worst
from ..network.hosts import Host, hosts
from ..network.link import Links
from ..network.placement import Placement, placement
from ..network.reach import World, reach
from ..network.services import service_of, services
from ..network.target import Inside, Target
from ..network.vpc import Vpc
from ..resolver import Resolve, resolve
from .behind import Finder
from .vpc_check import located

if TYPE_CHECKING:
    from ..aws.session import Aws


@dataclass(frozen=True)
class Checked:
    """One host and port, the ``variables`` that name it, what is ``behind`` it."""

    variables: tuple[str, ...]
    host: str
    port: int | None
    behind: str
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        return worst(self.findings)

    def document(self) -> dict[str, object]:
        return {
            "variables": list(self.variables),
            "host": self.host,
            "port": self.port,
            "behind": self.behind,
            "reachable": self.verdict,
            "findings": [finding.document() for finding in self.findings],
        }


@dataclass(frozen=True)
class Report:
    """``vpc`` is None for a function in none; ``placement`` is what a deployment says of it."""

    stage: str
    vpc: str | None
    placement: tuple[Finding, ...]
    hosts: tuple[Checked, ...]

    @property
    def well(self) -> bool:
        """Whether nothing is known to be unreachable."""
        return worst((*self.placement, *(f for each in self.hosts for f in each.findings))) != "no"

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "stage": self.stage,
            "vpc": self.vpc,
            "placement": [finding.document() for finding in self.placement],
            "hosts": [host.document() for host in self.hosts],
        }


def check(aws: "Aws", *, ask: Resolve = resolve, ignore: Collection[str] = ()) -> Report:
    """Look at everything between the function and its hosts; ``ask`` is DNS.

    ``ignore`` are variables to leave out. Raises ``SettingsError`` for a place that is not there.
    """
    stage, wanted = aws.target.stage, network(aws.target.stage)
    environment = {k: v for k, v in stage.environment_variables.items() if k not in ignore}
    place = located(aws, wanted, vpcs.whole) if wanted else None
    finder = Finder(aws, ask, place)
    named = _together(hosts(environment))
    behind = {name: finder.behind(name) for name in dict.fromkeys(name for name, _ in named)}
    world = _world(aws, place, list(behind.values()))
    found = (
        Checked(variables, name, port, behind[name].title, _findings(world, behind[name], port))
        for (name, port), variables in named.items()
    )
    said = placement(place, services(environment)) if place else ()
    return Report(stage.name, place.vpc.id if place else None, tuple(said), tuple(found))


def _together(found: list[Host]) -> dict[tuple[str, int | None], tuple[str, ...]]:
    """Each host and port once, with all variables that name it."""
    named: dict[tuple[str, int | None], tuple[str, ...]] = {}
    for host in found:
        port = host.port or (443 if service_of(host.name) else None)
        named[host.name, port] = (*named.get((host.name, port), ()), host.variable)
    return named


def _world(aws: "Aws", place: Placement | None, targets: list[Target]) -> World:
    name, region = aws.target.names.function, aws.place.region
    own = {place.vpc.id: place.vpc} if place else {}
    others = {each.vpc for each in targets if isinstance(each, Inside)} - own.keys()
    read: dict[str, Vpc] = {each: vpcs.whole(aws, each) for each in sorted(others)}
    if place is None:
        return World(name, region, None, read)
    between = links(aws, place.vpc.id) if others else Links()
    subnets = sorted(place.subnets, key=lambda subnet: subnet.block)
    function = End(place.vpc, tuple(subnets), place.groups)
    return World(name, region, function, read | own, between)


def _findings(world: World, target: Target, port: int | None) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(reach(world, target, port)))
