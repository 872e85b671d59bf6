"""What ``lift doctor`` found, as a person reads it. Pure."""

import textwrap
from collections.abc import Iterator, Sequence

from ..bundle.limits import megabytes
from ..doctor.examination import PYTHON, Advice, Examination, Import
from ..style import bold, dim

_WIDTH = 80
_BAR = 24  # characters
_NOTABLE = 0.01  # of INIT: less gets no line
_LARGEST = 15  # packages that get a line
_WORTH_A_WORD = 50_000  # bytes; less shows as 0.0 MB


def shown(examination: Examination, *, whole: bool = False) -> str:
    """The examination as text; ``whole`` shows also what hardly counts."""
    return "\n".join(_lines(examination, whole=whole))


def _lines(found: Examination, *, whole: bool) -> Iterator[str]:
    size = megabytes(found.unzipped)
    yield bold(f"{found.function}: INIT {found.init_ms:.0f} ms, {size} unzipped")
    yield dim(f"medians of {found.runs} cold starts on {found.machine}")
    yield ""
    yield from _phases(found)
    least = 0.0 if whole else found.init_ms * _NOTABLE
    yield from _imports("imports of INIT", found.imports, least)
    yield from _imports("imports of the first request", found.requested, least)
    yield ""
    yield bold(f"{'size':>9}{'in INIT':>12}  packages")
    yield from _packages(found, whole=whole)
    if found.advice:
        yield ""
        yield bold(f"{'cold start':>11}{'request':>12}{'size':>10}  what may help")
    for advice in found.advice:
        yield from _advice(advice)


def _phases(found: Examination) -> Iterator[str]:
    longest = max(phase.ms for phase in found.phases)
    for phase in found.phases:
        bar = "█" * round(phase.ms / longest * _BAR)
        between = dim(f"{phase.least_ms:.0f} to {phase.most_ms:.0f}")
        yield f"{phase.ms:>7.0f} ms  {phase.what:<32}{bar:<{_BAR}}  {between}"
    if found.request_ms is not None:
        yield f"{found.again_ms:>7.0f} ms  {dim('the same request again')}"


def _imports(title: str, roots: Sequence[Import], least: float) -> Iterator[str]:
    lines = [line for root in roots for line in _tree(root, least, "  ")]
    if lines:
        yield ""
        yield bold(f"{'total':>9}{'by itself':>12}  {title}, ms")
        yield from lines


def _tree(each: Import, least: float, indent: str) -> Iterator[str]:
    if each.total_ms >= least:
        yield f"{each.total_ms:>9.1f}{each.own_ms:>12.1f}{indent}{each.module}"
        for child in each.children:
            yield from _tree(child, least, indent + " ")


def _packages(found: Examination, *, whole: bool) -> Iterator[str]:
    times = found.package_ms
    for weight in found.weights[: None if whole else _LARGEST]:
        name = f"{weight.package or 'the application'} {weight.version}".rstrip()
        ms = f"{times.get(weight.package, 0.0):.1f} ms" if weight.used else dim("not imported")
        yield f"{megabytes(weight.size):>9}{ms:>12}  {name}"
    yield f"{'':>9}{times.get(PYTHON, 0.0):>9.1f} ms  {dim('what comes with Python')}"


def _advice(advice: Advice) -> Iterator[str]:
    """What it changes in columns, what it is, and below them why."""
    times = f"{_time(advice.gain_ms):>11}{_time(advice.request_gain_ms):>12}"
    yield f"{times}{_size(advice.gain_bytes or 0):>10}  {advice.setting or advice.what}"
    said = f"{advice.what}: {advice.why}" if advice.setting else advice.why
    indent = " " * 35
    yield from textwrap.wrap(said, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _time(gain: float | None) -> str:
    if gain is None:
        return "not tried"
    return f"{-gain:+.0f} ms" if gain else "no change"


def _size(gain: int) -> str:
    if abs(gain) < _WORTH_A_WORD:
        return ""
    return f"{'-' if gain > 0 else '+'}{megabytes(abs(gain))}"
