"""``lift releases``: what was published, what each changed, and which one is live. Reads only.

Shows no value of the environment. A release is compared with the one before it that passed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Literal

from ..aws import snapshot as snapshots
from ..aws import version as versions
from ..aws.errors import doing
from ..aws.snapshot import Running
from ..aws.version import Version
from ..errors import AwsError
from ..plan.changes import Change, changes
from ..table import short
from .live import of_live
from .observe import is_our_function

if TYPE_CHECKING:
    from ..aws.session import Aws

State = Literal["live", "earlier", "rolled back", "did not pass"]

_LONGEST = 24  # characters of a commit or a caller in the table
_HASH = re.compile(r"([0-9a-f]{10})[0-9a-f]{30,}(-dirty)?")
_NAMES = {"layers": "dependencies", "network": "vpc_config"}  # as the settings have them


@dataclass(frozen=True)
class Listed:
    """A published version. ``before`` is the one that ``changes`` are from, None without one."""

    version: Version
    state: State
    before: str | None
    changes: tuple[Change, ...]

    def document(self) -> dict[str, object]:
        """What ``--json`` prints; ``commit``, ``by`` and ``at`` are null when lift did not
        publish it."""
        record = self.version.record
        return {
            "version": self.version.number,
            "state": self.state,
            "commit": record.commit if record else None,
            "by": record.by if record else None,
            "at": record.at if record else None,
            "before": self.before,
            "changes": [change.document() for change in self.changes],
        }

    def row(self) -> tuple[str, ...]:
        """Short enough for a terminal, in local time."""
        record, state = self.version.record, "" if self.state == "earlier" else self.state
        if record is None:
            return (self.version.number, state, "", "", "not by lift", self._changed())
        by = short(record.by.rpartition("/")[2], _LONGEST)
        commit = short(_HASH.sub(r"\1\2", record.commit), _LONGEST)
        return (self.version.number, state, _local(record.at), commit, by, self._changed())

    def _changed(self) -> str:
        if self.before is None:
            return "nothing before it to compare with"
        return in_words(self.changes) or f"the same as version {self.before}"


@dataclass(frozen=True)
class Releases:
    """``live`` is None while no release has passed; ``releases`` are the newest first."""

    stage: str
    function: str
    live: str | None
    releases: tuple[Listed, ...]

    headings: ClassVar = ("version", "", "when", "commit", "by", "changed")

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "stage": self.stage,
            "function": self.function,
            "live": self.live,
            "releases": [each.document() for each in self.releases],
        }

    def rows(self) -> list[tuple[str, ...]]:
        return [each.row() for each in self.releases]


def releases(aws: "Aws") -> Releases:
    """Every version that is kept. Raises ``AwsError`` when there is none."""
    aws, stage = of_live(aws), aws.target.stage.name
    with doing("read the function"):
        running = snapshots.running(aws, aws.target.names.function)
    if not is_our_function(running, aws.target) or not running.versions:
        raise AwsError(f"stage {stage!r} has not been deployed", hint=f"run `lift deploy {stage}`")
    live = running.live.number if running.live else None
    found = tuple(_listed(running))[::-1]
    return Releases(stage, aws.target.names.function, live, found)


def between(new: Version, old: Version, among: Sequence[Version]) -> tuple[Change, ...]:
    """What ``new`` has that ``old`` has not; ``among`` tell what their code was made from."""
    codes = versions.codes(tuple(among))
    found = changes(new.spec(codes), old.spec(codes))
    return tuple(replace(each, field=_NAMES.get(each.field, each.field)) for each in found)


def in_words(changes: Sequence[Change]) -> str:
    """``changes`` in one line."""
    return "; ".join(change.words for change in changes)


def _listed(running: Running) -> Iterator[Listed]:
    """The oldest first."""
    before: Version | None = None
    for version in running.versions:
        state = _state(running, version.number)
        made = between(version, before, running.versions) if before else ()
        yield Listed(version, state, before.number if before else None, made)
        if state != "did not pass":
            before = version


def _state(running: Running, number: str) -> State:
    if running.alias is None:
        return "did not pass"
    history = running.alias.history
    if number == running.alias.version:
        return "live"
    if number in history.versions:
        return "earlier"
    return "rolled back" if number in history.rolled_back else "did not pass"


def _local(at: str) -> str:
    """``at`` (ISO 8601, UTC) in the time of this machine."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:  # somebody wrote the description by hand
        return at
