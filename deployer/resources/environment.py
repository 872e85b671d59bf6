"""Lambda's limit on a function's environment variables, checked before anything is written.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 4 KB in total.
"""

from collections.abc import Mapping

from ..errors import SettingsError

LIMIT = 4096  # bytes, names and values together
_OURS = 320  # what lift adds: hosts, the settings module, the release's label


def check_size(variables: Mapping[str, str]) -> None:
    """Raise ``SettingsError`` when ``variables`` are too much for Lambda; shows no value."""
    size = sum(len(f"{name}{value}".encode()) for name, value in variables.items())
    if size > LIMIT - _OURS:
        largest = max(variables, key=lambda name: len(variables[name]))
        raise SettingsError(
            f"environment_variables are {size} bytes, and Lambda takes {LIMIT} with lift's own; "
            f"the largest is {largest}",
            hint="keep large values in a file of the bundle, in SSM or in Secrets Manager",
        )
