"""What warmth costs a month, in US dollars, by AWS's list prices. Pure; asks nobody.

Left out are what depends on the account: the free tier, savings plans, the tiers above six billion
GB-seconds a month, tax. Rules of EventBridge that follow a schedule and Application Auto Scaling
cost nothing themselves (https://aws.amazon.com/eventbridge/pricing/ charges custom events only;
https://aws.amazon.com/autoscaling/pricing).

Sources: what AWS's calculator loads for Lambda
(https://calculator.aws/pricing/2.0/meteredUnitMaps/lambda/USD/current/lambda.json, in a public copy
made after August 2024), checked against the Price List API's AWSLambda: us-east-1 whole (October
2025), requests, durations and SnapStart of us-east-1, ap-northeast-1 and ap-northeast-2 (published
2026-09-19). What could not be checked is marked below.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lift.warmers.keep_warm import HOLD

from ..settings.stage import Architecture

DATE = "September 2026"  # until when the prices are known
HOURS = 730  # a month has, for AWS's calculator as well
_SECONDS = HOURS * 3600
_FALLBACK = "us-east-1"
_MB_PER_GB = 1024
_MICRO = 1e-6
_ANSWER_MS = 5  # that a ping is billed beside what it is held


@dataclass(frozen=True)
class Prices:
    """Dollars in one region, on one architecture.

    ``assumed`` says that they are not the region's own, ``snapshots_assumed`` that SnapStart's are
    not; "" where they are.
    """

    request: float
    gb_second: float
    provisioned_gb_second: float  # of concurrency that stands ready
    provisioned_run_gb_second: float  # of running in it, instead of ``gb_second``
    snapshot_gb_second: float  # of a version's snapshot that is kept, at least three hours
    restored_gb: float
    assumed: str
    snapshots_assumed: str


# Dollars for a million: requests, GB-seconds on x86_64, on arm64, of provisioned concurrency, of
# running in it (both on x86_64).
_PRICES: Mapping[str, tuple[float, float, float, float, float]] = {
    "af-south-1": (0.27, 22.1, 17.68, 5.53, 12.9),
    "ap-east-1": (0.28, 22.92, 18.3, 5.7153, 13.3358),
    "ap-northeast-1": (0.20, 16.6667, 13.3334, 5.3835, 12.5615),
    "ap-northeast-2": (0.20, 16.6667, 13.3334, 5.1254, 11.9592),
    "ap-northeast-3": (0.20, 16.6667, 13.3334, 5.3835, 12.5615),
    "ap-south-1": (0.20, 16.6667, 13.3334, 4.4985, 10.4966),
    "ap-southeast-1": (0.20, 16.6667, 13.3334, 5.1991, 12.1313),
    "ap-southeast-2": (0.20, 16.6667, 13.3334, 5.236, 12.2173),
    "ap-southeast-4": (0.20, 16.6667, 13.3334, 5.236, 12.2173),
    "ap-southeast-5": (0.18, 15.0, 12.0, 4.6791, 10.9181),
    "ca-central-1": (0.20, 16.6667, 13.3334, 4.646, 10.8407),
    "eu-central-1": (0.20, 16.6667, 13.3334, 5.0147, 11.7011),
    "eu-central-2": (0.22, 18.3334, 14.6667, 5.5162, 12.8712),
    "eu-north-1": (0.20, 16.6667, 13.3334, 4.4248, 10.3245),
    "eu-south-1": (0.23, 19.5172, 15.6138, 4.8783, 11.3827),
    "eu-west-1": (0.20, 16.6667, 13.3334, 4.646, 10.8407),
    "eu-west-2": (0.20, 16.6667, 13.3334, 4.8304, 11.2709),
    "eu-west-3": (0.20, 16.6667, 13.3334, 4.8673, 11.3569),
    "me-south-1": (0.25, 20.6667, 16.5334, 5.1108, 11.9251),
    "sa-east-1": (0.20, 16.6667, 13.3334, 6.6372, 15.4867),
    "us-east-1": (0.20, 16.6667, 13.3334, 4.1667, 9.7222),
    "us-east-2": (0.20, 16.6667, 13.3334, 4.1667, 9.7222),
    "us-west-1": (0.20, 16.6667, 13.3334, 4.9041, 11.443),
    "us-west-2": (0.20, 16.6667, 13.3334, 4.1667, 9.7222),
}

# Provisioned concurrency on arm64 costs this much of what it does on x86_64: listed so for
# us-east-1, not checked elsewhere.
_ARM = 0.8

# SnapStart for Python, the same on both architectures. Dollars for a million GB-seconds kept, for a
# million GB restored. Not checked for regions that are not here: they get us-east-1's.
_SNAP_START: Mapping[str, tuple[float, float]] = {
    "ap-northeast-1": (1.5046, 139.7998),
    "ap-northeast-2": (1.8383, 167.4588),
    "us-east-1": (1.5046, 139.7998),
}


def of(region: str, architecture: Architecture) -> Prices:
    """What is charged in ``region``, or in us-east-1 where that is not known."""
    known = region if region in _PRICES else _FALLBACK
    request, x86, arm, ready, run = _PRICES[known]
    cached, restored = _SNAP_START.get(region, _SNAP_START[_FALLBACK])
    on_arm = architecture == "arm64"
    less = _ARM if on_arm else 1
    return Prices(
        request * _MICRO,
        (arm if on_arm else x86) * _MICRO,
        ready * less * _MICRO,
        run * less * _MICRO,
        cached * _MICRO,
        restored * _MICRO,
        _assumed("Lambda", region, region in _PRICES),
        _assumed("SnapStart", region, region in _SNAP_START),
    )


def _assumed(what: str, region: str, known: bool) -> str:
    return "" if known else f"{what}'s prices in {region} are not known here: {_FALLBACK}'s instead"


def plain(prices: Prices, memory: int, requests: float, billed_ms: float) -> float:
    """A month with that many ``requests``, each billed ``billed_ms``; ``memory`` is in MB."""
    run = _gb(memory) * billed_ms / 1000
    return requests * (prices.request + run * prices.gb_second)


def ping_ms(instances: int) -> int:
    """What a ping is billed: of several each is held, so that no environment gets two."""
    return _ANSWER_MS + (HOLD * 1000 if instances > 1 else 0)


def keep_warm(
    prices: Prices, memory: int, every_seconds: float, instances: int, billed_ms: float
) -> float:
    """A month of pings, each of them billed ``billed_ms``."""
    return plain(prices, memory, instances * _SECONDS / every_seconds, billed_ms)


def provisioned(
    prices: Prices, memory: int, instances: float, hours: float = HOURS, run_hours: float = 0
) -> float:
    """A month in which ``instances`` stand ready for ``hours`` each.

    ``run_hours`` of theirs in all are spent on requests, which costs less there than elsewhere:
    with much to do the sum is below zero.
    """
    ready = instances * hours * prices.provisioned_gb_second
    less = run_hours * (prices.gb_second - prices.provisioned_run_gb_second)
    return _gb(memory) * 3600 * (ready - less)


def snap_start(
    prices: Prices, memory: int, versions: float, restores: float, init_ms: float = 0
) -> float:
    """A month in which ``versions`` are kept and their snapshots restored ``restores`` times.

    A restored environment spares the ``init_ms`` that Lambda bills each cold start without
    SnapStart (since 1 August 2025).
    """
    kept = versions * _SECONDS * prices.snapshot_gb_second
    spared = init_ms / 1000 * prices.gb_second
    return _gb(memory) * (kept + restores * (prices.restored_gb - spared))


def _gb(memory: int) -> float:
    return memory / _MB_PER_GB
