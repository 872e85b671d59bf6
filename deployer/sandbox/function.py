"""A function as its execution environments see it: one version, frozen."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

_ARN = re.compile(
    r"(?:arn:[^:]+:lambda:(?P<region>[^:]*):)?(?:(?P<account>\d{12}):)?(?:function:)?"
    r"(?P<name>[A-Za-z0-9_-]+)(?::(?P<qualifier>[A-Za-z0-9_$-]+))?"
)


@dataclass(frozen=True)
class Archive:
    """A zip as it was uploaded, and the digest that tells it from others."""

    digest: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Function:
    """One version of a function (or ``$LATEST`` as it is now).

    ``memory`` is in MB, ``timeout`` in seconds. ``arn`` carries no qualifier. ``others`` stands for
    the configuration that execution environments do not see (role, network). ``log_level`` is
    empty where ``log_format`` is "Text". ``snap_start``: its environments are restored from a
    snapshot.
    """

    arn: str
    account: str
    region: str
    name: str
    version: str
    handler: str
    runtime: str
    memory: int
    timeout: int
    environment: Mapping[str, str] = field(repr=False)
    code: Archive
    layers: tuple[Archive, ...] = ()
    architecture: str = "x86_64"
    others: str = ""
    log_format: str = "Text"
    log_level: str = ""
    snap_start: bool = False

    @property
    def log_group(self) -> str:
        return f"/aws/lambda/{self.name}"

    @cached_property
    def content(self) -> str:
        """Differs as soon as code or configuration do; the same for versions that are alike."""
        parts = (
            self.handler,
            self.runtime,
            self.memory,
            self.timeout,
            sorted(self.environment.items()),
            self.code.digest,
            [layer.digest for layer in self.layers],
            self.architecture,
            self.others,
        )
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @property
    def key(self) -> tuple[str, str, str]:
        """Differs as soon as an execution environment of the one cannot serve the other."""
        return (self.arn, self.version, self.content)


def split_name(name: str, qualifier: str | None = None) -> tuple[str, str | None]:
    """(function's name, qualifier) of all the ways the Lambda API lets one name a function:
    ``name``, ``name:qualifier``, ``123456789012:function:name`` and the ARN, with or without
    qualifier. What stands in the name wins over ``qualifier``."""
    match = _ARN.fullmatch(name)
    if match is None:
        return name, qualifier
    return match["name"], match["qualifier"] or qualifier
