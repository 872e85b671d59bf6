"""How archives go up: within the call to Lambda, or through S3. Pure.

Within the call they go as base64, which adds a third. Through S3 there are two calls more, and four
when the bucket has to be made first. Over a line of 20 Mbit/s with 50 ms a call that third takes as
long as those calls at 1 and 2 MB; over 100 Mbit/s at 4 and 11 MB.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..resources.bucket import Bucket
from ..resources.ref import Ref, Text

if TYPE_CHECKING:
    from ..bundle import Archive
    from ..resources.target import Target

DIRECT_LIMIT = 50 * 1024 * 1024
"""Bytes of a zip that a call can take (AWS, "Lambda quotas")."""

WORTH_A_BUCKET = 8 * 1024 * 1024
"""Bytes of a zip for which a bucket is made."""

WORTH_TWO_CALLS = 1024 * 1024
"""Bytes of a zip that goes through a bucket that is there."""


def bucket(target: "Target", archives: "Iterable[Archive | None]", *, there: bool) -> Bucket | None:
    """The bucket of ours, where one of ``archives`` is worth it or it is ``there`` already."""
    largest = max(archive.size for archive in archives if archive)
    if target.stage.s3_bucket or not (there or largest >= WORTH_A_BUCKET):
        return None
    return Bucket(target.names.bucket, target.tags, needed=largest > DIRECT_LIMIT)


def through(target: "Target", archive: "Archive", ours: Bucket | None) -> Text | None:
    """The bucket that ``archive`` goes through: one that the settings name, else ``ours``."""
    if target.stage.s3_bucket:
        return target.stage.s3_bucket
    return Ref("bucket", "name") if ours and archive.size >= WORTH_TWO_CALLS else None
