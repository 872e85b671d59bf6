"""Security groups at one end: may a connection to or from the other end be opened?"""

from collections.abc import Sequence
from ipaddress import IPv4Network

from . import mend
from .acl import Way
from .end import End
from .finding import Finding
from .group import Peer, allowed, unread
from .outlet import denied

_WORDS: dict[Way, tuple[str, str]] = {"egress": ("out", "to"), "ingress": ("in", "from")}


def admission(
    end: End,
    way: Way,
    blocks: Sequence[IPv4Network],
    port: int,
    *,
    groups: Sequence[str] = (),
    suggest: Sequence[str | IPv4Network] = (),
) -> Finding:
    """Whether the groups of ``end`` let ``port`` through, to or from ``blocks``.

    The other end carries ``groups``; the lines that mend name ``suggest``, groups or blocks, else
    the blocks that are shut out.
    """
    opened, towards = _WORDS[way]
    rule = f"{' and '.join(end.groups) or 'no security group'}, {way}"
    if not end.groups:
        return Finding(rule, "yes", "nothing is refused")
    if missing := [each for each in end.groups if each not in end.vpc.groups]:
        why = denied(end.vpc, "DescribeSecurityGroups") or "of another account"
        return Finding(rule, "unknown", f"{missing[0]} cannot be read: {why}")
    rules = [each for group in end.groups for each in getattr(end.vpc.groups[group], way)]
    peers = [Peer(block, frozenset(groups)) for block in blocks]
    lists = end.vpc.prefix_lists
    shares = {peer.block: allowed(rules, peer, (port, port), lists) for peer in peers}
    shut = [block for block, share in shares.items() if share != "all"]
    if not shut:
        return Finding(rule, "yes", f"lets port {port} {opened} {towards} {_named(blocks)}")
    if lists_unread := unread(rules, port, lists):
        return Finding(rule, "unknown", f"the entries of {lists_unread[0]} cannot be read")
    whom = suggest or shut
    lines = tuple(mend.group_rule(end.vpc.region, end.groups[0], way, port, each) for each in whom)
    if "none" in shares.values():
        said = f"no rule lets port {port} {opened} {towards} {_named(shut)}"
        return Finding(rule, "no", said, lines)
    said = f"port {port} is let {opened} {towards} some addresses of {_named(shut)} only"
    return Finding(rule, "unknown", said, lines)


def _named(blocks: Sequence[IPv4Network]) -> str:
    return ", ".join(map(str, blocks))
