"""What can go wrong, and what to do about it.

    LiftError                  exit code 1
    ├── UsageError             exit code 2: the command line
    ├── SettingsError          exit code 2: the settings file, or what it names is not there
    ├── BundleError            the bundle cannot be built
    │   ├── NoWheel            a dependency has no wheel for the target
    │   └── TooLarge           over one of Lambda's limits
    ├── CommandFailed          a program that lift ran exited with an error
    ├── AwsError               AWS refused a call, or could not be reached
    │   ├── NoCredentials      no credentials, or they are not valid
    │   ├── Throttled          too many calls or executions at once
    │   ├── NotOurs            a resource of our name that does not carry our tags
    │   └── NotAllDeleted      `undeploy` had to leave something that it was to delete
    ├── OverBudget             larger or slower than the settings' "budgets" allow
    ├── Locked                 somebody else deploys the stage, or may by now
    ├── TimeUp                 what ``--timeout`` allows is over
    ├── ReleaseFailed          the new version did not pass; traffic is where it was
    └── SandboxError           the embedded AWS cannot do its work

Each carries a message (what and where), a hint (what to do) and an exit code. Only the command
line catches them. Messages and hints are one line, without a full stop at the end.
"""

from collections.abc import Collection, Mapping


class LiftError(Exception):
    """The root of the tree.

    ``message`` says what went wrong and where; ``hint`` what to do; ``details`` are further lines
    to show as they are (a log, a traceback of the application).
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details


class UsageError(LiftError):
    exit_code = 2


class SettingsError(LiftError):
    exit_code = 2


class BundleError(LiftError):
    pass


class NoWheel(BundleError):
    """Packages have no wheel for the target; ``packages`` holds their names."""

    def __init__(self, message: str, *, packages: Collection[str], hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.packages = frozenset(packages)


class TooLarge(BundleError):
    pass


class CommandFailed(LiftError):
    """A program that lift ran exited with an error; ``details`` holds the end of its output."""

    def __init__(self, message: str, *, returncode: int, details: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint, details=details)
        self.returncode = returncode


class AwsError(LiftError):
    pass


class NoCredentials(AwsError):
    pass


class Throttled(AwsError):
    pass


class NotOurs(AwsError):
    pass


class NotAllDeleted(AwsError):
    """``document`` is what ``--json`` prints of what was deleted and what was not."""

    def __init__(
        self, message: str, *, document: Mapping[str, object], hint: str = "", details: str = ""
    ) -> None:
        super().__init__(message, hint=hint, details=details)
        self.document = document


class OverBudget(LiftError):
    pass


class Locked(LiftError):
    pass


class TimeUp(LiftError):
    pass


class ReleaseFailed(LiftError):
    pass


class SandboxError(LiftError):
    pass
