"""Who may come through the front door, when that is not everybody."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from ..errors import SettingsError
from .abilities import Ability, demand


@dataclass(frozen=True)
class Iam:
    """Requests that are signed with AWS credentials which may invoke the API or URL."""


@dataclass(frozen=True)
class Jwt:
    """Tokens of an OpenID Connect ``issuer`` for one of the ``audiences``.

    ``scopes``: one of them must be granted; none: the token alone will do.
    """

    issuer: str
    audiences: tuple[str, ...]
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cognito:
    """Tokens of a Cognito user pool for one of the ``client_ids``, the pool's app clients.

    A REST API takes those of all its clients.
    """

    user_pool_arn: str
    client_ids: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lambda:
    """What a function lets in, which may be a version's or alias's ARN.

    It is asked where the request has all of ``headers``; what it says counts for ``cache_seconds``.
    ``answer`` is what it gives: {"isAuthorized": …} or an IAM policy.
    """

    function_arn: str
    headers: tuple[str, ...] = ("Authorization",)
    cache_seconds: int = 300
    answer: Literal["simple", "policy"] = "simple"


Authorizer = Iam | Jwt | Cognito | Lambda

_KINDS: Mapping[str, type[Authorizer]] = {
    "iam": Iam,
    "jwt": Jwt,
    "cognito": Cognito,
    "lambda": Lambda,
}
_APPLICATION = "or leave it out, and the application knows its users"
_ABILITIES: Mapping[str, Ability] = {
    "iam": Ability(("http", "rest", "url"), _APPLICATION),
    "jwt": Ability(("http",), _APPLICATION),
    "cognito": Ability(("http", "rest"), _APPLICATION),
    "lambda": Ability(("http", "rest"), _APPLICATION),
}


def authorizer(value: str | dict[str, Any]) -> Authorizer:
    """The authorizer as the settings have it; they have been checked."""
    wanted = {"type": value} if isinstance(value, str) else dict(value)
    lists = {key: tuple(each) for key, each in wanted.items() if isinstance(each, list)}
    return _KINDS[wanted.pop("type")](**wanted | lists)


def check(file: Path, name: str, values: Mapping[str, Any]) -> None:
    """Raise ``SettingsError`` for an authorizer that is not whole, or that the front door of stage
    ``name`` has not."""
    if not (wanted := values.get("authorizer")):
        return
    given = {"type": wanted} if isinstance(wanted, str) else wanted
    kind, where = given["type"], f"{file}: {name}"
    demand(where, values, f'the authorizer "{kind}"', _ABILITIES[kind])
    if problem := _incomplete(kind, given):
        raise SettingsError(f'{where} has the authorizer "{kind}" {problem}')
    _check_of_door(where, values.get("api", "http"), given)


def _check_of_door(where: str, api: str, given: Mapping[str, Any]) -> None:
    """What HTTP APIs and REST APIs want differently."""
    kind, clients = given["type"], given.get("client_ids")
    if kind == "cognito" and api == "http" and not clients:
        raise SettingsError(f'{where} has the authorizer "cognito" without "client_ids"')
    if kind == "cognito" and api == "rest" and clients:
        raise SettingsError(
            f'{where} has the authorizer "cognito" with "client_ids", which a REST API '
            '("api": "rest") does not look at: it lets in every client of the user pool',
            hint='"api": "http" can; or leave "client_ids" out, and name "scopes"',
        )
    if kind == "lambda" and api == "rest" and given.get("answer") != "policy":
        raise SettingsError(
            f'{where} has the authorizer "lambda" with the answer "simple", which a REST API '
            '("api": "rest") does not understand',
            hint='write "answer": "policy" and let the function answer an IAM policy; '
            '"api": "http" can both',
        )


def _incomplete(kind: str, given: Mapping[str, Any]) -> str:
    """What is missing or too much, which the schema cannot say of each type."""
    known = fields(_KINDS[kind])
    missing = [each.name for each in known if each.default is MISSING and not given.get(each.name)]
    beyond = given.keys() - {"type"} - {each.name for each in known}
    if missing:
        return f'without "{missing[0]}"'
    return f'with "{min(beyond)}", which means nothing there' if beyond else ""
