"""``lift undeploy``: take everything of a stage down, from whatever state it is in.

    read AWS -> list -> ask -> lock -> delete in order, waiting -> read again -> delete the lock

Only what is ours goes. What is gone already is no error, so that a second run finishes what a
first one left. What cannot be deleted does not keep the rest from going, and is told at the end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..aws import storage
from ..aws.errors import doing
from ..aws.lock import lock
from ..errors import AwsError, LiftError, NoCredentials, NotAllDeleted
from ..lock import Turn
from ..ui import YES, Ui
from ..waiting import waiting
from . import protection
from .deletions import Deletion, Listing, listing

if TYPE_CHECKING:
    from ..aws.session import Aws

_LOOKS = 10  # how often what was deleted may still be shown: reads lag behind writes
_PAUSE = 3  # seconds between two looks


@dataclass
class Undeployed:
    """Titles of what was deleted and of what was left; ``failed`` gives a reason for each title."""

    stage: str
    kept: tuple[str, ...]
    deleted: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        kept = f", kept: {', '.join(self.kept)}" if self.kept else ""
        return f"{len(self.deleted)} deleted{kept}"

    def document(self) -> dict[str, object]:
        """What ``--json`` prints; ``failed`` is there only when something did."""
        failed = [{"resource": title, "reason": why} for title, why in self.failed.items()]
        document = {"stage": self.stage, "deleted": self.deleted, "kept": list(self.kept)}
        return document | ({"failed": failed} if failed else {})


def undeploy(
    aws: "Aws",
    ui: Ui,
    *,
    keep_logs: bool = False,
    yes: bool = False,
    wait: bool = True,
    again: str = "",
) -> Undeployed:
    """Delete everything that is ours; ``keep_logs`` leaves the log group.

    ``again`` is the command that finishes what was left. Without ``wait`` somebody else who deploys
    the stage is an error. Raises ``NotAllDeleted`` at the end when there is something.
    """
    again = again or f"lift undeploy {aws.target.stage.name}"
    protection.show(aws, ui)

    def work(turn: Turn) -> Undeployed:
        found = listing(aws, keep_logs=keep_logs)
        done = Undeployed(aws.target.stage.name, found.kept)
        _tell(aws, found, ui, again)
        if not found.deletions and not turn.seen:
            ui.step(f"stage {done.stage} has nothing to delete")
            return done
        if found.deletions and not yes:
            _ask(aws, ui)
        with turn.held(last=True):
            try:
                _delete(found.deletions, done, ui)
                _verify(aws, done, lambda: listing(aws, keep_logs=keep_logs))
            except KeyboardInterrupt:
                count = f"{len(done.deleted)} of {len(found.deletions)} are deleted"
                ui.warn(f"stopped: {count}; `{again}` goes on from there")
                raise
            if done.failed:
                raise _incomplete(done, again)
        return done

    return lock(aws, again, wait=wait).in_turn(work)


def _tell(aws: "Aws", found: Listing, ui: Ui, again: str) -> None:
    for deletion in found.deletions:
        ui.step(f"to be deleted: {deletion.title}")
    for title in found.kept:
        ui.step(f"kept: {title}")
    if found.interfaces:
        ui.note(
            f"AWS takes up to 20 minutes to remove the function's network interfaces "
            f"({found.interfaces}), and needs the role for it: run `{again}` again then"
        )
    bucket = aws.target.names.bucket
    if all(each.key != "bucket" for each in found.deletions) and storage.is_hidden(aws, bucket):
        ui.note(f"whether there is a bucket {bucket} is not to be seen: access denied, HeadBucket")


def _ask(aws: "Aws", ui: Ui) -> None:
    stage = aws.target.stage
    whole = f"all of stage {stage.name} of project {stage.project}"
    question = f"delete {whole} in {protection.where(aws)}?"
    if not ui.confirm(question, (stage.name,) if stage.protected else YES):
        raise LiftError("nothing was deleted")


def _delete(deletions: Sequence[Deletion], done: Undeployed, ui: Ui) -> None:
    there: dict[str, str] = {}  # what could not be deleted: key -> title
    for deletion in deletions:
        if blocked := [there[key] for key in deletion.after if key in there]:
            done.failed[deletion.title] = f"not tried, because {blocked[0]} uses it"
            continue
        ui.step(f"delete {deletion.title}")
        try:
            with doing(f"delete {deletion.title}"):
                deletion.run()
        except NoCredentials:  # then nothing else can be deleted either
            raise
        except AwsError as error:
            there[deletion.key] = deletion.title
            done.failed[deletion.title] = error.message
        else:
            done.deleted.append(deletion.title)


def _verify(aws: "Aws", done: Undeployed, look: Callable[[], Listing]) -> None:
    """Look again: what somebody made in the meantime, or AWS still shows, is named."""
    with waiting("AWS to show it no more", "a few seconds", aws.clock, aws.ui) as wait:
        for attempt in range(_LOOKS):
            if attempt:
                wait.sleep(_PAUSE)
            left = [each.title for each in look().deletions if each.title not in done.failed]
            if not left:
                return
    for title in left:
        done.failed[title] = "AWS still shows it, or somebody has made it anew"
    done.deleted = [title for title in done.deleted if title not in left]


def _incomplete(done: Undeployed, again: str) -> NotAllDeleted:
    details = "\n".join(f"{title}: {reason}" for title, reason in done.failed.items())
    total = len(done.deleted) + len(done.failed)
    return NotAllDeleted(
        f"{len(done.failed)} of {total} could not be deleted: {', '.join(done.failed)}",
        document=done.document(),
        details=details,
        hint=f"see to what is said above, then run `{again}` again",
    )
