"""What the bundle may weigh and its start may take: above that nothing is packaged or deployed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import SettingsError


@dataclass(frozen=True)
class Budgets:
    """Upper limits; None: there is none. A MB is 1024 * 1024 bytes, as Lambda counts."""

    init_ms: float | None = None
    first_request_ms: float | None = None
    unzipped_mb: float | None = None
    zipped_mb: float | None = None

    @property
    def timed(self) -> bool:
        """Whether it takes cold starts to know."""
        return self.init_ms is not None or self.first_request_ms is not None


def check(file: Path, name: str, values: dict[str, Any]) -> None:
    """Raise ``SettingsError`` for a budget of what the stage does not have."""
    budgets = values.get("budgets", {})
    if "first_request_ms" in budgets and values.get("api") == "none":
        raise SettingsError(
            f'{file}: {name} has "budgets" with "first_request_ms", and with "api": "none" no '
            "front door whose request could be timed",
            hint='keep "init_ms", which needs none',
        )
    if "zipped_mb" in budgets and values.get("package") == "image":
        raise SettingsError(
            f'{file}: {name} has "budgets" with "zipped_mb", and "package" is "image", which has '
            "no zips",
            hint='keep "unzipped_mb", which counts the files',
        )
