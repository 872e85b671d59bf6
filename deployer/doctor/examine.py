"""Examine a stage: build its bundle, start it again and again as Lambda does, weigh it.

    Stage -> bundle -> unpacked, read only -> a start that is not counted
          -> N times: a cold start, and a traced one -> phases and imports
          -> sizes by package, and which of them were imported

Nothing of AWS is asked, and nothing is left behind.
"""

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from ..engine.health import Probe
from ..sandbox.interpreter import Interpreter
from ..settings.stage import Stage
from ..ui import Ui
from . import machine, profile, visit
from .examination import Examination
from .origins import Origins
from .start import Start, start
from .subject import Subject, Subjects, placed
from .trace import Span
from .weights import weights

INIT_LIMIT = 10_000.0  # milliseconds; then Lambda starts anew


def examine(stage: Stage, ui: Ui, *, runs: int) -> Examination:
    """The examination of ``stage`` by ``runs`` cold starts.

    Raises ``LiftError`` when the bundle cannot be built, does not start here, or does not answer.
    """
    stage = machine.suited(stage, ui)
    interpreter = machine.equipped(stage)
    place = placed(stage)
    with closing(Subjects(place)) as subjects:
        subject = subjects.make(stage, ui)
        probe = visit.probe(stage, place)
        _rehearse(subject, interpreter.python, probe, ui)
        series = Series(subject, interpreter.python, probe)
        with ui.progress("cold starts", runs) as advance:
            for _ in range(runs):
                series.go()
                advance(1)
        return _examination(series, interpreter)


def _rehearse(subject: Subject, python: Path, probe: Probe | None, ui: Ui) -> None:
    """A start that is not counted: the first on a machine compiles the runtime client."""
    ui.step(f"starting {subject.function.name} as Lambda does")
    first = start(subject, python, probe)
    if first.init > INIT_LIMIT:
        ui.warn(
            f"INIT takes {first.init / 1000:.1f} s here: what takes Lambda over 10 s is started "
            "again, on the visitor's time"
        )
    if probe and first.answer:
        objection = probe.objection(probe.response(first.answer), first.answer)
        if objection:
            ui.warn(f"the application {objection.words}")
            if objection.hint:
                ui.note(objection.hint)


@dataclass
class Series:
    """Cold starts of one bundle, and traced ones in turns with them."""

    subject: Subject
    python: Path
    probe: Probe | None
    starts: list[Start] = field(default_factory=list)
    traced: list[Start] = field(default_factory=list)

    def go(self) -> None:
        self.starts.append(start(self.subject, self.python, self.probe))
        self.traced.append(start(self.subject, self.python, self.probe, traced=True))

    @property
    def init(self) -> float:
        return median(each.init for each in self.starts)

    @property
    def requests(self) -> list[float]:
        return [each.request for each in self.starts if each.answer]

    @property
    def again(self) -> float:
        return median(each.again for each in self.starts)


def _examination(series: Series, interpreter: Interpreter) -> Examination:
    subject = series.subject
    origins = Origins(subject, interpreter)

    def describe(span: Span) -> tuple[str, str | None]:
        return origins.package(span.file), origins.on_lambda(span.file)

    inits = [profile.until_ready(each) for each in series.traced]
    tree = profile.imports(inits, describe)
    module = subject.function.handler.rpartition(".")[0]
    phases, scale = profile.phases(tree, inits, series.init, module)
    if series.requests:
        phases.append(profile.phase("request", series.requests))
    imports = profile.scaled(tree, scale)
    requests = [profile.from_ready(each) for each in series.traced]
    requested = profile.scaled(profile.imports(requests, describe), scale)
    used = {each.package for root in (*imports, *requested) for each in root.walk()}
    stage = subject.stage
    return Examination(
        stage=stage.name,
        function=subject.function.name,
        runtime=stage.runtime,
        machine=machine.described(interpreter),
        runs=len(series.starts),
        phases=tuple(phases),
        imports=imports,
        requested=requested,
        again_ms=series.again,
        weights=weights(subject, used),
        advice=(),
    )
