"""S3: our bucket, and archives on their way to Lambda.

An archive lies in S3 only until Lambda has taken its copy, which it does within the call.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..errors import SettingsError
from ..plan.actual import Found
from ..resources.bucket import Bucket
from ..resources.ref import Attributes, Text, text
from ..resources.tags import stale
from .absent import found, gone
from .errors import doing, is_denied

if TYPE_CHECKING:
    from types_boto3_lambda.type_defs import FunctionCodeTypeDef, LayerVersionContentInputTypeDef
    from types_boto3_s3.literals import BucketLocationConstraintType
    from types_boto3_s3.type_defs import (
        CreateBucketConfigurationTypeDef,
        PublicAccessBlockConfigurationTypeDef,
        ServerSideEncryptionRuleTypeDef,
        TagTypeDef,
    )

    from .session import Aws

_PRIVATE: "PublicAccessBlockConfigurationTypeDef" = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}


@dataclass(frozen=True)
class Content:
    """An archive as Lambda's calls take it: its bytes, or where it lies in S3."""

    data: bytes = b""
    bucket: str = ""
    key: str = ""

    def for_function(self) -> "FunctionCodeTypeDef":
        if self.bucket:
            return {"S3Bucket": self.bucket, "S3Key": self.key}
        return {"ZipFile": self.data}

    def for_layer(self) -> "LayerVersionContentInputTypeDef":
        if self.bucket:
            return {"S3Bucket": self.bucket, "S3Key": self.key}
        return {"ZipFile": self.data}


@contextmanager
def content(aws: "Aws", archive: Path, through: Text | None) -> Iterator[Content]:
    """``archive`` ready for one call: in S3 for as long as that takes, or as bytes."""
    bucket = text(through or "")
    if not bucket:
        yield Content(data=archive.read_bytes())
        return
    key = f"{prefix(aws)}{archive.name}"
    _upload(aws, archive, bucket, key)
    try:
        yield Content(bucket=bucket, key=key)
    finally:
        gone(lambda: aws.s3.delete_object(Bucket=bucket, Key=key))


def _upload(aws: "Aws", archive: Path, bucket: str, key: str) -> None:
    from boto3.exceptions import S3UploadFailedError
    from botocore.exceptions import ClientError

    try:
        aws.s3.upload_file(str(archive), bucket, key)
    except S3UploadFailedError as error:  # its text hides the code, its context has it
        if isinstance(error.__context__, ClientError):
            raise error.__context__ from None
        raise


def prefix(aws: "Aws") -> str:
    """Where this stage's archives lie in a bucket that it shares with others."""
    return f"lift/{aws.target.names.function}/"


def read(aws: "Aws", name: str) -> Found | None:
    """Our bucket, None when there is none that we may see.

    Most deployments need no bucket, so a lack of rights is no error here: creating it tells.
    """
    from botocore.exceptions import ClientError

    try:
        return find(aws, name)
    except ClientError as error:
        if is_denied(error):
            return None
        raise


def find(aws: "Aws", name: str) -> Found | None:
    """Our bucket, None when there is none; a refusal is raised."""
    if found(lambda: aws.s3.head_bucket(Bucket=name)) is None:
        return None
    tagging = found(lambda: aws.s3.get_bucket_tagging(Bucket=name))
    tags = {tag["Key"]: tag["Value"] for tag in tagging["TagSet"]} if tagging else {}
    private, encrypted = _is_private(aws, name), _is_encrypted(aws, name)
    bucket = Bucket(name, tags, private, encrypted, empty=not leftovers(aws, name))
    return Found(bucket, {"name": name})


def is_hidden(aws: "Aws", name: str) -> bool:
    """Whether AWS will not tell us if there is such a bucket."""
    from botocore.exceptions import ClientError

    with doing(f"look for bucket {name}"):
        try:
            found(lambda: aws.s3.head_bucket(Bucket=name))
        except ClientError as error:
            if not is_denied(error):
                raise
            return True
    return False


def create(aws: "Aws", bucket: Bucket) -> Attributes:
    """Private and encrypted from the start: S3 does both by default, and we say so again.

    Who may not make one does without, unless it is needed: its ``name`` is empty then.
    """
    from botocore.exceptions import ClientError

    try:
        _create(aws, bucket)
    except ClientError as error:
        if bucket.needed or not is_denied(error):
            raise
        aws.ui.note(f"no right to make bucket {bucket.name}: archives go up in the calls instead")
        return {"name": ""}
    return {"name": bucket.name}


