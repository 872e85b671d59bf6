"""What the warmth that the settings ask for costs, for the plan. Pure."""

from collections.abc import Iterator

from lift.warmers.keep_warm import HOLD

from ..doctor import prices
from ..resources.rule import period
from ..resources.target import Target

_ANSWER = 5  # ms billed beside the hold


def costs(target: Target) -> Iterator[str]:
    """A sentence for each kind of warmth."""
    stage, kept = target.stage, target.stage.keep_warm
    every = period(kept.schedule) if kept else None
    if kept is None or every is None:
        return
    price = prices.of(target.place.region, stage.architecture)
    billed = _ANSWER + (HOLD * 1000 if kept.instances > 1 else 0)
    cost = prices.keep_warm(price, stage.memory_size, every, kept.instances, billed)
    pings = kept.instances * prices.HOURS * 3600 // every
    yield (
        f"keep_warm costs {_dollars(cost)} a month: {pings:,} pings, each billed {billed} ms at "
        f"{stage.memory_size} MB, by AWS's list prices of {prices.DATE}, without the free tier"
        + (f"; {price.assumed}" if price.assumed else "")
    )


def _dollars(cost: float) -> str:
    return f"about ${cost:.2f}" if cost >= 0.01 else "less than a cent"
