"""A stage at its place on AWS: what every name, tag and ARN follows from."""

from dataclasses import dataclass

from ..settings.stage import Stage
from .alias import LIVE
from .names import Names, names
from .place import Place
from .tags import tags


@dataclass(frozen=True)
class Target:
    """``stage`` where it is deployed."""

    stage: Stage
    place: Place

    @property
    def names(self) -> Names:
        stage, place = self.stage, self.place
        return names(
            stage.project,
            stage.name,
            region=place.region,
            account=place.account,
            package=stage.package,
        )

    @property
    def tags(self) -> dict[str, str]:
        return tags(self.stage.project, self.stage.name, self.stage.tags)

    @property
    def alias_arn(self) -> str:
        return self.place.function(self.names.function, LIVE)
