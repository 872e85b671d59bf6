"""What a stage wants: from settings and bundle to the resources that should exist. Pure.

A module for each part of a deployment; which resources there are at all is ``resources/``.
"""

from .desired import desired
from .origin import Origin

__all__ = ["Origin", "desired"]
