"""The ECR repository that a stage's images are kept in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .base import OPAQUE, SUBSET, Resource
from .place import Place

STATEMENT = "lift"


@dataclass(frozen=True)
class Repository(Resource):
    """``pull`` is our statement in its policy; a tag, once pushed, stays with its image.

    Which images stay is decided by the versions that use them, which no lifecycle rule of ECR's
    can know: it has none.
    """

    name: str
    tags: Mapping[str, str] = field(metadata=SUBSET)
    pull: Mapping[str, object] = field(metadata=OPAQUE)
    immutable: bool = True

    removable: ClassVar[bool] = True
    used_by: ClassVar[tuple[str, ...]] = ("function", "former")

    @property
    def key(self) -> str:
        return "repository"

    @property
    def title(self) -> str:
        return f"ECR repository {self.name}"


def pull(place: Place, function: str) -> dict[str, object]:
    """The statement that lets Lambda pull what ``function`` runs.

    AWS, "Create a Lambda function using a container image", Amazon ECR permissions.
    """
    arn = place.function(function)
    return {
        "Sid": STATEMENT,
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        "Condition": {"ArnLike": {"aws:SourceArn": [arn, f"{arn}:*"]}},
    }
