"""Route tables: the most specific route that holds an address decides."""

from dataclasses import dataclass
from ipaddress import IPv4Network

LOCAL = "local"


@dataclass(frozen=True)
class Route:
    """``target`` is "local" or an id whose beginning tells its kind: nat-, igw-, pcx-, tgw-, …."""

    destination: IPv4Network
    target: str
    active: bool = True


@dataclass(frozen=True)
class RouteTable:
    id: str
    main: bool
    subnets: frozenset[str]
    routes: tuple[Route, ...]

    def towards(self, block: IPv4Network) -> Route | None:
        """The route that packets to ``block`` take."""
        fitting = [route for route in self.routes if block.subnet_of(route.destination)]
        return max(fitting, key=lambda route: route.destination.prefixlen, default=None)
