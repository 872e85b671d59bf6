"""Keep execution environments warm: a schedule sends the event, the adapter answers it.

The application is not touched. How the event is held, and what it leaves in the log:
``lift.adapter.keep_warm``.
"""

from __future__ import annotations

from lift.adapter.events.plain import KEEP_WARM

EVENT = {"lift": KEEP_WARM}

HOLD = 1  # second: pings of the same moment arrive within less

EVERY = "4 minutes"  # Lambda ends idle environments after some minutes; five has been seen
UNITS = ("minute", "minutes", "hour", "hours", "day", "days")


def held(seconds: int = HOLD) -> dict[str, object]:
    """The event for one of several environments: held, so that each ping meets another one."""
    return {**EVENT, "hold": seconds}


def schedule_expression(setting: object) -> str:
    """EventBridge's expression for the setting ``keep_warm``.

    ``true`` -> "rate(4 minutes)", "10 minutes" or ``{"every": "10 minutes"}`` ->
    "rate(10 minutes)", an object without "every" -> as ``true``. ValueError for anything else, also
    ``false``: nothing is scheduled then.
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
    """
    if setting is True:
        return f"rate({EVERY})"
    every = setting.get("every", EVERY) if isinstance(setting, dict) else setting
    number, _, unit = every.partition(" ") if isinstance(every, str) else ("", "", "")
    if not (number.isascii() and number.isdecimal() and int(number) > 0 and unit in UNITS):
        raise ValueError(
            f"keep_warm: {setting!r} is no interval; "
            'write true, "4 minutes" or {"every": "1 hour"} (minutes, hours or days)'
        )
    # EventBridge wants the singular for 1 and the plural for more.
    return f"rate({int(number)} {unit.rstrip('s')}{'' if int(number) == 1 else 's'})"
