"""An examination as what ``lift doctor --json`` prints: fields to be relied on."""

from dataclasses import asdict

from .examination import Budget, Examination, Import


def document(examination: Examination) -> dict[str, object]:
    """Times in milliseconds, sizes in bytes."""
    return {
        "stage": examination.stage,
        "function": examination.function,
        "runtime": examination.runtime,
        "machine": examination.machine,
        "runs": examination.runs,
        "init_ms": _ms(examination.init_ms),
        "first_request_ms": _ms(examination.request_ms),
        "again_ms": _ms(examination.again_ms),
        "unzipped": examination.unzipped,
        "phases": [_rounded(asdict(phase)) for phase in examination.phases],
        "imports": [_import(each) for each in examination.imports],
        "requested": [_import(each) for each in examination.requested],
        "packages": [asdict(weight) for weight in examination.weights],
        "budgets": [_budget(budget) for budget in examination.budgets],
        "advice": [_rounded(asdict(advice)) for advice in examination.advice],
    }


def _budget(budget: Budget) -> dict[str, object]:
    return _rounded(asdict(budget)) | {"exceeded": budget.exceeded}


def _import(each: Import) -> dict[str, object]:
    return {
        "module": each.module,
        "package": each.package,
        "file": each.file,
        "own_ms": _ms(each.own_ms),
        "total_ms": _ms(each.total_ms),
        "children": [_import(child) for child in each.children],
    }


def _rounded(values: dict[str, object]) -> dict[str, object]:
    return {
        name: _ms(value) if isinstance(value, float) else value for name, value in values.items()
    }


def _ms(time: float | None) -> float | None:
    return None if time is None else round(time, 3)
