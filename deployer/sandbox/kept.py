"""What moto drops of a function's configuration, kept with moto's own record of it.

moto copies that record when it publishes a version, so each version has it as it was.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moto.awslambda.models import LambdaFunction

DEFAULTS: Mapping[str, Any] = {
    "EphemeralStorage": {"Size": 512},
    "TracingConfig": {"Mode": "PassThrough"},
    "LoggingConfig": {"LogFormat": "Text"},
    "SnapStart": {"ApplyOn": "None"},
}
KEYS = ("DeadLetterConfig", "FileSystemConfigs", "KMSKeyArn", *DEFAULTS)
_ATTRIBUTE = "lift_configuration"


def kept(function: "LambdaFunction") -> Mapping[str, Any]:
    found: Mapping[str, Any] = vars(function).get(_ATTRIBUTE, DEFAULTS)
    return found


def keep(function: "LambdaFunction", wanted: Mapping[str, Any]) -> None:
    """Keep what is in ``wanted`` of it; the rest stays."""
    changed = {key: wanted[key] for key in KEYS if key in wanted}
    setattr(function, _ATTRIBUTE, {**kept(function), **changed})
