"""Lambda: published versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ReleaseFailed
from ..resources.alias import LATEST
from ..resources.description import ReleaseRecord
from ..resources.spec import Spec
from . import configuration
from .absent import gone
from .errors import doing
from .wait import until

if TYPE_CHECKING:
    from types_boto3_lambda.type_defs import (
        FunctionConfigurationResponseTypeDef,
        FunctionConfigurationTypeDef,
    )

    from .function import Latest
    from .session import Aws

FAILED = "Failed"
PATIENCE = 1560  # seconds, as the SDK's published_version_active: snapshots take their time


@dataclass(frozen=True)
class Version:
    """A published version: number, record (None: not published by lift), configuration."""

    number: str
    record: ReleaseRecord | None
    configuration: "FunctionConfigurationTypeDef"

    @property
    def sha256(self) -> str:
        return self.configuration.get("CodeSha256", "")

    def spec(self, codes: Mapping[str, str]) -> Spec:
        return configuration.spec(self.configuration, codes)


def versions(aws: "Aws", function: str) -> tuple[Version, ...]:
    """All of them, oldest first, ``$LATEST`` left out."""
    pages = aws.lambda_.get_paginator("list_versions_by_function").paginate(FunctionName=function)
    found = [item for page in pages for item in page["Versions"] if item["Version"] != LATEST]
    return tuple(sorted(map(_version, found), key=lambda version: int(version.number)))


def publish(aws: "Aws", function: str, record: ReleaseRecord, latest: "Latest") -> str:
    """Publish ``latest``, refused when it is no longer what was read; the version's number.

    AWS answers with the newest version when nothing has changed since that was published.
    """
    answer = aws.lambda_.publish_version(
        FunctionName=function,
        CodeSha256=latest.sha256,
        Description=str(record),
        RevisionId=latest.revision,
    )
    return answer["Version"]


def delete(aws: "Aws", function: str, number: str) -> None:
    """That version alone; refused by AWS while an alias points to it."""
    if not number.isdigit():
        raise AssertionError(f"{number!r} is no version, and without one the function would go")
    gone(lambda: aws.lambda_.delete_function(FunctionName=function, Qualifier=number))


def settle(aws: "Aws", function: str, number: str) -> int:
    """Wait until the version is active; the seconds that it gives an invocation.

    One that is idle is as good: invoking wakes it. With SnapStart it is active when its snapshot
    has been taken. ``ReleaseFailed`` when Lambda could not set it up.
    """
    snapshot = aws.target.stage.snap_start is not None
    with doing(f"look at version {number} of {function}"):
        state = until(
            lambda: _state(aws, function, number),
            lambda answer: answer.get("State", "Active") != "Pending",
            aws,
            what=f"version {number} of {function} to become active{' and optimised' * snapshot}",
            usually="two to five minutes with a snapshot" if snapshot else "a few seconds",
            every=5 if snapshot else 1,
            timeout=PATIENCE,
        )
    if state.get("State") == FAILED:
        reason = state.get("StateReason", "no reason given").rstrip(".")
        raise ReleaseFailed(f"version {number} of {function} could not be set up: {reason}")
    if configuration.is_snap_start(state) and state["SnapStart"].get("OptimizationStatus") == "Off":
        aws.ui.warn(f"Lambda took no snapshot of version {number}: it starts as without SnapStart")
    return state["Timeout"]


def has_failed(aws: "Aws", function: str, number: str) -> bool:
    """Whether Lambda could not set the version up, and so never will."""
    with doing(f"look at version {number} of {function}"):
        return _state(aws, function, number).get("State") == FAILED


def _state(aws: "Aws", function: str, number: str) -> "FunctionConfigurationResponseTypeDef":
    return aws.lambda_.get_function_configuration(FunctionName=function, Qualifier=number)


def codes(versions: tuple[Version, ...]) -> dict[str, str]:
    """CodeSha256 -> the digest of what that zip was made from, as the descriptions tell."""
    return {version.sha256: version.record.code for version in versions if version.record}


def _version(item: "FunctionConfigurationTypeDef") -> Version:
    record = ReleaseRecord.parse(item.get("Description", ""))
    return Version(item["Version"], record, item)
