"""Build packages that have no wheel in the runtime's build image, through a Docker engine."""

from .build import Job, build, image_for

__all__ = ["Job", "build", "image_for"]
