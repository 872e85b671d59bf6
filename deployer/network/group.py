"""Security groups: stateful, so only the way a connection is opened counts. They only allow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network

from .traffic import Ports, Share, Traffic, Way, passage

PrefixLists = Mapping[str, tuple[IPv4Network, ...]]


@dataclass(frozen=True)
class GroupRule:
    """TCP to or from any of ``blocks``, of what carries one of ``groups``, or of prefix lists."""

    ports: Ports
    blocks: tuple[IPv4Network, ...] = ()
    groups: frozenset[str] = frozenset()
    prefix_lists: tuple[str, ...] = ()


@dataclass(frozen=True)
class SecurityGroup:
    id: str
    name: str
    vpc: str
    ingress: tuple[GroupRule, ...]
    egress: tuple[GroupRule, ...]

    def rules(self, way: Way) -> tuple[GroupRule, ...]:
        return self.ingress if way == "ingress" else self.egress


@dataclass(frozen=True)
class Peer:
    """The other end of a connection: the block it stands in and the groups it carries."""

    block: IPv4Network
    groups: frozenset[str] = frozenset()


def allowed(rules: Iterable[GroupRule], peer: Peer, ports: Ports, lists: PrefixLists) -> Share:
    """How much of the traffic with ``peer`` the rules of all groups together let through."""
    opened = [(piece, True) for rule in rules for piece in _opened(rule, peer, lists)]
    return passage(Traffic.of(peer.block, ports), opened).share


def unread(rules: Iterable[GroupRule], port: int, lists: PrefixLists) -> list[str]:
    """Prefix lists that may let ``port`` through and whose entries are not known."""
    named = [each for rule in rules if _has(rule, port) for each in rule.prefix_lists]
    return sorted(set(named) - lists.keys())


def _opened(rule: GroupRule, peer: Peer, lists: PrefixLists) -> Iterable[Traffic]:
    if rule.groups & peer.groups:
        yield Traffic.of(peer.block, rule.ports)
    for block in (
        *rule.blocks,
        *(each for name in rule.prefix_lists for each in lists.get(name, ())),
    ):
        yield Traffic.of(block, rule.ports)


def _has(rule: GroupRule, port: int) -> bool:
    low, high = rule.ports
    return low <= port <= high
