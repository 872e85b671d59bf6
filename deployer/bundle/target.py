"""What the bundle is built for: the runtime's Python, architecture and C library.

AWS builds python3.11 on Amazon Linux 2 (glibc 2.26) and python3.12 upward on Amazon Linux 2023
(glibc 2.34): wheels for a newer glibc do not load there, wheels for musl never do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ..settings.stage import Architecture, Stage

if TYPE_CHECKING:
    from packaging.markers import Environment
    from packaging.tags import Tag

# The names from before PEP 600, by the glibc (2.x) that they stand for.
_LEGACY = {5: "manylinux1", 12: "manylinux2010", 17: "manylinux2014"}
_MACHINES: dict[Architecture, str] = {"x86_64": "x86_64", "arm64": "aarch64"}


@dataclass(frozen=True)
class Target:
    """``python`` is "3.12", ``glibc`` the newest version that a wheel may ask for."""

    python: str
    architecture: Architecture
    glibc: tuple[int, int]

    @property
    def machine(self) -> str:
        """What ``uname -m`` says there: "x86_64" or "aarch64"."""
        return _MACHINES[self.architecture]

    @property
    def platform(self) -> str:
        """uv's name for it. uv knows glibc 2.17, 2.28 and 2.31 upward; lower is always right."""
        return self._manylinux(self.glibc if self.glibc >= (2, 31) else (2, 17))

    @property
    def wider(self) -> str:
        """uv's name for the next glibc that it knows, which takes in some wheels too many."""
        return self._manylinux(self.glibc if self.glibc >= (2, 31) else (2, 28))

    @property
    def full_python(self) -> str:
        """The version down to the patch, as far as anybody can tell: AWS keeps runtimes current."""
        return f"{self.python}.99"

    @property
    def environment(self) -> "Environment":
        """What markers are evaluated in (PEP 508)."""
        return cast("Environment", self._variables)

    def takes(self, marker: str, extras: Iterable[str] = ()) -> bool:
        """Whether what carries ``marker`` counts here, with ``extras`` wanted."""
        from packaging.markers import Marker

        return any(
            Marker(marker).evaluate({**self._variables, "extra": extra}) for extra in ("", *extras)
        )

    @property
    def _variables(self) -> dict[str, str]:
        return {
            "implementation_name": "cpython",
            "implementation_version": self.full_python,
            "os_name": "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Linux",
            "platform_version": "",
            "python_full_version": self.full_python,
            "python_version": self.python,
            "sys_platform": "linux",
        }

    @property
    def tags(self) -> "list[Tag]":
        """The tags of wheels that Lambda can load, the best first (PEP 425, PEP 600)."""
        from packaging.tags import compatible_tags, cpython_tags

        major, minor = (int(part) for part in self.python.split("."))
        interpreter = f"cp{major}{minor}"
        platforms = list(self._platforms())
        return [
            *cpython_tags((major, minor), [interpreter], platforms),
            *compatible_tags((major, minor), interpreter, platforms),
        ]

    def _platforms(self) -> Iterator[str]:
        for glibc in range(self.glibc[1], 4, -1):
            yield f"manylinux_2_{glibc}_{self.machine}"
            if legacy := _LEGACY.get(glibc):
                yield f"{legacy}_{self.machine}"
        yield f"linux_{self.machine}"

    def _manylinux(self, glibc: tuple[int, int]) -> str:
        return f"{self.machine}-manylinux_{glibc[0]}_{glibc[1]}"

    def __str__(self) -> str:
        return f"Python {self.python} on {self.architecture}"


def for_stage(stage: Stage) -> Target:
    """The target of ``stage``'s runtime and architecture."""
    minor = int(stage.python.partition(".")[2])
    return Target(stage.python, stage.architecture, (2, 34) if minor >= 12 else (2, 26))
