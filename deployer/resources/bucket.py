"""The bucket that large zips go through when the settings name none: private, encrypted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .base import SUBSET, Resource


@dataclass(frozen=True)
class Bucket(Resource):
    """Empty between deployments: an archive is removed as soon as Lambda has its copy.

    Unless it is ``needed``, what should go through it can also go up in the calls.
    """

    name: str
    tags: Mapping[str, str] = field(metadata=SUBSET)
    private: bool = field(metadata={"absent": "S3 does not block public access"}, default=True)
    encrypted: bool = field(metadata={"absent": "it is not encrypted"}, default=True)
    empty: bool = field(
        metadata={"absent": "a run that was cut short left an archive"}, default=True
    )
    needed: bool = field(compare=False, default=True)

    @property
    def key(self) -> str:
        return "bucket"

    @property
    def title(self) -> str:
        return f"bucket {self.name}"
