"""Lambda's REPORT line: what one invocation took. Pure.

https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html, in text; ``LogEvent.text`` makes
the same of JSON. "Init Duration" stands there when the environment served its first invocation,
"Restore Duration" when it came out of a snapshot for it. An INIT that failed or took too long has
an INIT_REPORT line of its own and is done again within the invocation.
"""

import re
from dataclasses import dataclass

_REPORT = "REPORT RequestId: "
_FAILED = re.compile(r"INIT_REPORT Init Duration: ([\d.]+) ms\tPhase: init\t")
_FIELD = re.compile(r"([A-Z][A-Za-z ]+): ([\d.]+) (?:ms|MB)")


@dataclass(frozen=True)
class Report:
    """Times are milliseconds, memory is MB. ``start_ms`` is None but for an environment's first."""

    duration_ms: float
    billed_ms: float
    memory: int
    used: int
    start_ms: float | None
    restored: bool  # whether ``start_ms`` is that of a snapshot, not of INIT


def read(text: str) -> Report | None:
    """The report that ``text`` is, None for any other line."""
    if not text.startswith(_REPORT):
        return None
    fields = {name: float(number) for name, number in _FIELD.findall(text)}
    init, restore = fields.get("Init Duration"), fields.get("Restore Duration")
    return Report(
        fields.get("Duration", 0.0),
        fields.get("Billed Duration", 0.0),
        int(fields.get("Memory Size", 0)),
        int(fields.get("Max Memory Used", 0)),
        init if restore is None else restore,
        restore is not None,
    )


def failed_init(text: str) -> float | None:
    """The milliseconds that an INIT took in vain, None for any other line."""
    found = _FAILED.match(text)
    return None if found is None else float(found[1])
