from ipaddress import IPv4Network

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.network.traffic import Traffic, passage

SMALL = 7  # addresses and ports: few enough to try each


@st.composite
def rectangles(draw: st.DrawFn) -> Traffic:
    numbers = st.integers(0, SMALL)
    first, last = sorted((draw(numbers), draw(numbers)))
    low, high = sorted((draw(numbers), draw(numbers)))
    return Traffic(first, last, low, high)


def packets(traffic: Traffic) -> set[tuple[int, int]]:
    return {
        (address, port)
        for address in range(traffic.first, traffic.last + 1)
        for port in range(traffic.low, traffic.high + 1)
    }


@given(rectangles(), rectangles())
def test_two_meet_when_they_have_a_packet_in_common(one: Traffic, other: Traffic) -> None:
    assert one.meets(other) == bool(packets(one) & packets(other))


@given(rectangles(), rectangles())
def test_what_is_left_is_exactly_the_rest_each_packet_once(one: Traffic, other: Traffic) -> None:
    if one.meets(other):
        pieces = list(one.minus(other))
        assert set().union(*map(packets, pieces)) == packets(one) - packets(other)
        assert sum(len(packets(piece)) for piece in pieces) == len(packets(one) - packets(other))


@given(rectangles(), st.lists(st.tuples(rectangles(), st.booleans()), max_size=6))
def test_the_first_rule_that_matches_a_packet_decides_on_it(
    wanted: Traffic, rules: list[tuple[Traffic, bool]]
) -> None:
    deciding = {
        packet: next((n for n, (rule, _) in enumerate(rules) if packet in packets(rule)), None)
        for packet in packets(wanted)
    }
    allowed = [n is not None and rules[n][1] for n in deciding.values()]
    refusing = [n for n in deciding.values() if n is not None and not rules[n][1]]
    found = passage(wanted, rules)
    assert found.share == ("all" if all(allowed) else "part" if any(allowed) else "none")
    assert found.refusing == min(refusing, default=None)


def test_a_block_holds_its_first_and_its_last_address() -> None:
    traffic = Traffic.of(IPv4Network("10.0.0.0/30"), (80, 81))
    assert traffic == Traffic(167772160, 167772163, 80, 81)
