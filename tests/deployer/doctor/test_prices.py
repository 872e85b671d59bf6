"""Prices, held against sums that AWS itself gives as examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.doctor import prices

VIRGINIA = prices.of("us-east-1", "x86_64")

MEMORIES = st.integers(128, 10_240)
REGIONS = st.sampled_from(["us-east-1", "eu-central-1", "sa-east-1", "mars-north-1"])


def test_a_provisioned_gigabyte_costs_eleven_dollars_a_month() -> None:
    """1 GB, 730 hours: 10.95 dollars."""
    assert prices.provisioned(VIRGINIA, 1024, 1) == pytest.approx(10.95, abs=0.005)


def test_ten_instances_of_half_a_gigabyte_cost_half_of_ten_gigabytes() -> None:
    assert prices.provisioned(VIRGINIA, 512, 10) == pytest.approx(54.75, abs=0.01)


def test_some_hours_a_month_cost_only_those() -> None:
    assert prices.provisioned(VIRGINIA, 1024, 1, hours=73) == pytest.approx(1.095, abs=0.001)


def test_an_instance_that_always_runs_is_cheaper_provisioned() -> None:
    assert prices.provisioned(VIRGINIA, 1024, 1, run_hours=prices.HOURS) < 0


def test_three_million_requests_cost_what_aws_says() -> None:
    """AWS's first example: 1,536 MB, 120 ms, 3 million requests: 9.00 + 0.60 (no free tier)."""
    assert prices.plain(VIRGINIA, 1536, 3_000_000, 120) == pytest.approx(9.60, abs=0.01)


def test_a_snapshot_costs_what_aws_says() -> None:
    """AWS's example of SnapStart, 1 GB, 74,400 restores: 4.03 (of 31 days) + 10.40."""
    kept = prices.snap_start(VIRGINIA, 1024, 1, 0)
    assert kept == pytest.approx(4.03 * 730 / 744, abs=0.01)
    assert prices.snap_start(VIRGINIA, 1024, 0, 74_400) == pytest.approx(10.40, abs=0.01)


def test_a_restored_environment_spares_the_init_that_is_billed() -> None:
    free = prices.snap_start(VIRGINIA, 1024, 1, 1000)
    assert prices.snap_start(VIRGINIA, 1024, 1, 1000, init_ms=2000) < free


def test_one_environment_is_kept_warm_for_cents() -> None:
    """10,950 pings of 5 ms in 512 MB."""
    assert prices.keep_warm(VIRGINIA, 512, 240, 1, 5) == pytest.approx(0.0027, abs=0.0002)


def test_arm_costs_a_fifth_less_and_its_requests_the_same() -> None:
    arm = prices.of("us-east-1", "arm64")
    assert arm.request == VIRGINIA.request
    assert arm.gb_second == pytest.approx(0.0000133334)
    assert arm.provisioned_gb_second == pytest.approx(0.0000033334, abs=1e-10)
    assert arm.provisioned_run_gb_second == pytest.approx(0.0000077778, abs=1e-10)


def test_an_unknown_region_gets_the_prices_of_us_east_1_and_says_so() -> None:
    unknown = prices.of("mars-north-1", "x86_64")
    assert unknown.gb_second == VIRGINIA.gb_second
    said = "Lambda's prices in mars-north-1 are not known here: us-east-1's instead"
    assert unknown.assumed == said
    assert (VIRGINIA.assumed, VIRGINIA.snapshots_assumed) == ("", "")


def test_a_region_whose_snapshots_have_no_known_price_says_so() -> None:
    known = prices.of("eu-central-1", "x86_64")
    assert (known.assumed, known.snapshots_assumed[:9]) == ("", "SnapStart")


@given(REGIONS, MEMORIES, st.integers(1, 50), st.integers(1, 3000))
def test_more_warmth_costs_more(region: str, memory: int, instances: int, billed_ms: int) -> None:
    of = prices.of(region, "x86_64")
    less = prices.keep_warm(of, memory, 240, instances, billed_ms)
    assert less < prices.keep_warm(of, memory, 240, instances + 1, billed_ms)
    assert less < prices.keep_warm(of, memory, 120, instances, billed_ms)
    assert prices.provisioned(of, memory, instances) < prices.provisioned(of, memory, instances + 1)
    assert prices.snap_start(of, memory, 1, 0) < prices.snap_start(of, memory, 2, 0)
