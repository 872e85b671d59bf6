"""The tags that make a resource ours."""

from collections.abc import Mapping

PROJECT = "lift:project"
STAGE = "lift:stage"
SANDBOX_URL = "lift:sandbox-url"
"""Where the sandbox serves what AWS's answers have no address for; nobody on AWS has this tag."""


def tags(project: str, stage: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Our two tags, and what the settings add."""
    return {**(extra or {}), PROJECT: project, STAGE: stage}


def are_ours(found: Mapping[str, str], project: str, stage: str) -> bool:
    """Whether ``found`` says that the resource belongs to ``stage`` of ``project``."""
    return found.get(PROJECT) == project and found.get(STAGE) == stage
