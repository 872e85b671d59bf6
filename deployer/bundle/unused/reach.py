"""Which modules the application reaches: a walk along what each module mentions.

    the project's modules -> what they import, load or name -> what those import, load or name …

Careful on the side of reaching: an import counts wherever it stands, also in a function or a
``try``. A package that is named in a string (INSTALLED_APPS, a driver, a backend) is reached whole,
and so is a distribution one of whose modules imports by names that are made at run time or is
compiled, since nobody can read what such a module imports.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ..distributions import Distribution
from ..mentions import Mentions
from .modules import Module, Modules

# What the standard library imports where it is installed.
_BY_STANDARD_LIBRARY = {"zoneinfo": "tzdata"}
_COMMANDS = ("console_scripts", "gui_scripts")


@dataclass
class Walk:
    """``reasons`` says how each distribution is reached; ``read`` gives a module's mentions.

    ``unsure`` are places in the project's own code that import by names made at run time.
    """

    modules: Modules
    installed: Mapping[str, Distribution]
    needs: Mapping[str, Iterable[str]]
    read: Callable[[Module], Mentions]
    reasons: dict[str, str] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _waiting: list[Module] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)

    def name(self, names: Iterable[str], why: str) -> None:
        """Reach what ``names`` lead to, packages as a whole."""
        for name in sorted(names):
            self._reach(self.modules.led_to(name), why)
            self._reach(self.modules.below(name), why)

    def keep(self, distribution: str, why: str) -> None:
        """Reach a whole distribution."""
        self.reasons.setdefault(distribution, why)
        self._reach((each for each in self.modules.of(distribution) if not each.aside), why)

    def run(self) -> None:
        """Walk from the project's own modules until nothing new is reached."""
        self._reach(self.modules.of(""), "")
        known = -1
        while self._waiting or known != len(self.reasons):
            known = len(self.reasons)
            while self._waiting:
                self._follow(self._waiting.pop())
            self._by_plugins()
            self._by_standard_library()
            self._by_silent_needs()

    def _reach(self, modules: Iterable[Module], why: str) -> None:
        for module in modules:
            if module.name not in self._seen:
                self._seen.add(module.name)
                self._waiting.append(module)
                if module.distribution:
                    self.reasons.setdefault(module.distribution, why)

    def _follow(self, module: Module) -> None:
        if module.compiled:
            self._cannot_read(module, "is compiled")
        elif (found := self.read(module)).opaque:
            self._cannot_read(module, "is written for another Python")
        else:
            self._follow_source(module, found)

    def _follow_source(self, module: Module, found: Mentions) -> None:
        own = not module.distribution
        for name in sorted(found.imports):
            self._reach(self.modules.led_to(name), f"{module.name} imports it")
        named = {name for name in found.strings if own or "." in name}
        self.name(found.loads | named, f"{module.name} names it")
        self._names |= found.names
        if found.dynamic and own:
            self.unsure += [f"{module.name}, line {line}" for line in found.dynamic]
        elif found.dynamic:
            self.keep(module.distribution, self.reasons[module.distribution])

    def _cannot_read(self, module: Module, why: str) -> None:
        if not module.distribution:
            self.unsure.append(module.name)
            return
        self.keep(module.distribution, self.reasons[module.distribution])
        for name in self.needs[module.distribution]:
            self.keep(name, f"{module.distribution} requires it, and {why}")

    def _by_plugins(self) -> None:
        """Entry points, as soon as their group is named by what is reached."""
        for distribution in self.installed.values():
            for group, modules in distribution.plugins.items():
                if group in self._names and group not in _COMMANDS:
                    self.name(modules, f"it has plugins for {group}")

    def _by_standard_library(self) -> None:
        for module, distribution in _BY_STANDARD_LIBRARY.items():
            if module in self._names and distribution in self.installed:
                self.keep(distribution, f"Python's {module} looks for it")

    def _by_silent_needs(self) -> None:
        """What a reached distribution requires although no module of its mentions it."""
        for name in sorted(self.reasons):
            for needed in self.needs[name]:
                if needed not in self.reasons and not self._speaks_of(name, needed):
                    self.keep(needed, f"{name} requires it, and no import says what for")

    def _speaks_of(self, distribution: str, needed: str) -> bool:
        tops = self.modules.tops(needed)
        for module in self.modules.of(distribution):
            source = module.file.read_bytes()
            if any(top.encode() in source for top in tops):
                found = self.read(module)
                if any(name.partition(".")[0] in tops for name in found.imports | found.loads):
                    return True
        return False
