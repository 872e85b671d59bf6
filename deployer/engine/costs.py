"""What the warmth that the settings ask for costs, for the plan. Pure."""

from collections.abc import Iterator

from ..doctor import prices
from ..resources.rule import period
from ..resources.target import Target


def costs(target: Target) -> Iterator[str]:
    """A sentence for each kind of warmth."""
    price = prices.of(target.place.region, target.stage.architecture)
    by = f"by AWS's list prices of {prices.DATE}"
    assumed = f"; {price.assumed}" if price.assumed else ""
    for cost, why, but in (*_kept_warm(target, price), *_provisioned(target, price)):
        yield f"{cost} a month: {why}, {by}, {but}{assumed}"


def _kept_warm(target: Target, price: prices.Prices) -> Iterator[tuple[str, str, str]]:
    stage, kept = target.stage, target.stage.keep_warm
    every = period(kept.schedule) if kept else None
    if kept is None or every is None:
        return
    billed = prices.ping_ms(kept.instances)
    cost = prices.keep_warm(price, stage.memory_size, every, kept.instances, billed)
    pings = kept.instances * prices.HOURS * 3600 // every
    yield (
        f"keep_warm costs {_dollars(cost)}",
        f"{pings:,} pings, each billed {billed} ms at {stage.memory_size} MB",
        "without the free tier",
    )


def _provisioned(target: Target, price: prices.Prices) -> Iterator[tuple[str, str, str]]:
    """They are paid for whether they are used or not."""
    memory, wanted = target.stage.memory_size, target.stage.provisioned_concurrency
    if wanted is None:
        return
    least, most = wanted.bounds
    costs = [_dollars(prices.provisioned(price, memory, number)) for number in (least, most)]
    numbers = " to ".join(dict.fromkeys(f"{number:.3g}" for number in (least, most)))
    yield (
        f"provisioned_concurrency costs {' to '.join(dict.fromkeys(costs))}",
        f"{numbers} that stand ready at {memory} MB",
        "used or not; what runs in them costs less a second than elsewhere",
    )


def _dollars(cost: float) -> str:
    return f"about ${cost:.2f}" if cost >= 0.01 else "less than a cent"
