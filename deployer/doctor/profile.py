"""From traced starts to what a cold start's time goes to: imports and phases. Pure.

The time that each import took by itself is the median of the runs. Tracing makes a start a little
slower, and medians add up to less than the median of sums: so all is scaled to the starts that were
not traced, and adds up to theirs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from .examination import Import, Phase
from .start import Start
from .trace import Node, Span, nested

Describe = Callable[[Span], tuple[str, str | None]]
Key = tuple[str, int]

_WHAT = {
    "runtime": "interpreter and runtime client",
    "lift": "lift's adapter and handler",
    "imports": "imports of the application",
    "start": "start of the application",
    "request": "first request",
}
_INIT = ("runtime", "lift", "imports", "start")


@dataclass(frozen=True)
class Run:
    """What one traced start imported until it was ready, or from then on, in ``total``
    milliseconds, without the tracer's own."""

    roots: list[Node]
    total: float


def until_ready(start: Start) -> Run:
    """INIT."""
    spans = [span for span in start.spans if span.begin < start.ready]
    return Run(_imports(spans), start.init - _tracers(spans))


def from_ready(start: Start) -> Run:
    """The requests after it."""
    spans = [span for span in start.spans if span.begin >= start.ready]
    return Run(_imports(spans), start.request + start.again - _tracers(spans))


def _imports(spans: Sequence[Span]) -> list[Node]:
    return nested(span for span in spans if span.module)


def _tracers(spans: Sequence[Span]) -> float:
    return sum(span.length for span in spans if not span.module) / 1e6


def imports(runs: Sequence[Run], describe: Describe) -> tuple[Import, ...]:
    """The imports of the run in the middle, each with its median.

    ``describe`` gives package and file of an import.
    """
    times = defaultdict(list)
    for run in runs:
        for root in run.roots:
            for node in root.walk():
                times[node.key].append(node.own)
    own = {key: median(found) / 1e6 for key, found in times.items()}
    middle = sorted(runs, key=lambda run: run.total)[len(runs) // 2]
    return tuple(each for root in middle.roots for each in _shown(root, own, describe))


def scaled(tree: Sequence[Import], scale: float) -> tuple[Import, ...]:
    """``tree`` with all its times times ``scale``."""
    return tuple(
        replace(each, own_ms=each.own_ms * scale, children=scaled(each.children, scale))
        for each in tree
    )


def _shown(node: Node, own: Mapping[Key, float], describe: Describe) -> Iterator[Import]:
    """``node``, and before it the packages that it is a module of."""
    module, below = node.span.module, []
    for each in (each for child in node.children for each in _shown(child, own, describe)):
        if module.startswith(f"{each.module}."):
            yield each
        else:
            below.append(each)
    yield Import(module, *describe(node.span), own[node.key], tuple(below))


def phases(
    tree: Sequence[Import], runs: Sequence[Run], ms: float, handler: str
) -> tuple[list[Phase], float]:
    """The phases of an INIT of ``ms`` milliseconds, and what ``tree`` is to be scaled with to add
    up to it. ``handler`` is the module that Lambda imports."""
    found = [_phases(imports([run], _anything), handler) for run in runs]
    for run, times in zip(runs, found, strict=True):
        times["runtime"] = run.total - sum(times.values())
    middle = _phases(tree, handler)
    middle["runtime"] = median(times["runtime"] for times in found)
    scale = ms / sum(middle.values())
    made = [phase(name, [times[name] * scale for times in found]) for name in _INIT]
    return [replace(each, ms=middle[each.name] * scale) for each in made], scale


def phase(name: str, times: Sequence[float]) -> Phase:
    """The phase ``name``, which took ``times``."""
    return Phase(name, _WHAT[name], median(times), min(times), max(times))


def _anything(_: Span) -> tuple[str, str | None]:
    return "", None


def _phases(tree: Sequence[Import], handler: str) -> dict[str, float]:
    """The milliseconds of each phase that is within the import of ``handler``."""
    whole = [each for each in tree if each.module == handler]
    lift, start = sum(map(_lifts, whole)), sum(each.own_ms for each in whole)
    inside = sum(each.total_ms for each in whole)
    return {"lift": lift, "imports": inside - lift - start, "start": start}


def _lifts(root: Import) -> float:
    """What lift's own modules took, and what they imported."""
    if root.module.partition(".")[0] == "lift":
        return root.total_ms
    return sum(map(_lifts, root.children))
