"""Lambda: the alias."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..resources.alias import LATEST, Alias
from ..resources.description import History
from ..resources.ref import Attributes
from .absent import found
from .errors import is_overtaken

if TYPE_CHECKING:
    from .session import Aws


@dataclass(frozen=True)
class AliasState:
    """Where the alias points; ``revision`` changes with every change to it."""

    arn: str
    version: str
    revision: str
    history: History
    weighted: bool  # somebody sends a part of the traffic elsewhere


def read(aws: "Aws", alias: Alias) -> AliasState | None:
    client = aws.lambda_
    answer = found(lambda: client.get_alias(FunctionName=alias.function, Name=alias.name))
    if answer is None:
        return None
    return AliasState(
        answer["AliasArn"],
        answer["FunctionVersion"],
        answer.get("RevisionId", ""),
        History.parse(answer.get("Description", "")),
        bool((answer.get("RoutingConfig") or {}).get("AdditionalVersionWeights")),
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
        if (
            not is_overtaken(error)
            or now is None
            or (now.version, now.history)
            != (
                version,
                history,
            )
        ):
            raise
