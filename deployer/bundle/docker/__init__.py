"""What takes a Docker engine: the runtime's build image builds packages and compiles bytecode."""

from .build import Job, Way, build
from .compiler import compiler

__all__ = ["Job", "Way", "build", "compiler"]
