"""What is in a bundle, and why: by distribution, with what each rule took out of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import metadata

from ..settings.stage import Stage
from ..ui import Ui
from . import direct, distributions, inputs
from .bundle import Bundle
from .dependencies import Dependencies
from .needs import needs
from .slim import Savings
from .slim.rules import RULES

_STRIP = "symbols in shared libraries"


@dataclass(frozen=True)
class Package:
    """One distribution in the bundle; ``size`` and what the rules ``removed`` are in bytes.

    ``direct`` says that the project itself asks for it, ``required_by`` names the others that do.
    ``because`` says how the application reaches it, where that was looked for.
    """

    name: str
    version: str
    size: int
    direct: bool
    required_by: tuple[str, ...]
    removed: Mapping[str, int]
    because: str


@dataclass(frozen=True)
class LeftOut:
    """A distribution that the requirements bring and the bundle does without.

    ``size`` is in bytes. What the runtime has is never fetched: its size is that of the copy that
    lift itself runs with.
    """

    name: str
    version: str
    why: str
    size: int


@dataclass(frozen=True)
class Rule:
    """A rule that is on: what it takes, and the bytes that it saved."""

    name: str
    takes: str
    saved: int


@dataclass(frozen=True)
class Explanation:
    """All of it; sizes are in bytes, unzipped. ``code`` is the project and lift's run-time part,
    ``bytecode`` the part of the packages that is compiled, ``notes`` why something stays."""

    code: int
    packages: tuple[Package, ...]
    bytecode: int
    left_out: tuple[LeftOut, ...]
    rules: tuple[Rule, ...]
    notes: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return asdict(self)


def explain(stage: Stage, bundle: Bundle, ui: Ui) -> Explanation:
    """The explanation of ``bundle``, which was built for ``stage``."""
    needed = bundle.dependencies
    if needed is None:
        return Explanation(bundle.code.unzipped, (), 0, (), (), ())
    sizes = distributions.sizes(needed.tree(ui))
    savings = needed.savings(ui)
    in_code = 0 if bundle.layer or bundle.image else sum(entry.size for entry in needed.entries(ui))
    because = needed.finding.reasons if needed.finding else {}
    return Explanation(
        code=bundle.code.unzipped - in_code,
        packages=_packages(stage, needed, sizes, savings, because, ui),
        bytecode=sum(entry.size for entry in needed.entries(ui) if entry.path.endswith(".pyc")),
        left_out=_left_out(needed),
        rules=_rules(needed, savings),
        notes=tuple(_notes(needed)),
    )


def _packages(
    stage: Stage,
    needed: Dependencies,
    sizes: Counter[str],
    savings: Savings,
    because: Mapping[str, str],
    ui: Ui,
) -> tuple[Package, ...]:
    installed = distributions.find(needed.tree(ui))
    named = inputs.find(stage)
    asked = needs(installed, direct.find(named) if named else {}, needed.target)
    return tuple(
        Package(
            each.name,
            each.version,
            sizes[each.name],
            each.name in asked[""],
            tuple(name for name, others in asked.items() if name and each.name in others),
            savings.of(each.name),
            because.get(each.name, ""),
        )
        for each in installed
    )


def _left_out(needed: Dependencies) -> tuple[LeftOut, ...]:
    found = [
        LeftOut(pin.name, pin.version, "the runtime has it", _size_here(pin.name))
        for pin in needed.provided.left_out
    ]
    if needed.finding:
        found += [
            LeftOut(each.name, each.version, "nothing reaches it", each.size)
            for each in needed.finding.unused
        ]
    return tuple(found)


def _size_here(name: str) -> int:
    try:
        return sum(file.size or 0 for file in metadata.files(name) or ())
    except metadata.PackageNotFoundError:
        return 0


def _rules(needed: Dependencies, savings: Savings) -> tuple[Rule, ...]:
    takes = {rule.name: rule.what for rule in RULES} | {"strip": _STRIP}
    on = [name for name in takes if name in needed.choice.rules]
    return tuple(Rule(name, takes[name], savings.total(name)) for name in on)


def _notes(needed: Dependencies) -> list[str]:
    because = needed.provided.kept_because
    family = [f"boto3 and its family stay: {because}"] if because else []
    libraries = [file.name for file in needed.libraries]
    linked = f"system libraries that packages are linked to: {', '.join(libraries)}"
    return [*family, *([linked] if libraries else [])]
