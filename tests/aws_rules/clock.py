"""Time that only passes when somebody sleeps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lift.deployer.clock import Endless


@dataclass
class _Alarm:
    due: float
    seconds: float
    call: Callable[[], object]


class FakeClock(Endless):
    def __init__(self, time: float = 1000.0) -> None:
        self.time = time
        self._alarms: list[_Alarm] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        """Time passes at once, with all that is to be called ``every`` so often."""
        end = self.time + seconds
        while due := [alarm for alarm in self._alarms if alarm.due <= end]:
            alarm = min(due, key=lambda alarm: alarm.due)
            self.time = max(self.time, alarm.due)
            alarm.due = self.time + alarm.seconds
            alarm.call()
        self.time = max(self.time, end)

    @contextmanager
    def every(self, seconds: float, call: Callable[[], object]) -> Iterator[None]:
        alarm = _Alarm(self.time + seconds, seconds, call)
        self._alarms.append(alarm)
        try:
            yield
        finally:
            self._alarms.remove(alarm)
