"""Build packages that have no wheel in the runtime's build image, through a Docker engine."""

from .build import Job, Way, build

__all__ = ["Job", "Way", "build"]
