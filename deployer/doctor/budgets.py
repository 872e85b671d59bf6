"""Budgets: is the bundle larger, or its start slower, than the settings allow?

    sizes   cost nothing: they are the bundle's own
    times   need cold starts, as ``lift doctor`` takes them, and depend on the machine

A deployment asks before its first write.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from ..errors import LiftError, OverBudget
from ..settings.budgets import Budgets
from ..settings.stage import Stage
from ..ui import Ui
from .examination import Budget, Examination
from .figures import milliseconds, size

if TYPE_CHECKING:
    from ..bundle import Bundle

RUNS = 5
_MB = 1024 * 1024
_NAMED = 4  # of the largest, and of the slowest

_WHAT = {
    "init_ms": "INIT takes",
    "first_request_ms": "the first request takes",
    "unzipped_mb": "unzipped the bundle has",
    "zipped_mb": "zipped the bundle has",
}


def held(budgets: Budgets, found: Mapping[str, float]) -> tuple[Budget, ...]:
    """Each of ``budgets`` that something was ``found`` for, by the name that the settings have."""
    limits = {each.name: getattr(budgets, each.name) for each in fields(budgets)}
    return tuple(
        Budget(name, limit, found[name])
        for name, limit in limits.items()
        if limit is not None and name in found
    )


def sizes(bundle: "Bundle") -> dict[str, float]:
    """Of code and layer together, or of the image."""
    if bundle.image:
        return {"unzipped_mb": bundle.image.unzipped / _MB}
    return {
        "unzipped_mb": sum(each.unzipped for each in bundle.archives) / _MB,
        "zipped_mb": sum(each.size for each in bundle.archives) / _MB,
    }


def times(init_ms: float, request_ms: float | None) -> dict[str, float]:
    return {"init_ms": init_ms} | ({} if request_ms is None else {"first_request_ms": request_ms})


def _measured(stage: Stage, ui: Ui) -> Examination:
    from .examine import examine

    return examine(stage, ui, runs=RUNS, trying=False)


def check(
    stage: Stage,
    bundle: "Bundle",
    ui: Ui,
    measure: Callable[[Stage, Ui], Examination] = _measured,
) -> None:
    """Raise ``OverBudget`` when ``bundle``, built for ``stage``, exceeds one of its budgets.

    Raises ``LiftError`` when there is a budget of time and nothing can be timed here.
    """
    refuse(stage.name, held(stage.budgets, sizes(bundle)), lambda: _largest(stage, bundle, ui))
    if stage.budgets.timed:
        examination = _timed(stage, ui, measure)
        refuse(stage.name, examination.budgets, lambda: slowest(examination))


def refuse(stage: str, budgets: Iterable[Budget], why: Callable[[], Iterable[str]]) -> None:
    """Raise ``OverBudget`` when one of ``budgets`` is exceeded; ``why`` gives more lines."""
    if over := [each for each in budgets if each.exceeded]:
        raise OverBudget(
            f"{stage} is over budget: {'; '.join(map(_worded, over))}",
            hint=f"lift doctor {stage} shows what it goes to and what helps; if it has to be, "
            f'raise "{over[0].name}" in "budgets"',
            details="\n".join(why()),
        )


def amount(name: str, value: float) -> str:
    """``value`` of the budget ``name`` with its unit."""
    return milliseconds(value) if name.endswith("_ms") else size(round(value * _MB))


def slowest(examination: Examination) -> Iterator[str]:
    """What took the time, and where that was measured."""
    ranked = sorted(examination.package_ms.items(), key=lambda each: -each[1])[:_NAMED]
    named = (f"{name or 'the application'} {milliseconds(ms)}" for name, ms in ranked)
    yield f"slowest imports: {', '.join(named)}"
    yield f"medians of {examination.runs} starts on this machine ({examination.machine})"


def _timed(stage: Stage, ui: Ui, measure: Callable[[Stage, Ui], Examination]) -> Examination:
    ui.step('timing cold starts, for "budgets"')
    try:
        return measure(stage, ui)
    except LiftError as error:
        raise LiftError(
            f'"budgets" of {stage.name} cannot be checked, nothing was touched: {error.message}',
            hint=f'{error.hint}; or take the times out of "budgets"'.removeprefix("; or "),
            details=error.details,
        ) from None


def _worded(budget: Budget) -> str:
    found, limit = amount(budget.name, budget.found), amount(budget.name, budget.limit)
    over = amount(budget.name, budget.found - budget.limit)
    return f'{_WHAT[budget.name]} {found}, {over} above the {limit} of "{budget.name}"'


def _largest(stage: Stage, bundle: "Bundle", ui: Ui) -> Iterator[str]:
    from ..bundle import explanation

    explained = explanation.explain(stage, bundle, ui)
    parts = [(each.name, each.size) for each in explained.packages]
    ranked = sorted([("the application", explained.code), *parts], key=lambda part: -part[1])
    yield f"largest parts: {', '.join(f'{name} {size(count)}' for name, count in ranked[:_NAMED])}"
