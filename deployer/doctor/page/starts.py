"""Real cold starts of the deployed stage: how many, and how long they took, over time."""

from collections.abc import Iterable, Iterator

from ..cold_starts import ColdStarts, Slice
from ..deployed import Deployed
from ..figures import milliseconds, percent
from .geometry import Geometry
from .markup import Markup, element
from .table import Column, table

_MANY = 14  # slices: then those without a request are left out
_COLUMNS = (
    Column("When (UTC)"),
    Column("Requests", "figure"),
    Column("Cold", "figure"),
    Column("How long they waited", "bar"),
    Column("p50", "figure"),
    Column("p95", "figure"),
    Column("p99", "figure"),
)


def starts(deployed: Deployed, geometry: Geometry) -> Markup:
    """The section; one sentence where nothing is known."""
    seen = deployed.cold_starts
    content = (
        [element("p", f"None are known: {deployed.why}.", class_="how")]
        if seen is None
        else _content(seen, geometry)
    )
    return element("section", element("h2", "Real cold starts on AWS"), *content)


def _content(seen: ColdStarts, geometry: Geometry) -> Iterator[Markup]:
    yield element("p", _sentence(seen), class_="how")
    slices = seen.over_time
    shown = [each for each in slices if each.requests or len(slices) <= _MANY]
    longest = max((each.p99_ms or 0 for each in slices), default=0) or 1
    rows = [_row(f"s{place}", each, longest, geometry) for place, each in enumerate(shown)]
    yield table(
        "Full: half of them waited at most so long; hatched: 95 of 100; open: 99 of 100",
        _COLUMNS,
        rows,
    )
    yield from (element("p", note, class_="why") for note in seen.notes)


def _sentence(seen: ColdStarts) -> str:
    whole = seen.whole
    counted = (
        f"From {seen.since} to {seen.until} UTC {whole.cold:,} of {whole.requests:,} requests "
        f"started cold ({percent(whole.share)})"
    )
    return f"{counted}: {_waited(whole)}." if whole.cold else f"{counted}."


def _waited(some: Slice) -> str:
    times = (("half", some.p50_ms), ("95 of 100", some.p95_ms), ("99 of 100", some.p99_ms))
    said = [f"{part} waited at most {milliseconds(ms)}" for part, ms in times if ms is not None]
    return ", ".join(said)


def _row(name: str, some: Slice, longest: float, geometry: Geometry) -> tuple[str, ...]:
    times = {"p50": some.p50_ms, "p95": some.p95_ms, "p99": some.p99_ms}
    return (
        some.name,
        f"{some.requests:,}",
        f"{some.cold:,}",
        element("span", *_bars(name, times, longest, geometry), class_="track", aria_hidden="true"),
        *("" if ms is None else milliseconds(ms) for ms in times.values()),
    )


def _bars(
    name: str, times: dict[str, float | None], longest: float, geometry: Geometry
) -> Iterable[Markup]:
    """From one percentile to the next."""
    left = 0.0
    for kind, ms in times.items():
        if ms is not None:
            geometry.place(f"{name}{kind}", left=left, width=ms / longest - left)
            yield element("span", id=f"{name}{kind}", class_=f"phase {kind}")
            left = ms / longest
