"""Several execution environments of a version at once, as the keep-warm rules then keep them.

Each ping is held, so that the next one of the same moment meets another environment; its answer
names the one that it met, and those are counted.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from lift.warmers import keep_warm

from ..aws import function
from ..aws.function import Invocation
from ..errors import Throttled
from . import gate

if TYPE_CHECKING:
    from ..aws.session import Aws

_HOLDS = (keep_warm.HOLD, 2, 4)  # seconds; longer when pings came too late and met one twice


def warm(aws: "Aws", name: str, number: str, instances: int) -> None:
    """Have ``instances`` environments of version ``number``, of which each starts or is there.

    Raises ``ReleaseFailed`` when one does not start. Where AWS does not let so many run at once it
    is said, and that is all: the version works, and the rules ping it anew.
    """
    aws.ui.step(f"warm {instances} execution environments of version {number}")
    for seconds in _HOLDS:
        answers = _ping(aws, name, number, instances, seconds)
        for answer in answers:
            gate.check_started(aws, number, answer)
        met = _environments(answers)
        if met >= instances or len(answers) < instances:
            break
    if len(answers) < instances:
        aws.ui.warn(
            f"{len(answers)} of {instances} execution environments are warm: AWS lets no more of "
            "them run at once now (429), because of reserved_concurrency or the account's limit"
        )
    elif met < instances:
        aws.ui.note(f"{met} of {instances} execution environments are warm")


def _ping(aws: "Aws", name: str, number: str, instances: int, seconds: int) -> list[Invocation]:
    """The answers to as many pings at the same moment; those that AWS refused have none."""

    def ping() -> Invocation | None:
        try:
            return function.invoke(aws, name, number, keep_warm.held(seconds), insist=False)
        except Throttled:
            return None

    with ThreadPoolExecutor(instances) as pool:
        answers = [pool.submit(ping) for _ in range(instances)]
    return [answer for each in answers if (answer := each.result()) is not None]


def _environments(answers: list[Invocation]) -> int:
    """How many they came from. A version with an adapter that does not say is believed."""
    named = [a.payload.get("environment") for a in answers if isinstance(a.payload, dict)]
    known = [name for name in named if name is not None]
    return len(set(known)) + len(answers) - len(known)
