from ipaddress import IPv4Network

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.network.group import GroupRule, Peer, allowed, unread

FUNCTION = Peer(IPv4Network("10.0.1.0/24"), frozenset({"sg-function"}))
POSTGRES = (5432, 5432)


def blocks(low: int = 22, high: int = 32) -> st.SearchStrategy[IPv4Network]:
    def block(offset: int, prefix: int) -> IPv4Network:
        return IPv4Network((0x0A000000 + offset, prefix), strict=False)

    return st.builds(block, st.integers(0, 1023), st.integers(low, high))


@given(blocks(28), st.lists(blocks(), max_size=5))
def test_a_block_passes_as_far_as_the_rules_cover_its_addresses(
    peer: IPv4Network, rules: list[IPv4Network]
) -> None:
    covered = [any(address in rule for rule in rules) for address in peer]
    share = allowed([GroupRule(POSTGRES, tuple(rules))], Peer(peer), POSTGRES, {})
    assert share == ("all" if all(covered) else "part" if any(covered) else "none")


@given(st.integers(0, 65535), st.integers(0, 65535), st.integers(0, 65535))
def test_both_ends_of_a_range_of_ports_belong_to_it(one: int, other: int, port: int) -> None:
    ports = (min(one, other), max(one, other))
    rule = GroupRule(ports, (FUNCTION.block,))
    found = allowed([rule], FUNCTION, (port, port), {})
    assert (found == "all") == (ports[0] <= port <= ports[1])


def test_a_group_named_by_id_lets_in_whatever_carries_it() -> None:
    by_id = GroupRule(POSTGRES, groups=frozenset({"sg-function", "sg-bastion"}))
    assert allowed([by_id], FUNCTION, POSTGRES, {}) == "all"
    assert allowed([by_id], Peer(FUNCTION.block, frozenset({"sg-x"})), POSTGRES, {}) == "none"


def test_rules_of_several_groups_add_up() -> None:
    halves = [GroupRule(POSTGRES, (half,)) for half in FUNCTION.block.subnets()]
    assert allowed(halves[:1], FUNCTION, POSTGRES, {}) == "part"
    assert allowed(halves, FUNCTION, POSTGRES, {}) == "all"


def test_a_prefix_list_stands_for_its_blocks() -> None:
    rule = GroupRule(POSTGRES, prefix_lists=("pl-1",))
    lists = {"pl-1": (IPv4Network("10.0.0.0/16"),)}
    assert allowed([rule], FUNCTION, POSTGRES, lists) == "all"
    assert allowed([rule], FUNCTION, POSTGRES, {}) == "none"
    assert unread([rule], 5432, lists) == []
    assert unread([rule], 5432, {}) == ["pl-1"]
    assert unread([rule], 443, {}) == []
