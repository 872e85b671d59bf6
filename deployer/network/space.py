"""Room for one more subnet in a VPC."""

from collections.abc import Iterable
from ipaddress import IPv4Network


def free_block(
    blocks: Iterable[IPv4Network], taken: Iterable[IPv4Network], prefix: int
) -> IPv4Network | None:
    """The first block of that size inside ``blocks`` that overlaps none of ``taken``."""
    used = list(taken)
    for block in blocks:
        if block.prefixlen > prefix:
            continue
        for candidate in block.subnets(new_prefix=prefix):
            if not any(candidate.overlaps(other) for other in used):
                return candidate
    return None
