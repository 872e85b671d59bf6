"""What the function's role may do once a release is live: less, where the settings took away."""

from dataclasses import dataclass

from .base import Resource
from .role import Role


@dataclass(frozen=True)
class Rights(Resource):
    """The ``role`` as it stays; until the release is live it has its former rights as well."""

    role: Role

    @property
    def key(self) -> str:
        return "rights"

    @property
    def title(self) -> str:
        return f"rights of {self.role.title}"
