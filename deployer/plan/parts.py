"""In which order code and configuration go up, so that Lambda's size limit always holds. Pure."""

from typing import Literal

UNZIPPED_LIMIT = 250 * 1024 * 1024
"""Bytes of code and layers together, unzipped (AWS, "Lambda quotas")."""

Part = Literal["bare", "code", "configuration"]
"""``bare``: the configuration as it was, without its layers."""


def parts(
    *,
    code: bool,
    configuration: bool,
    old: tuple[int | None, int | None],
    new: tuple[int, int],
) -> tuple[Part, ...]:
    """The calls to make, in order, when ``code`` and ``configuration`` are to change or not.

    ``old`` and ``new`` are (code, layers) in bytes unzipped, None where that is not known: then
    it is taken not to fit.
    """
    if not code:
        return ("configuration",) if configuration else ()
    if not configuration:
        return ("code",)
    if _fits(new[0], old[1]):
        return ("code", "configuration")
    if _fits(old[0], new[1]):
        return ("configuration", "code")
    return ("bare", "code", "configuration")


def _fits(code: int | None, layers: int | None) -> bool:
    return code is not None and layers is not None and code + layers <= UNZIPPED_LIMIT
