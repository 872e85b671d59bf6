"""An embedded AWS on this machine: control plane, front doors and execution environments."""

from .server import Sandbox

__all__ = ["Sandbox"]
