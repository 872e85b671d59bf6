"""The doctor's numbers beside an independent measurement: ``python -X importtime``.

It sees imports by statement, not those by ``importlib.import_module``.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from lift.deployer import run
from lift.deployer.doctor import machine
from lift.deployer.doctor.start import start
from lift.deployer.doctor.subject import Subject, Subjects, placed
from lift.deployer.doctor.trace import Node, nested
from lift.deployer.sandbox.variables import Place, variables
from lift.deployer.ui import Recorder

from .projects import SLOW, project

_LINE = re.compile(r"import time: +(\d+) \| +\d+ \| ( *)(\S+)")


@dataclass(frozen=True)
class Seen:
    """Who imported each module ("" nobody), and the milliseconds that it took by itself."""

    parents: Mapping[str, str]
    own: Mapping[str, float]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Seen, Seen]]:
    """The doctor's and Python's, below the application's own module."""
    with project(tmp_path_factory.mktemp("agreement")) as stage:
        python = machine.equipped(stage).python
        with closing(Subjects(placed(stage))) as subjects:
            subject = subjects.make(stage, Recorder())
            roots = nested(start(subject, python, None, traced=True).spans)
            yield _traced(roots), _importtime(_independent(subject, python))


def _traced(roots: list[Node]) -> Seen:
    parents, own = {root.span.module: "" for root in roots}, {}
    for root in roots:
        for node in root.walk():
            own[node.span.module] = node.own / 1e6
            parents |= {child.span.module: node.span.module for child in node.children}
    return Seen(parents, own)


def _independent(subject: Subject, python: Path) -> str:
    place = Place(subject.task, subject.opt, subject.task, python, "", "", "")
    environment = variables(subject.function, place)
    command = [str(python), "-X", "importtime", "-c", "import lift_handler"]
    return run.run(command, cwd=subject.task, environment=environment).stderr


def _importtime(said: str) -> Seen:
    """A line a module, deeper ones indented and before the one that imported them."""
    parents, own = {}, {}
    above: list[str] = []
    for line in reversed(said.splitlines()):
        if found := _LINE.fullmatch(line):
            depth = len(found[2]) // 2
            above[depth:] = [found[3]]
            parents[found[3]] = above[depth - 1] if depth else ""
            own[found[3]] = int(found[1]) / 1000
    return Seen(parents, own)


def test_both_see_the_same_modules_and_who_imported_them(both: tuple[Seen, Seen]) -> None:
    ours, pythons = both
    mine = ("main", "flour", "flour.mill", "flour.grain", "lift.adapter.handler")
    assert all(ours.parents[name] == pythons.parents[name] for name in mine)
    # Where the runtime client has imported something before, the first importer is another.
    later = {name for name in pythons.parents if name.startswith(("lift.", "flour", "fractions"))}
    assert later <= ours.parents.keys()


def test_only_the_doctor_sees_what_is_imported_by_name(both: tuple[Seen, Seen]) -> None:
    ours, pythons = both
    assert ours.parents["sugar"] == "main"
    assert "sugar" not in pythons.parents


def test_both_put_the_time_where_it_is_spent(both: tuple[Seen, Seen]) -> None:
    for seen in both:
        assert seen.own["flour.mill"] > SLOW * 1000
        assert all(seen.own[name] < SLOW * 1000 for name in ("flour", "flour.grain"))
