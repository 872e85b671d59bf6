"""The recommendation as a person reads it."""

from dataclasses import replace

from lift.deployer.doctor.choice import NOTHING, Choice
from lift.deployer.doctor.warmth import Option
from lift.deployer.show.choice import shown
from lift.deployer.style import plain

WARM = Option("keep_warm", '"keep_warm": true', 0.713, 0.0027, 1.2, "no promise")
CHOICE = Choice(
    118.2,
    812,
    (WARM, NOTHING),
    '"warm_requests": ["/"]',
    ("snap_start: python3.11 does not have it",),
    (),
    ("x",),
)


def text(choice: Choice) -> list[str]:
    return [plain(line) for line in shown(choice)]


def test_each_option_has_what_it_avoids_and_adds_and_the_line_to_write() -> None:
    assert text(CHOICE) == [
        "which warmth",
        "x",
        "118 cold starts a month without any, 812 ms each",
        "",
        "  avoids   adds a month",
        '→    71%    under $0.01  "keep_warm": true  (no promise)',
        "      0%          $0.00  nothing",
        "  not possible: snap_start: python3.11 does not have it",
        "",
        "recommended for the settings:",
        '    "keep_warm": true',
        '    "warm_requests": ["/"]',
    ]


def test_nothing_can_be_recommended() -> None:
    assert text(replace(CHOICE, options=(NOTHING,), also=""))[-1] == "recommended: nothing"


def test_what_the_settings_have_is_said() -> None:
    lines = text(replace(CHOICE, present=("keep_warm",)))
    assert "recommended: keep_warm, which the settings have; so much of it:" in lines
