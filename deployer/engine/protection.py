"""Where a command is about to write: shown always, and asked for where the stage is protected."""

from typing import TYPE_CHECKING

from ..aws import account
from ..errors import LiftError
from ..ui import YES, Ui

if TYPE_CHECKING:
    from ..aws.session import Aws


def show(aws: "Aws", ui: Ui) -> None:
    """Say which stage is meant, in which account and region."""
    place = aws.place
    ui.step(f"stage {aws.target.stage.name} in account {place.account}, region {place.region}")


def confirm(aws: "Aws", ui: Ui, action: str, *, yes: bool) -> None:
    """Show the place and, for a protected stage, ask whether ``action`` ("deploy") may be.

    ``yes`` answers. Raises ``LiftError`` after another answer, ``UsageError`` without a terminal.
    """
    show(aws, ui)
    stage = aws.target.stage
    if not stage.protected or yes:
        return
    question = f"{action} the protected stage {stage.name} in {where(aws)}?"
    if not ui.confirm(question, (stage.name, *YES)):
        raise LiftError("nothing was changed")


def where(aws: "Aws") -> str:
    """Account, with its alias where it has one, and region: for a person who is to decide."""
    place, alias = aws.place, account.alias(aws)
    named = f" ({alias})" if alias else ""
    return f"account {place.account}{named}, region {place.region}"
