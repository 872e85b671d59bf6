"""What the SDK raises -> one line that says what was being done, what AWS said, what to do."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import AwsError, NoCredentials, Throttled
from .denied import Denied

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError, ClientError

LOG_IN = (
    "set AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws sso login` or "
    "`aws configure`"
)
_BAD_CREDENTIALS = {
    "AuthFailure",
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "TokenRefreshRequired",
    "UnrecognizedClientException",
}
_DENIED = {"AccessDenied", "AccessDeniedException", "Forbidden", "403", "UnauthorizedOperation"}
_THROTTLED = {"Throttling", "ThrottlingException", "TooManyRequestsException", "SlowDown"}
_GONE = {
    "404",
    "ListenerNotFound",
    "NoSuchPublicAccessBlockConfiguration",
    "ServerSideEncryptionConfigurationNotFoundError",
    "NoSuchBucket",
    "NoSuchEntity",
    "NoSuchKey",
    "NoSuchTagSet",
    "NotFoundException",
    "ObjectNotFoundException",
    "ParameterNotFound",
    "ProvisionedConcurrencyConfigNotFoundException",
    "RepositoryNotFoundException",
    "RepositoryPolicyNotFoundException",
    "ResourceNotFoundException",
    "RuleNotFound",
    "TargetGroupNotFound",
    "WAFNonexistentItemException",
}
_EXISTS = {
    "BucketAlreadyOwnedByYou",
    "ConflictException",
    "DuplicateTargetGroupName",
    "EntityAlreadyExists",
    "ParameterAlreadyExists",
    "RepositoryAlreadyExistsException",
    "ResourceAlreadyExistsException",
}
_CREDENTIALS = ("CredentialRetrieval", "NoCredentials", "PartialCredentials", "SSO", "TokenRetriev")
_UNREACHABLE = ("ConnectionError", "Timeout", "ConnectionClosed", "HTTPClient", "Proxy", "SSL")


def code(error: "ClientError") -> str:
    """AWS's code for the error, "ResourceConflictException"."""
    return str(error.response.get("Error", {}).get("Code", ""))


def message(error: "ClientError") -> str:
    return str(error.response.get("Error", {}).get("Message", ""))


def is_denied(error: "ClientError") -> bool:
    """Whether the error says that the caller has no right to it."""
    return code(error) in _DENIED


def is_gone(error: "ClientError") -> bool:
    """Whether the error says that there is no such thing."""
    return code(error) in _GONE


def is_overtaken(error: "ClientError") -> bool:
    """Whether the error says that what was read has changed since."""
    return code(error) == "PreconditionFailedException"


def is_there(error: "ClientError") -> bool:
    """Whether the error says that what should be made exists already.

    Lambda has one code for that and for "another change is under way": the message tells.
    """
    return code(error) in _EXISTS or (
        code(error) == "ResourceConflictException" and "exist" in message(error)
    )


@contextmanager
def doing(what: str, secrets: Iterable[str] = ()) -> Iterator[None]:
    """Whatever the SDK raises inside becomes an ``AwsError`` that begins with ``what``.

    AWS repeats refused values in its messages: ``secrets`` are masked there.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        raise _refused(what, error, secrets) from error
    except BotoCoreError as error:
        raise _failed(what, error, secrets) from error


def _refused(what: str, error: "ClientError", secrets: Iterable[str]) -> AwsError:
    kind, said = code(error), _line(message(error), secrets)
    if kind in _BAD_CREDENTIALS:
        return NoCredentials(f"{what}: AWS does not accept the credentials ({kind})", hint=LOG_IN)
    if kind in _DENIED:
        denied = Denied.read(error.operation_name, message(error), said)
        return AwsError(
            f"{what}: access denied, {denied}", hint=denied.hint, details=denied.statement
        )
    if kind == "PreconditionFailedException":
        return AwsError(
            f"{what}: somebody else changed it at the same moment",
            hint="see `lift status`, then run the same command again",
        )
    if kind in _THROTTLED:
        return Throttled(
            f"{what}: AWS is throttling ({kind})", hint="run the same command again in a minute"
        )
    return AwsError(f"{what}: {kind}, {said}" if said else f"{what}: {kind}")


def _failed(what: str, error: "BotoCoreError", secrets: Iterable[str]) -> AwsError:
    kind, said = type(error).__name__, _line(str(error), secrets)
    names = [base.__name__ for base in type(error).__mro__]
    if any(name.startswith(_CREDENTIALS) for name in names):
        return NoCredentials(f"{what}: no valid AWS credentials, {said}", hint=LOG_IN)
    if any(part in name for name in names for part in _UNREACHABLE):
        return AwsError(
            f"{what}: AWS cannot be reached, {said}",
            hint="check the network, the region and AWS_ENDPOINT_URL",
        )
    if kind == "ParamValidationError":  # its text shows values
        return AwsError(f"{what}: a setting has a value that AWS cannot take")
    return AwsError(f"{what}: {said}")


def _line(text: str, secrets: Iterable[str]) -> str:
    """``text`` in one line without a full stop, ``secrets`` masked."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) > 3:
            text = text.replace(secret, "***")
    return re.sub(r"\s+", " ", text).strip().rstrip(".")
