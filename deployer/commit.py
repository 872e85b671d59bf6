"""Which commit a release is made from: the option, CI's variables, else git."""

from collections.abc import Mapping
from pathlib import Path

from . import run
from .errors import LiftError

NONE = "none"
# In CI a checkout may be shallow, detached or a merge that nobody pushed: what CI says is better.
_VARIABLES = (
    "GITHUB_SHA",
    "CI_COMMIT_SHA",  # GitLab
    "BITBUCKET_COMMIT",
    "CIRCLE_SHA1",
    "CODEBUILD_RESOLVED_SOURCE_VERSION",  # AWS CodeBuild
    "BUILD_SOURCEVERSION",  # Azure Pipelines
    "BUILDKITE_COMMIT",
    "DRONE_COMMIT_SHA",
    "TRAVIS_COMMIT",
    "GIT_COMMIT",  # Jenkins
)


def find(option: str | None, environ: Mapping[str, str], root: Path) -> str:
    """The commit's hash, with "-dirty" when files differ from it, or "none"."""
    if option:
        return "-".join(option.split())
    for variable in _VARIABLES:
        if said := environ.get(variable, "").strip():
            return said
    return _git(root)


def _git(root: Path) -> str:
    try:
        head = run.run(["git", "rev-parse", "HEAD"], cwd=root).stdout.strip()
        changed = run.run(["git", "status", "--porcelain", "--", "."], cwd=root).stdout.strip()
    except LiftError:  # no git, no repository, no commit
        return NONE
    return f"{head}-dirty" if changed else head