def _create(aws: "Aws", bucket: Bucket) -> None:
    configuration: CreateBucketConfigurationTypeDef = {"Tags": _pairs(bucket.tags)}
    if aws.place.region != "us-east-1":  # which S3 does not take as a constraint
        configuration["LocationConstraint"] = cast("BucketLocationConstraintType", aws.place.region)
    aws.s3.create_bucket(Bucket=bucket.name, CreateBucketConfiguration=configuration)
    _settle(aws, bucket)


def update(aws: "Aws", bucket: Bucket, was: Bucket) -> None:
    old = stale(bucket.tags, was.tags)
    theirs = {name: value for name, value in was.tags.items() if name not in old}
    _settle(aws, replace(bucket, tags={**theirs, **bucket.tags}))  # S3 only sets all at once
    empty(aws, bucket.name, prefix(aws))


def delete(aws: "Aws", name: str) -> None:
    """With everything in it."""
    empty(aws, name, "")
    gone(lambda: aws.s3.delete_bucket(Bucket=name))


def leftovers(aws: "Aws", bucket: str) -> bool:
    """Whether archives of this stage lie in ``bucket``, after a run that was cut short."""
    with doing(f"look into bucket {bucket}"):
        client, start = aws.s3, prefix(aws)
        answer = found(lambda: client.list_objects_v2(Bucket=bucket, Prefix=start, MaxKeys=1))
        if answer is None:
            return False
        return bool(answer.get("Contents") or _unfinished(aws, bucket, start))


def empty(aws: "Aws", bucket: str, prefix: str) -> int:
    """Delete what lies under ``prefix``, parts of unfinished uploads too; the number of objects."""
    count = 0
    for page in aws.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for item in page.get("Contents", []):
            aws.s3.delete_object(Bucket=bucket, Key=item["Key"])
            count += 1
    for key, upload in _unfinished(aws, bucket, prefix):
        aws.s3.abort_multipart_upload(Bucket=bucket, Key=key, UploadId=upload)
    return count


def _unfinished(aws: "Aws", bucket: str, prefix: str) -> list[tuple[str, str]]:
    """Key and id of uploads whose parts lie there unseen, and cost; none where one may not ask."""
    from botocore.exceptions import ClientError

    pages = aws.s3.get_paginator("list_multipart_uploads").paginate(Bucket=bucket, Prefix=prefix)
    try:
        uploads = [upload for page in pages for upload in page.get("Uploads", [])]
    except ClientError as error:
        if not is_denied(error):
            raise
        return []
    return [(upload["Key"], upload["UploadId"]) for upload in uploads]


def _pairs(tags: Mapping[str, str]) -> "list[TagTypeDef]":
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def _settle(aws: "Aws", bucket: Bucket) -> None:
    rule: ServerSideEncryptionRuleTypeDef = {
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}
    }
    aws.s3.put_bucket_tagging(Bucket=bucket.name, Tagging={"TagSet": _pairs(bucket.tags)})
    aws.s3.put_public_access_block(Bucket=bucket.name, PublicAccessBlockConfiguration=_PRIVATE)
    aws.s3.put_bucket_encryption(
        Bucket=bucket.name, ServerSideEncryptionConfiguration={"Rules": [rule]}
    )


def _is_private(aws: "Aws", name: str) -> bool:
    answer = found(lambda: aws.s3.get_public_access_block(Bucket=name))
    return answer is not None and answer["PublicAccessBlockConfiguration"] == _PRIVATE


def _is_encrypted(aws: "Aws", name: str) -> bool:
    answer = found(lambda: aws.s3.get_bucket_encryption(Bucket=name))
    return answer is not None and bool(answer["ServerSideEncryptionConfiguration"]["Rules"])


def check(aws: "Aws", bucket: str) -> None:
    """Raise ``SettingsError`` when the bucket that the settings name is not there for us."""
    hint = 'leave "s3_bucket" out: lift makes one where it needs one'
    with doing(f"look at s3_bucket {bucket}"):
        answer = found(lambda: aws.s3.head_bucket(Bucket=bucket))
    if answer is None:
        raise SettingsError(
            f's3_bucket: there is no bucket "{bucket}"', hint=f"create it, or {hint}"
        )
    region = answer.get("BucketRegion") or aws.place.region
    if region != aws.place.region:  # Lambda takes code from its own region only
        raise SettingsError(
            f's3_bucket: "{bucket}" is in {region} and the stage in {aws.place.region}',
            hint=f"name one in {aws.place.region}, or {hint}",
        )
