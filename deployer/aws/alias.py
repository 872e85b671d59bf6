"""Lambda: aliases."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..resources.alias import LATEST, Alias
from ..resources.history import History
from ..resources.ref import Attributes
from .absent import found
from .errors import is_overtaken

if TYPE_CHECKING:
    from types_boto3_lambda.type_defs import (
        AliasConfigurationResponseTypeDef,
        AliasConfigurationTypeDef,
    )

    from .session import Aws


@dataclass(frozen=True)
class AliasState:
    """Where an alias points; ``revision`` changes with every change to it.

    ``history`` begins with ``version``, also when somebody moved the alias by hand; ``last`` is
    where lift moved it to. ``others`` are the versions that get a part of the traffic.
    """

    name: str
    arn: str
    version: str
    revision: str
    history: History
    last: str | None
    others: frozenset[str]

    @property
    def weighted(self) -> bool:
        return bool(self.others)


def read(aws: "Aws", alias: Alias) -> AliasState | None:
    client = aws.lambda_
    answer = found(lambda: client.get_alias(FunctionName=alias.function, Name=alias.name))
    return None if answer is None else _state(answer)


def read_all(aws: "Aws", function: str) -> tuple[AliasState, ...]:
    """Every alias of the function, ours and others'."""
    pages = aws.lambda_.get_paginator("list_aliases").paginate(FunctionName=function)
    return tuple(_state(item) for page in pages for item in page["Aliases"])


def _state(answer: "AliasConfigurationTypeDef | AliasConfigurationResponseTypeDef") -> AliasState:
    version, history = answer["FunctionVersion"], History.parse(answer.get("Description", ""))
    return AliasState(
        answer["Name"],
        answer["AliasArn"],
        version,
        answer.get("RevisionId", ""),
        history if version == LATEST else history.moved(version),
        history.versions[0] if history.versions else None,
        frozenset((answer.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}),
    )


def create(aws: "Aws", alias: Alias) -> Attributes:
    answer = aws.lambda_.create_alias(
        FunctionName=alias.function,
        Name=alias.name,
        FunctionVersion=LATEST,
        Description=str(History()),
    )
    return {"arn": answer["AliasArn"]}


def move(aws: "Aws", alias: Alias, was: AliasState, version: str) -> None:
    """Point the alias at ``version``, unless somebody else has moved it since ``was`` was read.

    A weighted routing left by hand goes: the release is where all traffic is to be. When the
    answer is lost, the SDK asks again and is refused: then what counts is where the alias is.
    """
    from botocore.exceptions import ClientError

    history = was.history.moved(version)
    try:
        aws.lambda_.update_alias(
            FunctionName=alias.function,
            Name=alias.name,
            FunctionVersion=version,
            Description=str(history),
            RevisionId=was.revision,
            RoutingConfig={"AdditionalVersionWeights": {}},
        )
    except ClientError as error:
        now = read(aws, alias)
        arrived = now and (now.version, str(now.history)) == (version, str(history))
        if not (is_overtaken(error) and arrived):
            raise
