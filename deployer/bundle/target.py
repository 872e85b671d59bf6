"""What the bundle is built for: the runtime's Python, architecture and C library.

AWS builds python3.11 on Amazon Linux 2 (glibc 2.26) and python3.12 upward on Amazon Linux 2023
(glibc 2.34): wheels for a newer glibc do not load there, wheels for musl never do.
"""

from dataclasses import dataclass

from ..settings.stage import Architecture, Stage

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
        major, minor = self.glibc if self.glibc >= (2, 31) else (2, 17)
        return f"{self.machine}-manylinux_{major}_{minor}"

    def __str__(self) -> str:
        return f"Python {self.python} on {self.architecture}"


def for_stage(stage: Stage) -> Target:
    """The target of ``stage``'s runtime and architecture."""
    minor = int(stage.python.partition(".")[2])
    return Target(stage.python, stage.architecture, (2, 34) if minor >= 12 else (2, 26))
