"""Cold starts of one bundle, one by one."""

from dataclasses import dataclass, field
from pathlib import Path

from ..engine.health import Probe
from .start import Start, start
from .subject import Subject

INIT_LIMIT = 10_000.0  # milliseconds; then Lambda starts anew


@dataclass
class Series:
    """``starts`` are as on Lambda, ``traced`` are watched: see start.py."""

    subject: Subject
    python: Path
    probe: Probe | None
    starts: list[Start] = field(default_factory=list)
    traced: list[Start] = field(default_factory=list)

    def rehearse(self) -> Start:
        """A start that is not counted."""
        return start(self.subject, self.python, self.probe)

    def start(self) -> None:
        self.starts.append(start(self.subject, self.python, self.probe))

    def trace(self) -> None:
        self.traced.append(start(self.subject, self.python, self.probe, traced=True))

    @property
    def inits(self) -> list[float]:
        """Milliseconds of each start, here and below."""
        return [each.init for each in self.starts]

    @property
    def requests(self) -> list[float]:
        return [each.request for each in self.starts]

    @property
    def wholes(self) -> list[float]:
        """INIT and the first request."""
        return [each.init + each.request for each in self.starts]
