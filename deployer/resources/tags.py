"""The tags that make a resource ours, and those that the settings add.

Others tag resources too, and AWS does not tell who set which. So a tag of ours says which names the
settings had, that those can be taken away which they have no more.
"""

import hashlib
from collections.abc import Mapping

PROJECT = "lift:project"
STAGE = "lift:stage"
SANDBOX_URL = "lift:sandbox-url"
"""Where the sandbox serves what AWS's answers have no address for; nobody on AWS has this tag."""
NAMES = "lift:tags"

_MARK = 5  # digits of a name's hash: AWS takes 256 characters, and there may be 45 names


def tags(project: str, stage: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Our own tags, and what the settings add."""
    added = dict(extra or {})
    names = {NAMES: "".join(sorted(map(_mark, added)))} if added else {}
    return {**added, **names, PROJECT: project, STAGE: stage}


def are_ours(found: Mapping[str, str], project: str, stage: str) -> bool:
    """Whether ``found`` says that the resource belongs to ``stage`` of ``project``."""
    return found.get(PROJECT) == project and found.get(STAGE) == stage


def missing(wanted: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """Those of ``wanted`` that ``found`` lacks or has otherwise."""
    return {name: value for name, value in wanted.items() if found.get(name) != value}


def stale(wanted: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Names that lift has set in ``found`` and that are not ``wanted`` any more.

    They go before new ones are set: until then ``found`` tells that they were ours.
    """
    marks = found.get(NAMES, "")
    set_by_us = {marks[start : start + _MARK] for start in range(0, len(marks), _MARK)}
    return sorted(
        name for name in found.keys() - wanted.keys() if name == NAMES or _mark(name) in set_by_us
    )


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:_MARK]
