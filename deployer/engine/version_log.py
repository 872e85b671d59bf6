"""What a version itself logged during one invocation, without Lambda's lines and lift's."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ..aws.logs import filter_log_events
from ..logs.event import LogEvent
from ..logs.message import as_text
from ..waiting import Waiting, waiting

if TYPE_CHECKING:
    from ..aws.function import Invocation
    from ..aws.session import Aws

TAIL = 4096  # bytes of the log that come with an answer
_LOOKS = 10  # one a second
_LAST = 40  # lines: Lambda tries an INIT that fails several times
_NOT_ITS_OWN = (
    "START ", "END ", "REPORT ", "INIT_START ", "INIT_REPORT ", "RESTORE_START ",
    "RESTORE_REPORT ", "XRAY ", "LIFT_RELEASE ", "platform.",
)  # fmt: skip
_ADVICE = "LAMBDA_WARNING: "  # the runtime's, on every unhandled exception
_REPORT = re.compile(r"^REPORT RequestId: (\S+)", re.MULTILINE)


def own_lines(aws: "Aws", number: str, answer: "Invocation") -> list[str]:
    """The lines of the invocation that gave ``answer``.

    An answer carries only the last 4 KB of the log, so what is longer is read from the log group,
    where it arrives a little later.
    """
    log = "\n".join(map(as_text, answer.log.split("\n")))
    lines = own(log)
    if len(answer.log.encode()) >= TAIL:
        with waiting(f"the log of version {number}", "a few seconds", aws.clock, aws.ui) as wait:
            lines = own(_from_group(aws, number, log, wait)) or lines
    return lines


def _from_group(aws: "Aws", number: str, log: str, wait: Waiting) -> str:
    """What version ``number`` logged up to the REPORT in ``log``, once that shows up."""
    ended = found[0] if (found := _REPORT.search(log)) else "REPORT "
    for _ in range(_LOOKS):
        lines: list[str] = []
        for event in _events(aws, number):
            lines.append(event.text)
            if event.text.startswith(ended):  # all of it is there
                return "\n".join(lines)
            if event.text.startswith("REPORT "):  # that was an earlier one
                lines.clear()
        wait.sleep(1)
    return ""


def of_start(aws: "Aws", number: str) -> list[str]:
    """The last lines of version ``number`` where no invocation has one: of its INIT or restore."""
    with waiting(f"the log of version {number}", "a few seconds", aws.clock, aws.ui) as wait:
        for _ in range(_LOOKS):
            if lines := own("\n".join(event.text for event in _events(aws, number))):
                return lines[-_LAST:]
            wait.sleep(1)
    return []


def _events(aws: "Aws", number: str) -> Iterator[LogEvent]:
    """What version ``number`` logged in the last minutes."""
    now = datetime.now(UTC)
    since = int((now - timedelta(minutes=20)).timestamp() * 1000)
    streams = f"{now:%Y/%m/%d}/[{number}]"
    return filter_log_events(aws, aws.target.names.log_group, since, streams=streams)


def own(log: str) -> list[str]:
    """The lines of ``log`` that are neither Lambda's nor lift's."""
    lines = log.replace("\r", "\n").splitlines()
    return [line for line in lines if line.strip() and not _is_others(line)]


def _is_others(line: str) -> bool:
    return line.startswith(_NOT_ITS_OWN) or _ADVICE in line
