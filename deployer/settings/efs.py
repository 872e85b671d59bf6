"""A file system that the function mounts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Efs:
    """``access_point_arn`` of Amazon EFS, and the folder below /mnt that it appears as."""

    access_point_arn: str
    mount_path: str
