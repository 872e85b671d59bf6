"""Security groups at one end: may a connection to or from the other end be opened?"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network

from . import mend
from .end import End
from .finding import Finding, Verdict
from .group import GroupRule, Peer, allowed, unread
from .outlet import denied
from .traffic import Way

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
    rule = f"{' and '.join(end.groups or ()) or 'security groups'}, {way}"
    if beforehand := _beforehand(end):
        return Finding(rule, *beforehand)
    opened, towards = _WORDS[way]
    rules, lists = _rules(end, way), end.vpc.prefix_lists
    peers = (Peer(block, frozenset(groups)) for block in blocks)
    shares = {peer.block: allowed(rules, peer, (port, port), lists) for peer in peers}
    shut = [block for block, share in shares.items() if share != "all"]
    if not shut:
        return Finding(rule, "yes", f"lets port {port} {opened} {towards} {_named(blocks)}")
    if lists_unread := unread(rules, port, lists):
        return Finding(rule, "unknown", f"the entries of {lists_unread[0]} cannot be read")
    lines = _lines(end, way, port, suggest or shut)
    if "none" in shares.values():
        said = f"no rule lets port {port} {opened} {towards} {_named(shut)}"
        return Finding(rule, "no", said, lines)
    said = f"port {port} is let {opened} {towards} some addresses of {_named(shut)} only"
    return Finding(rule, "unknown", said, lines)


def _beforehand(end: End) -> tuple[Verdict, str] | None:
    """What there is to say without looking at rules."""
    if end.groups is None:
        return "unknown", "AWS does not tell which"
    if not end.groups:
        return "yes", "there are none, so nothing is refused"
    missing = [each for each in end.groups if each not in end.vpc.groups]
    if not missing:
        return None
    why = denied(end.vpc, "DescribeSecurityGroups") or "of another account"
    return "unknown", f"{missing[0]} cannot be read: {why}"


def _rules(end: End, way: Way) -> list[GroupRule]:
    groups = [end.vpc.groups[each] for each in end.groups or ()]
    return [rule for group in groups for rule in group.rules(way)]


def _lines(end: End, way: Way, port: int, whom: Iterable[str | IPv4Network]) -> tuple[str, ...]:
    """One for each of ``whom``, in the first group: it is enough that one lets them."""
    (group, *_) = end.groups or ("",)
    return tuple(mend.group_rule(end.vpc.region, group, way, port, each) for each in whom)


def _named(blocks: Sequence[IPv4Network]) -> str:
    return ", ".join(map(str, blocks))
