"""What one published version of the function freezes: code and configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..settings.efs import Efs
from ..settings.log_levels import LogLevels
from ..settings.stage import LogFormat, Package
from .base import HIDDEN, OPAQUE
from .ref import Text


@dataclass(frozen=True)
class Network:
    """Where the function's network interfaces stand; ids sorted, so that two compare."""

    subnet_ids: tuple[str, ...]
    security_group_ids: tuple[str, ...]


@dataclass(frozen=True)
class Spec:
    """Code and configuration.

    ``code`` is the short digest of what the zip was made from, ``memory_size`` and
    ``ephemeral_storage`` are in MB, ``layers`` are ARNs of layer versions, of which a later one
    hides the files of those before it; what an image brings itself, a runtime and layers, is empty
    for one. ``log_levels`` are the default where lines are text. ``environment`` may be secret and
    is never shown. ``label`` is the variable LIFT_RELEASE, by which a log tells which release it is
    of: it stands apart because another commit of the same code is no other release.
    """

    code: str = field(metadata=OPAQUE)
    role: Text = field(metadata=OPAQUE)
    handler: str
    runtime: str
    architecture: str
    memory_size: int
    timeout_seconds: int
    layers: tuple[Text, ...] = field(metadata=OPAQUE)
    environment: Mapping[str, Text] = field(metadata=HIDDEN, repr=False)
    network: Network | None = None
    ephemeral_storage: int = 512
    dead_letter_arn: str | None = None
    xray_tracing: bool = False
    aws_kms_key_arn: str | None = None
    efs: Efs | None = None
    log_format: LogFormat = "text"
    log_levels: LogLevels = field(default_factory=LogLevels)
    snap_start: bool = False
    label: str = field(compare=False, default="")
    package: Package = "zip"


@dataclass(frozen=True)
class Upload:
    """The code zip and how it goes up, or the image that is there already.

    ``sha256`` is Lambda's CodeSha256: base64 of a zip, hexadecimal of an image. ``bucket``: through
    S3, in the call when None. Sizes are bytes, unzipped; ``layers`` is that of the dependency
    layer. ``image`` is where Lambda finds the image.
    """

    path: Path
    sha256: Text
    unzipped: int
    layers: int
    bucket: Text | None
    image: Text | None = None
