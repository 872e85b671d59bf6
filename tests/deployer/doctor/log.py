"""A function's log, as Lambda writes it: what the doctor's tests read."""

from lift.deployer.logs.event import LogEvent

BEGIN = 1_795_392_000_000  # 2026-11-23, a Monday, 00:00 UTC
MINUTE = 60_000
HOUR = 60 * MINUTE


def line(at: int, message: str, stream: str = "a", version: str = "7") -> LogEvent:
    """``at`` is in ms from ``BEGIN``."""
    name = f"2026/11/23/[{version}]{stream}"
    return LogEvent(f"{at}{stream}", BEGIN + at, name, message + "\n")


def report(
    at: int, *, duration: float = 100, start: str = "", stream: str = "a", version: str = "7"
) -> LogEvent:
    """The REPORT of an invocation that ended ``at``; ``start`` is "Init Duration: 285 ms"."""
    text = (
        f"REPORT RequestId: {at}\tDuration: {duration} ms\tBilled Duration: {duration} ms\t"
        f"Memory Size: 512 MB\tMax Memory Used: 80 MB\t{start}\t"
    )
    return line(at, text, stream, version)


def init(milliseconds: float) -> str:
    return f"Init Duration: {milliseconds} ms"
