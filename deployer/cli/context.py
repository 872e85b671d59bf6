"""What every command gets: how to speak, and the stage that is meant."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..ui import Console

if TYPE_CHECKING:
    from ..settings import Stage


@dataclass(frozen=True)
class Context:
    """The options that stand before the command, and what follows from them."""

    ui: Console
    settings_file: Path | None = None
    profile: str | None = None
    region: str | None = None
    json: bool = False
    verbose: bool = False
    answered: bool = False  # the question that a protected stage asks

    def options(self) -> "list[str]":
        """Those before the command, as they were given, but --json."""
        given = {"settings": self.settings_file, "profile": self.profile, "region": self.region}
        values = [f"--{name}={value}" for name, value in given.items() if value]
        return [*values, "--verbose"] if self.verbose else values

    def stage(self, name: str | None) -> "Stage":
        """The stage called ``name`` (or the default one), with --profile and --region applied."""
        from ..settings import load

        return self._placed(load(self.settings_file, name))

    def stages(self) -> "list[Stage]":
        """Every stage that can be deployed, as ``stage`` gives it."""
        from ..settings import load_all

        return [self._placed(stage) for stage in load_all(self.settings_file)]

    def stages_of(self, project: str, name: str | None) -> "list[Stage]":
        """Stages of ``project`` that are on AWS and, without a ``name``, not in the settings.

        They are looked for in every account and region that the settings name. This works without
        a settings file too.
        """
        from ..engine.former import find
        from ..settings import NAME, Stage, is_there

        stages = self.stages() if self.settings_file or is_there(Path.cwd()) else []
        bare = self._placed(Stage("", Path.cwd(), project, Path(NAME)))
        return find(name, bare, stages, self.ui)

    def _placed(self, stage: "Stage") -> "Stage":
        return replace(
            stage,
            aws_region=self.region or stage.aws_region,
            profile_name=self.profile or stage.profile_name,
        )

    def stage_and_rest(self, arguments: tuple[str, ...]) -> "tuple[Stage, tuple[str, ...]]":
        """The stage that ``arguments`` begin with, or the default one, and what is left of them.

        A first word that is nearly a stage's name is taken for a mistyped stage.
        """
        from ..settings import stage_names
        from ..suggest import nearest

        first = arguments[0] if arguments else None
        names = stage_names(self.settings_file)
        if first is not None and (first in names or nearest(first, names)):
            return self.stage(first), arguments[1:]
        return self.stage(None), arguments
