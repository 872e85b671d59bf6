"""The real cold starts of a deployed stage, as a person reads them. Pure."""

from collections.abc import Iterator, Sequence

from ..doctor.cold_starts import ColdStarts, Slice
from ..doctor.deployed import Deployed
from ..style import bold, cyan, dim

_BAR = 20  # characters


def shown(found: Deployed) -> Iterator[str]:
    """The lines of the section."""
    if found.cold_starts is None:
        yield dim(f"no real cold starts: {found.why}")
        return
    seen = found.cold_starts
    yield bold(f"cold starts of {seen.function}, {seen.since} to {seen.until} UTC")
    yield _counted(seen.whole, "requests")
    yield from _beside(seen)
    yield ""
    yield from _table("when", seen.over_time)
    if len(seen.by_version) > 1:
        yield ""
        yield from _table("version", seen.by_version)
    yield from (f"{cyan('note:')} {note}" for note in seen.notes)


def _beside(seen: ColdStarts) -> Iterator[str]:
    if seen.pings.requests:
        yield _counted(seen.pings, "pings of keep_warm")
    if seen.ahead:
        yield f"{seen.ahead:,} environments were ready before a request needed them"
    if seen.restored:
        yield f"{seen.restored:,} of the cold starts came out of a snapshot"
    if seen.traffic is not None:
        yield (
            f"{seen.traffic.requests:,} requests in {seen.traffic.days:g} days, at most "
            f"{seen.traffic.peak:,} at once (CloudWatch's metrics)"
        )
    yield f"at most {seen.used:,} of {seen.memory:,} MB were used"


def _counted(some: Slice, what: str) -> str:
    said = f"{some.requests:,} {what}, {some.cold:,} of them cold ({some.share:.1%})"
    return f"{said}: {_times(some)}" if some.cold else said


def _times(some: Slice) -> str:
    times = {"p50": some.p50_ms, "p95": some.p95_ms, "p99": some.p99_ms}
    return ", ".join(f"{name} {_ms(time)} ms" for name, time in times.items())


def _table(heading: str, slices: Sequence[Slice]) -> Iterator[str]:
    yield bold(f"{heading:<18}{'requests':>10}{'cold':>8}{'p50':>8}{'p95':>8}{'p99':>8}")
    most = max(each.cold for each in slices)
    for each in slices:
        bar = "█" * round(each.cold / most * _BAR) if most else ""
        times = "".join(f"{_ms(time):>8}" for time in (each.p50_ms, each.p95_ms, each.p99_ms))
        yield f"{each.name:<18}{each.requests:>10,}{each.cold:>8,}{times}  {bar}".rstrip()


def _ms(time: float | None) -> str:
    return "-" if time is None else f"{time:,.0f}"
