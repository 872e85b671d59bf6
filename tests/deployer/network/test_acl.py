from ipaddress import IPv4Network

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.network.acl import (
    LAST,
    AclEntry,
    Crossing,
    NetworkAcl,
    Numbers,
    crossing,
    free,
)
from lift.deployer.network.traffic import ALL_PORTS, ANYWHERE, EPHEMERAL, Ports, Way

BLOCK = IPv4Network("10.0.1.0/24")
END = (LAST, False, ANYWHERE, ALL_PORTS)


def acl(*rules: tuple[int, bool, IPv4Network, Ports], way: Way = "ingress") -> NetworkAcl:
    entries = (
        AclEntry(number, way, allows, block, ports) for number, allows, block, ports in rules
    )
    return NetworkAcl("acl-1", frozenset({"subnet-1"}), tuple(entries))


def test_the_lowest_number_decides_in_whatever_order_they_come() -> None:
    open_door = (100, True, ANYWHERE, ALL_PORTS)
    shut_door = (50, False, BLOCK, (5432, 5432))
    assert crossing(acl(END, open_door), "ingress", BLOCK, (5432, 5432)).share == "all"
    found = crossing(acl(END, open_door, shut_door), "ingress", BLOCK, (5432, 5432))
    assert found == Crossing("none", refused_by=50)


def test_rules_of_the_other_way_do_not_count() -> None:
    outwards = acl((100, True, ANYWHERE, ALL_PORTS), way="egress")
    assert crossing(outwards, "ingress", BLOCK, (443, 443)) == Crossing("none", LAST)


def test_what_only_some_addresses_or_ports_may_is_said_to_be_a_part() -> None:
    half = acl((100, True, IPv4Network("10.0.1.0/25"), ALL_PORTS), END)
    assert crossing(half, "ingress", BLOCK, (443, 443)) == Crossing("part", LAST)
    high = acl((100, True, ANYWHERE, (32768, 65535)), END)
    assert crossing(high, "ingress", BLOCK, EPHEMERAL).share == "part"


@given(st.integers(1, LAST), st.sets(st.integers(1, LAST), max_size=50))
def test_a_free_number_is_not_taken_and_decides_before_the_refusal(
    refused_by: int, taken: set[int]
) -> None:
    number = free(refused_by, taken)
    if number is not None:
        assert 0 < number < refused_by
        assert number not in taken


def test_there_may_be_no_number_left() -> None:
    assert free(3, [1, 2, 3]) is None
    assert free(1, [1]) is None


def test_below_the_last_rule_the_number_comes_after_all_others() -> None:
    assert free(LAST, [100, 205, LAST]) == 210
    assert free(LAST, [32760, LAST]) == 32766


def test_each_new_rule_gets_a_number_of_its_own_and_keeps_it() -> None:
    numbers, shut = Numbers(), acl(END)
    other = IPv4Network("10.0.2.0/24")
    given = [numbers.give(shut, "ingress", LAST, block, (443, 443)) for block in (BLOCK, other)]
    assert given == [10, 20]
    assert numbers.give(shut, "ingress", LAST, BLOCK, (443, 443)) == 10
    assert numbers.give(shut, "egress", LAST, BLOCK, EPHEMERAL) == 10
