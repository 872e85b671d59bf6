"""Buckets: the tags of the creating call, which the emulator drops."""

from typing import Any

from moto.s3.models import s3_backends

from .call import Parameters
from .concern import Concern, after

ACCOUNT = "123456789012"


class Buckets(Concern):
    @after("s3 CreateBucket")
    def _made(self, params: Parameters, parsed: Any) -> None:
        tags = params.get("CreateBucketConfiguration", {}).get("Tags", ())
        found = {tag["Key"]: tag["Value"] for tag in tags}
        s3_backends[ACCOUNT]["aws"].put_bucket_tagging(params["Bucket"], found)
