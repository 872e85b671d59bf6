"""What a version itself logged during one invocation, without Lambda's lines and lift's."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ..aws.logs import filter_log_events
from ..logs.message import as_text
from ..waiting import Waiting, waiting

if TYPE_CHECKING:
    from ..aws.function import Invocation
    from ..aws.session import Aws

TAIL = 4096  # bytes of the log that come with an answer
_LOOKS = 10  # one a second
_NOT_ITS_OWN = (
    "START ", "END ", "REPORT ", "INIT_START ", "INIT_REPORT ", "XRAY ", "LIFT_RELEASE ",
    "platform.",
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
    now = datetime.now(UTC)
    since = int((now - timedelta(minutes=20)).timestamp() * 1000)
    ended = found[0] if (found := _REPORT.search(log)) else "REPORT "
    for _ in range(_LOOKS):
        events = filter_log_events(
            aws, aws.target.names.log_group, since, streams=f"{now:%Y/%m/%d}/[{number}]"
        )
        lines: list[str] = []
        for event in events:
            lines.append(event.text)
            if event.text.startswith(ended):  # all of it is there
                return "\n".join(lines)
            if event.text.startswith("REPORT "):  # that was an earlier one
                lines.clear()
        wait.sleep(1)
    return ""


def own(log: str) -> list[str]:
    """The lines of ``log`` that are neither Lambda's nor lift's."""
    lines = log.replace("\r", "\n").splitlines()
    return [line for line in lines if line.strip() and not _is_others(line)]


def _is_others(line: str) -> bool:
    return line.startswith(_NOT_ITS_OWN) or _ADVICE in line
