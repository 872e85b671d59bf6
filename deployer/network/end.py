"""One end of a connection: where it stands and which security groups it carries."""

from dataclasses import dataclass
from ipaddress import IPv4Network

from .vpc import Subnet, Vpc


@dataclass(frozen=True)
class End:
    """It stands in any of ``subnets``, or at ``address`` where that is known.

    Without any ``groups`` it refuses nothing; None: they are not told.
    """

    vpc: Vpc
    subnets: tuple[Subnet, ...]
    groups: tuple[str, ...] | None
    address: IPv4Network | None = None

    @property
    def blocks(self) -> tuple[IPv4Network, ...]:
        return (self.address,) if self.address else tuple(each.block for each in self.subnets)
