"""Which warmth to take, if any. Pure.

    how long a cold start is, how often, how many at once   (demand, an examination)
    what each kind of warmth would avoid and cost            (warmth)
    the one that wins most, a second of waiting being worth ``WORTH``

More cold starts, or longer ones, never recommend less: what each kind wins grows with the waiting
in proportion to the part that it avoids, and what it costs does not.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

from ..settings.stage import Stage
from . import prices, warmth
from .cold_starts import ColdStarts
from .demand import IDLE, Cold, Demand, Hour
from .deployed import Deployed
from .warmth import RESTORE_MS, WORTH, Case, Option

# Below this nobody notices a wait (J. Nielsen, "Response Times: The 3 Important Limits").
NOTICED_MS = 100.0

# Without any traffic to look at: a quiet site, where one visitor an hour finds no environment.
ASSUMED = Demand(
    tuple(Hour(day, hour, 0.0) for day in range(7) for hour in range(24)),
    168,
    tuple(Cold(1, at) for at in range(168)),
)

_WARM = '"warm_requests": ["/"]'

NOTHING = Option("nothing", "", 0.0, 0.0, 0.0)

_KINDS: tuple[Callable[[Case], Iterable[Option]], ...] = (
    warmth.keep_warm,
    warmth.provisioned,
    warmth.by_clock,
    warmth.by_use,
    warmth.snap_start,
)


@dataclass(frozen=True)
class Choice:
    """``options`` are the best of each kind, nothing at all among them, the best first.

    ``colds`` are those of a month without any warmth, each of which takes ``wait_ms``. ``also`` is
    a line more for the settings, "" for none; ``refused`` says what is not possible and why;
    ``basis`` on what all this rests.
    """

    colds: float
    wait_ms: float
    options: tuple[Option, ...]
    also: str
    refused: tuple[str, ...]
    basis: tuple[str, ...]

    @property
    def recommended(self) -> Option:
        return self.options[0]

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return asdict(self) | {"recommended": asdict(self.recommended)}


def choose(
    stage: Stage, found: Deployed, init_ms: float | None, request_ms: float | None
) -> Choice | None:
    """What to take for ``stage``; None when it is not known how long a cold start is.

    ``init_ms`` and ``request_ms`` (of the first request) were measured here, where they were:
    what the log says goes before them.
    """
    start = _start(found.cold_starts, init_ms)
    if start is None:
        return None
    demand = found.demand or ASSUMED
    first = request_ms or 0.0 if demand.first_ms is None else demand.first_ms
    case = Case(
        stage,
        prices.of(found.region or stage.aws_region or "us-east-1", stage.architecture),
        demand,
        start,
        first,
        _restore(found.cold_starts),
    )
    seen = found.cold_starts is not None and start != init_ms
    return weigh(case, tuple(_basis(found, case, "of the log" if seen else "measured here")))


def weigh(case: Case, basis: tuple[str, ...] = ()) -> Choice:
    """The options for ``case``, compared."""
    refused = warmth.no_snap_start(case.stage)
    best = [NOTHING]
    for kind in _KINDS:
        options = [] if refused and kind is warmth.snap_start else list(kind(case))
        if options:
            best.append(max(options, key=lambda option: (option.net, -option.cost)))
    if case.wait_ms < NOTICED_MS:
        best = best[:1]
    options = sorted(best, key=lambda option: -option.net)
    also = case.first_ms >= NOTICED_MS and not case.stage.warm_requests
    return Choice(
        case.colds,
        case.wait_ms,
        tuple(options),
        _WARM if also and options[0] is not NOTHING else "",
        (f"snap_start: {refused}",) if refused else (),
        basis,
    )


def _start(seen: ColdStarts | None, init_ms: float | None) -> float | None:
    """What INIT takes: as the log says, if it was not spared by a snapshot."""
    if seen is None or seen.restored:
        return init_ms
    return seen.whole.p50_ms or seen.pings.p50_ms or init_ms


def _restore(seen: ColdStarts | None) -> float:
    return seen.whole.p50_ms or RESTORE_MS if seen is not None and seen.restored else RESTORE_MS


def _basis(found: Deployed, case: Case, measured: str) -> Iterator[str]:
    yield f"a cold start takes {case.wait_ms:.0f} ms, {measured}"
    seen, demand = found.cold_starts, found.demand
    if seen is None or demand is None:
        yield (
            f"no traffic is known ({found.why}): assumed is one visitor an hour who finds no "
            "environment"
        )
    elif demand.modelled:
        yield (
            f"{demand.requests} requests of the log; environments were kept warm then, so the cold "
            f"starts are those that there would be if each was given up after {IDLE // 60_000} "
            "minutes without a request"
        )
    else:
        yield f"{demand.requests} requests and {len(demand.colds)} cold starts of the log"
    yield f"a second less of waiting is taken to be worth ${WORTH:g}"
    if case.prices.assumed:
        yield case.prices.assumed
