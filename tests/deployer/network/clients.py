"""Clients for the emulated AWS, made once: EC2's is the largest that there is."""

from functools import cache
from typing import Any

import boto3
import botocore.session

from ..bench import LOADER, REGION


@cache
def client(service: Any) -> Any:
    core = botocore.session.Session()
    core.register_component("data_loader", LOADER)
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    return boto3.Session(botocore_session=core, region_name=REGION, **keys).client(service)
