"""What the adapter costs, beside its peers and the floors, in one process: ``make bench``.

Microseconds a call, and how much of a peer's time lift takes. Then what is required of it.
"""

from __future__ import annotations

import platform

from .candidates import candidates
from .events import EXCHANGES, SOURCES
from .measure import best_times

Times = dict[str, float]
Table = dict[tuple[str, str], Times]  # (source, exchange) -> candidate -> microseconds

SMALL = (100, 100)  # rounds, and calls in each
LARGE = (25, 1)

SMALL_ONLY = "load balancer"  # its answers are limited to 1 MB, as JSON
ASKED_OF = ("HTTP API 2.0", "REST API")
BINARY_OUT = "1 MB binary out"


def table(interface: str) -> Table:
    result = {}
    for source in SOURCES:
        for name, exchange in EXCHANGES.items():
            if source == SMALL_ONLY and name != "small":
                continue
            calls = candidates(interface, exchange, exchange.event(source))
            result[source, name] = best_times(calls, *(SMALL if name == "small" else LARGE))
    return result


def show(interface: str, rows: Table) -> None:
    """A row for each kind of request; in brackets what part of a peer's time lift takes."""
    print(f"\n{interface}: microseconds a call (lift's part of it)")
    names = rows["HTTP API 2.0", BINARY_OUT]  # the row with all candidates
    print(" " * 30 + "".join(f"{name:>21}" for name in names))
    for (source, exchange), times in rows.items():
        cells = [f"{time:10.1f} ({times['lift'] / time:6.2f})" for time in times.values()]
        print(f"{source + ', ' + exchange:30}" + "".join(f"{cell:>21}" for cell in cells))


def requirements(wsgi: Table, asgi: Table) -> list[tuple[str, float, float]]:
    """(what is compared, the highest ratio allowed, the one measured)."""
    against = [
        ("WSGI", wsgi, "apig-wsgi", 0.9),
        ("ASGI", asgi, "mangum, no lifespan", 0.6),
        ("ASGI", asgi, "mangum", 0.24),
    ]
    small = [
        (f"{interface}, {source}, of {peer}", limit, ratio(rows[source, "small"], peer))
        for interface, rows, peer, limit in against
        for source in ASKED_OF
    ]
    large = [
        (
            f"{interface}, {source}, {BINARY_OUT}, of base64 once",
            1.1,
            ratio(rows[source, BINARY_OUT], "base64 once"),
        )
        for interface, rows in (("WSGI", wsgi), ("ASGI", asgi))
        for source in SOURCES
        if source != SMALL_ONLY
    ]
    return [*small, *large]


def ratio(times: Times, peer: str) -> float:
    return times["lift"] / times[peer]


def main() -> None:
    print(f"Python {platform.python_version()}")
    tables = {interface: table(interface) for interface in ("WSGI", "ASGI")}
    for interface, rows in tables.items():
        show(interface, rows)
    print(f"\n{'required':60} at most  measured")
    for what, limit, measured in requirements(tables["WSGI"], tables["ASGI"]):
        print(f"{what:60} {limit:7.2f} {measured:9.3f}  {verdict(measured, limit)}")


def verdict(measured: float, limit: float) -> str:
    return "met" if measured <= limit else "MISSED"


if __name__ == "__main__":
    main()
