"""What ``lift doctor`` found, as a person reads it. Pure."""

import textwrap
from collections.abc import Iterator, Sequence

from ..doctor.budgets import amount
from ..doctor.examination import PYTHON, Advice, Budget, Examination, Import
from ..doctor.figures import milliseconds, size
from ..style import bold, dim, green, red

_WIDTH = 80
_BAR = 24  # characters
_NOTABLE = 0.01  # of INIT: less gets no line
_LARGEST = 15  # packages that get a line


def shown(examination: Examination, *, whole: bool = False) -> str:
    """The examination as text; ``whole`` shows also what hardly counts."""
    return "\n".join(_lines(examination, whole=whole))


def _lines(found: Examination, *, whole: bool) -> Iterator[str]:
    init = milliseconds(found.init_ms)
    yield bold(f"{found.function}: INIT {init}, {size(found.unzipped)} unzipped")
    yield dim(f"medians of {found.runs} cold starts on {found.machine}")
    yield ""
    yield from _phases(found)
    least = 0.0 if whole else found.init_ms * _NOTABLE
    yield from _imports("imports of INIT", found.imports, least)
    yield from _imports("imports of the first request", found.requested, least)
    yield ""
    yield bold(f"{'size':>10}{'in INIT':>12}  packages")
    yield from _packages(found, whole=whole)
    if found.budgets:
        yield ""
        yield bold(f"{'found':>11}{'at most':>12}  budgets")
    for budget in found.budgets:
        yield _budget(budget)
    if found.advice:
        yield ""
        yield bold(f"{'cold start':>11}{'request':>12}{'size':>11}  what may help")
    for advice in found.advice:
        yield from _advice(advice)


def _phases(found: Examination) -> Iterator[str]:
    longest = max(phase.ms for phase in found.phases)
    for phase in found.phases:
        bar = "█" * round(phase.ms / longest * _BAR)
        between = dim(f"{phase.least_ms:,.0f} to {phase.most_ms:,.0f}")
        yield f"{milliseconds(phase.ms):>10}  {phase.what:<32}{bar:<{_BAR}}  {between}"
    if found.request_ms is not None:
        yield f"{milliseconds(found.again_ms):>10}  {dim('the same request again')}"


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
        ms = milliseconds(times.get(weight.package, 0.0)) if weight.used else "no import"
        yield f"{size(weight.size):>10}{ms:>12}  {name}"
    yield f"{'':>10}{milliseconds(times.get(PYTHON, 0.0)):>12}  {dim('what comes with Python')}"


def _budget(budget: Budget) -> str:
    found, limit = (amount(budget.name, each) for each in (budget.found, budget.limit))
    verdict = red("exceeded") if budget.exceeded else green("kept")
    return f"{found:>11}{limit:>12}  {budget.name}: {verdict}"


def _advice(advice: Advice) -> Iterator[str]:
    """What it changes in columns, what it is, and below them why."""
    times = f"{_time(advice.gain_ms):>11}{_time(advice.request_gain_ms):>12}"
    yield f"{times}{_size(advice.gain_bytes or 0):>11}  {advice.setting or advice.what}"
    said = f"{advice.what}: {advice.why}" if advice.setting else advice.why
    indent = " " * 36
    yield from textwrap.wrap(said, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _time(gain: float | None) -> str:
    """What a gain changes, which is the other way round."""
    if gain is None:
        return "not tried"
    return f"{'-' if gain > 0 else '+'}{milliseconds(abs(gain))}" if gain else "no change"


def _size(gain: int) -> str:
    return f"{'-' if gain > 0 else '+'}{size(abs(gain))}" if gain else ""
