"""Take out of installed dependencies what is of no use on Lambda, by rules with names."""

from .choice import Choice, choose
from .slim import Savings, slim

__all__ = ["choose", "slim", "Choice", "Savings"]
