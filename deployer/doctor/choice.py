"""Which warmth to take, if any. Pure.

    how long a cold start is, how often, how many at once   (demand, an examination)
    what each kind of warmth would avoid and cost            (warmth)
    the one that wins most, a second of waiting being worth ``WORTH``

More cold starts, or longer ones, never recommend less: what each kind wins grows with the waiting
in proportion to the part that it avoids, and what it costs does not (but for a snapshot's restores,
which are far cheaper than the waiting that they spare).
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

# A kind that is not worth its price is shown in a form that avoids this part of the most it can.
ENOUGH = 0.8

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
    ``present`` names the keys that the stage has already; ``basis`` says on what all this rests.
    """

    colds: float
    wait_ms: float
    options: tuple[Option, ...]
    also: str
    refused: tuple[str, ...]
    present: tuple[str, ...]
    basis: tuple[str, ...]

    @property
    def recommended(self) -> Option:
        return self.options[0]

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return asdict(self) | {"recommended": asdict(self.recommended)}


def choose(stage: Stage, found: Deployed, init_ms: float, first_ms: float) -> Choice:
    """What to take for ``stage``.

    ``init_ms``, and ``first_ms`` by which the first request takes longer, were measured here: what
    the log says goes before them.
    """
    logged = _start(found.cold_starts)
    demand = found.demand or ASSUMED
    case = Case(
        stage,
        prices.of(found.region or stage.aws_region or "us-east-1", stage.architecture),
        demand,
        init_ms if logged is None else logged,
        first_ms if demand.first_ms is None else demand.first_ms,
        _restore(found.cold_starts),
    )
    measured = "measured here" if logged is None else "as the log says"
    return weigh(case, tuple(_basis(found, case, measured)))


def weigh(case: Case, basis: tuple[str, ...] = ()) -> Choice:
    """The options for ``case``, compared."""
    refused = warmth.no_snap_start(case.stage)
    best = [NOTHING]
    for kind in _KINDS:
        options = [] if refused and kind is warmth.snap_start else list(kind(case))
        if options:
            best.append(_best(options))
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
        warmth.present(case.stage),
        basis,
    )


def _best(options: list[Option]) -> Option:
    """The form of a kind that wins most. Where none wins, of those that do much of what it can."""
    enough = ENOUGH * max(option.avoided for option in options)
    won = [option for option in options if option.net > 0]
    much = [option for option in options if option.avoided >= enough]
    return max(won or much, key=lambda option: (option.net, -option.cost))


def _start(seen: ColdStarts | None) -> float | None:
    """What INIT takes, None where nobody waited for one or a snapshot spares it."""
    return None if seen is None or seen.restored else seen.whole.p50_ms or seen.pings.p50_ms


def _restore(seen: ColdStarts | None) -> float:
    return seen.whole.p50_ms or RESTORE_MS if seen is not None and seen.restored else RESTORE_MS


def _basis(found: Deployed, case: Case, measured: str) -> Iterator[str]:
    yield f"a cold start takes {case.wait_ms:,.0f} ms, {measured}"
    seen, demand = found.cold_starts, found.demand
    if seen is None or demand is None:
        yield (
            f"no traffic is known ({found.why}): assumed is one visitor an hour who finds no "
            "environment"
        )
    elif demand.modelled:
        yield (
            f"{demand.requests:,} requests of the log; environments were kept warm then, so the "
            "cold starts are those that there would be if each was given up after "
            f"{IDLE // 60_000} minutes without a request"
        )
    else:
        yield f"{demand.requests:,} requests and {len(demand.colds):,} cold starts of the log"
    yield f"a second less of waiting is taken to be worth ${WORTH:g}"
    if assumed := case.prices.assumed or case.prices.snapshots_assumed:
        yield assumed
