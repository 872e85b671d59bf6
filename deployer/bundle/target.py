"""What the bundle is built for: the runtime's Python, architecture and C library.

AWS builds python3.11 on Amazon Linux 2 (glibc 2.26) and python3.12 upward on Amazon Linux 2023
(glibc 2.34): wheels for a newer glibc do not load there, wheels for musl never do.
"""

from dataclasses import dataclass

from ..settings.stage import Architecture, Stage

# The names from before PEP 600: glibc 2.5, 2.12 and 2.17.
_LEGACY = ("manylinux1", "manylinux2010", "manylinux2014")
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

    def loads(self, wheel: str) -> bool:
        """Whether the platform of a wheel, by its file's name, is one that Lambda can load.

        The tags at the end may be several, joined by ".": each names a platform that the wheel
        was found to run on (PEP 425, PEP 600).
        """
        tags = wheel.removesuffix(".whl").rpartition("-")[2].split(".")
        return any(tag == "any" or self._has(tag) for tag in tags)

    def _has(self, tag: str) -> bool:
        if tag == f"linux_{self.machine}":
            return True
        name, _, machine = tag.partition(f"_{self.machine}")
        if tag == name or machine or not name.startswith("manylinux"):
            return False
        if name in _LEGACY:
            return True
        glibc = tuple(int(part) for part in name.split("_")[1:] if part.isdecimal())
        return len(glibc) == 2 and glibc <= self.glibc

    def _manylinux(self, glibc: tuple[int, int]) -> str:
        return f"{self.machine}-manylinux_{glibc[0]}_{glibc[1]}"

    def __str__(self) -> str:
        return f"Python {self.python} on {self.architecture}"


def for_stage(stage: Stage) -> Target:
    """The target of ``stage``'s runtime and architecture."""
    minor = int(stage.python.partition(".")[2])
    return Target(stage.python, stage.architecture, (2, 34) if minor >= 12 else (2, 26))
