"""What an examination of a stage found, as values: what all its shows are made of.

The packages of a module (``a`` and ``a.b`` of ``a.b.c``) stand before it and not below, where
Python imports them: nobody takes ``django`` for a part of ``django.core.wsgi``.

Times are milliseconds, sizes bytes. A time is the median of the runs, unless it says otherwise.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

PYTHON = "Python"


@dataclass(frozen=True)
class Import:
    """One import of a cold start, with those that it caused, in their order.

    ``package`` is the distribution that the module belongs to, "" for the standard library's and
    the application's own. ``file`` is where on Lambda it came from, None for what is built in.
    """

    module: str
    package: str
    file: str | None
    own_ms: float
    children: tuple["Import", ...] = ()

    @property
    def total_ms(self) -> float:
        return self.own_ms + sum(child.total_ms for child in self.children)

    def walk(self) -> Iterator["Import"]:
        """This import and all below it, as they began."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Phase:
    """A part of a cold start: ``name`` is fixed, ``what`` says it to a reader.

    In their order: "runtime" (interpreter and runtime client), "lift" (the adapter), "imports"
    (of the application), "start" (what it does once imported: its own start, lifespan, requests
    that warm it), "request" (the first one).
    """

    name: str
    what: str
    ms: float
    least_ms: float
    most_ms: float


@dataclass(frozen=True)
class Part:
    """Some files of a package: those below the path ``name``, or "" for all that is small."""

    name: str
    size: int


@dataclass(frozen=True)
class Weight:
    """A package in the bundle, or the application itself ("") with all its files."""

    package: str
    version: str
    size: int
    files: int
    used: bool  # whether the cold start or the first request imported anything of it
    parts: tuple[Part, ...] = ()  # what it consists of, the largest first


@dataclass(frozen=True)
class Advice:
    """One thing to do. A gain that was not tried out is None, one below zero is a loss, 0 is what
    the noise leaves of a small one.

    ``setting`` is what to write into the settings, as JSON text, "" where it is none of them.
    ``gain_ms`` is of INIT and the first request together, ``request_gain_ms`` of the request alone.
    """

    name: str
    what: str
    why: str
    setting: str = ""
    gain_ms: float | None = None
    request_gain_ms: float | None = None
    gain_bytes: int | None = None


@dataclass(frozen=True)
class Budget:
    """One of the settings' "budgets": its name there, its limit, and what was found."""

    name: str
    limit: float
    found: float

    @property
    def exceeded(self) -> bool:
        return self.found > self.limit


@dataclass(frozen=True)
class Examination:
    """All of it. ``imports`` are the roots, as they began, ``requested`` those that the first
    request caused; ``runs`` is how many starts were timed, ``again_ms`` what the same request
    took a second time.
    """

    stage: str
    function: str
    runtime: str
    machine: str  # what the times were taken on, in words
    runs: int
    phases: tuple[Phase, ...]
    imports: tuple[Import, ...]
    weights: tuple[Weight, ...]
    advice: tuple[Advice, ...]
    requested: tuple[Import, ...] = ()
    again_ms: float = 0.0
    budgets: tuple[Budget, ...] = ()

    @property
    def init_ms(self) -> float:
        """From the start of the process until it asks for its first event."""
        return sum(phase.ms for phase in self.phases if phase.name != "request")

    @property
    def request_ms(self) -> float | None:
        """The first request; None where no front door leads to the application."""
        return next((phase.ms for phase in self.phases if phase.name == "request"), None)

    @property
    def first_ms(self) -> float:
        """What the first request takes longer than a second one."""
        return 0.0 if self.request_ms is None else max(self.request_ms - self.again_ms, 0.0)

    @property
    def package_ms(self) -> dict[str, float]:
        """What the modules of each package took by themselves in INIT, "" the application's own,
        ``PYTHON`` those that come with Python."""
        times: dict[str, float] = defaultdict(float)
        for root in self.imports:
            for each in root.walk():
                own = each.package or (each.file or "").startswith("/var/task/")
                times[each.package if own else PYTHON] += each.own_ms
        return dict(times)

    @property
    def unzipped(self) -> int:
        return sum(weight.size for weight in self.weights)
