"""How a deployment is to go about it: what the command line says beside the stage."""

import shlex
from dataclasses import dataclass
from typing import Literal

from ..commit import NONE
from ..settings.stage import Stage


@dataclass(frozen=True)
class Options:
    """``command`` is "update" for code and configuration only.

    ``commit`` is what the release is made from, ``yes`` answers every question; without ``wait``
    somebody else who deploys the stage is an error. ``answered``: a protected stage was asked for.
    ``adopt`` are names of what becomes the stage's own although it does not carry its tags.
    ``retire``: front doors that the settings no longer want go.
    """

    command: Literal["deploy", "update"] = "deploy"
    commit: str = NONE
    yes: bool = False
    wait: bool = True
    answered: bool = False
    adopt: tuple[str, ...] = ()
    retire: bool = False

    def again(self, stage: Stage) -> str:
        """The command that goes on where this one stopped."""
        adopting = (f" --adopt {shlex.quote(name)}" for name in self.adopt)
        retiring = " --retire" if self.retire else ""
        return f"lift {self.command} {stage.name}{retiring}{''.join(adopting)}"
