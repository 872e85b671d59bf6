"""The page of ``lift doctor --html``: a diagnosis as one HTML file that one can pass on."""

from .document import page
from .file import check_place, write

__all__ = ["check_place", "page", "write"]
