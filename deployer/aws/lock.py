"""SSM's parameter store: the generations of a stage's lock, ``/lift/{project}/{stage}/lock/N``.

Creating with ``Overwrite=False`` is atomic; nothing else is.
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
"""

import os
import socket
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from ..lock import Generation, Holder, Lock, holder
from .absent import gone, made
from .errors import doing

if TYPE_CHECKING:
    from types_boto3_ssm.type_defs import (
        GetParametersByPathResultTypeDef,
        ParameterTypeDef,
        TagTypeDef,
    )

    from .session import Aws


def lock(aws: "Aws", command: str, *, commit: str = "", wait: bool = True) -> Lock:
    """The lock of the stage that ``aws`` is for, for a run of ``command`` by this process."""
    me = Holder(
        by=aws.caller,
        host=socket.gethostname(),
        process=str(os.getpid()),
        command=command,
        commit=commit,
        since=f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
    )
    return Lock(Parameters(aws), me, aws.clock, aws.guard, aws.ui, wait)


class Parameters:
    """The generations as parameters."""

    def __init__(self, aws: "Aws") -> None:
        self._aws = aws
        self._path = aws.target.names.lock

    def read(self) -> tuple[Generation, ...]:
        with doing("see whether somebody deploys"):
            pages = self._aws.ssm.get_paginator("get_parameters_by_path").paginate(Path=self._path)
            found = [
                _generation(each, page)
                for page in pages
                for each in page["Parameters"]
                if each["Name"].removeprefix(f"{self._path}/").isdecimal()
            ]
        return tuple(sorted(found, key=lambda generation: generation.number))

    def create(self, number: int, by: Holder) -> bool:
        aws, name = self._aws, self._name(number)
        tags: list[TagTypeDef] = [{"Key": k, "Value": v} for k, v in aws.target.tags.items()]
        value = holder.write(by, free=False)
        with doing("lock the stage"):
            answer = made(
                lambda: aws.ssm.put_parameter(
                    Name=name, Value=value, Type="String", Overwrite=False, Tags=tags
                )
            )
        return answer is not None

    def write(self, number: int, by: Holder, *, free: bool) -> None:
        value = holder.write(by, free=free)
        with doing("unlock the stage" if free else "renew the stage's lock"):
            self._aws.ssm.put_parameter(
                Name=self._name(number), Value=value, Type="String", Overwrite=True
            )

    def delete(self, number: int) -> None:
        with doing("delete the stage's lock"):
            gone(lambda: self._aws.ssm.delete_parameter(Name=self._name(number)))

    def _name(self, number: int) -> str:
        return f"{self._path}/{number}"


def _generation(found: "ParameterTypeDef", page: "GetParametersByPathResultTypeDef") -> Generation:
    said, free = holder.read(found.get("Value", ""))
    number = int(found["Name"].rpartition("/")[2])
    return Generation(number, said, free, found.get("Version", 0), _age(found, page))


def _age(found: "ParameterTypeDef", page: "GetParametersByPathResultTypeDef") -> float:
    """Seconds from the last writing to the answer, both by AWS's clocks."""
    answered = page["ResponseMetadata"]["HTTPHeaders"].get("date")
    changed = found.get("LastModifiedDate")
    if answered is None or changed is None:
        return 0.0
    return (parsedate_to_datetime(answered) - changed).total_seconds()
