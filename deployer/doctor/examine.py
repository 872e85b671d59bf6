"""Examine a stage: build its bundle, start it again and again as Lambda does, weigh it.

    Stage -> bundle -> unpacked, read only -> a start that is not counted
          -> what may help, each built and unpacked likewise
          -> N rounds: a cold start, a traced one, one of each that may help
          -> phases, imports, sizes, and the gain of each

Nothing of AWS is asked, and nothing is left behind.
"""

from contextlib import closing
from dataclasses import replace
from statistics import median

from ..sandbox.interpreter import Interpreter
from ..settings.stage import Stage
from ..ui import Ui
from . import machine, profile, slow_imports, visit
from .advice import advice, prepared
from .budgets import held, sizes, times
from .examination import Advice, Examination
from .origins import Origins
from .series import INIT_LIMIT, Series
from .subject import Subjects, placed
from .weights import weights

_TOLD = 12  # lines of the log


def examine(stage: Stage, ui: Ui, *, runs: int, trying: bool = True) -> Examination:
    """The examination of ``stage`` by ``runs`` cold starts; ``trying``: also of what may help.

    Raises ``LiftError`` when the bundle cannot be built, does not start here, or does not answer.
    """
    stage = machine.suited(stage, ui)
    interpreter = machine.equipped(stage)
    place = placed(stage)
    with closing(Subjects(place)) as subjects:
        subject = subjects.make(stage, ui)
        series = Series(subject, interpreter.python, visit.probe(stage, place))
        ui.step(f"starting {subject.function.name} as Lambda does")
        _judge(series, ui)
        tried = [*prepared(series, subjects, ui)] if trying else []
        with ui.progress("cold starts", runs) as advance:
            for _ in range(runs):
                series.start()
                series.trace()
                for each in tried:
                    each.series.start()
                advance(1)
        return _examination(series, interpreter, advice(series, tried))


def _judge(series: Series, ui: Ui) -> None:
    """Say what would be wrong with it on Lambda."""
    first = series.rehearse()
    if first.init > INIT_LIMIT:
        ui.warn(
            f"INIT takes {first.init / 1000:.1f} s here: what takes Lambda over 10 s is started "
            "again, on the visitor's time"
        )
    if series.probe and first.answer:
        response = series.probe.response(first.answer)
        if objection := series.probe.objection(response, first.answer):
            ui.warn(f"the application {objection.words}")
            for line in first.log[-_TOLD:]:
                ui.step(line)
            if objection.hint:
                ui.note(objection.hint)


def _examination(
    series: Series, interpreter: Interpreter, found: tuple[Advice, ...]
) -> Examination:
    subject = series.subject
    origins = Origins(subject, interpreter)
    inits = [profile.until_ready(each) for each in series.traced]
    tree = profile.imports(inits, origins.describe)
    module = subject.function.handler.rpartition(".")[0]
    phases, scale = profile.phases(tree, inits, median(series.inits), module)
    if series.probe:
        phases.append(profile.phase("request", series.requests))
    imports = profile.scaled(tree, scale)
    requests = [profile.from_ready(each) for each in series.traced]
    requested = profile.scaled(profile.imports(requests, origins.describe), scale)
    used = {each.package for root in (*imports, *requested) for each in root.walk()}
    made = Examination(
        stage=subject.stage.name,
        function=subject.function.name,
        runtime=subject.stage.runtime,
        machine=machine.described(interpreter),
        runs=len(series.starts),
        phases=tuple(phases),
        imports=imports,
        weights=weights(subject, used),
        advice=found,
        requested=requested,
        again_ms=median(each.again for each in series.starts),
    )
    figures = sizes(subject.bundle) | times(made.init_ms, made.request_ms)
    return replace(
        made,
        advice=(*found, *slow_imports.advice(made)),
        budgets=held(subject.stage.budgets, figures),
    )
