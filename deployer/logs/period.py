"""A length of time, as a person writes it: "90s", "10m", "2h", "7d", or plain seconds."""

import re

from ..errors import UsageError

_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


def seconds(period: str) -> int:
    """The length of ``period`` in seconds."""
    found = re.fullmatch(r"(\d{1,6})\s*([smhd]?)", period.strip())
    if found is None:
        raise UsageError(f'"{period}" is no period of time', hint="write it as 90s, 10m, 2h or 7d")
    return int(found[1]) * _SECONDS[found[2]]
