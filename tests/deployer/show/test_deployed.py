"""Real cold starts as a person reads them."""

from dataclasses import replace
from typing import Any

from lift.deployer.doctor.cold_starts import ColdStarts, Slice, Traffic
from lift.deployer.doctor.deployed import UNASKED, Deployed
from lift.deployer.show.deployed import shown
from lift.deployer.style import plain

NONE = Slice("", 0, 0, 0.0, None, None, None)
SEEN = ColdStarts(
    "shop-live",
    "2026-11-20 10:00",
    "2026-11-21 10:00",
    1.0,
    1.0,
    Slice("", 12_000, 120, 0.01, 812.4, 1204, 1530),
    (Slice("2026-11-20 10:00", 9000, 80, 0.0089, 810, 1200, 1530), replace(NONE, name="11:00")),
    (Slice("7", 12_000, 120, 0.01, 812.4, 1204, 1530),),
    NONE,
    0,
    0,
    512,
    83,
    None,
    (),
)


def text(**found: Any) -> list[str]:
    return [plain(line) for line in shown(Deployed(replace(SEEN, **found)))]


def test_how_many_and_how_long_comes_first_and_then_when() -> None:
    assert text() == [
        "cold starts of shop-live, 2026-11-20 10:00 to 2026-11-21 10:00 UTC",
        "12,000 requests, 120 of them cold (1.0%): p50 812 ms, p95 1,204 ms, p99 1,530 ms",
        "at most 83 of 512 MB were used",
        "",
        "when                requests    cold     p50     p95     p99",
        "2026-11-20 10:00       9,000      80     810   1,200   1,530  ████████████████████",
        "11:00                      0       0       -       -       -",
    ]


def test_what_is_no_request_is_shown_beside() -> None:
    lines = text(
        pings=Slice("", 360, 2, 0.0056, 700, 900, 900),
        ahead=3,
        restored=4,
        traffic=Traffic(7, 84_000, 14),
        notes=("something",),
    )
    assert lines[2:6] == [
        "360 pings of keep_warm, 2 of them cold (0.6%): p50 700 ms, p95 900 ms, p99 900 ms",
        "3 environments were ready before a request needed them",
        "4 of the cold starts came out of a snapshot",
        "84,000 requests in 7 days, at most 14 at once (CloudWatch's metrics)",
    ]
    assert lines[-1] == "note: something"


def test_versions_are_shown_where_there_were_several() -> None:
    one = SEEN.by_version[0]
    assert any(line.startswith("version ") for line in text(by_version=(one, one)))


def test_without_any_it_is_said_why() -> None:
    assert [plain(line) for line in shown(UNASKED)] == ["no real cold starts: AWS was not asked"]
