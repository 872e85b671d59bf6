"""What is behind a host: the other end of a connection, as far as AWS or the name tell."""

from dataclasses import dataclass
from ipaddress import IPv4Network


@dataclass(frozen=True)
class Inside:
    """Something with network interfaces in a VPC that can be looked at.

    It stands in any of ``subnets``, or at ``address`` where that is known. Without any ``groups``
    it lets everybody in; None: they are not told. ``public``: it has an address on the internet,
    too.
    """

    title: str
    vpc: str
    subnets: tuple[str, ...]
    groups: tuple[str, ...] | None
    port: int | None = None
    address: IPv4Network | None = None
    public: bool = False


@dataclass(frozen=True)
class Outside:
    """Something elsewhere, at any of ``blocks``; ``private`` where those are not the internet's.

    ``endpoint`` is the gateway endpoint that leads there, by routes in the function's VPC.
    """

    title: str
    blocks: tuple[IPv4Network, ...]
    private: bool = False
    endpoint: str = ""


@dataclass(frozen=True)
class Unknown:
    """Nobody knows, for this reason."""

    why: str
    title: str = "unknown"


Target = Inside | Outside | Unknown
