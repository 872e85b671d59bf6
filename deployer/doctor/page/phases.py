"""The phases of a cold start, one under the other, each where the one before it ended."""

from itertools import accumulate

from ..examination import Examination, Phase
from ..figures import milliseconds
from .geometry import Geometry
from .markup import Markup, element
from .table import Column, table

_COLUMNS = (
    Column("Phase"),
    Column("When", "bar"),
    Column("Time", "figure"),
    Column("Fastest to slowest", "figure range"),
)


def phases(examination: Examination, geometry: Geometry) -> Markup:
    times = [phase.ms for phase in examination.phases]
    whole = sum(times) or 1
    starts = accumulate(times[:-1], initial=0.0)
    for place, (start, ms) in enumerate(zip(starts, times, strict=True)):
        geometry.place(f"p{place}", left=start / whole, width=ms / whole)
    rows = [_row(place, phase) for place, phase in enumerate(examination.phases)]
    return element(
        "section",
        element("h2", "What happens, and how long it takes"),
        table(f"Medians of {examination.runs} starts", _COLUMNS, rows),
        aria_label="Phases",
    )


def _row(place: int, phase: Phase) -> tuple[str, ...]:
    bar = element("span", id=f"p{place}", class_=f"phase {phase.name}")
    return (
        phase.what,
        element("span", bar, class_="track", aria_hidden="true"),
        milliseconds(phase.ms),
        f"{milliseconds(phase.least_ms)} to {milliseconds(phase.most_ms)}",
    )
