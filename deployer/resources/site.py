"""What a domain finds on AWS that is not the stage's: only read, never made or changed."""

from dataclasses import dataclass

from .base import Resource


@dataclass(frozen=True)
class Site(Resource):
    """Its attributes: ``zone``, the hosted zone of ``name``, and ``certificate``, one of somebody
    else's that covers it; both are empty where there is none.
    """

    name: str

    @property
    def key(self) -> str:
        return f"site {self.name}"

    @property
    def title(self) -> str:
        return f"hosted zone of {self.name}"
