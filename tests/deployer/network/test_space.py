from ipaddress import IPv4Network

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.network.space import free_block

VPC = IPv4Network("10.0.0.0/20")
BLOCKS = st.sampled_from(
    [block for size in range(20, 26) for block in VPC.subnets(new_prefix=size)]
)


@given(st.lists(BLOCKS, max_size=8), st.integers(21, 27))
def test_the_free_block_lies_in_the_vpc_and_overlaps_nothing(
    taken: list[IPv4Network], prefix: int
) -> None:
    found = free_block([VPC], taken, prefix)
    if found is not None:
        assert found.prefixlen == prefix
        assert found.subnet_of(VPC)
        assert not any(found.overlaps(other) for other in taken)
    else:
        assert all(
            any(block.overlaps(other) for other in taken)
            for block in VPC.subnets(new_prefix=prefix)
        )


def test_a_second_block_of_the_vpc_is_used_too() -> None:
    second = IPv4Network("10.1.0.0/24")
    assert free_block([VPC, second], [VPC], 25) == IPv4Network("10.1.0.0/25")
