"""Build what goes up to Lambda: ``build(stage, output, ui)`` gives a ``Bundle``."""

from .archive import Archive
from .bundle import Bundle, build
from .limits import megabytes

__all__ = ["build", "Archive", "Bundle", "megabytes"]
