"""Whether the sandbox can run on this machine at all."""

from collections.abc import Callable

from ..errors import SandboxError


def check(platform: str, find: Callable[[str], object | None]) -> None:
    """Raise ``SandboxError`` if not. ``platform`` as ``sys.platform``; ``find`` tells of a module
    by None that it is not installed."""
    if not platform.startswith("linux"):
        raise SandboxError(
            "the sandbox needs Linux: AWS's Lambda runtime client exists for nothing else",
            hint="use a Linux machine, a container or a virtual machine",
        )
    missing = [name for name in ("moto", "werkzeug", "awslambdaric") if find(name) is None]
    if missing:
        raise SandboxError(
            f"the sandbox needs more than the command line: {', '.join(missing)}",
            hint="pip install 'lift-lambda[cli,sandbox]'",
        )
