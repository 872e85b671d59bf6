"""What is taken out of the dependencies: one switch for each rule."""

from dataclasses import dataclass, fields
from typing import Any, Literal

Unused = Literal["report", "drop"]


@dataclass(frozen=True)
class Slim:
    """The switches of ``"slim"``; each field but the last four is a rule that is on by default.

    ``strip`` has to be asked for. ``unused`` says what is done with packages that the application
    does not reach. To find out, the paths of ``trace`` are requested, and the command
    ``trace_tests`` is run.
    """

    boto: bool = True
    scripts: bool = True
    caches: bool = True
    tests: bool = True
    catalogs: bool = True
    stubs: bool = True
    headers: bool = True
    docs: bool = True
    strip: bool = False
    unused: Unused | None = None
    trace: tuple[str, ...] = ()
    trace_tests: str = ""

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that are on."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name) is True)


def slim(value: bool | dict[str, Any]) -> Slim:
    """The switches as the settings have them: true, false for none at all, or one by one."""
    if isinstance(value, dict):
        return Slim(**value | {"trace": tuple(value.get("trace", ()))})
    off: dict[str, Any] = dict.fromkeys(Slim().rules, False)
    return Slim() if value else Slim(**off)
