"""The account: its alias, and Lambda's limits in it. Reads only."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import TooLarge
from .errors import doing, is_denied, is_gone

if TYPE_CHECKING:
    from .session import Aws

_MB = 1024**2
_GB = 1024**3


@dataclass(frozen=True)
class Limits:
    """In bytes: a function unzipped with its layers, all archives of the account, those there.

    ``unreserved`` are the executions at once that no function has for itself.
    """

    unzipped: int
    storage: int
    used: int
    unreserved: int = 0

    def check_storage(self, size: int) -> None:
        """Raise ``TooLarge`` when archives of ``size`` bytes more are too many for the account."""
        if self.used + size > self.storage:
            raise TooLarge(
                f"the account's functions and layers take {self.used / _GB:.1f} GB in this region, "
                f"and {size / _MB:.1f} MB more are over its limit of {self.storage / _GB:.1f} GB",
                hint="remove versions and layers that nothing uses, or ask AWS for more "
                "(Service Quotas, function and layer storage)",
            )


def limits(aws: "Aws") -> Limits | None:
    """What GetAccountSettings says; None where one may not ask, or nobody answers (moto)."""
    from botocore.exceptions import ClientError

    with doing("read Lambda's limits in this account"):
        try:
            settings = aws.lambda_.get_account_settings()
        except ClientError as error:
            if not is_denied(error) and not is_gone(error):
                raise
            return None
    allowed, usage = settings["AccountLimit"], settings["AccountUsage"]
    return Limits(
        unzipped=allowed["CodeSizeUnzipped"],
        storage=allowed["TotalCodeSize"],
        used=usage.get("TotalCodeSize", 0),
        unreserved=allowed.get("UnreservedConcurrentExecutions", 0),
    )


def alias(aws: "Aws") -> str | None:
    """The name that the account gave itself; None without one, or where one may not ask."""
    from botocore.exceptions import ClientError

    with doing("read the account's alias"):
        try:
            aliases = aws.iam.list_account_aliases()["AccountAliases"]
        except ClientError as error:
            if not is_denied(error):
                raise
            return None
    return next(iter(aliases), None)
