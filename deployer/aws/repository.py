"""Amazon ECR: the stage's repository and the images in it.

The engine's login is a password of AWS's that is good for twelve hours; it is given to the engine
and never shown.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import AwsError, BundleError
from ..plan.actual import Found
from ..resources.image import Image
from ..resources.published_image import PublishedImage
from ..resources.ref import Attributes
from ..resources.repository import STATEMENT, Repository
from ..resources.tags import missing, stale
from .absent import found, gone
from .errors import doing, is_denied

if TYPE_CHECKING:
    from types_boto3_ecr.type_defs import RepositoryTypeDef, TagTypeDef

    from .session import Aws


@dataclass(frozen=True)
class Stored:
    """An image of ours in the repository: ``digest`` as ECR has it, "sha256:…", ``size`` bytes."""

    tag: str
    digest: str
    size: int

    @property
    def sha256(self) -> str:
        """What Lambda calls the code's hash."""
        return self.digest.removeprefix("sha256:")


def read(aws: "Aws", name: str) -> Found | None:
    """The repository, None when there is none that we may see.

    Most deployments need none, so a lack of rights is no error here: ``check`` and creating tell.
    """
    from botocore.exceptions import ClientError

    try:
        there = found(lambda: _described(aws, name))
    except ClientError as error:
        if is_denied(error):
            return None
        raise
    if there is None:
        return None
    tags = aws.ecr.list_tags_for_resource(resourceArn=there["repositoryArn"])["tags"]
    ours = [each for each in _policy(aws, name) if each.get("Sid") == STATEMENT]
    repository = Repository(
        name,
        {tag["Key"]: tag["Value"] for tag in tags},
        ours[0] if ours else {},
        there.get("imageTagMutability") == "IMMUTABLE",
    )
    return Found(repository, {"uri": there["repositoryUri"]})


def images(aws: "Aws", name: str) -> Iterator[Stored]:
    """Every tagged image in the repository."""
    pages = aws.ecr.get_paginator("describe_images").paginate(
        repositoryName=name, filter={"tagStatus": "TAGGED"}
    )
    for image in found(lambda: [each for page in pages for each in page["imageDetails"]]) or []:
        for tag in image.get("imageTags", []):
            yield Stored(tag, image["imageDigest"], image.get("imageSizeInBytes", 0))


def check(aws: "Aws") -> None:
    """Raise ``AwsError`` when nobody here may push, before an image is made for it."""
    with doing("log in to Amazon ECR"):
        _login(aws)


def create(aws: "Aws", repository: Repository) -> Attributes:
    answer = aws.ecr.create_repository(
        repositoryName=repository.name,
        tags=_pairs(repository.tags),
        imageTagMutability="IMMUTABLE",
    )
    _allow(aws, repository)
    return {"uri": answer["repository"]["repositoryUri"]}


def update(aws: "Aws", repository: Repository, was: Repository) -> None:
    if repository.immutable != was.immutable:
        aws.ecr.put_image_tag_mutability(
            repositoryName=repository.name, imageTagMutability="IMMUTABLE"
        )
    arn = aws.place.arn("ecr", f"repository/{repository.name}")
    if old := stale(repository.tags, was.tags):
        aws.ecr.untag_resource(resourceArn=arn, tagKeys=old)
    if new := missing(repository.tags, was.tags):
        aws.ecr.tag_resource(resourceArn=arn, tags=_pairs(new))
    if repository.pull != was.pull:
        _allow(aws, repository)


def delete(aws: "Aws", name: str) -> None:
    """With every image in it."""
    client = aws.ecr
    gone(lambda: client.delete_repository(repositoryName=name, force=True))


def push(aws: "Aws", image: Image) -> Attributes:
    """Push ``image`` and say where it is.

    A tag never changes its image: when somebody else pushed the same one meanwhile, theirs serves.
    """
    if image.source is None:
        raise AssertionError(f"{image.title} comes from nowhere")
    uri = _described(aws, image.repository)["repositoryUri"]
    user, password = _login(aws)
    try:
        image.source.push(f"{uri}:{image.tag}", user, password, aws.ui)
    except BundleError:
        if _stored(aws, image) is None:
            raise
    if (stored := _stored(aws, image)) is None:
        raise AwsError(f"{image.title} was pushed, and ECR does not show it")
    return attributes(uri, stored)


def attributes(uri: str, stored: Stored) -> Attributes:
    return {"uri": f"{uri}@{stored.digest}", "sha256": stored.sha256}


def remove(aws: "Aws", image: PublishedImage) -> None:
    """Delete an image; that it is gone already is as good."""
    aws.ecr.batch_delete_image(
        repositoryName=image.repository, imageIds=[{"imageDigest": image.digest}]
    )


def _described(aws: "Aws", name: str) -> "RepositoryTypeDef":
    return aws.ecr.describe_repositories(repositoryNames=[name])["repositories"][0]


def _stored(aws: "Aws", image: Image) -> Stored | None:
    there = images(aws, image.repository)
    return next((each for each in there if each.tag == image.tag), None)


def _login(aws: "Aws") -> tuple[str, str]:
    """User and password for the registry."""
    token = aws.ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
    user, _, password = base64.b64decode(token).decode().partition(":")
    return user, password


def _policy(aws: "Aws", name: str) -> list[dict[str, Any]]:
    """The statements of the repository's policy, whoever made them."""
    client = aws.ecr
    answer = found(lambda: client.get_repository_policy(repositoryName=name))
    statements: list[dict[str, Any]] = (
        json.loads(answer["policyText"])["Statement"] if answer else []
    )
    return statements


def _allow(aws: "Aws", repository: Repository) -> None:
    """Put our statement into the policy; what others have there stays."""
    others = [each for each in _policy(aws, repository.name) if each.get("Sid") != STATEMENT]
    policy = {"Version": "2012-10-17", "Statement": [*others, repository.pull]}
    aws.ecr.set_repository_policy(repositoryName=repository.name, policyText=json.dumps(policy))


def _pairs(tags: Mapping[str, str]) -> "list[TagTypeDef]":
    return [{"Key": key, "Value": value} for key, value in tags.items()]
